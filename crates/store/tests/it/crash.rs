//! `kill -9` at random moments: what was acknowledged is there, and nothing is half there.
//!
//! The test runs its own program again as two writers on one home and kills them. `PLIMSOLL_KILLS` sets how
//! often; 40 where it is not set. A killed process loses what it holds in memory and not what the system
//! does, so this tests the order of our writes; that a power cut is survived as well rests on the syncs
//! named in `blobs` and `home`.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use store::{Arrival, DecisionRecord, Home, NewVersion, Verdict, VersionId, VersionState};
use vocab::Digest;

use crate::sample::{by, decision, version};

const CHILD_HOME: &str = "PLIMSOLL_CRASH_HOME";
const CHILD_NAME: &str = "PLIMSOLL_CRASH_NAME";

/// Homes are used for this many kills, then a new one is made: being killed while making one is a case too.
const KILLS_A_HOME: u64 = 8;

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half() {
    let kills: u64 = env::var("PLIMSOLL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(40);
    let mut random = u64::from(std::process::id()) | 1;
    let mut acknowledged_in_all = 0;
    let mut folder = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeSet::new();
    for kill in 0..kills {
        if kill % KILLS_A_HOME == 0 {
            folder = tempfile::tempdir().unwrap();
            acknowledged.clear();
        }
        let home = folder.path().join("home");
        // xorshift64: when to strike need not be reproducible, only spread.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let delay_ms = if kill % KILLS_A_HOME == 0 { random % 30 } else { random % 150 };
        let names = [format!("{kill}-north"), format!("{kill}-south")];
        acknowledged.extend(run_and_kill(&home, &names, Duration::from_millis(delay_ms)));
        inspect(&home, &acknowledged, kill);
        acknowledged_in_all += acknowledged.len();
    }
    assert!(acknowledged_in_all > 0, "the writers never came to write anything");
}

/// What the writers had acknowledged by the time that they were killed.
fn run_and_kill(home: &Path, names: &[String], delay: Duration) -> Vec<String> {
    let mut children: Vec<_> = names
        .iter()
        .map(|name| {
            Command::new(env::current_exe().unwrap())
                .args(["crash::a_writer_until_killed", "--exact", "--test-threads=1"])
                .env(CHILD_HOME, home)
                .env(CHILD_NAME, name)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    std::thread::sleep(delay);
    for child in &mut children {
        child.kill().unwrap();
    }
    let mut lines = Vec::new();
    for mut child in children {
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        let mut complained = String::new();
        child.stderr.take().unwrap().read_to_string(&mut complained).unwrap();
        assert!(!complained.contains("panicked"), "{complained}");
        child.wait().unwrap();
        // A line that was not finished was not acknowledged.
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        lines.extend(whole.lines().filter_map(|line| line.strip_prefix("ack ")).map(str::to_owned));
    }
    lines
}

fn inspect(path: &Path, acknowledged: &BTreeSet<String>, kill: u64) {
    let home = Home::open(path).unwrap();
    let verdict = home.verify().unwrap();
    assert!(matches!(verdict, Verdict::Intact(_)), "kill {kill}: {verdict}");
    assert_eq!(home.blobs().damaged().unwrap(), Vec::<std::path::PathBuf>::new(), "kill {kill}");
    assert_eq!(fs::read_dir(path.join("blobs").join("tmp")).unwrap().count(), 0, "kill {kill}");
    for line in acknowledged {
        let (what, key) = line.split_once(' ').unwrap();
        match what {
            "blob" => drop(home.blobs().map(key.parse().unwrap()).unwrap()),
            "version" => drop(home.version(VersionId(key.parse().unwrap())).unwrap()),
            "decision" => drop(home.decision(key).unwrap()),
            _ => panic!("{line}"),
        }
    }
    // Seen or acknowledged, a version or decision has all its bytes.
    for version in home.versions("ofac-sdn").unwrap() {
        home.blobs().map(version.content.entries_blob).unwrap();
        home.blobs().map(version.content.rejects_blob).unwrap();
    }
    for decision in home.decisions(&store::DecisionFilter::default(), u32::MAX).unwrap() {
        assert_eq!(decision.inputs.len(), 2);
        home.blobs().map(decision.order_blob).unwrap();
        home.blobs().map(decision.decision_blob).unwrap();
    }
    // A switch is whole: each writer has at most one version in use.
    let mut in_use = BTreeSet::new();
    for version in home.in_use("ofac-sdn").unwrap() {
        assert_eq!(version.state, VersionState::InUse);
        assert!(in_use.insert(version.content.sub_name), "kill {kill}: two versions in use at once");
    }
}

/// Not a test by itself: the writer that the test above starts and kills.
#[test]
fn a_writer_until_killed() {
    let (Ok(path), Ok(name)) = (env::var(CHILD_HOME), env::var(CHILD_NAME)) else { return };
    let home = Home::open(Path::new(&path)).unwrap();
    let say = |what: &str, key: &dyn std::fmt::Display| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "ack {what} {key}").unwrap();
        out.flush().unwrap();
    };
    let mut current = None;
    for round in 0_u32.. {
        let content = format!("{name} {round} ").repeat(20_000);
        let blob: Digest = home.blobs().put_stream(content.as_bytes(), 10_000_000).unwrap();
        say("blob", &blob);
        let new = NewVersion {
            sub_name: Some(name.clone()),
            entries_blob: blob,
            supersedes: current.into_iter().collect(),
            ..version(&home, "ofac-sdn", &format!("{name} {round}"))
        };
        let id = home.add_version(&new, &Arrival::InUse, &by(&name, round % 60)).unwrap();
        say("version", &id.0);
        current = Some(id);
        for order in 0..3 {
            let id = format!("{name}-{round}-{order}");
            let record = DecisionRecord { outcome: "HOLD".to_owned(), ..decision(&id, &id) };
            home.record_decision(&record, &by(&name, round % 60)).unwrap();
            say("decision", &id);
        }
        if round % 5 == 4 {
            home.checkpoint(&by(&name, round % 60)).unwrap();
        }
    }
}
