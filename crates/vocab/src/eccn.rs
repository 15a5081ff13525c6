//! Classes of goods in US export control.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label};

/// An export control classification number of the Commerce Control List (15 CFR 774, Supplement No. 1), or
/// `EAR99` for what is subject to the regulations and on no entry.
///
/// Holding one means that the text has the form of an entry, not that the list has it today.
///
/// ```
/// use vocab::{Eccn, NotEccn};
/// let eccn: Eccn = "3a991.A.2".parse()?;
/// assert_eq!((eccn.entry(), eccn.paragraph()), (Some("3A991"), Some("a.2")));
/// assert_eq!(eccn.to_string(), "3A991.a.2");
/// # Ok::<(), NotEccn>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Eccn {
    /// Subject to the regulations, on no entry of the list.
    Ear99,
    /// An entry of the list, or a paragraph of one.
    Entry(EccnEntry),
}

/// An entry of the Commerce Control List, or a paragraph of one: made only by reading an [`Eccn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EccnEntry {
    code: AsciiCode<5>,
    paragraph: AsciiCode<20>,
}

/// Why a text is not an ECCN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEccn {
    /// Not `EAR99`, nor a digit, a letter from A to E and three digits at the beginning.
    #[error(
        "an ECCN is `EAR99`, or a digit, a letter from A to E and three digits, such as 3A991 or 5A002.a.1"
    )]
    Entry,
    /// What follows the entry is not letters and numbers by turns, beginning with a letter.
    #[error("after the five characters of an ECCN come letters and numbers by turns, such as .a.2")]
    Paragraph,
}

impl Eccn {
    /// The five characters of the entry, such as `3A991`; `None` for EAR99.
    pub fn entry(&self) -> Option<&str> {
        self.parts().map(EccnEntry::code)
    }

    /// The paragraph, such as `a.2`; `None` for EAR99 and for a whole entry.
    pub fn paragraph(&self) -> Option<&str> {
        self.parts().and_then(EccnEntry::paragraph)
    }

    /// Whether it is EAR99.
    pub const fn is_ear99(&self) -> bool {
        matches!(self, Self::Ear99)
    }

    /// Whether the entry is of the 600 series: military items that moved from the munitions list (15 CFR
    /// 772.1).
    ///
    /// 9A515 and its kin moved with them and are another class: see [`Eccn::is_9x515`].
    pub fn is_600_series(&self) -> bool {
        self.entry().is_some_and(|code| code.as_bytes().get(2) == Some(&b'6'))
    }

    /// Whether the entry is 9A515, 9B515, 9D515 or 9E515: spacecraft and what belongs to them.
    pub fn is_9x515(&self) -> bool {
        self.entry().is_some_and(|code| code.starts_with('9') && code.ends_with("515"))
    }

    /// Whether `other` is the same class or a paragraph of it: 3A991 covers 3A991.a.2, and 3A991.a.2 only
    /// itself and what is below it.
    pub fn covers(&self, other: &Self) -> bool {
        match (self.parts(), other.parts()) {
            (None, None) => true,
            (Some(wide), Some(narrow)) => {
                let rest = narrow.paragraph.as_str().strip_prefix(wide.paragraph.as_str());
                let ends_whole = |rest: &str| {
                    wide.paragraph.as_str().is_empty() || rest.is_empty() || rest.starts_with('.')
                };
                wide.code == narrow.code && rest.is_some_and(ends_whole)
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    const fn parts(&self) -> Option<&EccnEntry> {
        match self {
            Self::Ear99 => None,
            Self::Entry(entry) => Some(entry),
        }
    }
}

impl EccnEntry {
    /// The five characters, such as `3A991`.
    pub fn code(&self) -> &str {
        self.code.as_str()
    }

    /// The paragraph, such as `a.2`; `None` for a whole entry.
    pub fn paragraph(&self) -> Option<&str> {
        Some(self.paragraph.as_str()).filter(|it| !it.is_empty())
    }

    /// The category of the list: 0 nuclear and miscellaneous, 3 electronics, 9 aerospace and propulsion, …
    pub fn category(&self) -> u8 {
        self.code.as_bytes().first().map_or(0, |byte| byte.saturating_sub(b'0'))
    }

    /// The product group: A equipment, B test and production, C materials, D software, E technology.
    pub fn product_group(&self) -> char {
        self.code().chars().nth(1).unwrap_or('A')
    }
}

impl FromStr for Eccn {
    type Err = NotEccn;

    fn from_str(text: &str) -> Result<Self, NotEccn> {
        let text = after_label(text, "ECCN");
        let bare: String = text.chars().filter(|it| !matches!(it, ' ' | '-' | '\u{a0}')).collect();
        if bare.eq_ignore_ascii_case("EAR99") {
            return Ok(Self::Ear99);
        }
        let (code, rest) = text.split_at_checked(5).ok_or(NotEccn::Entry)?;
        let code = code.to_ascii_uppercase();
        let [b'0'..=b'9', b'A'..=b'E', tail @ ..] = code.as_bytes() else { return Err(NotEccn::Entry) };
        if !tail.iter().all(u8::is_ascii_digit) {
            return Err(NotEccn::Entry);
        }
        let code = AsciiCode::new(&code).ok_or(NotEccn::Entry)?;
        Ok(Self::Entry(EccnEntry { code, paragraph: paragraph(rest)? }))
    }
}

/// Reads `.a.2`, `a2`, ` .A. 2` and the like to `a.2`.
fn paragraph(rest: &str) -> Result<AsciiCode<20>, NotEccn> {
    let mut steps: Vec<String> = Vec::new();
    let mut apart = true;
    for character in rest.trim_end_matches(['.', ' ', '\u{a0}']).chars() {
        match character {
            '.' | ' ' | '\u{a0}' => apart = true,
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                let character = character.to_ascii_lowercase();
                let same_kind = |step: &&mut String| {
                    step.chars().all(|it| it.is_ascii_digit() == character.is_ascii_digit())
                };
                match steps.last_mut().filter(same_kind) {
                    Some(_) if apart => return Err(NotEccn::Paragraph),
                    Some(step) => step.push(character),
                    None => steps.push(character.to_string()),
                }
                apart = false;
            }
            _ => return Err(NotEccn::Paragraph),
        }
    }
    let begins_well = steps.first().is_none_or(|step| step.chars().all(|it| it.is_ascii_lowercase()));
    // No paragraph of the list goes beyond two letters or two digits; a word is no paragraph.
    if !begins_well || steps.iter().any(|step| step.len() > 2) {
        return Err(NotEccn::Paragraph);
    }
    AsciiCode::new(&steps.join(".")).ok_or(NotEccn::Paragraph)
}

impl fmt::Display for Eccn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ear99 => f.write_str("EAR99"),
            Self::Entry(entry) => entry.fmt(f),
        }
    }
}

