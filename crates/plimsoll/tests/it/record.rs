//! The record: what is shown is what is kept, it replays to the byte, and a flipped byte is named.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::loaded_home::Loaded;
use crate::program::{Home, Ran};

const JUNE_2023: &str = include_str!("../../../../examples/orders/june-2023.json");

/// A home with one decision, and the decision as it was printed.
fn decided() -> (Home, Value, Vec<u8>) {
    let home = Loaded::Csl.home().unwrap_or_else(Home::new);
    home.file("order.json", JUNE_2023);
    let ran = home.run(&["check", "order.json", "--format", "json"]).ended(30);
    (home, ran.json(), ran.out)
}

fn id(decision: &Value) -> &str {
    decision["decision_id"].as_str().unwrap()
}

#[test]
fn what_is_printed_is_what_is_recorded_and_replays_to_the_byte() {
    let (home, decision, printed) = decided();
    let again = home.run(&["check", "order.json", "--format", "json"]).ended(30);
    assert_eq!(again.out, printed, "the same input gives the same bytes");
    let replayed = home.run(&["audit", "replay", id(&decision)]).ended(0);
    assert_eq!(replayed.out, printed);
    let derived = home.run(&["audit", "replay", id(&decision), "--derived"]).ended(0);
    assert_eq!(derived.out, printed);
    // Its beginning is name enough; what names nothing is said to.
    home.run(&["audit", "replay", &id(&decision)[..8]]).ended(0);
    let ran = home.run(&["audit", "replay", "ffffffffffffffff"]);
    assert!(ran.status != Some(0) && ran.said.contains("ffffffff"), "{}", ran.said);
}

/// A decision stands after the lists have moved on.
#[test]
fn a_decision_replays_after_the_lists_were_updated() {
    let (home, decision, printed) = decided();
    home.file("watch.csv", "name,country,inn\nOEZ PPT Alabuga AO,RU,1646019914\n");
    home.run(&["lists", "load", "book", "watch.csv"]).ended(0);
    assert_eq!(home.run(&["audit", "replay", id(&decision)]).ended(0).out, printed);
    let now = home.run(&["check", "order.json", "--format", "json"]).json();
    assert_ne!(id(&now), id(&decision), "with another list it is another decision");
}

