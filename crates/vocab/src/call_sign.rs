//! The name of a radio station.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::AsciiCode;

/// A ship's or aircraft's radio call sign.
///
/// Three to seven letters and digits, at least one of them a letter, beginning as a series of the ITU may
/// begin: not with two digits, not with 0 or 1 (Radio Regulations, Article 19). Call signs change with the
/// flag and are given out again, so one alone proves little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallSign(AsciiCode<7>);

/// Why a text is not a call sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCallSign {
    /// Not three to seven ASCII letters and digits.
    #[error("a call sign is three to seven letters and digits")]
    Shape,
    /// No series begins so, or there is no letter.
    #[error("no call sign begins so: series begin with letters, or with a digit from 2 to 9 and a letter")]
    Series,
    /// A word that stands for no call sign.
    #[error("the text says that there is no call sign, or that it is not known")]
    Filler,
}

impl CallSign {
    /// The characters, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for CallSign {
    type Err = NotCallSign;

    fn from_str(text: &str) -> Result<Self, NotCallSign> {
        let text: String = text.trim().chars().filter(|it| !matches!(it, ' ' | '-')).collect();
        let text = text.to_ascii_uppercase();
        if ["NONE", "NIL", "UNKNOWN", "TBC", "TBA"].contains(&text.as_str()) {
            return Err(NotCallSign::Filler);
        }
        if !(3..=7).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotCallSign::Shape);
        }
        let begins = match *text.as_bytes() {
            [b'2'..=b'9', second, ..] => second.is_ascii_uppercase(),
            [first, ..] => first.is_ascii_uppercase(),
            [] => false,
        };
        if !begins {
            return Err(NotCallSign::Series);
        }
        AsciiCode::new(&text).map(Self).ok_or(NotCallSign::Shape)
    }
}

impl fmt::Display for CallSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotCallSign>) {
        assert_eq!(
            text.parse::<CallSign>().map(|it| it.to_string()),
            expected.map(str::to_owned),
            "{text:?}"
        );
    }

    #[test]
    fn reads_call_signs_of_ships_and_aircraft() {
        check("UBGX3", Ok("UBGX3"));
        check("t8a 2143", Ok("T8A2143"));
        check("9HA4512", Ok("9HA4512"));
        check("EP-GOM", Ok("EPGOM"));
    }

    #[test]
    fn says_why_not() {
        check("1ABC", Err(NotCallSign::Series));
        check("22AB", Err(NotCallSign::Series));
        check("unknown", Err(NotCallSign::Filler));
        for text in ["", "AB", "ABCDEFGH", "ＵBGX3", "-0-"] {
            check(text, Err(NotCallSign::Shape));
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back(text in "\\PC*|[A-Z0-9]{3,7}") {
            if let Ok(sign) = text.parse::<CallSign>() {
                prop_assert_eq!(sign.to_string().parse(), Ok(sign));
            }
        }
    }
}
