//! Appending: one chain, whoever writes.

use proptest::prelude::*;
use store::{Home, LogKind, StoreError, Verdict};

use crate::sample::{by, fill, home, stamp};

#[test]
fn records_read_back_in_order_each_after_the_one_before() {
    let (_folder, home) = home();
    let last = fill(&home);
    let records = home.records(1, 1000).unwrap();
    assert_eq!(records.len(), usize::try_from(last).unwrap());
    for (before, after) in records.iter().zip(&records[1..]) {
        assert_eq!(after.seq, before.seq + 1);
        assert_eq!(after.prev_hash, before.hash);
    }
    let kinds: std::collections::BTreeSet<_> = records.iter().filter_map(|record| record.kind).collect();
    assert_eq!(kinds.len(), LogKind::ALL.len(), "the sample has one of every kind: {kinds:?}");
    assert_eq!(home.record(2).unwrap(), records[1]);
    assert!(matches!(home.record(last + 1), Err(StoreError::NotThere { .. })));
    let head = home.head().unwrap();
    assert_eq!((head.seq, head.hash), (last, records.last().unwrap().hash));
    assert_eq!(home.verify().unwrap(), Verdict::Intact(head));
}

#[test]
fn an_empty_log_is_intact() {
    let (_folder, home) = home();
    assert_eq!(home.verify().unwrap(), Verdict::Intact(home.head().unwrap()));
    assert_eq!(home.head().unwrap().seq, 0);
}

#[test]
fn a_record_needs_a_moment_and_a_writer() {
    let (_folder, home) = home();
    assert!(matches!(home.note(b"", &by(" ", 1)), Err(StoreError::Empty { .. })));
    let mut no_moment = stamp(1);
    no_moment.at.clear();
    assert!(matches!(home.note(b"", &no_moment), Err(StoreError::Empty { .. })));
    assert_eq!(home.head().unwrap().seq, 0);
}

#[test]
fn threads_with_homes_of_their_own_and_in_common_write_one_chain() {
    let (folder, shared) = home();
    std::thread::scope(|scope| {
        for writer in ["a", "b", "c", "d"] {
            let (path, shared) = (folder.path(), &shared);
            scope.spawn(move || {
                let own = Home::open(path).unwrap();
                for number in 0..40_u32 {
                    let home = if number % 2 == 0 { shared } else { &own };
                    home.note(format!("{writer} {number}").as_bytes(), &by(writer, number)).unwrap();
                }
            });
        }
        // Walking while others write sees one unchanging log.
        for _ in 0..5 {
            assert!(matches!(shared.verify().unwrap(), Verdict::Intact(_)));
        }
    });
    let Verdict::Intact(head) = shared.verify().unwrap() else { panic!("touched") };
    assert_eq!(head.seq, 160);
}

#[test]
fn a_checkpoint_names_the_head_of_every_writer() {
    let (_folder, home) = home();
    home.note(b"1", &by("north", 1)).unwrap();
    let south = home.note(b"2", &by("south", 2)).unwrap();
    let north = home.note(b"3", &by("north", 3)).unwrap();
    let head = home.checkpoint(&by("north", 4)).unwrap();
    let record = home.record(head.seq).unwrap();
    assert_eq!(
        String::from_utf8(record.body).unwrap(),
        format!(
            "{{\"heads\":[{{\"writer\":\"north\",\"seq\":3,\"hash\":\"{}\"}},\
             {{\"writer\":\"south\",\"seq\":2,\"hash\":\"{}\"}}]}}",
            north.hash, south.hash
        )
    );
    assert_eq!(home.kept_head().unwrap(), Some(head.clone()));
    assert!(matches!(home.verify_against(&[head]).unwrap(), Verdict::Intact(_)));
}

#[test]
fn whatever_is_noted_reads_back_and_verifies() {
    let (_folder, home) = home();
    let bodies = prop::collection::vec(any::<u8>(), 0..200);
    proptest!(ProptestConfig::with_cases(64), |(writer in ".*\\S.*", body in bodies)| {
        let entry = home.note(&body, &by(&writer, 1)).unwrap();
        let record = home.record(entry.seq).unwrap();
        prop_assert_eq!((record.writer, record.body, record.hash), (writer, body, entry.hash));
    });
    let Verdict::Intact(head) = home.verify().unwrap() else { panic!("touched") };
    assert_eq!(head.seq, 64);
}
