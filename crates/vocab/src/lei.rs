//! The legal entity identifier.

use std::fmt;
use std::str::FromStr;

use crate::ascii_code::{AsciiCode, after_label};

/// The legal entity identifier of ISO 17442: eighteen letters and digits, then two check digits.
///
/// The check is ISO 7064 mod 97-10: letters count 10 to 35, and the whole number leaves 1 by 97. Holding a
/// `Lei` does not mean that it was issued or is still current.
///
/// What the check digits find: every single digit that should be another digit and letter that should be
/// another letter, and every exchange of two neighbouring digits or letters. A letter in place of a digit, or
/// the reverse, shifts all that stands before it and may slip through, once in 97.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lei(AsciiCode<20>);

/// Why a text is not an LEI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLei {
    /// Not twenty ASCII letters and digits of which the last two are digits.
    #[error("an LEI is twenty letters and digits, the last two of them digits")]
    Shape,
    /// The last two digits should have been `expected`.
    #[error("the characters of the LEI do not add up: the last two should be {expected:02}")]
    CheckDigits {
        /// The two digits that would make the identifier valid.
        expected: u32,
    },
}

impl Lei {
    /// The twenty characters, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Lei {
    type Err = NotLei;

    fn from_str(text: &str) -> Result<Self, NotLei> {
        let text = after_label(text, "LEI").to_ascii_uppercase();
        let Some((body, check)) = text.split_at_checked(18) else { return Err(NotLei::Shape) };
        let two_digits = check.len() == 2 && check.bytes().all(|byte| byte.is_ascii_digit());
        if !two_digits || !body.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotLei::Shape);
        }
        let expected = 98 - remainder(body) * 100 % 97;
        // 00, 01 and 99 would leave the same remainder as 97, 98 and 02, which alone are given out.
        if check.parse() != Ok(expected) {
            return Err(NotLei::CheckDigits { expected });
        }
        AsciiCode::new(&text).map(Self).ok_or(NotLei::Shape)
    }
}

impl fmt::Display for Lei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the number that `text` writes leaves by 97.
fn remainder(text: &str) -> u32 {
    text.chars().filter_map(|character| character.to_digit(36)).fold(0, |sum, value| {
        let places = if value < 10 { 10 } else { 100 };
        (sum * places + value) % 97
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotLei>) {
        assert_eq!(text.parse::<Lei>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_issued_identifiers() {
        check("549300GFX6WN7JDUSN34", Ok("549300GFX6WN7JDUSN34"));
        check("lei: 506700ge1g29325qx363", Ok("506700GE1G29325QX363")); // GLEIF's own
    }

    #[test]
    fn says_why_not() {
        check("506700GE1G29325QX364", Err(NotLei::CheckDigits { expected: 63 }));
        for text in [
            "",
            "506700GE1G29325QX3",
            "506700GE1G29325QX36X",
            "506700GE1G29325QX3630",
            "506700GE1G29325Q 363",
        ] {
            check(text, Err(NotLei::Shape));
        }
    }

    proptest! {
        #[test]
        fn finds_a_wrong_digit_or_letter_of_the_same_kind(
            body in "[0-9A-Z]{18}", place in 0_usize..20, digit in "[0-9]", letter in "[A-Z]",
        ) {
            let right = format!("{body}{:02}", 98 - remainder(&body) * 100 % 97);
            let lei: Lei = right.parse().unwrap();
            prop_assert_eq!(lei.to_string().parse(), Ok(lei));
            let mut wrong = right.clone();
            let other = if right.as_bytes()[place].is_ascii_digit() { digit } else { letter };
            wrong.replace_range(place..=place, &other);
            prop_assert_eq!(wrong.parse::<Lei>().is_ok(), wrong == right);
        }

        #[test]
        fn finds_an_exchange_of_neighbours_of_one_kind(
            body in "[0-9]{9}[A-Z]{9}", place in prop_oneof![0_usize..8, 9_usize..17, Just(18)],
        ) {
            let right = format!("{body}{:02}", 98 - remainder(&body) * 100 % 97);
            let mut wrong: Vec<char> = right.chars().collect();
            wrong.swap(place, place + 1);
            let wrong: String = wrong.into_iter().collect();
            prop_assert_eq!(wrong.parse::<Lei>().is_ok(), wrong == right);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Lei>();
        }
    }
}
