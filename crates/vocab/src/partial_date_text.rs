//! The ways in which lists and papers write dates.

use std::str::FromStr;

use crate::partial_date::Moment;
use crate::{NotPartialDate, PartialDate};

/// In which order a date of three numbers stands when its year is last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

impl PartialDate {
    /// Reads dates in the American order, as `03/24/2022`; everything else as `FromStr` does.
    pub fn from_us(text: &str) -> Result<Self, NotPartialDate> {
        read(text, Order::MonthFirst)
    }
}

/// Reads days before months (`17/03/2014`, `17.3.2014`), years first (`2014-03-17`), month names in English,
/// zeros and letters for what is not known (`00/05/1980`, `dd/mm/1945`), spans (`1960 to 1965`, `1960-1965`)
/// and `circa`.
impl FromStr for PartialDate {
    type Err = NotPartialDate;

    fn from_str(text: &str) -> Result<Self, NotPartialDate> {
        read(text, Order::DayFirst)
    }
}

/// Words for "about", longest first so that `c` is not taken out of `circa`.
const ABOUT: [&str; 9] = ["approximately", "approx.", "approx", "circa", "about", "ca.", "ca ", "c.", "c "];

fn read(text: &str, order: Order) -> Result<PartialDate, NotPartialDate> {
    let text = text.trim().to_lowercase();
    let about = ABOUT.into_iter().find_map(|word| text.strip_prefix(word));
    let text = about.unwrap_or(&text).trim();
    let date = match span(text) {
        Some((from, to)) => moment(from, order)?.until(moment(to, order)?)?,
        None => moment(text, order)?,
    };
    Ok(if about.is_some() { date.circa() } else { date })
}

