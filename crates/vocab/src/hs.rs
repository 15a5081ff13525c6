//! Codes of goods in customs.

use std::fmt;
use std::str::FromStr;

use crate::Date;
use crate::ascii_code::AsciiCode;

/// A code of the Harmonized System: six digits that all countries share, or eight or ten with national ones.
///
/// Read with dots or blanks between the digits, as `8542.31` or `8542 31 90`. Holding an `Hs` does not mean
/// that the code exists in any edition, nor that it suits the goods.
///
/// ```
/// use vocab::{Hs, NotHs};
/// let code: Hs = "8542.31.0001".parse()?;
/// assert_eq!((code.six(), code.to_string().as_str()), ("854231", "8542.31.0001"));
/// assert_eq!("85423".parse::<Hs>(), Err(NotHs::Length(5)));
/// # Ok::<(), NotHs>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hs(AsciiCode<10>);

/// Why a text is not a code of the Harmonized System.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHs {
    /// Nothing but blanks.
    #[error("there is no goods code here")]
    Empty,
    /// A letter or sign that is no digit, dot or blank.
    #[error("`{0}` is no digit; a goods code is 6, 8 or 10 digits with dots or blanks between them")]
    Character(char),
    /// A digit of another script, which looks right and is not.
    #[error("`{0}` is a digit of another script; write the goods code with the digits 0 to 9")]
    OtherDigit(char),
    /// A number of digits other than 6, 8 or 10: often a leading zero was lost.
    #[error("a goods code has 6, 8 or 10 digits, this one has {0}; a spreadsheet may have dropped a zero")]
    Length(usize),
    /// Chapter 00, which the system does not have.
    #[error("a goods code begins with a chapter from 01 on; this one begins with 00")]
    Chapter,
}

impl Hs {
    /// The first six digits, which all countries share.
    pub fn six(&self) -> &str {
        self.digits().get(..6).unwrap_or_default()
    }

    /// All digits, without dots.
    pub fn digits(&self) -> &str {
        self.0.as_str()
    }

    /// How many digits: 6, 8 or 10.
    #[expect(clippy::len_without_is_empty, reason = "a code is never empty")]
    pub fn len(&self) -> usize {
        self.digits().len()
    }

    /// The first two digits.
    pub fn chapter(&self) -> &str {
        self.digits().get(..2).unwrap_or_default()
    }

    /// The first four digits.
    pub fn heading(&self) -> &str {
        self.digits().get(..4).unwrap_or_default()
    }

    /// Whether the code lies under `prefix`, given with or without dots and blanks.
    pub fn starts_with(&self, prefix: &str) -> bool {
        let mut digits = self.digits().chars();
        prefix.chars().filter(|it| !is_separator(*it)).all(|wanted| digits.next() == Some(wanted))
    }
}

impl FromStr for Hs {
    type Err = NotHs;

    fn from_str(text: &str) -> Result<Self, NotHs> {
        let mut digits = String::new();
        for character in text.trim().chars() {
            match character {
                '0'..='9' => digits.push(character),
                separator if is_separator(separator) => {}
                digit if digit.is_numeric() => return Err(NotHs::OtherDigit(digit)),
                other => return Err(NotHs::Character(other)),
            }
        }
        match digits.len() {
            0 => Err(NotHs::Empty),
            6 | 8 | 10 if digits.starts_with("00") => Err(NotHs::Chapter),
            6 | 8 | 10 => AsciiCode::new(&digits).map(Self).ok_or(NotHs::Length(digits.len())),
            other => Err(NotHs::Length(other)),
        }
    }
}

/// Dots after four and six digits, as tariffs print it.
impl fmt::Display for Hs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.heading(), self.digits().get(4..6).unwrap_or_default())?;
        match self.digits().get(6..) {
            None | Some("") => Ok(()),
            Some(national) => write!(f, ".{national}"),
        }
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, '.' | ' ' | '\u{a0}')
}

/// An edition of the Harmonized System, named by the year on whose first day it came into force.
///
/// The same six digits may mean other goods in another edition (World Customs Organization, correlation
/// tables).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HsVintage {
    /// In force from 1 January 2007.
    Hs2007,
    /// In force from 1 January 2012.
    Hs2012,
    /// In force from 1 January 2017.
    Hs2017,
    /// In force from 1 January 2022.
    Hs2022,
}

