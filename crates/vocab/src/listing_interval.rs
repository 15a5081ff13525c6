//! When a listing began and ended, as far as the published files let anyone know.
//!
//! Many lists carry no listing date. What is known then is an interval: the last version without the entry
//! and the first version with it, narrowed by a citation's year where there is one. Inside the interval the
//! answer is unknown.

use std::fmt;

use crate::{Date, Truth};

/// Bounds on the day a listing began and on the day it ended.
///
/// Holding one does not mean that the party was ever listed on the day asked about: ask
/// [`ListingInterval::on`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingInterval {
    /// Not listed before this day. `None`: nothing is known of the time before.
    pub begins_earliest: Option<Date>,
    /// Listed on this day at the latest. `None`: never seen on a list.
    pub begins_latest: Option<Date>,
    /// Still listed until the eve of this day at least. `None`: no end is known.
    pub ends_earliest: Option<Date>,
    /// No longer listed from this day on. `None` with `ends_earliest` set: the end is somewhere after it.
    pub ends_latest: Option<Date>,
}

impl ListingInterval {
    /// A listing that began on a known day and has not ended.
    pub fn since(day: Date) -> Self {
        Self { begins_earliest: Some(day), begins_latest: Some(day), ends_earliest: None, ends_latest: None }
    }

    /// Whether the listing was in effect on `day`.
    pub fn on(&self, day: Date) -> Truth {
        self.begun(day).and(self.ended(day).not())
    }

    /// Whether the listing had begun by `day`.
    pub fn begun(&self, day: Date) -> Truth {
        if self.begins_earliest.is_some_and(|earliest| day < earliest) {
            return Truth::No;
        }
        if self.begins_latest.is_some_and(|latest| latest <= day) { Truth::Yes } else { Truth::Unknown }
    }

    /// Whether the listing had ended by `day`.
    pub fn ended(&self, day: Date) -> Truth {
        match (self.ends_earliest, self.ends_latest) {
            (None, None) => Truth::No,
            (_, Some(latest)) if latest <= day => Truth::Yes,
            (Some(earliest), _) if day < earliest => Truth::No,
            (Some(_) | None, _) => Truth::Unknown,
        }
    }

    /// What both intervals allow; `None` where they contradict each other.
    pub fn narrowed_by(&self, other: &Self) -> Option<Self> {
        let both = Self {
            begins_earliest: self.begins_earliest.max(other.begins_earliest),
            begins_latest: earlier(self.begins_latest, other.begins_latest),
            ends_earliest: self.ends_earliest.max(other.ends_earliest),
            ends_latest: earlier(self.ends_latest, other.ends_latest),
        };
        let begins = both.begins_earliest.is_none()
            || both.begins_latest.is_none_or(|it| both.begins_earliest <= Some(it));
        let ends = both.ends_latest.is_none_or(|it| both.ends_earliest <= Some(it));
        (begins && ends).then_some(both)
    }
}

impl fmt::Display for ListingInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.begins_earliest, self.begins_latest) {
            (Some(a), Some(b)) if a == b => write!(f, "listed on {a}")?,
            (Some(a), Some(b)) => write!(f, "listed between {a} and {b}")?,
            (None, Some(b)) => write!(f, "listed by {b}, from when is not known")?,
            (Some(a), None) => write!(f, "listed on {a} at the earliest")?,
            (None, None) => write!(f, "listed on a day that is not known")?,
        }
        match (self.ends_earliest, self.ends_latest) {
            (None, None) => Ok(()),
            (Some(a), Some(b)) if a == b => write!(f, ", ended on {a}"),
            (Some(a), Some(b)) => write!(f, ", ended between {a} and {b}"),
            (Some(a), None) => write!(f, ", ended on {a} at the earliest"),
            (None, Some(b)) => write!(f, ", ended by {b}"),
        }
    }
}

/// The earlier of two days, where a missing one sets no bound.
fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (only, None) | (None, only) => only,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[track_caller]
    fn check(bounds: [&str; 4], asked: &str, expected: Truth) {
        let [begins_earliest, begins_latest, ends_earliest, ends_latest] = bounds.map(day);
        let interval = ListingInterval { begins_earliest, begins_latest, ends_earliest, ends_latest };
        assert_eq!(interval.on(day(asked).unwrap()), expected, "{interval}, asked {asked}");
    }

    #[test]
    fn a_known_day_is_a_sharp_edge() {
        let listed = ["2024-02-23", "2024-02-23", "", ""];
        check(listed, "2024-02-22", Truth::No);
        check(listed, "2024-02-23", Truth::Yes);
    }

    #[test]
    fn inside_the_interval_nobody_knows() {
        let citation_year = ["2024-01-01", "2024-12-31", "", ""];
        check(citation_year, "2023-05-01", Truth::No);
        check(citation_year, "2024-06-01", Truth::Unknown);
        check(citation_year, "2025-01-10", Truth::Yes);
        check(["", "2026-07-31", "", ""], "1990-01-01", Truth::Unknown);
    }

    #[test]
    fn an_end_is_bounded_like_a_beginning() {
        let removed = ["2018-01-01", "2018-01-01", "2020-01-01", "2020-02-01"];
        check(removed, "2019-12-31", Truth::Yes);
        check(removed, "2020-01-15", Truth::Unknown);
        check(removed, "2020-02-01", Truth::No);
    }

    #[test]
    fn two_sources_narrow_each_other_or_contradict() {
        let year = ListingInterval {
            begins_earliest: day("2024-01-01"),
            begins_latest: day("2024-12-31"),
            ..ListingInterval::default()
        };
        let exact = ListingInterval::since(day("2024-02-23").unwrap());
        assert_eq!(year.narrowed_by(&exact), Some(exact));
        assert_eq!(year.narrowed_by(&ListingInterval::since(day("2023-02-23").unwrap())), None);
    }
}
