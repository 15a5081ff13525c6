//! Many names at once: `screen --batch` keeps the columns that came, and `compare` answers line by line.

use std::fs;

use serde_json::{Value, json};

use crate::loaded_home::Loaded;
use crate::program::Home;

#[test]
fn a_batch_keeps_its_own_columns() {
    let Some(home) = Loaded::Csl.home() else { return };
    let table = "customer no;name;country;remark\n\
                 17;Dolphin Alabuga LLC;RU;\"old; paper file\"\n\
                 18;Example Waterworks KK;JP;\n";
    home.file("customers.csv", table);
    home.run(&["screen", "--batch", "customers.csv", "-o", "screened.csv"]).ended(0);
    let screened = fs::read_to_string(home.path().with_file_name("screened.csv")).unwrap();
    let first = screened.lines().next().unwrap();
    for column in ["customer no", "name", "country", "remark"] {
        assert!(first.contains(column), "{first}");
    }
    assert!(screened.contains("old; paper file") && screened.contains("Dolphin Alabuga"), "{screened}");
    assert_eq!(
        screened.lines().filter(|line| line.contains("Example Waterworks KK")).count(),
        1,
        "{screened}"
    );
}

/// contracts.md, Screen and compare: one answer a line, scores in 0..1, .70 between noise and an alert.
#[test]
fn compare_answers_line_by_line() {
    let home = Home::new();
    let side = |schema: &str, name: &str, country: &str| {
        let properties = json!({ "name": [name], "country": [country] });
        json!({ "schema": schema, "properties": properties })
    };
    let pair = |id: &str, left: Value, right: Value| {
        json!({ "id": id, "left": left, "right": right }).to_string() + "\n"
    };
    let pairs = [
        pair(
            "same",
            side("Company", "OOO Alabuga-Volokno", "ru"),
            side("Company", "ALABUGA VOLOKNO LLC", "ru"),
        ),
        pair(
            "other",
            side("Company", "Beispiel Pumpen GmbH", "de"),
            side("Company", "Example Waterworks KK", "jp"),
        ),
        pair("kind", side("Vessel", "VAFA", "ru"), side("Company", "VAFA WHOLESALE LTD", "ru")),
    ];
    home.file("pairs.jsonl", pairs.concat());
    let lines = home.run(&["compare", "--jsonl", "pairs.jsonl"]).ended(0).json_lines();
    let ids: Vec<_> = lines.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["same", "other", "kind"]);
    let scores: Vec<_> = lines.iter().map(|it| it["score"].as_f64().unwrap()).collect();
    assert!(scores.iter().all(|it| (0.0..=1.0).contains(it)), "{scores:?}");
    assert!(scores[0] >= 0.7 && scores[1] < 0.7 && scores[2] < 0.7, "{scores:?}");
    assert!(lines.iter().all(|it| it["strength"].is_number() && it["evidence"].is_array()), "{lines:?}");
}

/// "No listing found" for nothing would be read as a clean answer.
#[test]
fn an_empty_name_is_refused() {
    let home = Home::new();
    for name in ["", "   "] {
        let ran = home.run(&["screen", name]);
        assert_eq!(ran.status, Some(2), "{name:?}: {}", ran.text());
    }
}
