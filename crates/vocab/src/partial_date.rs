//! Dates of which only a part is known.

use std::fmt;

use crate::Date;

/// A day, a month, a year, or a span between two of these; perhaps only about then.
///
/// Lists give births and foundings so: `17 Mar 2014`, `Mar 1962`, `circa 1962`, `1960 to 1965`. What is not
/// known is not filled in: [`PartialDate::earliest`] and [`PartialDate::latest`] are the bounds that the text
/// itself sets.
///
/// ```
/// use vocab::PartialDate;
/// let born: PartialDate = "circa 1960-1965".parse()?;
/// assert_eq!(born.to_string(), "circa 1960..1965");
/// assert_eq!(born.earliest().to_string(), "1960-01-01");
/// assert_eq!(born.latest().to_string(), "1965-12-31");
/// # Ok::<(), vocab::NotPartialDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    from: Moment,
    /// The end of a span; the same as `from` where there is none.
    to: Moment,
    circa: bool,
}

/// Why a text is not a date, in full or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPartialDate {
    /// Neither a date nor a part of one in any of the forms that are read.
    #[error("a date looks like `2014-03-17`, `17 Mar 2014`, `Mar 1962`, `circa 1962` or `1960 to 1965`")]
    Shape,
    /// A month beyond twelve: often the American order of month and day.
    #[error("there is no month {0}; days are read before months")]
    NoSuchMonth(u8),
    /// A day that the month does not have, or year 0.
    #[error("there is no {year:04}-{month:02}-{day:02}")]
    NoSuchDay {
        /// The year as written.
        year: i16,
        /// The month as written.
        month: u8,
        /// The day as written.
        day: u8,
    },
    /// A span that ends before it begins.
    #[error("the span of dates ends before it begins")]
    Backwards,
}

/// What is known of one date. Kept with bounds that were checked when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Moment {
    earliest: Date,
    latest: Date,
}

impl PartialDate {
    /// A day.
    pub fn day(day: Date) -> Self {
        Self::at(Moment { earliest: day, latest: day })
    }

    /// A month, from 1 to 12.
    pub fn month(year: i16, month: u8) -> Result<Self, NotPartialDate> {
        Moment::new(year, Some(month), None).map(Self::at)
    }

    /// A year, from 1 to 9999.
    pub fn in_year(year: i16) -> Result<Self, NotPartialDate> {
        Moment::new(year, None, None).map(Self::at)
    }

    /// The span from the beginning of `self` to the end of `last`; about, if either is.
    pub fn until(self, last: Self) -> Result<Self, NotPartialDate> {
        if last.earliest() < self.earliest() || last.latest() < self.latest() {
            return Err(NotPartialDate::Backwards);
        }
        Ok(Self { from: self.from, to: last.to, circa: self.circa || last.circa })
    }

    /// The same, but only about then.
    #[must_use]
    pub const fn circa(self) -> Self {
        Self { circa: true, ..self }
    }

    /// The first day it may be, by its text. `circa` moves no bound: whoever compares decides how much it
    /// allows.
    pub const fn earliest(&self) -> Date {
        self.from.earliest
    }

    /// The last day it may be, by its text. `circa` moves no bound.
    pub const fn latest(&self) -> Date {
        self.to.latest
    }

    /// The year; `None` of a span over several.
    pub fn year(&self) -> Option<i16> {
        Some(self.earliest().year()).filter(|year| *year == self.latest().year())
    }

    /// Whether it is one day.
    pub fn is_day(&self) -> bool {
        self.earliest() == self.latest()
    }

    /// The day, if it is one and not only about then.
    pub fn exact(&self) -> Option<Date> {
        (self.is_day() && !self.circa).then(|| self.earliest())
    }

    /// Whether it is only about then.
    pub const fn is_circa(&self) -> bool {
        self.circa
    }

    /// Whether some day lies within both, `circa` apart.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }

    pub(crate) const fn at(moment: Moment) -> Self {
        Self { from: moment, to: moment, circa: false }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self::day(day)
    }
}

/// `2014-03-17`, `2014-03`, `2014`, `1960..1965`, each perhaps after `circa`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.circa {
            f.write_str("circa ")?;
        }
        self.from.fmt(f)?;
        if self.from == self.to { Ok(()) } else { write!(f, "..{}", self.to) }
    }
}

impl Moment {
    /// A day without a month is not kept: the year then is all that has bounds.
    pub(crate) fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Result<Self, NotPartialDate> {
        if let Some(month) = month.filter(|it| !(1..=12).contains(it)) {
            return Err(NotPartialDate::NoSuchMonth(month));
        }
        let date = |month: u8, day: u8| {
            let refused = NotPartialDate::NoSuchDay { year, month, day };
            if year < 1 { Err(refused) } else { date(year, month, day).ok_or(refused) }
        };
        match (month, day) {
            (Some(month), Some(day)) => date(month, day).map(|day| Self { earliest: day, latest: day }),
            (Some(month), None) => {
                date(month, 1).map(|first| Self { earliest: first, latest: first.last_of_month() })
            }
            (None, _) => date(1, 1).map(|first| Self { earliest: first, latest: first.last_of_year() }),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.earliest;
        if first == self.latest {
            first.fmt(f)
        } else if first.last_of_month() == self.latest {
            write!(f, "{:04}-{:02}", first.year(), first.month())
        } else {
            write!(f, "{:04}", first.year())
        }
    }
}

fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bounds_are_those_of_the_text() {
        let month = PartialDate::month(2024, 2).unwrap();
        assert_eq!(
            (month.earliest().to_string(), month.latest().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!((month.year(), month.is_day(), month.exact()), (Some(2024), false, None));
        let span = PartialDate::in_year(1960).unwrap().until(PartialDate::in_year(1965).unwrap()).unwrap();
        assert_eq!(
            (span.year(), span.circa().is_circa(), span.to_string()),
            (None, true, "1960..1965".into())
        );
        assert!(span.overlaps(&PartialDate::month(1965, 12).unwrap()));
        assert!(!span.overlaps(&PartialDate::in_year(1966).unwrap()));
    }

    #[test]
    fn refuses_what_no_calendar_has() {
        assert_eq!(PartialDate::month(2024, 13), Err(NotPartialDate::NoSuchMonth(13)));
        assert_eq!(PartialDate::in_year(0), Err(NotPartialDate::NoSuchDay { year: 0, month: 1, day: 1 }));
        let later = PartialDate::in_year(1965).unwrap();
        assert_eq!(later.until(PartialDate::in_year(1960).unwrap()), Err(NotPartialDate::Backwards));
    }

    fn any_part() -> impl Strategy<Value = PartialDate> {
        let month = (1_i16..10_000, 1_u8..13);
        prop_oneof![
            (1_i16..10_000).prop_map(|year| PartialDate::in_year(year).unwrap()),
            month.prop_map(|(year, month)| PartialDate::month(year, month).unwrap()),
            (1_i16..10_000, 1_i8..13, 1_i8..29)
                .prop_map(|(y, m, d)| PartialDate::day(jiff::civil::date(y, m, d))),
        ]
    }

    proptest! {
        #[test]
        fn display_reads_back(a in any_part(), b in any_part(), circa in any::<bool>()) {
            let span = if circa { a.circa() } else { a };
            prop_assert_eq!(span.to_string().parse(), Ok(span));
            prop_assert!(a.earliest() <= a.latest());
            if let Ok(span) = a.until(b) {
                prop_assert!(span.overlaps(&a) && span.overlaps(&b));
                prop_assert_eq!(span.to_string().parse(), Ok(span));
            }
        }
    }
}
