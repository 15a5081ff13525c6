//! How rare a word is in names the world over, frozen in a file and never counted from loaded lists.

use std::collections::BTreeMap;

/// What is wrong with a rarity table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RarityError {
    /// A line is not a word, a tab and a weight.
    #[error("line {line} of the rarity table is not a word, a tab and a weight from 1 to {WEIGHT_MAX}")]
    Line {
        /// One-based line.
        line: usize,
    },
}

/// The weight of a word that the table does not know: it is rare.
pub(crate) const WEIGHT_MAX: u16 = 1_000;

/// How much a word's agreement tells, by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rarity {
    weights: BTreeMap<Box<str>, u16>,
}

impl Rarity {
    /// The table that ships: `data/names/rarity.tsv`.
    pub fn shipped() -> Self {
        // The file is ours and a test reads every line of it; a broken line would only make a word rare.
        Self::parse(include_str!("../../../data/names/rarity.tsv"))
            .unwrap_or_else(|_| Self { weights: BTreeMap::new() })
    }

    /// Reads a table: a line holds a word as it is compared, a tab, and its weight; `#` opens a remark.
    pub fn parse(text: &str) -> Result<Self, RarityError> {
        let mut weights = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = RarityError::Line { line: at + 1 };
            let Some((word, weight)) = line.split_once('\t') else { return Err(wrong) };
            match weight.parse() {
                Ok(weight @ 1..=WEIGHT_MAX) if !word.is_empty() => weights.insert(word.into(), weight),
                Ok(_) | Err(_) => return Err(wrong),
            };
        }
        Ok(Self { weights })
    }

    /// The weight of a word, from 1 to [`WEIGHT_MAX`]: the rarer, the more.
    pub fn weight(&self, word: &str) -> u16 {
        self.weights.get(word).copied().unwrap_or(WEIGHT_MAX)
    }

    /// Whether the table has the word.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.weights.contains_key(word)
    }
}