/// The two ends, if `text` is a span.
fn span(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix("between ").map_or(text, str::trim_start);
    let words = ["..", " to ", " and ", "–", " - "].into_iter().find_map(|word| text.split_once(word));
    words.or_else(|| text.split_once('-').filter(|(from, to)| is_year(from.trim()) && is_year(to.trim())))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn moment(text: &str, order: Order) -> Result<PartialDate, NotPartialDate> {
    let text = without_time(text.trim());
    let parts: Vec<&str> =
        text.split([' ', '-', '/', '.', ',', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (*year, None, None),
        [year, month] if is_year(year) => (*year, Some(*month), None),
        [month, year] => (*year, Some(*month), None),
        [year, month, day] if is_year(year) => (*year, Some(*month), Some(*day)),
        [month, day, year] if order == Order::MonthFirst || month_named(month).is_some() => {
            (*year, Some(*month), Some(*day))
        }
        [day, month, year] => (*year, Some(*month), Some(*day)),
        _ => return Err(NotPartialDate::Shape),
    };
    if !is_year(year) {
        return Err(NotPartialDate::Shape);
    }
    let year = year.parse().map_err(|_| NotPartialDate::Shape)?;
    let month = month
        .map_or(Ok(None), |it| month_named(it).map_or_else(|| two_digits(it), |month| Ok(Some(month))))?;
    let day = day.map_or(Ok(None), |it| two_digits(without_ordinal(it)))?;
    Moment::new(year, month, day).map(PartialDate::at)
}

/// Cuts the time off `1962-03-17T00:00:00Z` and `17/03/1962 00:00:00`.
fn without_time(text: &str) -> &str {
    let before = |mark: char| {
        let (date, time) = text.rsplit_once(mark)?;
        let clock = time.contains(':') && time.starts_with(|it: char| it.is_ascii_digit());
        clock.then_some(date)
    };
    before('t').or_else(|| before(' ')).unwrap_or(text)
}

/// The month that a word of at least three letters names in English.
fn month_named(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    u8::try_from(at + 1).ok()
}

/// A day or month in one or two digits; `None` for `00`, `dd`, `mm`, `xx` and `??`, which say that it is not
/// known.
fn two_digits(text: &str) -> Result<Option<u8>, NotPartialDate> {
    if matches!(text, "0" | "00" | "dd" | "mm" | "xx" | "??") {
        return Ok(None);
    }
    let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        text.parse().map(Some).map_err(|_| NotPartialDate::Shape)
    } else {
        Err(NotPartialDate::Shape)
    }
}

/// `17` of `17th`.
fn without_ordinal(day: &str) -> &str {
    let cut = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| day.strip_suffix(ending));
    cut.filter(|it| it.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NotPartialDate>) {
        assert_eq!(
            text.parse::<PartialDate>().map(|it| it.to_string()),
            expected.map(str::to_owned),
            "{text:?}"
        );
    }

    #[test]
    fn reads_whole_days() {
        for text in [
            "2014-03-17",
            "17 Mar 2014",
            "17 March 2014",
            "17.3.2014",
            "17/03/2014",
            "17-03-2014",
            "March 17, 2014",
            "17th March 2014",
            "2014/03/17",
            "2014-03-17T00:00:00",
            "17/03/2014 00:00:00",
            " 17 MAR 2014 ",
        ] {
            check(text, Ok("2014-03-17"));
        }
        check("1 Sept 1939", Ok("1939-09-01"));
        check("29.2.2024", Ok("2024-02-29"));
    }

    #[test]
    fn reads_parts() {
        for (text, expected) in [
            ("2014-03", "2014-03"),
            ("Mar 2014", "2014-03"),
            ("03/2014", "2014-03"),
            ("2014", "2014"),
            ("00/00/1980", "1980"),
            ("00/05/1980", "1980-05"),
            ("dd/mm/1945", "1945"),
            ("1966-00-00", "1966"),
            ("1966-04-00", "1966-04"),
            ("17/00/1980", "1980"),
            ("circa 1962", "circa 1962"),
            ("c. 1962", "circa 1962"),
            ("c 1962", "circa 1962"),
            ("ca. 1962", "circa 1962"),
            ("Approximately 1962", "circa 1962"),
            ("circa Mar 1962", "circa 1962-03"),
        ] {
            check(text, Ok(expected));
        }
    }

    #[test]
    fn reads_spans() {
        for (text, expected) in [
            ("1960 to 1965", "1960..1965"),
            ("1960-1965", "1960..1965"),
            ("1960 - 1965", "1960..1965"),
            ("1960–1965", "1960..1965"),
            ("circa 1960-1965", "circa 1960..1965"),
            ("between 1960 and 1965", "1960..1965"),
            ("25 Jan 1962 to 24 Jan 1963", "1962-01-25..1963-01-24"),
            ("1960..1965", "1960..1965"),
            ("1960 to 1960", "1960"),
        ] {
            check(text, Ok(expected));
        }
    }

    #[test]
    fn says_why_not() {
        check("03/24/2022", Err(NotPartialDate::NoSuchMonth(24)));
        check("31/04/2022", Err(NotPartialDate::NoSuchDay { year: 2022, month: 4, day: 31 }));
        check("29 Feb 2023", Err(NotPartialDate::NoSuchDay { year: 2023, month: 2, day: 29 }));
        check("0000", Err(NotPartialDate::NoSuchDay { year: 0, month: 1, day: 1 }));
        check("1965 to 1960", Err(NotPartialDate::Backwards));
        for text in [
            "",
            "unknown",
            "circa",
            "17",
            "62",
            "17/03/62",
            "17 March",
            "1962x",
            "２０１４",
            "17 Ma 2014",
            "1 2 3 2014",
            "20140317",
        ] {
            check(text, Err(NotPartialDate::Shape));
        }
    }

    #[test]
    fn the_american_order_is_asked_for_by_name() {
        let us = |text| PartialDate::from_us(text).map(|it| it.to_string());
        assert_eq!(us("03/24/2022"), Ok("2022-03-24".into()));
        assert_eq!(us("2022-03-24"), Ok("2022-03-24".into()));
        assert_eq!(us("24/03/2022"), Err(NotPartialDate::NoSuchMonth(24)));
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*|[0-9 ./cto-]*") {
            let _ = (text.parse::<PartialDate>(), PartialDate::from_us(&text));
        }
    }
}
