//! The identifier that the United States government gives to those it deals with.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label};

/// The unique entity identifier of SAM.gov, which replaced the DUNS number in April 2022.
///
/// Verified: twelve letters and digits, no letter O or I, the first character not zero, no nine digits in a
/// row (so that it is not taken for a taxpayer or DUNS number). Not verified: the check character, whose
/// formula the General Services Administration does not publish. Source: GSA, "UEI Technical Specifications
/// and API Information", 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uei(AsciiCode<12>);

/// Why a text is not a UEI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUei {
    /// Not twelve ASCII letters and digits.
    #[error("a UEI is twelve letters and digits")]
    Shape,
    /// A letter O or I, which a UEI avoids because they look like digits.
    #[error("a UEI has no letter {0}; it may be a digit read wrongly")]
    Letter(char),
    /// The first character is zero.
    #[error("a UEI does not begin with zero")]
    LeadingZero,
    /// Nine digits in a row.
    #[error("a UEI never has nine digits in a row")]
    NineDigits,
}

impl Uei {
    /// The twelve characters, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Uei {
    type Err = NotUei;

    fn from_str(text: &str) -> Result<Self, NotUei> {
        let text = after_label(text, "UEI").to_ascii_uppercase();
        if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotUei::Shape);
        }
        if let Some(letter) = text.chars().find(|it| matches!(it, 'O' | 'I')) {
            return Err(NotUei::Letter(letter));
        }
        if text.starts_with('0') {
            return Err(NotUei::LeadingZero);
        }
        if text.as_bytes().windows(9).any(|run| run.iter().all(u8::is_ascii_digit)) {
            return Err(NotUei::NineDigits);
        }
        AsciiCode::new(&text).map(Self).ok_or(NotUei::Shape)
    }
}

impl fmt::Display for Uei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotUei>) {
        assert_eq!(text.parse::<Uei>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_the_shape_and_says_why_not() {
        check("J7M9HPTGJ1S9", Ok("J7M9HPTGJ1S9"));
        check("uei: j7m9hptgj1s9", Ok("J7M9HPTGJ1S9"));
        check("J7M9HPTGJIS9", Err(NotUei::Letter('I')));
        check("J7M9HPTGJOS9", Err(NotUei::Letter('O')));
        check("07M9HPTGJ1S9", Err(NotUei::LeadingZero));
        check("J7123456789A", Err(NotUei::NineDigits));
        check("J7M9HPTGJ1S", Err(NotUei::Shape));
        check("", Err(NotUei::Shape));
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back(text in "\\PC*|[1-9A-HJ-NP-Z]{12}") {
            if let Ok(uei) = text.parse::<Uei>() {
                prop_assert_eq!(uei.to_string().parse(), Ok(uei));
            }
        }
    }
}
