//! Golden cases: orders as text in `cases/orders`, each with what the documents say must come out.
//!
//! A case is a head of `name: value` lines, the order, and the expected lines, in which `#` begins a comment:
//!
//! ```text
//! E744-11 party 2 LICENCE_REQUIRED    a finding: rule, subject, outcome; `*` stands for any rule or outcome
//! = US-EL presumed JSC SEZ PPT Alabuga    a finding's match: list, state, the listed name
//! ? end_user.named                    a fact, list or table that is missing and mandatory
//! ~ US-DTC                            what was not checked
//! says prohibited to transit          words in the reason of a finding
//! ! …                                 none of the above
//! ```
//!
//! Cases with the same lists and dates are checked in one run, as a batch of orders is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::loaded_home::Loaded;
use crate::program::Home;

/// What a run of the program is given beside the orders.
type Run = (Loaded, Option<String>, Option<String>);

/// One case.
struct Case {
    name: String,
    run: Run,
    outcome: String,
    status: i32,
    order: Value,
    expected: Vec<String>,
}

impl Case {
    fn read(name: &str, text: &str) -> Self {
        let (head, rest) = text.split_once('{').unwrap_or_else(|| panic!("{name} has no order"));
        let mut fields = BTreeMap::new();
        for line in head.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (field, value) = line.split_once(':').unwrap_or_else(|| panic!("{name}: `{line}`"));
            fields.insert(field.trim(), value.trim().to_owned());
        }
        let order = format!("{{{rest}");
        let mut reader = serde_json::Deserializer::from_str(&order).into_iter::<Value>();
        let mut parsed = reader.next().unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = &order[reader.byte_offset()..];
        parsed["id"] = name.into();
        Self {
            name: name.to_owned(),
            run: (Loaded::named(&fields["lists"]), fields.remove("as-of"), fields.remove("known-at")),
            outcome: fields["outcome"].clone(),
            status: fields["status"].parse().unwrap(),
            order: parsed,
            expected: expected
                .lines()
                .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect(),
        }
    }

    /// What is not as it must be, in words.
    fn faults(&self, decision: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        if decision["outcome"] != self.outcome.as_str() {
            faults.push(format!("outcome {}, and must be {}", decision["outcome"], self.outcome));
        }
        for line in &self.expected {
            let (wanted, line) =
                line.strip_prefix('!').map_or((true, line.as_str()), |rest| (false, rest.trim()));
            if stands(decision, line) != wanted {
                faults
                    .push(format!("{} `{line}`", if wanted { "missing" } else { "there, and must not be" }));
            }
        }
        faults
    }
}

/// Whether an expected line stands in a decision.
fn stands(decision: &Value, line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let findings = || decision["findings"].as_array().unwrap().iter();
    let named = |field: &str| {
        let wanted = words[1..].join(" ");
        decision[field].as_array().unwrap().iter().any(|it| it["what"] == wanted.as_str())
    };
    match words[0] {
        "?" => named("incomplete"),
        "~" => named("not_checked"),
        "says" => findings().any(|it| it["reason"].as_str().unwrap().contains(&words[1..].join(" "))),
        "=" => findings().map(|it| &it["match"]).any(|it| {
            let caption = words[3..].join(" ");
            it["list"] == words[1]
                && is(words[2], &it["state"])
                && (caption.is_empty() || it["caption"] == caption)
        }),
        rule => {
            let (subject, outcome) = match words.len() {
                0..=2 => (String::new(), words.get(1).copied().unwrap_or("*")),
                length => (words[1..length - 1].join(" "), words[length - 1]),
            };
            findings().any(|it| {
                let about = subject.is_empty() || it["subject"]["id"] == subject;
                is(rule, &it["rule"]) && about && is(outcome, &it["outcome"])
            })
        }
    }
}

fn is(expected: &str, value: &Value) -> bool {
    expected == "*" || value == expected
}

/// The lines of a decision as a case writes them, for whoever must find out what went wrong.
fn shown(decision: &Value) -> String {
    let mut lines = vec![format!("    outcome: {}", decision["outcome"])];
    for it in decision["findings"].as_array().unwrap() {
        lines.push(format!("    {} {} {}", it["rule"], it["subject"]["id"], it["outcome"]));
        let found = &it["match"];
        if !found.is_null() {
            lines.push(format!(
                "        = {} {} {} {} in effect {} ({})",
                found["list"],
                found["state"],
                found["caption"],
                found["score"],
                found["in_effect"],
                found["listed"]
            ));
        }
    }
    for it in decision["incomplete"].as_array().unwrap() {
        lines.push(format!("    ? {} {}: {}", it["what"], it["subject"], it["question"]));
    }
    lines.join("\n").replace('"', "")
}

