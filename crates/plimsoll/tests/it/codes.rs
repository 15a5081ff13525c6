//! Goods codes by the command line: the fifty priority codes, older vintages, refusals, and control list
//! entries.

use serde_json::Value;

use crate::program::{Home, Ran};

/// domain.md 1.2, row by row.
const PRIORITY: [(&str, &str); 6] = [
    ("1", "8542.31 8542.32 8542.33 8542.39"),
    ("2", "8517.62 8526.91 8532.21 8532.24 8548.00"),
    (
        "3.A",
        "8471.50 8504.40 8517.69 8525.89 8529.10 8529.90 8536.69 8536.90 8541.10 8541.21 8541.29 8541.30 \
         8541.49 8541.51 8541.59 8541.60",
    ),
    ("3.B", "8482.10 8482.20 8482.30 8482.50 8807.30 9013.10 9013.80 9014.20 9014.80"),
    ("4.A", "8471.80 8486.10 8486.20 8486.40 8534.00 8543.20 9027.50 9030.20 9030.32 9030.39 9030.82"),
    ("4.B", "8457.10 8458.11 8458.91 8459.61 8466.93"),
];

/// HS 2017, and the priority codes that it became.
const OLDER: [(&str, &str); 5] = [
    ("8525.80", "852589"),
    ("8541.40", "854149"),
    ("8541.50", "854151 854159"),
    ("8803.30", "880730"),
    ("8548.90", "854800"),
];

fn goods(home: &Home, what: &str) -> Ran {
    home.run(&["goods", what, "--as-of", "2024-06-01", "--format", "json"])
}

fn answer(home: &Home, what: &str) -> Value {
    goods(home, what).ended(0).json()["priority_list"].clone()
}

#[test]
fn fifty_of_fifty() {
    let home = Home::new();
    let mut count = 0;
    for (tier, codes) in PRIORITY {
        for code in codes.split_whitespace() {
            let got = answer(&home, code);
            let got = (
                got["answer"].as_str(),
                got["row"]["tier"].as_str().map(|it| it.trim_start_matches("tier ")),
            );
            assert_eq!(got, (Some("hit"), Some(tier)), "{code}");
            count += 1;
        }
    }
    assert_eq!(count, 50);
}

#[test]
fn eight_and_ten_digits_with_dots_or_blanks_are_read() {
    let home = Home::new();
    for code in
        ["854231", "8542.31", "8542 31", "8542.31.00", "8542.3100", "85423100", "8542.31.00.01", "8542310001"]
    {
        assert_eq!(answer(&home, code)["answer"], "hit", "{code}");
    }
    // Neighbours that are on no list.
    for code in ["8542.90", "8541.41", "8413.70"] {
        assert_eq!(answer(&home, code)["answer"], "not_listed", "{code}");
    }
}

#[test]
fn an_older_code_is_a_candidate_with_its_successors() {
    let home = Home::new();
    for (code, expected) in OLDER {
        let got = answer(&home, code);
        let listed = got["listed"].as_array().into_iter().flatten();
        let listed: Vec<_> = listed.map(|it| it["code"].as_str().unwrap().replace('.', "")).collect();
        assert_eq!(
            (&got["answer"], listed.join(" ").as_str()),
            (&Value::from("candidate"), expected),
            "{code}"
        );
    }
    // The same digits, said to be of 2022, are no code of that nomenclature, and no candidate is made up for
    // them.
    let ran =
        home.run(&["goods", "8525.80", "--vintage", "2022", "--as-of", "2024-06-01", "--format", "json"]);
    assert_ne!(ran.ended(0).json()["priority_list"]["answer"], "hit");
}

#[test]
fn what_is_no_code_is_refused_with_its_reason() {
    let home = Home::new();
    for code in ["85423", "8542312", "8542.3", "854231000", "８５４２３１", "0000.00"] {
        let ran = goods(&home, code).ended(2);
        assert!(ran.said.starts_with("plimsoll: ") && ran.said.len() > 30, "{code}: {}", ran.said);
        assert!(ran.out.is_empty(), "{code}");
    }
    // With a letter in it, a code is not read as one.
    let ran = goods(&home, "8542.3I");
    assert!(ran.status == Some(2) || ran.json()["priority_list"].is_null(), "{}", ran.text());
}

#[test]
fn a_control_list_entry_has_its_columns() {
    let home = Home::new();
    let entry = goods(&home, "3A001").ended(0).json();
    let columns: Vec<_> =
        entry["controls"].as_array().unwrap().iter().filter_map(|it| it["column"].as_str()).collect();
    assert!(columns.iter().any(|it| it.starts_with("NS")), "{columns:?}");
    assert!(goods(&home, "EAR99").ended(0).text().contains("frees it of nothing else"));
    let unknown = goods(&home, "3A777").ended(0).json();
    assert!(unknown["note"].as_str().unwrap().contains("not an entry"), "{unknown:#}");
}

#[test]
fn a_text_is_compared_with_a_code_and_never_made_one() {
    let home = Home::new();
    let ran =
        home.run(&["goods", "GPS module with antenna", "--code", "8473.30", "--format", "json"]).ended(0);
    let answer = ran.json();
    assert!(!answer["mismatch"].is_null(), "{answer:#}");
    let ran =
        home.run(&["goods", "GPS module with antenna", "--code", "8526.91", "--format", "json"]).ended(0);
    let answer = ran.json();
    assert!(answer["mismatch"].is_null(), "{answer:#}");
}
