//! The number that a hull keeps for life.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{after_label, digits, number, weighted};

/// The IMO ship identification number: a hull keeps it whatever its name, flag or owner.
///
/// Seven digits, the last a check digit: the sum of the first six times 7, 6, 5, 4, 3, 2 ends in it (IMO
/// Resolution A.1117(30)). Holding an `Imo` means that the digits add up. It does not mean that such a ship
/// was ever built, nor that a ship is the one that a paper says: some numbers on lists are false.
///
/// What the check digit finds: every exchange of two neighbouring digits; every wrong first, fifth or last
/// digit; a wrong second, fourth or sixth digit unless it is off by five; a wrong third digit unless it is
/// off by an even number.
///
/// ```
/// use vocab::{Imo, NotImo};
/// assert_eq!("imo: 9481934".parse::<Imo>().map(|it| it.to_string()), Ok("9481934".to_owned()));
/// assert_eq!("9481935".parse::<Imo>(), Err(NotImo::CheckDigit { expected: 4 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Imo(u32);

/// Why a text is not an IMO ship number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotImo {
    /// Not seven ASCII digits, with or without `IMO` before them.
    #[error("an IMO ship number is seven digits, with or without `IMO` before them")]
    Shape,
    /// The last digit should have been `expected`.
    #[error("the digits of the IMO ship number do not add up: the last one should be {expected}")]
    CheckDigit {
        /// The digit that would make the number valid.
        expected: u32,
    },
    /// All zeros: a filler that passes the check digit.
    #[error("an IMO ship number of zeros is a filler")]
    Placeholder,
}

impl Imo {
    /// The number itself, as 9481934.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Imo {
    type Err = NotImo;

    fn from_str(text: &str) -> Result<Self, NotImo> {
        let digits: [u32; 7] = digits(after_label(text, "IMO")).ok_or(NotImo::Shape)?;
        let number = u32::try_from(number(&digits)).map_err(|_| NotImo::Shape)?;
        if number == 0 {
            return Err(NotImo::Placeholder);
        }
        let expected = weighted(&digits, &[7, 6, 5, 4, 3, 2]) % 10;
        if expected == number % 10 { Ok(Self(number)) } else { Err(NotImo::CheckDigit { expected }) }
    }
}

impl fmt::Display for Imo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<u32, NotImo>) {
        assert_eq!(text.parse::<Imo>().map(Imo::get), expected, "{text:?}");
    }

    #[test]
    fn reads_the_ways_papers_write_it() {
        for text in [
            "9481934",
            "IMO 9481934",
            "IMO9481934",
            "imo: 9481934",
            " IMO No. 9481934\n",
            "IMO number 9481934",
        ] {
            check(text, Ok(9_481_934));
        }
        // The example worked through in the resolution.
        check("9074729", Ok(9_074_729));
    }

    #[test]
    fn says_why_not() {
        check("9481935", Err(NotImo::CheckDigit { expected: 4 }));
        check("0000000", Err(NotImo::Placeholder));
        for text in [
            "",
            "IMO",
            "948193",
            "94819340",
            "９４８１９３４",
            "9481934x",
            "IMO 948 1934",
            "MMSI 9481934",
            "-9481934",
        ] {
            check(text, Err(NotImo::Shape));
        }
    }

    fn valid() -> impl Strategy<Value = [u32; 7]> {
        (1_u32..1_000_000).prop_map(|six| {
            let digits: [u32; 6] = digits(&format!("{six:06}")).unwrap();
            let check = weighted(&digits, &[7, 6, 5, 4, 3, 2]) % 10;
            std::array::from_fn(|place| digits.get(place).copied().unwrap_or(check))
        })
    }

    fn read(digits: &[u32; 7]) -> Result<Imo, NotImo> {
        digits.iter().map(ToString::to_string).collect::<String>().parse()
    }

    proptest! {
        #[test]
        fn display_reads_back(digits in valid()) {
            let imo = read(&digits).unwrap();
            prop_assert_eq!(imo.to_string().parse(), Ok(imo));
        }

        #[test]
        fn finds_exactly_the_wrong_digits_it_promises(
            digits in valid(), place in 0_usize..7, by in 1_u32..10,
        ) {
            let mut wrong = digits;
            wrong[place] = (wrong[place] + by) % 10;
            let off = wrong[place].abs_diff(digits[place]);
            let missed = match place {
                1 | 3 | 5 => off == 5,
                2 => off % 2 == 0,
                _ => false,
            };
            prop_assert_eq!(read(&wrong).is_ok(), missed && wrong != [0; 7]);
        }

        #[test]
        fn finds_every_exchange_of_neighbours(digits in valid(), place in 0_usize..6) {
            let mut wrong = digits;
            wrong.swap(place, place + 1);
            prop_assert_eq!(read(&wrong).is_ok(), wrong == digits);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Imo>();
        }
    }
}
