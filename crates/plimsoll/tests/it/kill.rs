//! `kill -9` at random moments of `lists load`, `lists refresh` and `check`: nothing acknowledged is lost,
//! and no half list is used.
//!
//! `PLIMSOLL_KILLS` sets how often; 20 where it is not set.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::data_folder;
use crate::program::{Home, Ran};
use crate::publisher::{Answer, Publisher};

const FIRST: &str = "un/2025-11-18/consolidated.xml.zst";
const SECOND: &str = "un/2026-02-27/UN_consolidated.xml.zst";

/// LISTS.md, d2: the only two versions that may ever be seen in use.
const WHOLE: [(&str, u64); 2] = [("2025-11-18", 1_000), ("2026-02-27", 1_003)];

/// Kills on one home before a new one is begun.
const KILLS_A_HOME: u64 = 5;

/// Orders of a batch that is killed.
const ORDERS: usize = 60;

/// The commands that are killed.
#[derive(Clone, Copy, Debug)]
enum Victim {
    Load,
    Refresh,
    Check,
}

impl Victim {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Load => &["lists", "load", "un-sc", "second.xml"],
            Self::Refresh => {
                &["lists", "refresh", "un-sc", "--publishers", "publishers.toml", "--pause-ms", "10"]
            }
            Self::Check => &["check", "orders.jsonl", "--format", "json"],
        }
    }
}

#[test]
fn killed_at_any_moment() {
    let (Some(first), Some(second)) = (data_folder::content(FIRST), data_folder::content(SECOND)) else {
        return;
    };
    let kills: u64 = std::env::var("PLIMSOLL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let publisher = Publisher::new();
    publisher.answers(&[Answer::File(second.clone())]);
    let base = Home::new();
    base.file("first.xml", &first);
    base.run(&["lists", "load", "un-sc", "first.xml"]).ended(0);
    let begin = || {
        let home = Home::copy_of(&base.path());
        home.file("second.xml", &second);
        home.file("publishers.toml", publisher.table("un-sc", "consolidated.xml", 20_000_000));
        home
    };
    let mut random = u64::from(std::process::id()) | 1;
    let mut next = move |below: u64| {
        // xorshift64: when to strike need not be reproducible, only spread.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below.max(1)
    };
    let (mut home, mut acknowledged, mut struck) = (begin(), Vec::new(), 0);
    for kill in 0..kills {
        if kill % KILLS_A_HOME == 0 {
            (home, acknowledged) = (begin(), Vec::new());
        }
        let victim = [Victim::Load, Victim::Refresh, Victim::Check][usize::try_from(kill % 3).unwrap()];
        if matches!(victim, Victim::Load | Victim::Refresh) && home.in_use("un-sc").len() == 2 {
            // What would be loaded is in use already.
            (home, acknowledged) = (begin(), Vec::new());
        }
        home.file("orders.jsonl", orders(kill));
        let whole = time_of(&begin(), victim, kill);
        let delay = Duration::from_micros(next(u64::try_from(whole.as_micros()).unwrap() * 11 / 10));
        let (killed, ran) = run_and_kill(&home, victim, delay);
        struck += u64::from(killed);
        acknowledged.extend(printed(&ran));
        inspect(&home, &acknowledged, &format!("kill {kill}, {victim:?} after {delay:?} of {whole:?}"));
    }
    println!("{struck} of {kills} struck a running program");
    assert!(kills < 20 || struck * 2 > kills, "too few strikes to say anything: {struck} of {kills}");
}

/// How long the command takes when nobody kills it.
fn time_of(home: &Home, victim: Victim, kill: u64) -> Duration {
    home.file("orders.jsonl", orders(kill));
    let began = Instant::now();
    assert_ne!(home.run(victim.arguments()).status, Some(1));
    began.elapsed()
}

fn run_and_kill(home: &Home, victim: Victim, delay: Duration) -> (bool, Ran) {
    let mut child = home.command(victim.arguments()).spawn().unwrap();
    std::thread::sleep(delay);
    let killed = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    (killed, Ran::of(child, "what was killed"))
}

/// The decisions that were shown whole, and so must be on record.
fn printed(ran: &Ran) -> Vec<String> {
    let text = ran.text();
    let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let decisions = whole.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    decisions.filter_map(|it| it["decision_id"].as_str().map(str::to_owned)).collect()
}

#[track_caller]
fn inspect(home: &Home, acknowledged: &[String], when: &str) {
    let verified = home.run(&["audit", "verify"]);
    assert_eq!(verified.status, Some(0), "{when}: {}{}", verified.text(), verified.said);
    let used = home.in_use("un-sc");
    let used: Vec<_> = used.iter().map(|(day, entries)| (day.as_str(), *entries)).collect();
    assert!(used == WHOLE[..1] || used == WHOLE, "{when}: {used:?}");
    // A check works, with a version that is in use, and is acknowledged itself.
    home.file("one.json", order("after", 0));
    let ran = home.run(&["check", "one.json", "--format", "json"]);
    assert_eq!(ran.status, Some(20), "{when}: {}", ran.said);
    let recorded = home.run(&["audit", "list", "--limit", "100000", "--format", "json"]).ended(0).json();
    let recorded: Vec<_> =
        recorded["decisions"].as_array().unwrap().iter().map(|it| &it["decision_id"]).collect();
    for id in acknowledged.iter().chain(&printed(&ran)) {
        assert!(
            recorded.iter().any(|it| *it == id.as_str()),
            "{when}: decision {id} was shown and is not on record"
        );
    }
    if let Some(id) = acknowledged.last() {
        home.run(&["audit", "replay", id]).ended(0);
    }
}

fn orders(kill: u64) -> String {
    (0..ORDERS).map(|number| order(&format!("kill-{kill}"), number) + "\n").collect()
}

fn order(name: &str, number: usize) -> String {
    format!(
        "{{\"format\":\"order/1\",\"id\":\"{name}-{number}\",\"transaction\":\"export\",\
         \"destination\":{{\"country\":\"JP\"}},\"parties\":[{{\"role\":\"ultimate_consignee\",\
         \"name\":\"Example Waterworks {number} KK\",\"country\":\"JP\"}}],\
         \"goods\":[{{\"text\":\"Centrifugal pumps\",\"hs\":\"8413.70\"}}]}}"
    )
}
