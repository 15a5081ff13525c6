//! The number of a ship's registered owner or manager, which is not the number of a ship.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{after_label, digits, number, weighted};

/// The IMO unique company and registered owner identification number.
///
/// Seven digits as a ship's number has, from another series and with another check digit: the first six times
/// 8, 6, 4, 2, 9, 7, summed; eleven less the remainder by eleven, and of that the last digit (IMO Resolution
/// MSC.160(78); the check digit as the issuer, IHS Maritime, computes it, and as the numbers on the lists
/// obey it). Old numbers begin with a zero, which stays.
///
/// What the check digit finds: a wrong last digit always; any other single wrong digit unless the check digit
/// is 1 and stays right, because remainders 0 and 10 share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CompanyImo(u32);

/// Why a text is not an IMO company number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCompanyImo {
    /// Not seven ASCII digits, with or without `IMO` before them.
    #[error("an IMO company number is seven digits, with or without `IMO` before them")]
    Shape,
    /// The last digit should have been `expected`.
    #[error("the digits of the IMO company number do not add up: the last one should be {expected}")]
    CheckDigit {
        /// The digit that would make the number valid.
        expected: u32,
    },
    /// All zeros.
    #[error("an IMO company number of zeros is a filler")]
    Placeholder,
}

const WEIGHTS: [u32; 6] = [8, 6, 4, 2, 9, 7];

impl CompanyImo {
    /// The number itself, as 6083740.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for CompanyImo {
    type Err = NotCompanyImo;

    fn from_str(text: &str) -> Result<Self, NotCompanyImo> {
        let digits: [u32; 7] = digits(after_label(text, "IMO")).ok_or(NotCompanyImo::Shape)?;
        let number = u32::try_from(number(&digits)).map_err(|_| NotCompanyImo::Shape)?;
        if number == 0 {
            return Err(NotCompanyImo::Placeholder);
        }
        let expected = (11 - weighted(&digits, &WEIGHTS) % 11) % 10;
        if expected == number % 10 { Ok(Self(number)) } else { Err(NotCompanyImo::CheckDigit { expected }) }
    }
}

impl fmt::Display for CompanyImo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<u32, NotCompanyImo>) {
        assert_eq!(text.parse::<CompanyImo>().map(CompanyImo::get), expected, "{text:?}");
    }

    #[test]
    fn reads_numbers_on_the_lists() {
        check("6083740", Ok(6_083_740));
        check("6016988", Ok(6_016_988));
        check("IMO 5266323", Ok(5_266_323));
        check("0156598", Ok(156_598));
        assert_eq!("0156598".parse::<CompanyImo>().unwrap().to_string(), "0156598");
    }

    #[test]
    fn a_ship_s_number_is_another_thing() {
        check("9481934", Err(NotCompanyImo::CheckDigit { expected: 0 }));
        check("0000000", Err(NotCompanyImo::Placeholder));
        check("156598", Err(NotCompanyImo::Shape));
        check("６０８３７４０", Err(NotCompanyImo::Shape));
    }

    proptest! {
        #[test]
        fn misses_a_wrong_digit_only_where_the_check_digit_is_one(
            six in 0_u32..1_000_000, place in 0_usize..7, by in 1_u32..10,
        ) {
            let mut text = format!("{six:06}");
            let body: [u32; 6] = digits(&text).unwrap();
            let remainder = weighted(&body, &WEIGHTS) % 11;
            text.push_str(&((11 - remainder) % 10).to_string());
            let right: CompanyImo = text.parse().unwrap();
            prop_assert_eq!(right.to_string().parse(), Ok(right));

            let mut wrong: [u32; 7] = digits(&text).unwrap();
            wrong[place] = (wrong[place] + by) % 10;
            let other = weighted(&wrong, &WEIGHTS) % 11;
            let text: String = wrong.iter().map(ToString::to_string).collect();
            let missed = place < 6 && [(0, 10), (10, 0)].contains(&(remainder, other));
            prop_assert_eq!(text.parse::<CompanyImo>().is_ok(), missed);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<CompanyImo>();
        }
    }
}
