//! The Harmonized System of 2022, and how codes of the edition before stand in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vocab::Hs;

use crate::shipped::{HS_2022, HS_CONCORDANCE};

/// How a code stands in the Harmonized System of 2022.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The subheading exists.
    Current,
    /// The subheading is of an older edition; it maps to these, and which one fits is for a person to say.
    Older {
        /// Six-digit codes of 2022, from a concordance that is not verified.
        successors: Vec<&'static str>,
    },
    /// Neither in HS 2022 nor in the concordance: a national code, an old one, or a mistake.
    NotInNomenclature,
}

static TEXTS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    // The texts are the bulk of what ships: they are borrowed from the program, not copied.
    HS_2022
        .text
        .lines()
        .skip_while(|line| line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect()
});

static SUCCESSORS: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut successors: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for (from, to) in HS_CONCORDANCE.rows(|row| Some((row.text("from")?, row.text("to")?))) {
        let current = TEXTS.get_key_value(to.as_str()).map(|(code, _)| *code);
        successors.entry(from).or_default().extend(current);
    }
    successors
});

/// How `hs` stands in HS 2022.
///
/// A code that 2022 kept stands for itself whatever edition the order declares, and one that 2022 dropped is
/// of an older edition even where nobody said so.
pub fn standing(hs: &Hs) -> Standing {
    let six = hs.six();
    if let Some(successors) = SUCCESSORS.get(six) {
        return Standing::Older { successors: successors.clone() };
    }
    if TEXTS.contains_key(six) { Standing::Current } else { Standing::NotInNomenclature }
}

/// The shortened text of the code's six-digit subheading in HS 2022.
pub fn subheading_text(six: &str) -> Option<&'static str> {
    TEXTS.get(six).filter(|_| six.len() == 6).map(|text| text.trim_matches('"'))
}

/// The shortened text of a four-digit heading in HS 2022.
pub fn heading_text(four: &str) -> Option<&'static str> {
    TEXTS.get(four).filter(|_| four.len() == 4).map(|text| text.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: &Standing) {
        assert_eq!(standing(&code.parse().unwrap()), *expected, "{code}");
    }

    #[test]
    fn old_codes_map_forward_and_unchanged_codes_stand() {
        check("8542.31", &Standing::Current);
        check("8525.80", &Standing::Older { successors: vec!["852581", "852582", "852583", "852589"] });
        check("8803.30", &Standing::Older { successors: vec!["880730"] });
        check("9880.01", &Standing::NotInNomenclature);
        check("8542.30", &Standing::NotInNomenclature);
    }

    #[test]
    fn the_whole_nomenclature_is_there() {
        assert_eq!(TEXTS.keys().filter(|code| code.len() == 6).count(), 5_613);
        assert_eq!(TEXTS.keys().filter(|code| code.len() == 4).count(), 1_229);
        assert_eq!(subheading_text("852691"), Some("Radio navigational aid apparatus"));
        assert_eq!(heading_text("8542"), Some("Electronic integrated circuits"));
        assert_eq!(subheading_text("852580"), None);
        assert_eq!(subheading_text("8542"), None);
    }
}
