//! The Russian state registration number.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label, digits, number, without_blanks};

/// The primary state registration number (ОГРН) of a Russian organisation, or of a sole trader (ОГРНИП).
///
/// Thirteen digits beginning with 1 or 5, the last being the first twelve by eleven; or fifteen beginning
/// with 3, the last being the first fourteen by thirteen; of either remainder the last digit (order of the
/// Ministry of Finance of 30 October 2017 No. 165n). Numbers that begin otherwise are entries in the
/// register, not firms.
///
/// What the check digit finds: every single wrong digit, unless the remainder changes by exactly ten:
/// thirteen digits between 0 and 10, fifteen between 0 and 10, 1 and 11 or 2 and 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ogrn(AsciiCode<15>);

/// Why a text is not an OGRN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOgrn {
    /// Not thirteen or fifteen ASCII digits.
    #[error("an OGRN is thirteen digits (an organisation) or fifteen (a sole trader)")]
    Shape,
    /// The first digit is not 1 or 5 of thirteen digits, or 3 of fifteen.
    #[error(
        "an OGRN begins with 1 or 5, or with 3 if it has fifteen digits; other numbers are register entries"
    )]
    FirstDigit,
    /// The last digit should have been `expected`.
    #[error("the digits of the OGRN do not add up: the last one should be {expected}")]
    CheckDigit {
        /// The digit that would make the number valid.
        expected: u32,
    },
}

impl Ogrn {
    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the number is an organisation's and not a sole trader's.
    pub fn is_organisation(&self) -> bool {
        self.as_str().len() == 13
    }
}

impl FromStr for Ogrn {
    type Err = NotOgrn;

    fn from_str(text: &str) -> Result<Self, NotOgrn> {
        let text = without_blanks(["OGRNIP", "OGRN", "ОГРНИП", "ОГРН"].into_iter().fold(text, after_label));
        let text = text.as_str();
        let code = AsciiCode::new(text).ok_or(NotOgrn::Shape)?;
        if let Some([body @ .., last]) = digits::<13>(text) {
            check_digit(&body, last, &[1, 5], 11)?;
        } else {
            let [body @ .., last] = digits::<15>(text).ok_or(NotOgrn::Shape)?;
            check_digit(&body, last, &[3], 13)?;
        }
        Ok(Self(code))
    }
}

impl fmt::Display for Ogrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn check_digit(body: &[u32], last: u32, first: &[u32], divisor: u64) -> Result<(), NotOgrn> {
    if !body.first().is_some_and(|digit| first.contains(digit)) {
        return Err(NotOgrn::FirstDigit);
    }
    let expected = u32::try_from(number(body) % divisor % 10).map_err(|_| NotOgrn::Shape)?;
    if last == expected { Ok(()) } else { Err(NotOgrn::CheckDigit { expected }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotOgrn>) {
        assert_eq!(text.parse::<Ogrn>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_published_numbers() {
        check("1027700132195", Ok("1027700132195")); // Sberbank
        check("ОГРН: 1027700132195", Ok("1027700132195"));
        check("1 027 700 132 195", Ok("1027700132195"));
        check("304500116000157", Ok("304500116000157")); // the tax service's own example of fifteen digits
        assert!(!"304500116000157".parse::<Ogrn>().unwrap().is_organisation());
    }

    #[test]
    fn says_why_not() {
        check("1027700132196", Err(NotOgrn::CheckDigit { expected: 5 }));
        check("304500116000158", Err(NotOgrn::CheckDigit { expected: 7 }));
        check("2027700132195", Err(NotOgrn::FirstDigit));
        check("0000000000000", Err(NotOgrn::FirstDigit));
        for text in ["", "102770013219", "10277001321951", "１０２７７００１３２１９５"] {
            check(text, Err(NotOgrn::Shape));
        }
    }

    proptest! {
        #[test]
        fn misses_only_where_remainders_share_a_digit(
            sole_trader in any::<bool>(), tail in 0_u64..100_000_000_000,
            place in 1_usize..13, by in 1_u64..10,
        ) {
            let organisation = (format!("1{tail:011}"), 11);
            let (body, divisor) = if sole_trader { (format!("3{tail:013}"), 13) } else { organisation };
            let remainder = body.parse::<u64>().unwrap() % divisor;
            let right = format!("{body}{}", remainder % 10);
            let ogrn: Ogrn = right.parse().unwrap();
            prop_assert_eq!(ogrn.to_string().parse(), Ok(ogrn));

            let place = place.min(body.len());
            let changed: String = right.chars().enumerate().map(|(at, digit)| {
                let digit = u64::from(digit.to_digit(10).unwrap());
                if at == place { (digit + by) % 10 } else { digit }.to_string()
            }).collect();
            let other = changed[..body.len()].parse::<u64>().unwrap() % divisor;
            let missed = place < body.len() && remainder.abs_diff(other) == 10;
            prop_assert_eq!(changed.parse::<Ogrn>().is_ok(), missed);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Ogrn>();
        }
    }
}
