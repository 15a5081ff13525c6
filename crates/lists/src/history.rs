//! All versions of a list in one: each entry once, in its latest words, with the bounds of when it was listed.
//!
//! A version proves an entry's presence, or its absence, on the day from which it is effective. What the entry itself
//! says of its listing narrows the bounds. Where the two contradict each other, the wider bounds stand and say so.

use std::collections::BTreeMap;

use ledger::Entry;
use serde::{Deserialize, Serialize};
use vocab::{Date, ListName, ListingInterval, PartialDate};

use crate::diff::entry_digest;
use crate::ua_gur::DELISTED;
use crate::us_csl;

/// An entry with the bounds of its listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The entry, in the words of the latest version that has it.
    pub entry: Entry,
    /// When it was listed.
    #[serde(with = "bounds")]
    pub interval: ListingInterval,
    /// Why the bounds are what they are, in sentences.
    pub basis: String,
    /// The effective day of the first version that has it.
    pub first_version: Date,
    /// The effective day of the last version that has it.
    pub last_version: Date,
}

/// Merges the versions of one kind of list, given in any order with the day from which each is effective.
///
/// The result is in the order of list, id and words. Two versions of one day count as one: what either has was there.
pub fn merge(versions: &[(Date, Vec<Entry>)]) -> Vec<Dated> {
    let mut days = versions.iter().map(|(day, _)| *day).collect::<Vec<_>>();
    days.sort_unstable();
    days.dedup();
    let mut seen = BTreeMap::<(ListName, &str, usize), Vec<(Date, &Entry)>>::new();
    for day in &days {
        // Several entries may share an id where the publisher numbers nothing: the first of one version is the first
        // of the next, in the order of what they say.
        let mut of_day = BTreeMap::<(ListName, &str), Vec<&Entry>>::new();
        for entry in versions.iter().filter(|(other, _)| other == day).flat_map(|(_, entries)| entries) {
            of_day.entry((entry.list, entry.id.as_str())).or_default().push(entry);
        }
        for ((list, id), mut entries) in of_day {
            entries.sort_by_cached_key(|entry| (entry_digest(entry).to_string(), entry.row));
            entries.dedup_by_key(|entry| entry_digest(entry));
            for (at, entry) in entries.into_iter().enumerate() {
                seen.entry((list, id, at)).or_default().push((*day, entry));
            }
        }
    }
    seen.into_values().filter_map(|entries| dated(&entries, &days)).collect()
}

/// The bounds of one entry, of which the versions are in order of their days.
fn dated(versions: &[(Date, &Entry)], days: &[Date]) -> Option<Dated> {
    let (&(first, _), &(last, entry)) = (versions.first()?, versions.last()?);
    let mut basis = Vec::new();
    let before = days.iter().copied().filter(|day| *day < first).max();
    let after = days.iter().copied().filter(|day| *day > last).min();
    // A version without it shows that it was not listed that day; it may have come on any later one.
    let by_versions = ListingInterval {
        begins_earliest: before.map(next_day),
        begins_latest: Some(first),
        ends_earliest: None,
        ends_latest: None,
    };
    basis.push(match before {
        Some(before) => format!("The version of {before} does not have it, the version of {first} does."),
        None => format!("The oldest loaded version, of {first}, has it already."),
    });
    let mut interval = begun(entry, by_versions, &mut basis);
    let missing = days.iter().filter(|day| **day > first && **day < last);
    let gaps = missing.filter(|day| !versions.iter().any(|(other, _)| other == *day)).count();
    if gaps > 0 {
        basis.push(format!(
            "{gaps} versions in between do not have it: whether it was listed then is not known."
        ));
        // Not known in the gap: the end may have come with the first gap, and nothing says that it is over.
        let gap = days.iter().find(|day| **day > first && !versions.iter().any(|(other, _)| other == *day));
        interval.ends_earliest = gap
            .and_then(|gap| versions.iter().map(|(day, _)| *day).filter(|day| day < gap).max())
            .map(next_day);
    }
    if let Some(after) = after {
        interval.ends_earliest = interval.ends_earliest.or(Some(next_day(last)));
        interval.ends_latest = Some(after);
        basis.push(format!("The version of {last} still has it, the version of {after} does not."));
    }
    ended(entry, last, after, &mut interval, &mut basis);
    Some(Dated {
        entry: entry.clone(),
        interval,
        basis: basis.join(" "),
        first_version: first,
        last_version: last,
    })
}