/// A text that is no edition of the Harmonized System known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no edition of the Harmonized System known here: there are 2007, 2012, 2017 and 2022")]
pub struct NotHsVintage(String);

impl HsVintage {
    /// Every edition, oldest first.
    pub const ALL: [Self; 4] = [Self::Hs2007, Self::Hs2012, Self::Hs2017, Self::Hs2022];

    /// The year of the edition.
    pub const fn year(self) -> i16 {
        match self {
            Self::Hs2007 => 2007,
            Self::Hs2012 => 2012,
            Self::Hs2017 => 2017,
            Self::Hs2022 => 2022,
        }
    }

    /// The newest edition known here that was in force on `day`; `None` before 2007.
    ///
    /// A country may have brought an edition into its tariff later than the first day.
    pub fn on(day: Date) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|it| it.year() <= day.year())
    }
}

impl FromStr for HsVintage {
    type Err = NotHsVintage;

    fn from_str(text: &str) -> Result<Self, NotHsVintage> {
        let upper = text.trim().to_ascii_uppercase();
        let year = upper.strip_prefix("HS").unwrap_or(&upper).trim_start_matches([' ', '-', '\u{a0}']);
        let known = Self::ALL.into_iter().find(|it| it.year().to_string() == year);
        known.ok_or_else(|| NotHsVintage(text.to_owned()))
    }
}

impl fmt::Display for HsVintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HS {}", self.year())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotHs>) {
        assert_eq!(text.parse::<Hs>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_six_eight_and_ten_digits() {
        check("8542.31", Ok("8542.31"));
        check("854231", Ok("8542.31"));
        check("85.42.31", Ok("8542.31"));
        check(" 8542 31 90 ", Ok("8542.31.90"));
        check("8542.31.0001", Ok("8542.31.0001"));
        check("0106.11", Ok("0106.11"));
    }

    #[test]
    fn says_why_not() {
        check("", Err(NotHs::Empty));
        check(" . ", Err(NotHs::Empty));
        check("85423", Err(NotHs::Length(5)));
        check("8542319", Err(NotHs::Length(7)));
        check("854231901", Err(NotHs::Length(9)));
        check("85423190012", Err(NotHs::Length(11)));
        check("8542", Err(NotHs::Length(4)));
        check("8542.3l", Err(NotHs::Character('l')));
        check("8542-31", Err(NotHs::Character('-')));
        check("８５４２３１", Err(NotHs::OtherDigit('８')));
        check("85٤231", Err(NotHs::OtherDigit('٤')));
        check("001234", Err(NotHs::Chapter));
    }

    #[test]
    fn lies_under_its_prefixes() {
        let code: Hs = "8542.31.90".parse().unwrap();
        assert_eq!((code.chapter(), code.heading(), code.six(), code.len()), ("85", "8542", "854231", 8));
        for prefix in ["", "85", "8542", "8542.31", "8542 31 90"] {
            assert!(code.starts_with(prefix), "{prefix}");
        }
        for prefix in ["84", "8542.39", "8542.31.90.00", "８５"] {
            assert!(!code.starts_with(prefix), "{prefix}");
        }
    }

    #[test]
    fn editions_have_years() {
        for text in ["2017", "HS2017", "HS 2017", "hs-2017"] {
            assert_eq!(text.parse(), Ok(HsVintage::Hs2017));
        }
        for vintage in HsVintage::ALL {
            assert_eq!(vintage.to_string().parse(), Ok(vintage));
        }
        assert!("2018".parse::<HsVintage>().is_err());
        assert_eq!(HsVintage::on(jiff::civil::date(2021, 12, 31)), Some(HsVintage::Hs2017));
        assert_eq!(HsVintage::on(jiff::civil::date(2022, 1, 1)), Some(HsVintage::Hs2022));
        assert_eq!(HsVintage::on(jiff::civil::date(2006, 1, 1)), None);
    }

    proptest! {
        #[test]
        fn display_reads_back(text in "[1-9][0-9]{5}([0-9]{2}){0,2}") {
            let code: Hs = text.parse().unwrap();
            prop_assert_eq!(code.digits(), &text);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn never_panics(text in ".*", prefix in ".*") {
            let _ = text.parse::<Hs>().map(|it| it.starts_with(&prefix));
            let _ = text.parse::<HsVintage>();
        }
    }
}