impl fmt::Display for EccnEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        self.paragraph().map_or(Ok(()), |paragraph| write!(f, ".{paragraph}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotEccn>) {
        assert_eq!(text.parse::<Eccn>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    fn eccn(text: &str) -> Eccn {
        text.parse().unwrap()
    }

    #[test]
    fn reads_entries_and_paragraphs() {
        check("3A991.a.2", Ok("3A991.a.2"));
        check(" 3a991 .A.2 ", Ok("3A991.a.2"));
        check("3A991a2", Ok("3A991.a.2"));
        check("ECCN: 5A002.a.1", Ok("5A002.a.1"));
        check("9A610.y", Ok("9A610.y"));
        check("1C350.b.23", Ok("1C350.b.23"));
        check("5A992", Ok("5A992"));
        check("ear 99", Ok("EAR99"));
        check("EAR99", Ok("EAR99"));
    }

    #[test]
    fn says_why_not() {
        for text in ["", "EAR", "EAR98", "3F991", "A3991", "3A99", "３A991", "8542.31", "XI(b)"] {
            check(text, Err(NotEccn::Entry));
        }
        for text in ["3A991.2", "3A9911", "3A991.a.b", "3A991.a-2", "3A991.and others", "3A991.а"] {
            check(text, Err(NotEccn::Paragraph));
        }
    }

    #[test]
    fn knows_the_military_series() {
        for (text, series_600, spacecraft) in [
            ("9A610.y", true, false),
            ("0A604.a", true, false),
            ("9A515.x", false, true),
            ("3A991", false, false),
            ("EAR99", false, false),
        ] {
            assert_eq!(
                (eccn(text).is_600_series(), eccn(text).is_9x515()),
                (series_600, spacecraft),
                "{text}"
            );
        }
        assert!(eccn("EAR99").is_ear99());
    }

    #[test]
    fn a_class_covers_its_paragraphs() {
        assert!(eccn("3A991").covers(&eccn("3A991.a.2")));
        assert!(eccn("3A991.a").covers(&eccn("3A991.a.2")));
        assert!(eccn("EAR99").covers(&eccn("EAR99")));
        for (wide, narrow) in
            [("3A991.a.2", "3A991.a"), ("3A001", "3A991"), ("3A991.a.1", "3A991.a.10"), ("EAR99", "3A991")]
        {
            assert!(!eccn(wide).covers(&eccn(narrow)), "{wide} {narrow}");
        }
    }

    proptest! {
        #[test]
        fn display_reads_back(
            text in "[0-9][A-E][0-9]{3}(\\.[a-z]{1,2}(\\.[0-9]{1,2}(\\.[a-z](\\.[0-9])?)?)?)?",
        ) {
            let eccn: Eccn = text.parse().unwrap();
            prop_assert_eq!(eccn.to_string(), text);
            prop_assert!(eccn.covers(&eccn));
        }

        #[test]
        fn never_panics(text in ".*|[0-9][A-E][0-9]{3}.*") {
            if let Ok(eccn) = text.parse::<Eccn>() {
                prop_assert_eq!(eccn.to_string().parse(), Ok(eccn));
            }
        }
    }
}
