//! How many complete benign orders are held, and why each of them is.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use serde_json::{Value, json};

use crate::draw::Draw;
use crate::figure::{Figure, share};
use crate::list_files::{self, KNOWN_AT};
use crate::listed::Listed;
use crate::names::Names;
use crate::orders::{self, Wish};
use crate::outcome::{self, Decision};
use crate::program::{Home, Program};
use crate::sources::Sources;

const ORDERS: usize = 1_000;
const SEED: u64 = 20_260_814;
/// The aim: of a hundred benign orders at most so many are held.
const HELD_AIM: usize = 3;

/// Decides the orders twice: without the annexes that nobody has loaded, and with a stand-in that answers "not in it".
pub(crate) fn run(program: &Program, sources: &Sources) -> anyhow::Result<()> {
    let listed = Listed::read(sources)?;
    let names = Names::read(sources, &listed.names)?;
    let orders = orders(&names);
    let home = list_files::home_of_all(program, sources)?;
    let bare = decide(program, &home, &orders)?;
    list_files::load_stand_in_annexes(program, &home)?;
    let decided = decide(program, &home, &orders)?;

    let mut figure = Figure::new("benign", &["outcome", "orders", "share"]);
    let mut outcomes = BTreeMap::<&str, usize>::new();
    for it in &decided {
        *outcomes.entry(it.outcome.as_str()).or_default() += 1;
    }
    for (outcome, number) in &outcomes {
        figure.row(vec![(*outcome).to_owned(), number.to_string(), share(*number, decided.len())]);
    }
    let held: Vec<&Decision> = decided.iter().filter(|it| it.is_held()).collect();
    figure.note(format!(
        "held or worse: {} of {} ({}); aim: at most {HELD_AIM} %",
        held.len(),
        decided.len(),
        share(held.len(), decided.len())
    ));
    let bare_held = bare.iter().filter(|it| it.is_held()).count();
    figure.note(format!(
        "without the stand-in for Annexes XI, XX and XXXV of Regulation 833/2014: {bare_held} ({})",
        share(bare_held, bare.len())
    ));
    figure.note(format!(
        "{} real names of firms; the others are a real town, an ordinary word and a legal form",
        names.real_count()
    ));
    for (of, real) in [("real firms", true), ("composed names", false)] {
        let (alerted, all) = alerted(&orders, &decided, |name| names.is_real(name) == real);
        figure.note(format!("{of}: {alerted} of {all} names alert ({})", share(alerted, all)));
    }
    let mut reasons = BTreeMap::<String, usize>::new();
    for reason in held.iter().flat_map(|it| reasons_of(it)) {
        *reasons.entry(reason.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    for (reason, number) in &reasons {
        figure.note(format!("  {number:>4}  {reason}"));
    }
    for decision in &held {
        for reason in reasons_of(decision) {
            figure.note(format!("  {}  {reason}", decision.order));
        }
    }
    figure.show(json!({ "held": held.len(), "orders": decided.len(), "outcomes": outcomes, "reasons": reasons,
                        "held_without_stand_in": bare_held, "met": held.len() * 100 <= HELD_AIM * decided.len() }))
}

/// The benign orders: the same on every machine with the same data folder.
pub(crate) fn orders(names: &Names) -> Vec<Value> {
    let mut draw = Draw::new(SEED);
    (1..=ORDERS)
        .map(|number| orders::benign(&format!("benign-{number}"), &mut draw, names, Wish::default()))
        .collect()
}

/// Decides orders over all lists as they were known on the day of the newest.
pub(crate) fn decide(program: &Program, home: &Home, orders: &[Value]) -> anyhow::Result<Vec<Decision>> {
    let path = home.file("orders.jsonl", &orders::lines(orders))?;
    let policy = list_files::policy_of_any_age(home)?;
    let arguments = ["check", &path, "--known-at", KNOWN_AT, "--policy", &policy, "--format", "json"];
    let ran = program.run(home, &arguments)?.expect(&[0, 10, 20, 30, 40], "check")?;
    let decisions = outcome::read(&ran.out)?;
    if decisions.len() != orders.len() {
        bail!("{} orders gave {} decisions", orders.len(), decisions.len());
    }
    Ok(decisions)
}

/// Of the different names of parties that are `wanted`, how many are held for being like a listed one, and how many
/// there are.
fn alerted(orders: &[Value], decided: &[Decision], wanted: impl Fn(&str) -> bool) -> (usize, usize) {
    let parties = orders.iter().filter_map(|it| it.get("parties").and_then(Value::as_array)).flatten();
    let all: BTreeSet<&str> = parties.filter_map(|it| it.get("name").and_then(Value::as_str)).collect();
    let findings = decided.iter().flat_map(|it| &it.findings);
    let held: BTreeSet<&str> =
        findings.filter(|it| it.is_held() && !it.list.is_empty()).map(|it| it.name.as_str()).collect();
    let wanted: Vec<&str> = all.into_iter().filter(|name| wanted(name)).collect();
    (wanted.iter().filter(|name| held.contains(*name)).count(), wanted.len())
}

/// Why an order is held: rules with what they are about, and what is missing.
fn reasons_of(decision: &Decision) -> Vec<String> {
    let found = decision.findings.iter().filter(|it| it.is_held()).map(|it| {
        let listing = if it.list.is_empty() {
            String::new()
        } else {
            format!(" is like {} on {}", it.caption, it.list)
        };
        format!("{} {}: {}{listing}", it.outcome, it.rule, it.name)
    });
    let missing = decision
        .missing
        .iter()
        .map(|it| format!("missing {}: {} {}", it.what, it.subject, it.rules.join(" ")));
    found.chain(missing).collect()
}