/// Checks all cases of one run, and gives what is wrong.
fn check(run: &Run, cases: &[&Case], home: &Home) -> Vec<String> {
    let orders: Vec<_> = cases.iter().map(|case| case.order.to_string()).collect();
    home.file("orders.jsonl", orders.join("\n"));
    let mut arguments = vec!["check", "orders.jsonl", "--format", "json"];
    for (option, value) in [("--as-of", &run.1), ("--known-at", &run.2)] {
        arguments.extend(value.iter().flat_map(|value| [option, value.as_str()]));
    }
    let worst = cases.iter().map(|case| case.status).max().unwrap();
    let ran = home.run(&arguments);
    let decisions = ran.json_lines();
    assert_eq!(decisions.len(), cases.len(), "{arguments:?}: {}", ran.said);
    let mut faults = Vec::new();
    for (case, decision) in cases.iter().zip(&decisions) {
        let of_case = case.faults(decision);
        if !of_case.is_empty() {
            faults.push(format!("{}:\n  {}\n  got\n{}", case.name, of_case.join("\n  "), shown(decision)));
        }
    }
    if faults.is_empty() && ran.status != Some(worst) {
        faults.push(format!("{run:?} ended with {:?}, and must with {worst}", ran.status));
    }
    faults
}

#[test]
fn the_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/orders");
    let only = std::env::var("PLIMSOLL_CASE").unwrap_or_default();
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    let mut runs: BTreeMap<Run, Vec<Case>> = BTreeMap::new();
    for path in &paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.contains(&only) {
            let case = Case::read(&name, &fs::read_to_string(path).unwrap());
            runs.entry(case.run.clone()).or_default().push(case);
        }
    }
    let mut faults = Vec::new();
    for (run, cases) in &runs {
        let Some(home) = run.0.home() else { continue };
        faults.extend(check(run, &cases.iter().collect::<Vec<_>>(), &home));
    }
    println!("{} cases in {} runs", paths.len(), runs.len());
    assert!(faults.is_empty(), "{} cases fail\n\n{}", faults.len(), faults.join("\n\n"));
}

/// Issue 2, 3: the seventeen rows with ALABUGA are twelve parties for the reader, and seventeen listings in
/// law.
#[test]
fn the_alabuga_rows_are_twelve_parties() {
    let Some(home) = Loaded::Csl.home() else { return };
    let order = include_str!("../../../../cases/orders/alabuga-17.json");
    home.file("order.json", order);
    let ran = home.run(&["check", "order.json", "--known-at", "2026-08-01", "--format", "json"]);
    assert_eq!(ran.status, Some(40), "{}", ran.said);
    let decision = ran.json();
    let mut groups: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for finding in decision["findings"].as_array().unwrap() {
        let found = &finding["match"];
        let caption = found["caption"].as_str().unwrap_or_default();
        if caption.to_uppercase().contains("ALABUGA") && found["kind"] == "us-csl" {
            let row = format!("{} {caption}", found["list"].as_str().unwrap());
            let rows = groups.entry(found["group"].as_u64().unwrap()).or_default();
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    let rows: usize = groups.values().map(Vec::len).sum();
    assert_eq!((rows, groups.len()), (17, 12), "{groups:#?}");
    for (entity_list, sdn) in PAIRS {
        let together = |rows: &&Vec<String>| rows.iter().any(|row| row == &format!("US-EL {entity_list}"));
        let group = groups.values().find(together).unwrap_or_else(|| panic!("{entity_list}: {groups:#?}"));
        assert!(group.contains(&format!("US-SDN {sdn}")), "{entity_list}: {group:?}");
    }
    // Each keeps its own legal effect.
    let has = |rule: &str| decision["findings"].as_array().unwrap().iter().any(|it| it["rule"] == rule);
    assert!(has("E744-11") && has("SDN") && has("E744-8"));
}

/// domain.md 4 (1): the five that stand on both lists.
const PAIRS: [(&str, &str); 5] = [
    ("JSC SEZ PPT Alabuga", "JOINT STOCK COMPANY SPECIAL ECONOMIC ZONE OF INDUSTRIAL PRODUCTION ALABUGA"),
    ("OOO Alabuga-Volokno", "LIMITED LIABILITY COMPANY ALABUGA-FIBRE"),
    ("LLC Alabuga Exim", "LIMITED LIABILITY COMPANY ALABUGA EXIM"),
    ("LLC Alabuga Machinery", "LIMITED LIABILITY COMPANY ALABUGA MACHINERY"),
    ("OOO Alabuga Development", "ALABUGA DEVELOPMENT OOO"),
];
