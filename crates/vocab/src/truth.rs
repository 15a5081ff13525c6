//! Yes, no, and not known.

use std::fmt;
use std::ops::Not;
use std::str::FromStr;

/// The three truth values of Kleene's strong logic: what is not known stays not known unless the rest
/// decides.
///
/// ```
/// use vocab::Truth::{No, Unknown, Yes};
/// assert_eq!(Unknown.and(No), No);
/// assert_eq!(Unknown.and(Yes), Unknown);
/// assert_eq!(Unknown.or(Yes), Yes);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// Known not to be so.
    No,
    /// Nobody has said.
    #[default]
    Unknown,
    /// Known to be so.
    Yes,
}

/// A text that is neither yes, no nor unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither `yes`, `no` nor `unknown`")]
pub struct NotTruth(String);

impl Truth {
    /// Both: the lesser of the two, as no < unknown < yes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: the greater of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The contrary; of what is not known, the contrary is not known.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::Unknown => Self::Unknown,
            Self::No => Self::Yes,
        }
    }

    /// Whether all are so; yes of none.
    #[must_use]
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::Yes, Self::and)
    }

    /// Whether any is so; no of none.
    #[must_use]
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::No, Self::or)
    }

    /// Whether it is known to be so.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Whether it is known not to be so.
    pub const fn is_no(self) -> bool {
        matches!(self, Self::No)
    }

    /// Whether it is not known.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// The answer, if there is one.
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(answer: Option<bool>) -> Self {
        answer.map_or(Self::Unknown, Self::from)
    }
}

impl FromStr for Truth {
    type Err = NotTruth;

    fn from_str(text: &str) -> Result<Self, NotTruth> {
        match text.trim().to_ascii_lowercase().as_str() {
            "yes" | "true" => Ok(Self::Yes),
            "no" | "false" => Ok(Self::No),
            "unknown" => Ok(Self::Unknown),
            _ => Err(NotTruth(text.to_owned())),
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Truth::{No, Unknown, Yes};
    use super::*;

    fn truth() -> impl Strategy<Value = Truth> {
        prop_oneof![Just(Yes), Just(No), Just(Unknown)]
    }

    #[test]
    fn an_unknown_decides_nothing_that_the_rest_decides() {
        assert_eq!([No.and(Unknown), Unknown.and(Unknown), Yes.and(Unknown)], [No, Unknown, Unknown]);
        assert_eq!([No.or(Unknown), Unknown.or(Unknown), Yes.or(Unknown)], [Unknown, Unknown, Yes]);
        assert_eq!(Truth::all([Yes, Unknown, No]), No);
        assert_eq!(Truth::any([No, Unknown, Yes]), Yes);
        assert_eq!((Truth::all([]), Truth::any([])), (Yes, No));
        assert_eq!((Truth::from(None), Truth::from(Some(true)), Truth::from(false)), (Unknown, Yes, No));
        assert_eq!("Maybe".parse::<Truth>(), Err(NotTruth("Maybe".to_owned())));
    }

    proptest! {
        #[test]
        fn and_and_or_are_a_lattice_with_de_morgan(a in truth(), b in truth(), c in truth()) {
            prop_assert_eq!(a.and(b), b.and(a));
            prop_assert_eq!(a.or(b), b.or(a));
            prop_assert_eq!(a.and(b.and(c)), a.and(b).and(c));
            prop_assert_eq!(a.or(b.or(c)), a.or(b).or(c));
            prop_assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
            prop_assert_eq!(a.or(b.and(c)), a.or(b).and(a.or(c)));
            prop_assert_eq!(a.and(a.or(b)), a);
            prop_assert_eq!(a.and(b).not(), a.not().or(b.not()));
            prop_assert_eq!(a.not().not(), a);
        }

        #[test]
        fn learning_more_never_overturns_an_answer(a in truth(), b in truth(), later in any::<bool>()) {
            // Replacing an unknown by an answer leaves every decided result as it was.
            let learned = if a == Unknown { Truth::from(later) } else { a };
            let pairs = [(a.and(b), learned.and(b)), (a.or(b), learned.or(b)), (a.not(), learned.not())];
            for (before, after) in pairs {
                prop_assert!(before == Unknown || before == after);
            }
        }

        #[test]
        fn display_reads_back(a in truth()) {
            prop_assert_eq!(a.to_string().parse(), Ok(a));
        }
    }
}
