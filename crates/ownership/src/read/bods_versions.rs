//! The versions of one relationship record, each with the days on which it held.
//!
//! A record is stated, stated again and closed. A later version takes over on the day since when its
//! interests hold, or,
//! where it gives the same beginning as the one before, on the day on which it was stated.

use vocab::Date;

use crate::statement::{Interest, PartyId, Range, Reach, SourceId, Span};

/// One interest of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) interest: Interest,
    pub(super) reach: Reach,
    pub(super) share: Range,
    pub(super) from: Option<Span>,
    pub(super) to: Option<Span>,
}

/// Whether a version ends its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Closed,
}

/// One version of a relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) owner: PartyId,
    pub(super) owned: PartyId,
    pub(super) status: Status,
    pub(super) stated: Option<Date>,
    pub(super) interests: Vec<Held>,
    pub(super) source: SourceId,
    pub(super) line: u32,
}

/// The versions with the days on which they held, oldest first.
pub(super) fn settled(mut versions: Vec<Version>) -> Vec<Version> {
    versions.sort_by_key(|it| (it.stated, it.line));
    let mut settled: Vec<Version> = Vec::new();
    for mut version in versions {
        let Some(before) = settled.last_mut() else {
            if version.status == Status::Closed {
                close(&mut version.interests, version.stated);
            }
            settled.push(version);
            continue;
        };
        match version.status {
            Status::Closed => {
                let ends = version.interests.iter().filter_map(|it| it.to.map(|to| to.last)).max();
                close(&mut before.interests, ends.or(version.stated));
            }
            // Said again: the evidence is younger, nothing else is new.
            Status::Open if version.interests == before.interests => before.stated = version.stated,
            Status::Open => {
                let begins = |interests: &[Held]| {
                    interests.iter().filter_map(|it| it.from.map(|from| from.first)).max()
                };
                let (old, new) = (begins(&before.interests), begins(&version.interests));
                let day = if old < new { new } else { version.stated };
                if let Some(day) = day {
                    close(&mut before.interests, day.yesterday().ok());
                    for held in &mut version.interests {
                        held.from = held.from.filter(|from| day < from.first).or(Some(day.into()));
                    }
                }
                settled.push(version);
            }
        }
    }
    settled
}

/// Ends what has no earlier end.
fn close(interests: &mut [Held], day: Option<Date>) {
    let Some(day) = day else { return };
    for held in interests {
        held.to = Some(held.to.filter(|to| to.last < day).unwrap_or(day.into()));
    }
}

#[cfg(test)]
mod tests {
    use vocab::Share;

    use super::*;

    fn version(stated: &str, from: &str, share: u32, to: Option<&str>, status: Status) -> Version {
        let span = |day: &str| Span::from(day.parse::<Date>().unwrap());
        let share = Range::exact(Share::from_ppm(share * 10_000).unwrap());
        let held = Held {
            interest: Interest::Shares,
            reach: Reach::Direct,
            share,
            from: Some(span(from)),
            to: to.map(span),
        };
        Version {
            owner: PartyId(0),
            owned: PartyId(1),
            status,
            stated: Some(stated.parse().unwrap()),
            interests: vec![held],
            source: SourceId(0),
            line: 1,
        }
    }

    #[track_caller]
    fn check(versions: Vec<Version>, expected: &[&str]) {
        let found: Vec<String> = settled(versions)
            .iter()
            .flat_map(|it| &it.interests)
            .map(|it| {
                let day = |it: Option<Span>| it.map_or_else(String::new, |it| it.first.to_string());
                format!("{} {}..{}", it.share.words(), day(it.from), day(it.to))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_later_version_takes_over() {
        check(
            vec![
                version("2019-01-20", "2002-03-09", 100, None, Status::Open),
                version("2021-09-25", "2021-09-24", 40, None, Status::Open),
                version("2023-03-03", "2021-09-24", 40, None, Status::Closed),
            ],
            &["100 2002-03-09..2021-09-23", "40 2021-09-24..2023-03-03"],
        );
        check(
            vec![
                version("2019-09-11", "2019-09-11", 50, None, Status::Open),
                version("2020-09-11", "2019-09-11", 50, None, Status::Open),
                version("2022-01-21", "2019-09-11", 100, None, Status::Open),
            ],
            &["50 2019-09-11..2022-01-20", "100 2022-01-21.."],
        );
        check(
            vec![
                version("2019-09-11", "2019-09-11", 50, None, Status::Open),
                version("2021-09-11", "2019-09-11", 50, Some("2021-04-03"), Status::Closed),
            ],
            &["50 2019-09-11..2021-04-03"],
        );
    }
}
