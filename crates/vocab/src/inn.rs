//! The Russian taxpayer number.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label, digits, weighted, without_blanks};

/// The Russian taxpayer identification number (ИНН): ten digits for an organisation, twelve for a person.
///
/// The last digit of ten, or the last two of twelve, are check digits: a weighted sum by eleven, and of that
/// by ten (order of the Federal Tax Service of 29 June 2012 No. ММВ-7-6/435@, annex; foreign organisations
/// have numbers of the same form). Holding an `Inn` does not mean that the number was ever given.
///
/// What the check digits find: in ten digits, every single wrong digit unless the check digit is 0 and stays
/// right, because remainders 0 and 10 share it; in twelve, every one unless both check digits are so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Inn(AsciiCode<12>);

/// Why a text is not an INN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInn {
    /// Not ten or twelve ASCII digits.
    #[error("an INN is ten digits (an organisation) or twelve (a person)")]
    Shape,
    /// A check digit should have been another.
    #[error("the digits of the INN do not add up: digit {place} should be {expected}")]
    CheckDigit {
        /// Which digit, counted from one.
        place: u8,
        /// The digit that would make the number valid.
        expected: u32,
    },
    /// All zeros: a filler that passes the check digits.
    #[error("an INN of zeros is a filler")]
    Placeholder,
}

/// Weights of the check digits in places 10, 11 and 12; each shorter row is the tail of the next.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

impl Inn {
    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the number is an organisation's (ten digits) and not a person's (twelve).
    pub fn is_organisation(&self) -> bool {
        self.as_str().len() == 10
    }
}

impl FromStr for Inn {
    type Err = NotInn;

    fn from_str(text: &str) -> Result<Self, NotInn> {
        let text = without_blanks(after_label(after_label(text, "INN"), "ИНН"));
        let text = text.as_str();
        let code = AsciiCode::new(text).ok_or(NotInn::Shape)?;
        if let Some(ten) = digits::<10>(text) {
            check_digit(&ten, 10)?;
        } else {
            let twelve = digits::<12>(text).ok_or(NotInn::Shape)?;
            check_digit(&twelve, 11)?;
            check_digit(&twelve, 12)?;
        }
        if text.bytes().all(|byte| byte == b'0') { Err(NotInn::Placeholder) } else { Ok(Self(code)) }
    }
}

impl fmt::Display for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn check_digit(digits: &[u32], place: u8) -> Result<(), NotInn> {
    let before = usize::from(place).saturating_sub(1);
    let expected = expected(digits.get(..before).unwrap_or_default());
    if digits.get(before) == Some(&expected) { Ok(()) } else { Err(NotInn::CheckDigit { place, expected }) }
}

/// The check digit that belongs after `body`.
fn expected(body: &[u32]) -> u32 {
    remainder(body) % 10
}

fn remainder(body: &[u32]) -> u32 {
    let weights = WEIGHTS.get(WEIGHTS.len().saturating_sub(body.len())..).unwrap_or_default();
    weighted(body, weights) % 11
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotInn>) {
        assert_eq!(text.parse::<Inn>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_published_numbers() {
        check("1646019914", Ok("1646019914")); // the special economic zone Alabuga
        check("7 707 083 893", Ok("7707083893"));
        check("ИНН 7707083893", Ok("7707083893")); // Sberbank, in every textbook of the algorithm
        check("INN: 500100732259", Ok("500100732259")); // the tax service's own example of twelve digits
        assert!("7707083893".parse::<Inn>().unwrap().is_organisation());
        assert!(!"500100732259".parse::<Inn>().unwrap().is_organisation());
    }

    #[test]
    fn says_why_not() {
        check("7707083894", Err(NotInn::CheckDigit { place: 10, expected: 3 }));
        check("500100732269", Err(NotInn::CheckDigit { place: 11, expected: 5 }));
        check("500100732258", Err(NotInn::CheckDigit { place: 12, expected: 9 }));
        check("0000000000", Err(NotInn::Placeholder));
        for text in ["", "770708389", "77070838931", "７７０７０８３８９３", "77O7083893", "5001007322590"]
        {
            check(text, Err(NotInn::Shape));
        }
    }

    fn text(digits: &[u32]) -> String {
        digits.iter().map(ToString::to_string).collect()
    }

    fn shares(a: u32, b: u32) -> bool {
        a.abs_diff(b) == 10
    }

    proptest! {
        #[test]
        fn ten_digits_miss_only_where_remainders_share_a_digit(
            body in proptest::array::uniform9(0_u32..10), place in 0_usize..10, by in 1_u32..10,
        ) {
            prop_assume!(body != [0; 9]);
            let mut right = body.to_vec();
            right.push(expected(&body));
            let inn: Inn = text(&right).parse().unwrap();
            prop_assert_eq!(inn.to_string().parse(), Ok(inn));

            let mut wrong = right.clone();
            wrong[place] = (wrong[place] + by) % 10;
            prop_assume!(wrong != [0; 10]);
            let missed = place < 9 && shares(remainder(&body), remainder(&wrong[..9]));
            prop_assert_eq!(text(&wrong).parse::<Inn>().is_ok(), missed);
        }

        #[test]
        fn twelve_digits_miss_only_where_both_do(
            body in proptest::array::uniform10(0_u32..10), place in 0_usize..12, by in 1_u32..10,
        ) {
            prop_assume!(body != [0; 10]);
            let mut right = body.to_vec();
            right.push(expected(&right));
            right.push(expected(&right));
            let inn: Inn = text(&right).parse().unwrap();
            prop_assert_eq!(inn.to_string().parse(), Ok(inn));

            let mut wrong = right.clone();
            wrong[place] = (wrong[place] + by) % 10;
            prop_assume!(wrong != [0; 12]);
            let missed = place < 10
                && shares(remainder(&body), remainder(&wrong[..10]))
                && shares(remainder(&right[..11]), remainder(&wrong[..11]));
            prop_assert_eq!(text(&wrong).parse::<Inn>().is_ok(), missed);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Inn>();
        }
    }
}
