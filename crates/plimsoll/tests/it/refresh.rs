//! `lists refresh` against a publisher that serves the real list and misbehaves: the version in use always
//! stays.

use std::time::Duration;

use crate::data_folder;
use crate::program::{Home, Ran};
use crate::publisher::{Answer, Publisher};

/// The oldest of the three versions, in use when the publisher begins to misbehave.
const FIRST: &str = "un/2025-11-18/consolidated.xml.zst";
const SECOND: &str = "un/2026-02-27/UN_consolidated.xml.zst";
const BEFORE: &str = "un/2018-10-29/consolidated.xml.zst";

/// LISTS.md, d2.
const FIRST_IN_USE: [(&str, u64); 1] = [("2025-11-18", 1_000)];

const BYTES_MAX: usize = 20_000_000;

/// A home whose list of the UN came from the publisher.
struct Desk {
    home: Home,
    publisher: Publisher,
}

impl Desk {
    /// `None` where the data folder is missing.
    fn new() -> Option<Self> {
        let first = data_folder::content(FIRST)?;
        let (home, publisher) = (Home::new(), Publisher::new());
        home.file("publishers.toml", publisher.table("un-sc", "consolidated.xml", BYTES_MAX));
        home.file("order.json", ORDER);
        publisher.answers(&[Answer::Tagged(first, "\"first\"")]);
        let desk = Self { home, publisher };
        desk.refresh().ended(0);
        desk.has_in_use(&FIRST_IN_USE);
        Some(desk)
    }

    fn refresh(&self) -> Ran {
        self.home.run(&["lists", "refresh", "un-sc", "--publishers", "publishers.toml", "--pause-ms", "10"])
    }

    #[track_caller]
    fn has_in_use(&self, expected: &[(&str, u64)]) {
        let got = self.home.in_use("un-sc");
        let got: Vec<_> = got.iter().map(|(day, entries)| (day.as_str(), *entries)).collect();
        assert_eq!(got, expected);
    }

    /// The publisher does this, the refresh fails and says so, and everything goes on with the version in
    /// use.
    #[track_caller]
    fn check(&self, script: &[Answer], says: &str) {
        let before = self.home.lists();
        self.publisher.answers(script);
        let ran = self.refresh().ended(3);
        assert!(ran.said.contains(says), "{says}: {}", ran.said);
        assert!(ran.said.contains("the version in use stays in use"), "{}", ran.said);
        assert_eq!(self.home.lists(), before, "{says}");
        let decided = self.home.run(&["check", "order.json", "--format", "json"]).ended(20).json();
        let used =
            decided["lists"].as_array().unwrap().iter().find(|it| it["kind"] == "un-sc").unwrap().clone();
        assert_eq!(used["effective"], "2025-11-18", "{says}");
    }
}

/// With the UN's list alone, an answer is incomplete: HOLD.
const ORDER: &str = r#"{ "format": "order/1", "id": "PO-1", "transaction": "export",
    "dates": { "export": "2026-11-20" }, "destination": { "country": "JP" }, "ship_from": "DE",
    "parties": [ { "role": "exporter", "name": "Beispiel Pumpen GmbH", "country": "DE",
                   "addresses": [ { "text": "Hafenstrasse 12, 20457 Hamburg", "country": "DE" } ] },
                 { "role": "ultimate_consignee", "name": "Example Waterworks KK", "country": "JP",
                   "addresses": [ { "text": "1-2-3 Minato, Tokyo", "country": "JP" } ] } ],
    "goods": [ { "line": 1, "text": "Centrifugal pumps", "hs": "8413.70", "origin": "DE",
                 "in_us": false } ] }"#;

#[test]
fn a_newer_version_comes_into_use_and_is_not_asked_for_twice() {
    let Some(desk) = Desk::new() else { return };
    let ran = desk.refresh().ended(0);
    assert!(ran.text().contains("the version in use is the current one"), "{}", ran.text());
    assert!(desk.publisher.heard()[1].to_lowercase().contains("if-none-match: \"first\""));
    desk.has_in_use(&FIRST_IN_USE);

    // The same bytes from a server that knows no tags are no new version either.
    let (first, second) = (data_folder::content(FIRST).unwrap(), data_folder::content(SECOND).unwrap());
    desk.publisher.answers(&[Answer::File(first)]);
    desk.refresh().ended(0);
    desk.has_in_use(&FIRST_IN_USE);

    // Two bursts of errors, then the list. +4 −1 entries (LISTS.md, d2).
    desk.publisher.answers(&[Answer::Status(500), Answer::Status(500), Answer::File(second)]);
    desk.refresh().ended(0);
    assert_eq!(desk.publisher.heard().len(), 3);
    desk.has_in_use(&[("2025-11-18", 1_000), ("2026-02-27", 1_003)]);
    let diff = desk.home.run(&["lists", "diff", "un-sc", "--format", "json"]).ended(0).json();
    assert_eq!(counts(&diff), [4, 1], "{diff:#}");
}

#[test]
fn a_redirect_is_followed() {
    let Some(desk) = Desk::new() else { return };
    let second = data_folder::content(SECOND).unwrap();
    desk.publisher.answers(&[Answer::Moved("/elsewhere.xml"), Answer::File(second)]);
    desk.refresh().ended(0);
    assert!(desk.publisher.heard()[1].starts_with("GET /elsewhere.xml "), "{:?}", desk.publisher.heard());
    desk.has_in_use(&[("2025-11-18", 1_000), ("2026-02-27", 1_003)]);
}

