//! A hand in the database: whatever it changes, the first record that it touched is named.

use std::fs;
use std::path::Path;

use rusqlite::types::Value;
use store::{DATABASE_FILE, Extract, Home, LogKind, StoreError, Tampering, Verdict};

use crate::sample::{fill, hand, home, stamp};

/// A filled home that nobody has open, and the number of its last record.
fn pristine() -> (tempfile::TempDir, i64) {
    let (folder, home) = home();
    let last = fill(&home);
    drop(home);
    // The last to close has moved the WAL into the file; a copy of the file is a copy of the record.
    assert!(!folder.path().join(format!("{DATABASE_FILE}-wal")).exists());
    (folder, last)
}

/// What `verify` says after `edit`; the home is as before afterwards.
fn after(folder: &Path, edit: impl FnOnce(&rusqlite::Connection)) -> Result<Verdict, StoreError> {
    let database = folder.join(DATABASE_FILE);
    let before = fs::read(&database).unwrap();
    let connection = hand(folder);
    connection.execute_batch("PRAGMA synchronous = OFF").unwrap();
    edit(&connection);
    drop(connection);
    let verdict = Home::open(folder).and_then(|home| home.verify());
    fs::write(&database, before).unwrap();
    verdict
}

#[track_caller]
fn check(verdict: Result<Verdict, StoreError>, expected: i64, what: &str) {
    match verdict {
        Ok(Verdict::Touched { seq, .. }) => assert_eq!(seq, expected, "{what}"),
        Ok(other) => panic!("{what}: {other}"),
        Err(error) => panic!("{what}: {error}"),
    }
}

#[test]
fn a_flipped_byte_in_any_column_of_any_record_is_named() {
    let (folder, last) = pristine();
    // The hand reaches in while the home is open: each flip is made, found and put back.
    let home = Home::open(folder.path()).unwrap();
    let hand = hand(folder.path());
    hand.execute_batch("PRAGMA synchronous = OFF").unwrap();
    for seq in 1..=last {
        for (column, stride) in
            [("at", 3), ("writer", 1), ("kind", 2), ("body", 41), ("prev_hash", 5), ("hash", 5)]
        {
            let value = if matches!(column, "at" | "writer" | "kind") { "CAST($1 AS TEXT)" } else { "$1" };
            let edit = format!("UPDATE log SET {column} = {value} WHERE seq = $2");
            let bytes = hand_reads(folder.path(), seq, column);
            for at in (0..bytes.len()).step_by(stride) {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << (at % 8);
                hand.execute(&edit, (&flipped, seq)).unwrap();
                check(home.verify(), seq, &format!("{column} of record {seq}, byte {at}"));
            }
            hand.execute(&edit, (&bytes, seq)).unwrap();
        }
    }
    assert!(matches!(home.verify().unwrap(), Verdict::Intact(_)), "all is as before");
}

fn hand_reads(folder: &Path, seq: i64, column: &str) -> Vec<u8> {
    let connection = rusqlite::Connection::open(folder.join(DATABASE_FILE)).unwrap();
    let query = format!("SELECT CAST({column} AS BLOB) FROM log WHERE seq = $1");
    connection.query_row(&query, [seq], |row| row.get(0)).unwrap()
}

#[test]
fn records_renumbered_removed_put_in_or_swapped_are_named() {
    let (folder, last) = pristine();
    let run = |sql: &str| {
        let sql = sql.to_owned();
        after(folder.path(), move |hand| hand.execute_batch(&sql).unwrap())
    };
    check(run("UPDATE log SET seq = 500 WHERE seq = 5"), 5, "renumbered to the end");
    check(run("UPDATE log SET seq = -1 WHERE seq = 5"), -1, "renumbered to the front");
    check(run("DELETE FROM log WHERE seq = 1"), 1, "first removed");
    check(run("DELETE FROM log WHERE seq = 7"), 7, "one removed");
    let gap = "DELETE FROM log WHERE seq = 7; UPDATE log SET seq = -seq WHERE seq > 7;
               UPDATE log SET seq = -seq - 1 WHERE seq < 0";
    check(run(gap), 7, "one removed, and the gap closed");
    let swap = "UPDATE log SET seq = 900 WHERE seq = 3; UPDATE log SET seq = 3 WHERE seq = 6;
                UPDATE log SET seq = 6 WHERE seq = 900";
    check(run(swap), 3, "two swapped");
    check(run(&format!("DELETE FROM log WHERE seq >= {last}")), last, "last removed");
    check(run("DELETE FROM log WHERE seq > 4"), 5, "cut short");
    check(run("DELETE FROM log"), 1, "emptied");
    let copy = "INSERT INTO log SELECT seq + 1, at, writer, kind, body, hash, hash FROM log
                ORDER BY seq DESC LIMIT 1";
    check(run(copy), last + 1, "one put in at the end");
    check(run("UPDATE log SET body = CAST(body AS TEXT) WHERE seq = 1"), 1, "another type");
    check(run("UPDATE log SET at = x'00' WHERE seq = 2"), 2, "a moment that is no text");
}