#[test]
fn a_flipped_byte_is_named() {
    let (home, decision, _) = decided();
    home.run(&["audit", "verify"]).ended(0);
    let blob = blob_of(&home, br#""format":"decision/1""#);
    let bytes = fs::read(&blob).unwrap();
    let mut touched = bytes.clone();
    touched[100] ^= 1;
    // The copy shares its blobs with the home that was loaded once: a new file takes this one's place.
    fs::remove_file(&blob).unwrap();
    fs::write(&blob, &touched).unwrap();
    let ran = home.run(&["audit", "verify"]).ended(3);
    assert!(ran.text().contains(&*blob.file_name().unwrap().to_string_lossy()), "{}", ran.text());
    let replayed = home.run(&["audit", "replay", id(&decision)]);
    assert_ne!(replayed.status, Some(0), "a touched decision is not shown as if it were whole");
    fs::remove_file(&blob).unwrap();
    fs::write(&blob, &bytes).unwrap();
    home.run(&["audit", "verify"]).ended(0);
}

/// One byte in the log itself, in the text of a record's body.
#[test]
fn a_flipped_byte_in_the_log_is_named_with_its_record() {
    let (home, decision, _) = decided();
    let database = home.path().join("plimsoll.sqlite");
    // The program has ended: what stands in the write-ahead log is in the database by then, or is read from
    // there.
    let wal = home.path().join("plimsoll.sqlite-wal");
    let needle = format!("\"decision_id\":\"{}\"", id(&decision));
    let flipped = [database, wal].into_iter().filter(|path| path.exists()).any(|path| {
        let mut bytes = fs::read(&path).unwrap();
        let found = bytes.windows(needle.len()).position(|it| it == needle.as_bytes());
        if let Some(at) = found {
            bytes[at + needle.len() - 2] ^= 1;
            fs::write(&path, bytes).unwrap();
        }
        found.is_some()
    });
    assert!(flipped, "the log does not hold {needle}");
    let ran = home.run(&["audit", "verify"]).ended(3);
    assert!(ran.text().starts_with("record ") && ran.text().contains("was changed"), "{}", ran.text());
}

/// The blob whose bytes begin like this.
fn blob_of(home: &Home, begin: &[u8]) -> std::path::PathBuf {
    let folders = fs::read_dir(home.path().join("blobs")).unwrap().map(|it| it.unwrap().path());
    for folder in folders.filter(|it| it.is_dir()) {
        for blob in fs::read_dir(folder).unwrap() {
            let blob = blob.unwrap().path();
            if fs::read(&blob).unwrap().get(1..=begin.len()).is_some_and(|it| it == begin) {
                return blob;
            }
        }
    }
    panic!("no blob begins so");
}

/// A letter is restricted: what speaks of it leaves the house only where somebody asks for that.
#[test]
fn a_letter_is_in_no_pack_unless_it_is_asked_for() {
    let home = Home::new();
    let letter = "[[letter]]\nid = \"RF-1\"\ndate = 2025-01-10\nauthority = \"BIS\"\ntype = \"red-flag\"\n\
                  scope = \"any item\"\nparties = [\"Ornek Elektronik Dis Ticaret Ltd Sti\"]\ncountry = \"TR\"\n\
                  text = \"A risk of diversion.\"\n";
    home.file("letters.toml", letter);
    home.run(&["lists", "load", "letter", "letters.toml", "--effective", "2025-01-10"]).ended(0);
    let order = json!({ "format": "order/1", "id": "L-1", "dates": { "export": "2025-03-03" },
        "parties": [{ "role": "consignee", "name": "Ornek Elektronik Dis Ticaret Ltd Sti", "country": "TR" }] });
    home.file("order.json", order.to_string());
    let decision = home.run(&["check", "order.json", "--format", "json"]).json();
    let findings = decision["findings"].as_array().unwrap();
    assert!(findings.iter().any(|it| it["rule"] == "LETTER-1"), "{decision:#}");
    let refused = home.run(&["audit", "export", id(&decision), "--output", "pack.zip"]).ended(2);
    assert!(refused.said.contains("--with-letters"), "{}", refused.said);
    home.run(&["audit", "export", id(&decision), "--output", "pack.zip", "--with-letters"]).ended(0);
}

/// The pack is checked by its own script, with nothing of ours; one byte of difference is found.
#[test]
fn an_evidence_pack_verifies_without_us() {
    let (home, decision, _) = decided();
    home.run(&["audit", "export", id(&decision), "--output", "pack.zip"]).ended(0);
    let folder = home.path().parent().unwrap().to_path_buf();
    let bytes = fs::read(folder.join("pack.zip")).unwrap();
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    pack.extract(folder.join("pack")).unwrap();
    for name in ["decision.json", "order.json", "lists.jsonl", "law-pack.json", "log.jsonl", "manifest.json"]
    {
        assert!(folder.join("pack").join(name).exists(), "{name}");
    }
    let lists = fs::read_to_string(folder.join("pack/lists.jsonl")).unwrap();
    assert!(
        lists.lines().count() > 0 && lists.lines().all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
    let verify =
        || Command::new("python3").args(["verify.py", "."]).current_dir(folder.join("pack")).output();
    let Ok(verified) = verify() else {
        println!("skipped: python3 is not there");
        return;
    };
    assert!(verified.status.success(), "{verified:?}");
    for name in ["decision.json", "log.jsonl", "lists.jsonl"] {
        let path = folder.join("pack").join(name);
        let bytes = fs::read(&path).unwrap();
        let mut touched = bytes.clone();
        let middle = touched.len() / 2;
        touched[middle] ^= 1;
        fs::write(&path, &touched).unwrap();
        let verified = verify().unwrap();
        assert!(!verified.status.success(), "{name} was touched: {verified:?}");
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn text_json_and_html_agree() {
    let (home, decision, _) = decided();
    let outcome = decision["outcome"].as_str().unwrap();
    let text = home.run(&["check", "order.json"]).ended(30).text();
    assert!(text.starts_with(outcome), "{}", text.lines().next().unwrap());
    let html = home.run(&["check", "order.json", "--format", "html"]).ended(30).text();
    assert!(html.contains(outcome) || html.contains(&outcome.replace('_', " ")));
    let (lower, flat) = (html.to_lowercase(), text.split_whitespace().collect::<Vec<_>>().join(" "));
    for banned in [
        "<script",
        "javascript:",
        " onload=",
        " onclick=",
        "src=\"http",
        "<link",
        "@import",
        "url(http",
        "<iframe",
    ] {
        assert!(!lower.contains(banned), "{banned}");
    }
    for shown in [&lower, &text.to_lowercase()] {
        assert!(!shown.contains("cleared"));
    }
    for finding in decision["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        assert!(text.contains(rule) && html.contains(rule), "{rule}");
        let reason = finding["reason"].as_str().unwrap();
        let reason = reason.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&reason), "{reason}");
    }
    home.run(&["check", "order.json", "--format", "html", "-o", "page.html"]).ended(30);
    assert_eq!(fs::read_to_string(home.path().with_file_name("page.html")).unwrap(), html);
}

/// What a user types into an order stands in the page as text.
#[test]
fn an_order_cannot_write_into_the_page() {
    let home = Home::new();
    let order = json!({ "format": "order/1", "id": "<script>alert(1)</script>",
        "destination": { "country": "RU" },
        "parties": [{ "role": "consignee", "name": "\"><img src=x onerror=alert(2)>", "country": "RU" }],
        "goods": [{ "text": "</td><script>alert(3)</script>", "hs": "8542.31", "eccn": "3A991" }] });
    home.file("order.json", order.to_string());
    let html = home.run(&["check", "order.json", "--format", "html"]).text();
    assert!(html.contains("alert(1)") && !html.contains("<script") && !html.contains("<img"), "{html}");
}

/// contracts.md, decision/1: 40, 30, 20, 10, 0; the worst of many orders; 2 for bad input.
#[test]
fn the_exit_status_is_the_worst_of_many() {
    let home = Home::new();
    let order = |id: &str, country: &str, currency: &str| {
        json!({ "format": "order/1", "id": id, "destination": { "country": country }, "ship_from": "US",
                "parties": [{ "role": "exporter", "name": "Example Components Inc", "country": "US" },
                            { "role": "ultimate_consignee", "name": "Example Buyer", "country": country }],
                "goods": [{ "text": "Microcontrollers", "hs": "8542.31", "eccn": "3A991.a.2",
                            "in_us": true }],
                "payment": { "currency": currency } })
    };
    let (iran, russia, japan) = (order("A", "IR", "USD"), order("B", "RU", "USD"), order("C", "JP", "USD"));
    for (orders, status) in [
        (vec![&iran], 40),
        (vec![&russia], 30),
        (vec![&japan], 20),
        (vec![&japan, &iran, &russia], 40),
        (vec![&japan, &russia], 30),
    ] {
        home.file("orders.json", json!(orders).to_string());
        home.run(&["check", "orders.json"]).ended(status);
    }
    let bad = json!({ "format": "order/1", "colour": "red" });
    home.file("orders.json", json!([iran, bad]).to_string());
    let ran = home.run(&["check", "orders.json", "--format", "json"]).ended(2);
    assert_eq!(ran.json_lines().len(), 1, "the other order is decided all the same");
    home.run(&["check"]).ended(2);
    home.run(&["chekc"]).ended(2);
    home.run(&["check", "nowhere.json"]).ended(2);
    home.run(&["check", "orders.json", "--as-of", "yesterday"]).ended(2);
}

#[test]
fn help_of_every_command() {
    let home = Home::new();
    let commands: [&[&str]; 22] = [
        &[],
        &["check"],
        &["resolve"],
        &["lists"],
        &["lists", "load"],
        &["lists", "refresh"],
        &["lists", "status"],
        &["lists", "diff"],
        &["lists", "accept"],
        &["tables"],
        &["tables", "load"],
        &["screen"],
        &["compare"],
        &["goods"],
        &["own"],
        &["claims"],
        &["audit"],
        &["audit", "verify"],
        &["audit", "replay"],
        &["audit", "export"],
        &["audit", "list"],
        &["help"],
    ];
    let mut transcript = String::new();
    for command in commands {
        let mut arguments = command.to_vec();
        arguments.extend(if command == ["help"] { None } else { Some("--help") });
        let ran = home.run(&arguments).ended(0);
        let _ = write!(transcript, "$ plimsoll {}\n{}\n", arguments.join(" "), ran.text());
    }
    insta::assert_snapshot!("help", transcript);
    assert!(!home.path().exists(), "asking for help makes no home");
}

/// Several desks on one home: each waits for the others, and the record stays one chain.
#[test]
fn many_at_once() {
    let home = Home::new();
    home.file("order.json", JUNE_2023);
    let running: Vec<_> =
        (0..6).map(|_| home.command(&["check", "order.json", "--format", "json"]).spawn().unwrap()).collect();
    let printed: Vec<_> = running.into_iter().map(|child| Ran::of(child, "check").ended(30).out).collect();
    assert!(printed.iter().all(|it| *it == printed[0]));
    home.run(&["audit", "verify"]).ended(0);
}
