//! The code of a place in trade.

use std::fmt;
use std::str::FromStr;

use crate::CountryCode;
use crate::ascii_code::AsciiCode;

/// A place of the United Nations Code for Trade and Transport Locations (UNECE Recommendation 16): two
/// letters for the country, three letters or digits from 2 to 9 for the place.
///
/// Written with one blank in between. Holding one does not mean that the place is in the code list; `XZ`
/// stands for international waters and has no country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnLocode(AsciiCode<5>);

/// Why a text is not a UN/LOCODE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUnLocode {
    /// Not two letters and three letters or digits from 2 to 9, with or without a blank between.
    #[error(
        "a UN/LOCODE is two letters for the country and three letters or digits from 2 to 9 for the place"
    )]
    Shape,
    /// The first two letters are not the code of a country.
    #[error("the first two letters of a UN/LOCODE are the code of a country")]
    Country,
}

impl UnLocode {
    /// The five characters without the blank, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The country; `None` in international waters.
    pub fn country(&self) -> Option<CountryCode> {
        CountryCode::from_alpha2(self.as_str().get(..2)?)
    }

    /// The three characters of the place.
    pub fn place(&self) -> &str {
        self.as_str().get(2..).unwrap_or_default()
    }
}

impl FromStr for UnLocode {
    type Err = NotUnLocode;

    fn from_str(text: &str) -> Result<Self, NotUnLocode> {
        let text = text.trim().to_ascii_uppercase();
        let (country, place) = text.split_at_checked(2).ok_or(NotUnLocode::Shape)?;
        let place = place.trim_start_matches([' ', '\u{a0}']);
        let letters = country.bytes().all(|byte| byte.is_ascii_uppercase());
        let code = place.len() == 3 && place.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'9'));
        if !letters || !code {
            return Err(NotUnLocode::Shape);
        }
        if country != "XZ" && CountryCode::from_alpha2(country).is_none() {
            return Err(NotUnLocode::Country);
        }
        AsciiCode::new(&format!("{country}{place}")).map(Self).ok_or(NotUnLocode::Shape)
    }
}

impl fmt::Display for UnLocode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.as_str().get(..2).unwrap_or_default(), self.place())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotUnLocode>) {
        assert_eq!(
            text.parse::<UnLocode>().map(|it| it.to_string()),
            expected.map(str::to_owned),
            "{text:?}"
        );
    }

    #[test]
    fn reads_places_with_or_without_the_blank() {
        check("RU LED", Ok("RU LED"));
        check("rupkc", Ok("RU PKC"));
        check("AT \u{a0}VIE", Ok("AT VIE"));
        check("US 2GJ", Ok("US 2GJ"));
        assert_eq!("RULED".parse::<UnLocode>().unwrap().country(), Some(CountryCode::RU));
        assert_eq!("XZ WAT".parse::<UnLocode>().unwrap().country(), None);
    }

    #[test]
    fn says_why_not() {
        check("QQ LED", Err(NotUnLocode::Country));
        for text in ["", "RU", "RU LE", "RU LE1", "RU LE0", "R2 LED", "RU LEDX", "ＲULED", "LED"] {
            check(text, Err(NotUnLocode::Shape));
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back(text in "\\PC*|[A-Z]{2}[ ]?[A-Z2-9]{3}") {
            if let Ok(code) = text.parse::<UnLocode>() {
                prop_assert_eq!(code.to_string().parse(), Ok(code));
            }
        }
    }
}