#[test]
fn a_publisher_that_misbehaves_changes_nothing() {
    let Some(desk) = Desk::new() else { return };
    let list = data_folder::content(SECOND).unwrap();
    let half = list.len() / 2;
    desk.check(&[Answer::Status(404)], "answered 404");
    assert_eq!(desk.publisher.heard().len(), 1, "a refusal is not asked again");
    desk.check(&[Answer::Status(500)], "in 3 attempts, the last time because it answered 500");
    assert_eq!(desk.publisher.heard().len(), 3);
    desk.check(&[Answer::CutOff(list.clone(), half)], "could not be read in 3 attempts");
    desk.check(&[Answer::CutOff(list.clone(), 0)], "could not be read in 3 attempts");
    desk.check(&[Answer::Moved("/consolidated.xml")], "in 3 attempts");
    desk.check(&[Answer::Drip(list.clone(), Duration::from_millis(20))], "in 3 attempts");
    desk.check(&[Answer::Lies(list, BYTES_MAX + 1)], "more than 20000000 bytes");
    desk.check(&[Answer::Endless], "more than 20000000 bytes");
    let page = "<!DOCTYPE html><html><body><h1>We are sorry</h1>".to_owned() + &"<p>Later.</p>".repeat(500);
    desk.check(&[Answer::File(page.into_bytes())], "is a web page, not a list");
    desk.check(&[Answer::File(Vec::new())], "fewer than the 1000 that it must have");
    desk.check(&[Answer::File(vec![b' '; 5_000])], "is empty");
}

#[test]
fn a_file_that_is_not_the_newest_whole_list_waits_for_a_person() {
    let Some(desk) = Desk::new() else { return };
    let (before, second) = (data_folder::content(BEFORE).unwrap(), data_folder::content(SECOND).unwrap());
    let shorter = second.len() / 2;

    // A length that is too small cuts the file where nobody notices but the reader of the list.
    desk.publisher.answers(&[Answer::Lies(second.clone(), shorter)]);
    let ran = desk.refresh().ended(3);
    assert!((ran.text() + &ran.said).contains("cut off"), "{}{}", ran.text(), ran.said);
    desk.has_in_use(&FIRST_IN_USE);
    desk.home.run(&["lists", "accept", "un-sc", "--who", "A. Reviewer", "--refuse", "cut"]).ended(0);

    // Yesterday's list under today's name.
    desk.publisher.answers(&[Answer::File(before)]);
    let ran = desk.refresh().ended(3);
    assert!(
        ran.text().contains("published on 2018-10-29, before the version in use of 2025-11-18"),
        "{}",
        ran.text()
    );
    desk.has_in_use(&FIRST_IN_USE);
    desk.home.run(&["lists", "accept", "un-sc", "--who", "A. Reviewer", "--refuse", "old"]).ended(0);
    desk.has_in_use(&FIRST_IN_USE);

    // A list that lost half of its entries.
    desk.publisher.answers(&[Answer::File(halved(&second))]);
    let ran = desk.refresh().ended(3);
    assert!(ran.text().contains("more than 5 % are gone"), "{}", ran.text());
    desk.has_in_use(&FIRST_IN_USE);
    let diff = desk.home.run(&["lists", "diff", "un-sc", "--format", "json"]).ended(0).json();
    assert!(counts(&diff)[1] > 400, "{:?}", counts(&diff));
    let accepted = desk.home.run(&["lists", "accept", "un-sc", "--who", "A. Reviewer"]).ended(0);
    assert!(accepted.text().contains("accepted by A. Reviewer"), "{}", accepted.text());
    let used = desk.home.in_use("un-sc");
    assert_eq!(used.last().unwrap().0, "2026-02-27");
    assert!(used.last().unwrap().1 < 600, "{used:?}");
    desk.home.run(&["audit", "verify"]).ended(0);
}

/// `lists diff --help`: a held version is compared with the one in use.
#[test]
fn a_held_version_is_compared_with_the_one_in_use_also_where_two_are_held() {
    let Some(desk) = Desk::new() else { return };
    let second = data_folder::content(SECOND).unwrap();
    let shorter = second.len() / 2;
    for answer in [Answer::Lies(second.clone(), shorter), Answer::File(halved(&second))] {
        desk.publisher.answers(&[answer]);
        desk.refresh().ended(3);
    }
    let diff = desk.home.run(&["lists", "diff", "un-sc", "--format", "json"]).ended(0).json();
    assert_eq!(diff["before"]["effective"], "2025-11-18", "{} and {}", diff["before"], diff["after"]);
}

/// The entries that a diff says were added and removed.
fn counts(diff: &serde_json::Value) -> [usize; 2] {
    ["added", "removed"].map(|side| diff[side].as_array().map_or(0, Vec::len))
}

/// The UN's file with every second person and entity left out.
fn halved(list: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8(list.to_vec()).unwrap();
    for tag in ["INDIVIDUAL", "ENTITY"] {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        let mut kept = String::with_capacity(text.len());
        for (index, piece) in text.split_inclusive(&close).enumerate() {
            let begins = piece.find(&open).filter(|_| index % 2 == 1);
            kept.push_str(&piece[..begins.unwrap_or(piece.len())]);
        }
        text = kept;
    }
    text.into_bytes()
}
