//! Terms of trade with the headings that they belong to, and how a text is searched for them.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::LazyLock;

use crate::item_of_concern::ConcernClass;
use crate::shipped::{SIDE_WORDS, WORDS};

/// A term, and where goods of that name are usually classified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// The term as it is written.
    pub(crate) text: String,
    /// Chapters, headings or subheadings.
    pub(crate) codes: Vec<String>,
    /// The functional class of the June 2023 guidance, if it is in one.
    pub(crate) class: Option<ConcernClass>,
    /// Its words, of which one that ends in `*` stands for its endings.
    words: Vec<String>,
    /// Whether its script puts no blanks between words.
    unspaced: bool,
    /// Whether its language puts what a thing is before its name, so that a noun behind it is the thing.
    pub(crate) head_last: bool,
}

/// A term in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) term: &'static Term,
    /// The first of the text's words that it takes.
    pub(crate) from: usize,
    /// The word after its last.
    pub(crate) to: usize,
}

/// A text cut into small words.
pub(crate) struct Words {
    words: Vec<String>,
    /// Positions before which the text breaks off: a sign, or a word like "for".
    pub(crate) breaks: BTreeSet<usize>,
    /// The first word like "for": what follows is another thing.
    turn: Option<usize>,
    /// Words that are written in capitals or hold a digit: types, sizes, values.
    marks: BTreeSet<usize>,
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    WORDS.rows(|row| {
        let text = row.text("term")?;
        let class = row.cell("class").filter(|it| !it.is_empty()).map(str::parse).transpose().ok()?;
        let words = text.split_whitespace().map(str::to_owned).collect();
        let language = row.cell("language")?;
        let (unspaced, head_last) = (language == "zh", matches!(language, "en" | "de" | "tr"));
        Some(Term { codes: row.list("codes")?, class, words, unspaced, head_last, text })
    })
});

/// Positions in [`TERMS`] by the first two letters of their first word.
static BY_START: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut starts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, term) in TERMS.iter().enumerate().filter(|(_, term)| !term.unspaced) {
        let start = term.words.first().map(|word| start_of(word)).unwrap_or_default();
        starts.entry(start).or_default().push(at);
    }
    starts
});

/// What a word beside the name of a thing does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SideWord {
    /// It makes it a thing of another kind.
    Accessory,
    /// It leaves it what it is.
    Neutral,
}

impl FromStr for SideWord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "accessory" => Ok(Self::Accessory),
            "neutral" => Ok(Self::Neutral),
            _ => Err(()),
        }
    }
}

static SIDE: LazyLock<BTreeMap<String, SideWord>> = LazyLock::new(|| {
    SIDE_WORDS.rows(|row| Some((row.text("word")?, row.read("kind")?))).into_iter().collect()
});

fn start_of(word: &str) -> String {
    word.chars().take(2).collect()
}

/// Words after which a text speaks of another thing: what the goods are for, made of, or come with.
const TURNING_WORDS: [&str; 37] = [
    "for",
    "with",
    "without",
    "of",
    "to",
    "from",
    "in",
    "by",
    "used",
    "suitable",
    "excluding",
    "except",
    "für",
    "mit",
    "ohne",
    "aus",
    "pour",
    "avec",
    "sans",
    "de",
    "для",
    "с",
    "из",
    "без",
    "için",
    "ile",
    "than",
    "not",
    "containing",
    "on",
    "therefor",
    "thereof",
    "including",
    "et",
    "und",
    "and",
    "or",
];

/// The longest text that is read, in words: an order line is never near it.
const WORDS_MAX: usize = 400;

/// Whether a word names an accessory, which makes the thing beside it a thing of another kind.
pub(crate) fn is_accessory(word: &str) -> bool {
    SIDE.get(word) == Some(&SideWord::Accessory)
}

