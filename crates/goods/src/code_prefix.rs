//! The digits that a goods table lists, which cover every code that begins with them.

use std::fmt;
use std::str::FromStr;

use vocab::Hs;

/// Four, six, eight or ten digits of a tariff or Schedule B code, as a table lists them.
///
/// Holding one does not mean that any nomenclature has such a code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodePrefix(String);

impl CodePrefix {
    /// The digits alone.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether `hs` begins with these digits.
    ///
    /// `None` where the code of the order is shorter than the listed one, and agrees as far as it goes: then
    /// nobody can tell.
    pub fn covers(&self, hs: &Hs) -> Option<bool> {
        let code = hs.digits();
        if code.starts_with(&self.0) {
            return Some(true);
        }
        if self.0.starts_with(code) { None } else { Some(false) }
    }
}

impl fmt::Display for CodePrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.as_str();
        for width in [4, 2, 2, 2] {
            let (part, tail) = rest.split_at_checked(width).unwrap_or((rest, ""));
            if rest.len() < self.0.len() && !part.is_empty() {
                f.write_str(".")?;
            }
            f.write_str(part)?;
            rest = tail;
        }
        Ok(())
    }
}

/// A text that is not the beginning of a tariff code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a code of 4, 6, 8 or 10 digits")]
pub struct NotCodePrefix(String);

impl FromStr for CodePrefix {
    type Err = NotCodePrefix;

    fn from_str(text: &str) -> Result<Self, NotCodePrefix> {
        let digits: String = text.chars().filter(|it| !matches!(it, '.' | ' ' | '\u{a0}')).collect();
        let right =
            matches!(digits.len(), 4 | 6 | 8 | 10) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if right { Ok(Self(digits)) } else { Err(NotCodePrefix(text.chars().take(40).collect())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prefix: &str, code: &str, expected: Option<bool>) {
        let prefix: CodePrefix = prefix.parse().unwrap();
        assert_eq!(prefix.covers(&code.parse().unwrap()), expected, "{prefix} over {code}");
    }

    #[test]
    fn a_listed_code_covers_what_begins_with_it() {
        check("8542.31", "8542.31", Some(true));
        check("8542.31", "8542.31.0001", Some(true));
        check("8542", "8542.31.90", Some(true));
        check("8542.31", "8542.32", Some(false));
        check("8542.31.90", "8542.31", None);
        check("8542.31.90", "8542.32", Some(false));
    }

    #[test]
    fn digits_only() {
        assert_eq!("8542.31.9000".parse::<CodePrefix>().unwrap().to_string(), "8542.31.90.00");
        for text in ["", "85", "85423", "8542312", "8542.3x", "8542–8543", "８５４２", "7783-06-4"] {
            assert!(text.parse::<CodePrefix>().is_err(), "{text}");
        }
    }
}
