//! The number of a security.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label};

/// The international securities identification number of ISO 6166: two letters, nine letters or digits, a
/// check digit.
///
/// The check is Luhn's over the digits, letters counting 10 to 35. Holding an `Isin` does not mean that such
/// a security was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Isin(AsciiCode<12>);

/// Why a text is not an ISIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotIsin {
    /// Not two ASCII letters, nine letters or digits and a digit.
    #[error("an ISIN is two letters, nine letters or digits and a check digit")]
    Shape,
    /// The last digit should have been `expected`.
    #[error("the characters of the ISIN do not add up: the last digit should be {expected}")]
    CheckDigit {
        /// The digit that would make the number valid.
        expected: u32,
    },
}

impl Isin {
    /// The twelve characters, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Isin {
    type Err = NotIsin;

    fn from_str(text: &str) -> Result<Self, NotIsin> {
        let text = after_label(text, "ISIN").to_ascii_uppercase();
        let Some((body, check)) = text.split_at_checked(11) else { return Err(NotIsin::Shape) };
        let prefix = body.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
        if !prefix || check.len() != 1 || !body.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotIsin::Shape);
        }
        let last = check.chars().next().and_then(|it| it.to_digit(10)).ok_or(NotIsin::Shape)?;
        let expected = luhn(body);
        if last != expected {
            return Err(NotIsin::CheckDigit { expected });
        }
        AsciiCode::new(&text).map(Self).ok_or(NotIsin::Shape)
    }
}

impl fmt::Display for Isin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Luhn's check digit for `body`: from the right, every other digit doubled, beginning with the last.
fn luhn(body: &str) -> u32 {
    let mut digits = Vec::new();
    for value in body.chars().filter_map(|character| character.to_digit(36)) {
        if value >= 10 {
            digits.push(value / 10);
        }
        digits.push(value % 10);
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_published_numbers() {
        for text in ["US0378331005", "RU0009029540", "GB0002634946", "us0378331005", "ISIN: DE000BAY0017"] {
            assert!(text.parse::<Isin>().is_ok(), "{text}");
        }
    }

    #[test]
    fn says_why_not() {
        assert_eq!("US0378331006".parse::<Isin>(), Err(NotIsin::CheckDigit { expected: 5 }));
        for text in ["", "US037833100", "0S0378331005", "US03783310055", "US037833100X", "ＵS0378331005"] {
            assert_eq!(text.parse::<Isin>(), Err(NotIsin::Shape), "{text}");
        }
    }

    proptest! {
        #[test]
        fn finds_every_single_wrong_digit(
            body in "[A-Z]{2}[0-9]{9}", place in 2_usize..12, other in "[0-9]",
        ) {
            let right = format!("{body}{}", luhn(&body));
            let isin: Isin = right.parse().unwrap();
            prop_assert_eq!(isin.to_string().parse(), Ok(isin));
            let mut wrong = right.clone();
            wrong.replace_range(place..=place, &other);
            prop_assert_eq!(wrong.parse::<Isin>().is_ok(), wrong == right);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Isin>();
        }
    }
}
