//! The code of a bank.

use std::fmt;
use std::str::FromStr;

use crate::CountryCode;
use crate::ascii_code::AsciiCode;

/// The business identifier code of ISO 9362: four characters for the party, two for its country, two for its
/// place and, of a branch, three more.
///
/// There is no check digit: a `Bic` has the shape and names a country. It does not mean that a bank has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bic(AsciiCode<11>);

/// Why a text is not a BIC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotBic {
    /// Not eight or eleven ASCII letters and digits.
    #[error("a BIC is eight or eleven letters and digits")]
    Shape,
    /// The fifth and sixth character are not the code of a country.
    #[error("the fifth and sixth character of a BIC are the code of a country")]
    Country,
}

impl Bic {
    /// The eight or eleven characters, letters in capitals.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The country of the party.
    pub fn country(&self) -> Option<CountryCode> {
        self.as_str().get(4..6)?.parse().ok()
    }

    /// The code of the party without its branch: the first eight characters.
    pub fn party(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }

    /// The branch, if the code names another than the head office (`XXX`).
    pub fn branch(&self) -> Option<&str> {
        self.as_str().get(8..11).filter(|branch| *branch != "XXX")
    }
}

impl FromStr for Bic {
    type Err = NotBic;

    fn from_str(text: &str) -> Result<Self, NotBic> {
        let text = text.trim().to_ascii_uppercase();
        if !matches!(text.len(), 8 | 11) || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotBic::Shape);
        }
        let country = text.get(4..6).ok_or(NotBic::Shape)?;
        CountryCode::from_alpha2(country).ok_or(NotBic::Country)?;
        AsciiCode::new(&text).map(Self).ok_or(NotBic::Shape)
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_banks_and_branches() {
        let bank: Bic = "sabrrumm".parse().unwrap();
        assert_eq!((bank.country(), bank.branch()), (Some(CountryCode::RU), None));
        let branch: Bic = "DEUTDEFF500".parse().unwrap();
        assert_eq!((branch.party(), branch.branch()), ("DEUTDEFF", Some("500")));
        assert_eq!("SABRRUMMXXX".parse::<Bic>().unwrap().branch(), None);
    }

    #[test]
    fn says_why_not() {
        for text in ["", "SABRRUM", "SABRRUMM1", "SABR RUMM", "SABRRUMM1234"] {
            assert_eq!(text.parse::<Bic>(), Err(NotBic::Shape), "{text}");
        }
        assert_eq!("SABRQQMM".parse::<Bic>(), Err(NotBic::Country));
    }

    proptest! {
        #[test]
        fn display_reads_back(text in "[A-Z]{4}(RU|DE|XK)[A-Z0-9]{2}([A-Z0-9]{3})?") {
            let bic: Bic = text.parse().unwrap();
            prop_assert_eq!(bic.to_string(), text);
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Bic>();
        }
    }
}