/// Narrows the beginning by what the entry says: its own date, else the year of a citation.
fn begun(entry: &Entry, by_versions: ListingInterval, basis: &mut Vec<String>) -> ListingInterval {
    let (says, earliest, latest) = if let Some(listed) = entry.listing.listed {
        (format!("The entry says that it was listed {}.", on(listed)), listed.earliest(), listed.latest())
    } else if let Some(year) = citation_year(entry) {
        let bounds = PartialDate::in_year(year).ok();
        let Some(bounds) = bounds else { return by_versions };
        (format!("The act that it cites is of {year}."), bounds.earliest(), bounds.latest())
    } else {
        return by_versions;
    };
    basis.push(says);
    let own = ListingInterval {
        begins_earliest: Some(earliest),
        begins_latest: Some(latest),
        ..ListingInterval::default()
    };
    if let Some(both) = by_versions.narrowed_by(&own) {
        return both;
    }
    basis.push("The two contradict each other, so the wider bounds stand.".to_owned());
    ListingInterval {
        begins_earliest: by_versions.begins_earliest.map(|it| it.min(earliest)),
        begins_latest: by_versions.begins_latest.map(|it| it.max(latest)),
        ..by_versions
    }
}

/// Narrows the end by what the entry says.
fn ended(
    entry: &Entry,
    last: Date,
    after: Option<Date>,
    interval: &mut ListingInterval,
    basis: &mut Vec<String>,
) {
    if let Some(end) = entry.listing.ended {
        basis.push(format!("The entry says that it ends {}.", on(end)));
        // The last day is a day of the listing: it is over on the next one.
        let (earliest, latest) = (next_day(end.earliest()), next_day(end.latest()));
        match after {
            // Gone from the list before its stated end: the list is the later word.
            Some(after) if after < earliest => {
                basis.push("It left the list before that, so the wider bounds stand.".to_owned());
                interval.ends_latest = interval.ends_latest.max(Some(latest));
            }
            _ => (interval.ends_earliest, interval.ends_latest) = (Some(earliest), Some(latest)),
        }
    } else if entry.listing.measures.iter().any(|it| it == DELISTED) {
        basis.push(format!("The version of {last} says that it is no longer listed, and not since when."));
        interval.ends_earliest = interval.begins_earliest;
        interval.ends_latest = Some(last);
        // It had been listed before that version; when it began is then open, but for what else is known.
        interval.begins_latest = Some(last);
    }
}

/// The year of the first act that the entry cites.
///
/// Only US citations count: other publishers cite an act in its consolidated form, whose year says nothing of one
/// listing.
fn citation_year(entry: &Entry) -> Option<i16> {
    let of_us = entry.list.code().starts_with("US-");
    let cited = entry.listing.citations.iter().filter(|_| of_us);
    cited.filter_map(|text| us_csl::citation_year(text)).min()
}

fn on(date: PartialDate) -> String {
    if date.is_day() { format!("on {date}") } else { format!("in {date}") }
}