#[test]
fn a_forger_who_hashes_again_is_found_by_what_came_after() {
    let (folder, last) = pristine();
    // Record 1 is a note: nothing but the chain speaks of it.
    check(after(folder.path(), |hand| forge(hand, 1)), 1, "the first");
    check(after(folder.path(), |hand| forge(hand, last)), last, "the last, which only its head speaks of");
}

/// Gives note `seq` another body, and the hash that fits it.
fn forge(hand: &rusqlite::Connection, seq: i64) {
    let (at, writer, kind, prev): (String, String, String, [u8; 32]) = hand
        .query_row("SELECT at, writer, kind, prev_hash FROM log WHERE seq = $1", [seq], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    let link = store::Link {
        seq,
        at: &at,
        writer: &writer,
        kind: &kind,
        body_digest: vocab::Digest::of(b"forged"),
        prev_hash: vocab::Digest::from_bytes(prev),
    };
    let edit = "UPDATE log SET body = $1, hash = $2 WHERE seq = $3";
    hand.execute(edit, (b"forged", link.hash().as_bytes(), seq)).unwrap();
}

#[test]
fn a_log_cut_short_with_its_heads_is_found_by_a_kept_head() {
    let (folder, home) = home();
    home.note(b"one", &stamp(1)).unwrap();
    home.note(b"two", &stamp(2)).unwrap();
    let sent = home.head().unwrap();
    drop(home);
    let first: [u8; 32] = hand_reads(folder.path(), 1, "hash").try_into().unwrap();
    let cut = |hand: &rusqlite::Connection| {
        hand.execute("DELETE FROM log WHERE seq = 2", []).unwrap();
        hand.execute("UPDATE log_head SET seq = 1, hash = $1", [first]).unwrap();
    };
    assert!(matches!(after(folder.path(), cut).unwrap(), Verdict::Intact(_)), "the home alone cannot know");
    cut(&hand(folder.path()));
    let home = Home::open(folder.path()).unwrap();
    check(home.verify_against(&[sent]), 2, "a head that was sent away knows");
}

#[test]
fn a_log_cut_short_with_its_heads_is_found_by_the_last_checkpoint() {
    let (folder, home) = home();
    home.note(b"one", &stamp(1)).unwrap();
    home.checkpoint(&stamp(2)).unwrap();
    drop(home);
    let first: [u8; 32] = hand_reads(folder.path(), 1, "hash").try_into().unwrap();
    let verdict = after(folder.path(), |hand| {
        hand.execute("DELETE FROM log WHERE seq = 2", []).unwrap();
        hand.execute("UPDATE log_head SET seq = 1, hash = $1", [first]).unwrap();
    });
    check(verdict, 2, "the head file knows");
}

/// Every value of every row beside the log belongs to a record, and cannot change without it.
#[test]
fn a_changed_value_in_any_other_table_is_found() {
    let (folder, _) = pristine();
    let reader = rusqlite::Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    let names = |query: &str| -> Vec<String> {
        reader.prepare(query).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tables = names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'log'");
    assert_eq!(tables.len(), 14);
    let mut edits = Vec::new();
    for table in &tables {
        for column in names(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            if (table.as_str(), column.as_str()) == ("home", "one") {
                continue; // The one row's key, which says nothing.
            }
            let query = format!("SELECT rowid, {column} FROM {table}");
            let rows: Vec<(i64, Value)> = reader
                .prepare(&query)
                .unwrap()
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert!(!rows.is_empty(), "the sample leaves {table} empty");
            edits.extend(rows.into_iter().map(|(row, value)| (table.clone(), column.clone(), row, value)));
        }
    }
    drop(reader);
    for (table, column, row, value) in edits {
        let changed = match value.clone() {
            Value::Null => Value::Text("x".to_owned()),
            Value::Integer(number) => Value::Integer(number + 1000),
            Value::Real(number) => Value::Real(number + 1.0),
            // The same text in capitals is one flipped bit away.
            Value::Text(text) if text.to_uppercase() != text => Value::Text(text.to_uppercase()),
            Value::Text(text) => Value::Text(format!("{text}0")),
            Value::Blob(mut bytes) => {
                bytes[0] ^= 1;
                Value::Blob(bytes)
            }
        };
        let verdict = after(folder.path(), |hand| {
            hand.execute(&format!("UPDATE {table} SET {column} = $1 WHERE rowid = $2"), (changed, row))
                .unwrap();
        });
        let found = matches!(verdict, Ok(Verdict::Touched { .. } | Verdict::Stray { .. }));
        assert!(found, "{table}.{column} of row {row}, was {value:?}: {verdict:?}");
    }
}

#[test]
fn rows_removed_or_put_in_beside_the_log_are_found() {
    let (folder, _) = pristine();
    let tables = [
        "log_head",
        "list_version",
        "list_source",
        "list_supersedes",
        "list_state",
        "snapshot",
        "snapshot_version",
        "pack",
        "decision",
        "decision_input",
        "draw",
        "fact",
        "fact_approval",
    ];
    for table in tables {
        let verdict = after(folder.path(), |hand| {
            hand.execute(&format!("DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})"), [])
                .unwrap();
        });
        assert!(matches!(verdict, Ok(Verdict::Touched { .. })), "{table}: {verdict:?}");
    }
    let stray = |insert: &str, table: &str| {
        let verdict = after(folder.path(), |hand| {
            hand.execute_batch(insert).unwrap();
        });
        assert!(
            matches!(verdict, Ok(Verdict::Stray { table: named }) if named == table),
            "{table}: {verdict:?}"
        );
    };
    stray("INSERT INTO pack VALUES (1, 'law', 'x')", "pack");
    stray("INSERT INTO list_state VALUES (99, 2, 'in_use', 'nobody', NULL)", "list_state");
    stray("INSERT INTO fact_approval VALUES (99, 'f-1', 'first analyst', 'third')", "fact_approval");
    stray("INSERT INTO decision_input VALUES ('d-9', 0, 'law', 'x')", "decision_input");
    stray(
        "INSERT INTO draw SELECT 99, authorisation, 'PO-9', decision_id, '-1', unit, value_e4, currency
         FROM draw",
        "draw",
    );
}

#[test]
fn the_triggers_stop_a_slip() {
    let (folder, _) = pristine();
    let connection = rusqlite::Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    for slip in [
        "UPDATE log SET at = ''",
        "DELETE FROM log",
        "UPDATE decision SET outcome = 'NO_RESTRICTION_FOUND'",
        "DELETE FROM fact",
        "UPDATE list_state SET state = 'in_use'",
    ] {
        let error = connection.execute(slip, []).unwrap_err().to_string();
        assert!(error.contains("the record only grows"), "{slip}: {error}");
    }
}

#[test]
fn a_row_that_was_changed_is_named_with_its_record() {
    let (folder, _) = pristine();
    let verdict = after(folder.path(), |hand| {
        hand.execute("UPDATE decision SET outcome = 'INFORMATION' WHERE decision_id = 'd-1'", []).unwrap();
    });
    let verdict = verdict.unwrap();
    let Verdict::Touched { seq, how: Tampering::Row { kind: LogKind::Decision } } = verdict else {
        panic!("{verdict}");
    };
    assert_eq!(
        verdict.to_string(),
        format!("record {seq} (decision) and the rows written with it no longer agree")
    );
}

/// A bad sector: some byte of the file itself. Either it is found, or the log says what it said before.
#[test]
fn a_flipped_byte_of_the_file_is_found_or_changes_nothing_in_the_log() {
    let (folder, last) = pristine();
    let database = folder.path().join(DATABASE_FILE);
    let before = fs::read(&database).unwrap();
    let export = |home: &Home| {
        let mut out = Vec::new();
        home.export_log(&Extract::ALL, &mut out).map(|_| out)
    };
    let told = export(&Home::open(folder.path()).unwrap()).unwrap();
    let mut found = 0;
    for at in (0..before.len()).step_by(before.len() / 400) {
        let mut flipped = before.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&database, &flipped).unwrap();
        let verdict = Home::open(folder.path()).and_then(|home| Ok((home.verify()?, export(&home)?)));
        match verdict {
            Ok((Verdict::Intact(head), export)) => {
                assert_eq!(head.seq, last);
                assert_eq!(export, told, "byte {at} changed the log and was not found");
            }
            Ok((Verdict::Touched { .. } | Verdict::Stray { .. }, _)) | Err(_) => found += 1,
        }
        for side in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("{DATABASE_FILE}{side}")));
        }
    }
    fs::write(&database, before).unwrap();
    assert!(found > 20, "only {found} of 400 flips were found");
}
