//! Exact decimal numbers for amounts.

use std::fmt;
use std::str::FromStr;

/// An exact decimal number, kept in ten-thousandths.
///
/// Read from `4100`, `4100.5`, `4,100.50`, `4 100.50`, `4'100.50`, `4.100,50` and the like. A text that two
/// countries read as two numbers is refused: `4,100` is four thousand one hundred or four and a tenth, and so
/// is `4.100`.
///
/// ```
/// use vocab::{Decimal, NotDecimal};
/// assert_eq!("4,100.50".parse::<Decimal>().map(|it| it.to_string()), Ok("4100.5".to_owned()));
/// assert_eq!("4,100".parse::<Decimal>(), Err(NotDecimal::Ambiguous));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(i128);

/// Why a text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecimal {
    /// Not digits with at most one decimal mark, grouped by threes if grouped.
    #[error(
        "a number is digits with at most one decimal mark, in groups of three if in groups, such as 4,100.50"
    )]
    Shape,
    /// One mark before three digits: thousands in one country, thousandths in another.
    #[error("the number can be read in two ways; write it with all decimals, such as 4100.00")]
    Ambiguous,
    /// More than four places after the point.
    #[error("amounts are kept to the ten-thousandth; this number is finer")]
    TooFine,
    /// Too large to keep.
    #[error("the number is too large")]
    TooLarge,
}

/// How many units of the inner number make one.
const ONE: i128 = 10_000;

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The number of this many ten-thousandths.
    pub const fn from_ten_thousandths(units: i128) -> Self {
        Self(units)
    }

    /// How many ten-thousandths.
    pub const fn ten_thousandths(self) -> i128 {
        self.0
    }

    /// The sum; `None` where it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` where it is too large.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// This many times over; `None` where it is too large.
    pub fn checked_times(self, times: u64) -> Option<Self> {
        self.0.checked_mul(i128::from(times)).map(Self)
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self(i128::from(whole) * ONE)
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = split(text)?;
        let whole = ungrouped(whole)?;
        let part = part.trim_end_matches('0');
        if part.len() > 4 {
            return Err(NotDecimal::TooFine);
        }
        let sign = if negative { "-" } else { "" };
        format!("{sign}{whole}{part:0<4}").parse().map(Self).map_err(|_| NotDecimal::TooLarge)
    }
}

/// Cuts `text` at its decimal mark: the digits before, still grouped, and those after.
fn split(text: &str) -> Result<(&str, &str), NotDecimal> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, it)| matches!(it, '.' | ',')).collect();
    let Some(&(at, mark)) = marks.last() else { return Ok((text, "")) };
    let (whole, part) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    if !is_plain(part) {
        return Err(NotDecimal::Shape);
    }
    let same = marks.iter().filter(|(_, it)| *it == mark).count();
    match (same, marks.len()) {
        // One mark alone. A comma or point before three digits may part thousands: 4,100. Digits that could
        // not be a group of thousands (0.125, 4100.125) or that no amount in full would end in (4.125) are
        // decimals.
        (1, 1) => {
            let group = part.len() == 3
                && (1..=3).contains(&whole.len())
                && is_plain(whole)
                && !whole.starts_with('0');
            let thousands = group && (mark == ',' || part.ends_with('0'));
            if thousands { Err(NotDecimal::Ambiguous) } else { Ok((whole, part)) }
        }
        // Another mark before it parts the thousands.
        (1, _) => Ok((whole, part)),
        // The same mark again and again parts the thousands, and there are no decimals.
        (_, all) if all == same => Ok((text, "")),
        _ => Err(NotDecimal::Shape),
    }
}

/// The digits of `text`, if they stand together or in groups of three with one kind of mark.
fn ungrouped(text: &str) -> Result<String, NotDecimal> {
    let Some(mark) = text.chars().find(|it| !it.is_ascii_digit()) else {
        return if text.is_empty() { Err(NotDecimal::Shape) } else { Ok(text.to_owned()) };
    };
    if !matches!(mark, '.' | ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}') {
        return Err(NotDecimal::Shape);
    }
    let groups: Vec<&str> = text.split(mark).collect();
    let in_threes = groups.iter().all(|it| is_plain(it)) && groups.iter().skip(1).all(|it| it.len() == 3);
    let first = groups.first().map_or(0, |it| it.len());
    if in_threes && (1..=3).contains(&first) { Ok(groups.concat()) } else { Err(NotDecimal::Shape) }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) =
            (self.0.unsigned_abs() / ONE.unsigned_abs(), self.0.unsigned_abs() % ONE.unsigned_abs());
        let part = format!("{part:04}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotDecimal>) {
        assert_eq!(text.parse::<Decimal>().map(|it| it.to_string()), expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn reads_amounts() {
        for (text, expected) in [
            ("4100", "4100"),
            ("4100.5", "4100.5"),
            ("4100.50", "4100.5"),
            ("4,100.50", "4100.5"),
            ("4 100.50", "4100.5"),
            ("4\u{a0}100,50", "4100.5"),
            ("4'100.50", "4100.5"),
            ("4.100,50", "4100.5"),
            ("4100,50", "4100.5"),
            ("1,234,567", "1234567"),
            ("1.234.567", "1234567"),
            ("1,234,567.89", "1234567.89"),
            ("-3.25", "-3.25"),
            ("0.125", "0.125"),
            ("4.125", "4.125"),
            ("4100.125", "4100.125"),
            ("0.0001", "0.0001"),
            ("007", "7"),
            ("-0", "0"),
            ("4 100", "4100"),
        ] {
            check(text, Ok(expected));
        }
    }

    #[test]
    fn refuses_what_two_countries_read_differently() {
        for text in ["4,100", "4.100", "12,345", "123,456", "999.990"] {
            check(text, Err(NotDecimal::Ambiguous));
        }
    }

    #[test]
    fn says_why_not() {
        for text in [
            "",
            "-",
            ".",
            "4.",
            ".5",
            "4,10,0",
            "4,1000.50",
            "1,23,456",
            "1.2.3",
            "1,234.567,8",
            "４１００",
            "4100 USD",
            "4e3",
            "--4",
        ] {
            check(text, Err(NotDecimal::Shape));
        }
        check("0.00001", Err(NotDecimal::TooFine));
        check(&"9".repeat(40), Err(NotDecimal::TooLarge));
    }

    #[test]
    fn sums_are_exact_or_refused() {
        let tenth = Decimal::from_ten_thousandths(1_000);
        let sum = (0..10).try_fold(Decimal::ZERO, |sum, _| sum.checked_add(tenth));
        assert_eq!(sum, Some(Decimal::from(1)));
        let most = Decimal::from_ten_thousandths(i128::MAX);
        assert_eq!(most.checked_add(tenth), None);
        assert_eq!(Decimal::from_ten_thousandths(i128::MIN).checked_sub(tenth), None);
        assert_eq!(most.checked_times(2), None);
    }

    proptest! {
        #[test]
        fn display_reads_back(units in any::<i128>()) {
            let decimal = Decimal::from_ten_thousandths(units);
            // Three decimals of which the last is zero are never printed, so nothing printed is ambiguous.
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
        }

        #[test]
        fn small_amounts_read_back(units in -10_000_000_i128..10_000_000) {
            let decimal = Decimal::from_ten_thousandths(units);
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
        }

        #[test]
        fn never_panics(text in ".*|[0-9., ']*") {
            let _ = text.parse::<Decimal>();
        }
    }
}