impl Words {
    pub(crate) fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut breaks = BTreeSet::new();
        let (mut turn, mut marks) = (None, BTreeSet::new());
        for piece in text.split_inclusive(|it: char| !it.is_alphanumeric()) {
            let word = piece.trim_end_matches(|it: char| !it.is_alphanumeric());
            if !word.is_empty() {
                let lower = word.to_lowercase();
                if TURNING_WORDS.contains(&lower.as_str()) {
                    breaks.insert(words.len());
                    turn = turn.or(Some(words.len()));
                }
                if word.chars().any(char::is_numeric)
                    || (word.len() > 1 && !word.chars().any(char::is_lowercase))
                {
                    marks.insert(words.len());
                }
                words.push(lower);
            }
            if piece.ends_with([',', ';', '(', ')', ':', '/', '\n', '|', '+', '&']) {
                breaks.insert(words.len());
            }
            if words.len() >= WORDS_MAX {
                break;
            }
        }
        Self { words, breaks, turn, marks }
    }

    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(String::as_str)
    }

    /// Whether the word at `at` comes after a word like "for".
    pub(crate) fn is_turned(&self, at: usize) -> bool {
        self.turn.is_some_and(|turn| turn < at)
    }

    /// Whether the word at `at` may itself be what the goods are: no type, size, value or neutral word.
    pub(crate) fn may_be_a_thing(&self, at: usize) -> bool {
        let short = self.get(at).is_none_or(|word| word.chars().count() < 3);
        !short
            && !self.marks.contains(&at)
            && self.get(at).is_some_and(|word| SIDE.get(word) != Some(&SideWord::Neutral))
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The terms in the text, none inside another, in the text's order.
    pub(crate) fn terms(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for from in 0..self.words.len() {
            let start = self.get(from).map(start_of).unwrap_or_default();
            let candidates = BY_START.get(&start).into_iter().flatten().filter_map(|at| TERMS.get(*at));
            found.extend(candidates.filter_map(|term| self.term_at(from, term)));
            found.extend(TERMS.iter().filter(|it| it.unspaced).filter_map(|term| {
                self.get(from)?.contains(term.text.as_str()).then_some(Found { term, from, to: from + 1 })
            }));
        }
        let inside = |one: &Found| {
            found.iter().any(|other| {
                other.from <= one.from
                    && one.to <= other.to
                    && (other.to - other.from, other.term.text.len())
                        > (one.to - one.from, one.term.text.len())
            })
        };
        let keep: Vec<bool> = found.iter().map(|it| !inside(it)).collect();
        let mut kept: Vec<Found> =
            found.into_iter().zip(keep).filter_map(|(it, keep)| keep.then_some(it)).collect();
        // Two languages may write one term alike.
        kept.dedup_by(|next, one| {
            (next.from, next.to) == (one.from, one.to) && next.term.codes == one.term.codes
        });
        kept
    }

    fn term_at(&self, from: usize, term: &'static Term) -> Option<Found> {
        let last = term.words.len().checked_sub(1)?;
        for (offset, wanted) in term.words.iter().enumerate() {
            let word = self.get(from + offset)?;
            // A break inside a term is no term: "camera, motor" names no camera motor.
            let broken = offset > 0 && self.breaks.contains(&(from + offset));
            if broken || !is_word(word, wanted, offset == last) {
                return None;
            }
        }
        Some(Found { term, from, to: from + term.words.len() })
    }
}

/// Whether a text's word is the term's, or its plural where it is the last.
fn is_word(word: &str, wanted: &str, last: bool) -> bool {
    if let Some(stem) = wanted.strip_suffix('*') {
        return word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= 6);
    }
    word == wanted || (last && word.strip_prefix(wanted).is_some_and(|ending| matches!(ending, "s" | "es")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nomenclature::{heading_text, subheading_text};

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = Words::new(text).terms().iter().map(|it| it.term.text.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_term_stands() {
        check("GPS modules, type NEO-M8", &["gps module"]);
        check("Tapered roller bearings 30205", &["tapered roller bearing"]);
        check("camera, motor", &["camera"]);
        check("Шариковый подшипник 6205", &["шариков* подшипник*"]);
        check("高精度GPS模块", &["gps模块"]);
        check("assorted goods", &[]);
    }

    #[test]
    fn every_code_is_in_the_nomenclature() {
        for term in TERMS.iter() {
            assert!(!term.codes.is_empty(), "{}", term.text);
            for code in &term.codes {
                let known = match code.len() {
                    2 => code.bytes().all(|byte| byte.is_ascii_digit()),
                    4 => heading_text(code).is_some(),
                    _ => subheading_text(code).is_some(),
                };
                assert!(known, "{} names {code}", term.text);
            }
        }
    }
}
