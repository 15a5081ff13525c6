//! Exports, and the verifier that shares no code with us.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use store::{Bodies, Extract, Home, Manifest, VERIFIER};
use vocab::Digest;

use crate::sample::{fill, home};

/// Exit status and output of `verify.py`; `None` where there is no Python.
fn python(arguments: &[&Path]) -> Option<(i32, String)> {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("verify.py");
    fs::write(&script, VERIFIER).unwrap();
    let output = Command::new("python3").arg(&script).args(arguments).output().ok()?;
    Some((output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap()))
}

fn export(home: &Home, extract: &Extract) -> Vec<u8> {
    let mut out = Vec::new();
    home.export_log(extract, &mut out).unwrap();
    out
}

#[test]
fn an_export_verifies_in_python_and_a_flipped_byte_is_named() {
    let (folder, home) = home();
    let last = fill(&home);
    let log = folder.path().join("log.jsonl");
    let head = folder.path().join("kept-head");
    fs::write(&head, home.head().unwrap().to_string()).unwrap();
    let whole = export(&home, &Extract::ALL);
    fs::write(&log, &whole).unwrap();
    let Some((status, said)) = python(&[&log, &head]) else {
        println!("skipped: no python3");
        return;
    };
    assert_eq!(status, 0, "{said}");
    assert_eq!(said, format!("intact: records 1 to {last} of {last} are as they were written\n"));

    let lines: Vec<&str> = std::str::from_utf8(&whole).unwrap().lines().collect();
    let check = |lines: &[String], expected: &str| {
        fs::write(&log, lines.join("\n") + "\n").unwrap();
        let (status, said) = python(&[&log, &head]).unwrap();
        assert_eq!(status, 3, "{said}");
        assert!(said.contains(expected), "{said} should contain {expected}");
    };
    let owned = || lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    for (record, from, to) in [
        (1, "first light", "first night"),
        (9, "\"writer\":\"desk\"", "\"writer\":\"dusk\""),
        (4, "12:00:0", "12:01:0"),
        (6, "\"kind\":\"list-", "\"kind\":\"last-"),
    ] {
        let mut edited = owned();
        edited[record] = edited[record].replacen(from, to, 1);
        assert_ne!(edited, owned(), "record {record}: {}", edited[record]);
        check(&edited, &format!("record {record} was changed"));
    }
    let mut removed = owned();
    removed.remove(5);
    check(&removed, "record 5 is missing");
    let mut cut = owned();
    cut.pop();
    check(&cut, &format!("record {last} is missing"));
}

#[test]
fn a_part_with_bodies_withheld_verifies_too() {
    let (folder, home) = home();
    let last = fill(&home);
    let part = Extract { from: 5, to: Some(last - 1), bodies: Bodies::Of(BTreeSet::from([7])) };
    let bytes = export(&home, &part);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(text.matches("\"body\":").count(), 1);
    assert!(!text.contains("first light"));
    let log = folder.path().join("part.jsonl");
    fs::write(&log, bytes).unwrap();
    if let Some((status, said)) = python(&[&log]) {
        assert_eq!(status, 0, "{said}");
    }
}

#[test]
fn an_evidence_pack_verifies_as_a_folder_and_names_what_was_changed() {
    let (folder, home) = home();
    fill(&home);
    let decision = home.decision("d-1").unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir_all(pack.join("lists")).unwrap();
    let bodies = Bodies::Of(BTreeSet::from([decision.seq]));
    let log = export(&home, &Extract { from: 1, to: None, bodies });
    let bytes = home.blobs().map(decision.decision_blob).unwrap().to_vec();
    let files = [("log.jsonl", log), ("decision.json", bytes), ("lists/sdn.csv", b"an extract".to_vec())];
    let manifest = Manifest {
        files: files.iter().map(|(path, bytes)| ((*path).to_owned(), Digest::of(bytes))).collect(),
        log: "log.jsonl".to_owned(),
        decision: "decision.json".to_owned(),
        record: decision.seq,
    };
    for (path, bytes) in &files {
        fs::write(pack.join(path), bytes).unwrap();
    }
    fs::write(pack.join("manifest.json"), manifest.to_json()).unwrap();
    let Some((status, said)) = python(&[&pack]) else { return };
    assert_eq!(status, 0, "{said}");
    assert!(said.starts_with("intact: 3 files are as listed; "), "{said}");
    for (path, bytes) in &files {
        fs::write(pack.join(path), [bytes.as_slice(), b" "].concat()).unwrap();
        let (status, said) = python(&[&pack]).unwrap();
        assert_eq!(status, 3);
        assert_eq!(said, format!("touched: {path} was changed: it is not what the manifest says\n"));
        fs::write(pack.join(path), bytes).unwrap();
    }
    // Another decision with a manifest to match: the record knows better.
    let forged = Manifest {
        files: manifest
            .files
            .iter()
            .map(|(path, digest)| {
                (path.clone(), if path == "decision.json" { Digest::of(b"fine") } else { *digest })
            })
            .collect(),
        ..manifest
    };
    fs::write(pack.join("decision.json"), b"fine").unwrap();
    fs::write(pack.join("manifest.json"), forged.to_json()).unwrap();
    let (status, said) = python(&[&pack]).unwrap();
    assert_eq!((status, said), (3, format!("touched: record {} is of another decision\n", decision.seq)));
}