fn next_day(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// Serde for the four bounds, which `vocab` knows nothing of.
mod bounds {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use vocab::{Date, ListingInterval};

    type Bounds = [Option<Date>; 4];

    pub(super) fn serialize<S: Serializer>(interval: &ListingInterval, to: S) -> Result<S::Ok, S::Error> {
        let bounds: Bounds =
            [interval.begins_earliest, interval.begins_latest, interval.ends_earliest, interval.ends_latest];
        bounds.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ListingInterval, D::Error> {
        let [begins_earliest, begins_latest, ends_earliest, ends_latest] = Bounds::deserialize(from)?;
        Ok(ListingInterval { begins_earliest, begins_latest, ends_earliest, ends_latest })
    }
}

#[cfg(test)]
mod tests {
    use ledger::NameKind;
    use proptest::prelude::*;
    use vocab::{Schema, Truth};

    use super::*;
    use crate::draft::Draft;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn entry(id: &str, listed: &str, citation: &str) -> Entry {
        let mut draft = Draft::new(Schema::Company);
        draft.name(NameKind::Primary, id, "name");
        draft.listing.listed = listed.parse().ok();
        draft.listing.citations = crate::draft::said(citation).into_iter().collect();
        draft.into_entry(id.to_owned(), ListName::UsEntityList, 1)
    }

    /// Versions of 2020, 2022 and 2024; `present` says in which of them the entry is.
    fn merged(entry: &Entry, present: [bool; 3]) -> Dated {
        let days = ["2020-01-01", "2022-01-01", "2024-01-01"].map(day);
        let versions = days
            .iter()
            .zip(present)
            .map(|(day, there)| (*day, if there { vec![entry.clone()] } else { Vec::new() }));
        merge(&versions.collect::<Vec<_>>()).remove(0)
    }

    #[track_caller]
    fn check(entry: &Entry, present: [bool; 3], expected: &str) {
        let dated = merged(entry, present);
        assert_eq!(dated.interval.to_string(), expected, "{}", dated.basis);
    }

    #[test]
    fn versions_bound_what_the_entry_does_not_say() {
        let plain = entry("x", "", "");
        check(&plain, [false, true, true], "listed between 2020-01-02 and 2022-01-01");
        check(&plain, [true, true, true], "listed by 2020-01-01, from when is not known");
        check(
            &plain,
            [false, true, false],
            "listed between 2020-01-02 and 2022-01-01, ended between 2022-01-02 and 2024-01-01",
        );
    }

    #[test]
    fn the_entry_s_own_words_narrow_the_bounds() {
        check(&entry("x", "2021-06-01", ""), [false, true, true], "listed on 2021-06-01");
        check(&entry("x", "2021", ""), [false, true, true], "listed between 2021-01-01 and 2021-12-31");
        check(
            &entry("x", "", "86 FR 68548"),
            [false, true, true],
            "listed between 2021-01-01 and 2021-12-31",
        );
        check(
            &entry("x", "", "Reg. 833/2014"),
            [false, true, true],
            "listed between 2020-01-02 and 2022-01-01",
        );
        check(&entry("x", "2018-05-05", ""), [true, true, true], "listed on 2018-05-05");
    }

    #[test]
    fn a_contradiction_is_named_and_the_wider_bounds_stand() {
        let early = entry("x", "2019-03-01", "");
        check(&early, [false, true, true], "listed between 2019-03-01 and 2022-01-01");
        assert!(merged(&early, [false, true, true]).basis.contains("contradict"));
        let late = entry("x", "2023-03-01", "");
        check(&late, [false, true, true], "listed between 2020-01-02 and 2023-03-01");
    }

    #[test]
    fn an_end_that_the_entry_states_counts_unless_it_left_before() {
        let mut ends = entry("x", "2021-06-01", "");
        ends.listing.ended = "2023-06-30".parse().ok();
        check(&ends, [false, true, false], "listed on 2021-06-01, ended on 2023-07-01");
        ends.listing.ended = "2026-06-30".parse().ok();
        check(&ends, [false, true, false], "listed on 2021-06-01, ended between 2022-01-02 and 2026-07-01");
        check(&ends, [false, true, true], "listed on 2021-06-01, ended on 2026-07-01");
    }

    #[test]
    fn a_ship_that_the_portal_dropped_ended_on_an_unknown_day() {
        let mut ship = entry("x", "", "");
        ship.listing.measures.push(DELISTED.to_owned());
        let dated = merged(&ship, [true, true, true]);
        assert_eq!(dated.interval.on(day("2023-01-01")), Truth::Unknown);
        assert_eq!(dated.interval.on(day("2024-01-01")), Truth::No);
    }

    #[test]
    fn a_gap_leaves_the_time_after_it_unknown() {
        let dated = merged(&entry("x", "2019-01-01", ""), [true, false, true]);
        assert_eq!(dated.interval.on(day("2019-06-01")), Truth::Yes);
        assert_eq!(dated.interval.on(day("2022-06-01")), Truth::Unknown);
        assert!(dated.basis.contains("in between"), "{}", dated.basis);
    }

    proptest! {
        #[test]
        fn the_order_of_the_versions_does_not_matter(mut versions in versions()) {
            let forwards = merge(&versions);
            versions.reverse();
            prop_assert_eq!(merge(&versions), forwards);
        }

        #[test]
        fn inside_the_bounds_nobody_knows(versions in versions()) {
            for dated in merge(&versions) {
                let interval = dated.interval;
                if let (Some(earliest), Some(latest)) = (interval.begins_earliest, interval.begins_latest)
                    && earliest < latest
                {
                    prop_assert_ne!(interval.on(earliest), Truth::Yes);
                    prop_assert_ne!(interval.begun(earliest), Truth::No);
                }
                prop_assert!(dated.first_version <= dated.last_version);
                prop_assert!(!dated.basis.is_empty());
            }
        }

        #[test]
        fn what_is_packed_reads_back(versions in versions()) {
            for dated in merge(&versions) {
                let text = serde_json::to_string(&dated).unwrap();
                prop_assert_eq!(serde_json::from_str::<Dated>(&text).unwrap(), dated);
            }
        }
    }

    fn versions() -> impl Strategy<Value = Vec<(Date, Vec<Entry>)>> {
        let one = ("[a-c]", prop_oneof![Just(""), Just("2019"), Just("2021-05-05"), Just("2030")]);
        let made = one.prop_map(|(id, listed)| entry(&id, listed, ""));
        let version = (2018_i16..2026, proptest::collection::vec(made, 0..4));
        let dated = version.prop_map(|(year, entries)| (Date::new(year, 1, 1).unwrap(), entries));
        proptest::collection::vec(dated, 1..5)
    }
}
