//! The part of a company that someone owns.

use std::fmt;
use std::str::FromStr;

/// A share of ownership in parts per million of the whole, so that 49.99 % is exact and no float is near a
/// fifty-per-cent rule.
///
/// Read as per cent: `50`, `50%`, `49.99`, `49,99 %`. `0.5` is half a per cent, not a half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Share(u32);

/// Why a text is not a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShare {
    /// Not a number of per cent.
    #[error("a share is a number of per cent such as `50`, `50%` or `49.99`")]
    Shape,
    /// More than four places after the point.
    #[error("a share is kept to the ten-thousandth of a per cent; this one is finer")]
    TooFine,
    /// Above one hundred per cent.
    #[error("a share is at most 100 %")]
    TooLarge,
}

/// Parts per million in one per cent.
const PER_CENT: u32 = 10_000;

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// Fifty per cent exactly.
    pub const HALF: Self = Self(500_000);
    /// The whole.
    pub const WHOLE: Self = Self(1_000_000);

    /// `None` above a million.
    pub const fn from_ppm(ppm: u32) -> Option<Self> {
        if ppm <= Self::WHOLE.0 { Some(Self(ppm)) } else { None }
    }

    /// Parts per million of the whole.
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// Both together; `None` above the whole.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_ppm(self.0.saturating_add(other.0))
    }

    /// What is left without `other`; `None` below nothing.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl FromStr for Share {
    type Err = NotShare;

    fn from_str(text: &str) -> Result<Self, NotShare> {
        let text = text.trim();
        let text = text.strip_suffix('%').unwrap_or(text).trim_end();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(part) {
            return Err(NotShare::Shape);
        }
        let part = part.trim_end_matches('0');
        if part.len() > 4 {
            return Err(NotShare::TooFine);
        }
        let whole: u32 = whole.parse().map_err(|_| NotShare::TooLarge)?;
        let part: u32 = format!("{part:0<4}").parse().map_err(|_| NotShare::Shape)?;
        let ppm =
            whole.checked_mul(PER_CENT).and_then(|ppm| ppm.checked_add(part)).ok_or(NotShare::TooLarge)?;
        Self::from_ppm(ppm).ok_or(NotShare::TooLarge)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / PER_CENT, self.0 % PER_CENT);
        let part = format!("{part:04}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{whole} %"),
            part => write!(f, "{whole}.{part} %"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<u32, NotShare>) {
        assert_eq!(text.parse::<Share>().map(Share::ppm), expected, "{text:?}");
    }

    #[test]
    fn reads_per_cent() {
        check("50", Ok(500_000));
        check("50%", Ok(500_000));
        check(" 49.99 % ", Ok(499_900));
        check("49,99", Ok(499_900));
        check("0.5", Ok(5_000));
        check("33.3333", Ok(333_333));
        check("100.00000", Ok(1_000_000));
        check("0", Ok(0));
    }

    #[test]
    fn says_why_not() {
        check("100.0001", Err(NotShare::TooLarge));
        check("101", Err(NotShare::TooLarge));
        check("99999999999", Err(NotShare::TooLarge));
        check("33.33333", Err(NotShare::TooFine));
        for text in ["", "%", "-5", "50.", ".5", "5 0", "1/2", "fifty", "５０", "4.5.6"] {
            check(text, Err(NotShare::Shape));
        }
    }

    #[test]
    fn sums_stay_within_the_whole() {
        assert_eq!(Share::HALF.checked_add(Share::HALF), Some(Share::WHOLE));
        assert_eq!(Share::WHOLE.checked_add(Share(1)), None);
        assert_eq!(Share::ZERO.checked_sub(Share(1)), None);
    }

    proptest! {
        #[test]
        fn display_reads_back(ppm in 0_u32..=1_000_000) {
            let share = Share::from_ppm(ppm).unwrap();
            prop_assert_eq!(share.to_string().parse(), Ok(share));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = text.parse::<Share>();
        }
    }
}
