//! Orders, lists and hands for the tests: an exporter's desk in 2023, without its people.

use std::path::Path;

use store::{
    Arrival, DecisionRecord, Draws, FactKind, FactRecord, Home, Input, NewVersion, SourceFile, Stamp,
};
use vocab::{Date, Digest};

/// A home in a folder that goes with it.
pub(crate) fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(folder.path()).unwrap();
    (folder, home)
}

/// The desk, at a second of 9 June 2023.
pub(crate) fn stamp(second: u32) -> Stamp {
    by("desk", second)
}

/// A writer, at a second of 9 June 2023.
pub(crate) fn by(writer: &str, second: u32) -> Stamp {
    Stamp { at: format!("2023-06-09T12:00:{second:02}Z"), writer: writer.to_owned() }
}

/// A decision on an order, with inputs and no draws.
pub(crate) fn decision(decision_id: &str, order_id: &str) -> DecisionRecord {
    DecisionRecord {
        decision_id: decision_id.to_owned(),
        order_id: order_id.to_owned(),
        order: format!("order {order_id}: 500 microcontrollers to Yelabuga").into_bytes(),
        decision: format!("decision {decision_id} on {order_id}").into_bytes(),
        as_of: Date::constant(2023, 6, 9),
        known_at: "2023-06-09".to_owned(),
        inputs: vec![
            Input { role: "list ofac-sdn".to_owned(), digest: Digest::of(b"sdn.csv") },
            Input { role: "law".to_owned(), digest: Digest::of(b"law.toml") },
        ],
        engine: "0.1.0".to_owned(),
        outcome: "HOLD".to_owned(),
        parent: None,
        draws: Draws::Leave,
    }
}

/// A list version whose blobs are put into `home` first.
pub(crate) fn version(home: &Home, kind: &str, entries: &str) -> NewVersion {
    NewVersion {
        kind: kind.to_owned(),
        sub_name: None,
        effective: Some(Date::constant(2023, 6, 8)),
        published: Some("06/08/2023".to_owned()),
        sources: vec![SourceFile {
            name: "sdn.csv".to_owned(),
            digest: Digest::of(entries.as_bytes()),
            size: entries.len() as u64,
            url: Some("https://example.org/sdn.csv".to_owned()),
            etag: Some("\"abc\"".to_owned()),
            last_modified: None,
        }],
        entries_blob: home.blobs().put(entries.as_bytes()).unwrap(),
        rejects_blob: home.blobs().put(b"no rejects").unwrap(),
        entries: 12,
        rejects: 0,
        lacks: "birth dates".to_owned(),
        engine: "0.1.0".to_owned(),
        supersedes: Vec::new(),
    }
}

/// A dismissal signed by the first analyst.
pub(crate) fn fact(fact_id: &str, decision_id: &str) -> FactRecord {
    FactRecord {
        fact_id: fact_id.to_owned(),
        decision_id: decision_id.to_owned(),
        kind: FactKind::Dismissal,
        body: b"another company of that name".to_vec(),
        who: "first analyst".to_owned(),
        at: "2023-06-09T12:00:00Z".to_owned(),
        second: None,
    }
}

/// One record of every kind, and the number of the last.
pub(crate) fn fill(home: &Home) -> i64 {
    use store::{Amount, Draw, PackName};
    home.note(b"first light", &stamp(1)).unwrap();
    let old = home.add_version(&version(home, "ofac-sdn", "old"), &Arrival::InUse, &stamp(2)).unwrap();
    let held = NewVersion { supersedes: vec![old], ..version(home, "ofac-sdn", "new") };
    let why = "a third of the entries are gone".to_owned();
    let held = home.add_version(&held, &Arrival::Held { why }, &by("loader", 3)).unwrap();
    home.accept(held, "list admin", &stamp(4)).unwrap();
    let bad = Arrival::Held { why: "empty".to_owned() };
    let bad = home.add_version(&version(home, "un-sc", ""), &bad, &by("loader", 5)).unwrap();
    home.reject(bad, "list admin", "an empty file", &stamp(6)).unwrap();
    let merged = home.blobs().put(b"merged").unwrap();
    home.set_snapshot("ofac-sdn", merged, &[old, held], &by("loader", 7)).unwrap();
    let law = home.blobs().put(b"law.toml").unwrap();
    home.set_pack(PackName::Law, law, &stamp(8)).unwrap();
    let amount = |e4, of: &str| Some(Amount { e4, of: of.to_owned() });
    let draw = Draw {
        authorisation: "BIS D123456".to_owned(),
        quantity: amount(5_000_000, "pieces"),
        value: amount(41_000_000, "USD"),
        seen: None,
    };
    let drawing = DecisionRecord { draws: Draws::Replace(vec![draw]), ..decision("d-1", "PO-1007") };
    home.record_decision(&drawing, &stamp(9)).unwrap();
    home.record_decision(&drawing, &stamp(10)).unwrap();
    home.add_fact(&fact("f-1", "d-1"), &stamp(11)).unwrap();
    home.approve_fact("f-1", "second analyst", &stamp(12)).unwrap();
    let next = DecisionRecord { parent: Some("d-1".to_owned()), ..decision("d-2", "PO-1007") };
    home.record_decision(&next, &stamp(13)).unwrap();
    home.checkpoint(&stamp(14)).unwrap();
    home.note(b"\xff\xfe not text", &stamp(15)).unwrap().seq
}

/// The database behind the record's back, with the triggers gone: a hand with the disk in it.
pub(crate) fn hand(folder: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(folder.join(store::DATABASE_FILE)).unwrap();
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(!triggers.is_empty());
    for trigger in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    connection
}
