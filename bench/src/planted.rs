//! Orders with one planted reason each, and whether it is found.
//!
//! Orders with one planted reason each: does the answer name that reason, about the right subject?

mod goods;
mod parties;
mod trade;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::benign;
use crate::draw::Draw;
use crate::figure::{Figure, share};
use crate::list_files;
use crate::listed::Listed;
use crate::names::Names;
use crate::outcome::Decision;
use crate::program::Program;
use crate::sources::{Sources, Table};

const EACH: usize = 25;
const SEED: u64 = 1_937;

/// What the planting draws from.
pub(crate) struct Ground<'a> {
    pub(crate) names: &'a Names,
    pub(crate) listed: &'a Listed,
    pub(crate) components: &'a Table,
}

/// A reason and where it must be found.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) order: Value,
    /// Any of these rules will do.
    pub(crate) rules: &'static [&'static str],
    /// The subject's reference, such as `party 2`.
    pub(crate) subject: String,
    /// The listed name that the match must show, where a listing was planted.
    pub(crate) listed: Option<String>,
}

/// One kind of reason.
pub(crate) struct Kind {
    pub(crate) title: &'static str,
    pub(crate) plant: fn(&str, &mut Draw, &Ground<'_>) -> Planted,
}

impl Planted {
    /// A reason with no listing behind it.
    pub(crate) fn of(order: Value, rules: &'static [&'static str], subject: &str) -> Self {
        Self { order, rules, subject: subject.to_owned(), listed: None }
    }

    /// Whether a decision names the reason.
    fn is_found_in(&self, decision: &Decision) -> bool {
        let by_listing = |list: &str, caption: &str| {
            self.listed.as_ref().is_none_or(|name| !list.is_empty() && caption.eq_ignore_ascii_case(name))
        };
        let found = decision.findings.iter().any(|it| {
            self.rules.contains(&it.rule.as_str())
                && it.subject == self.subject
                && by_listing(&it.list, &it.caption)
        });
        let missing = decision.missing.iter().any(|it| {
            let named = self.rules.contains(&it.what.as_str())
                || it.rules.iter().any(|rule| self.rules.contains(&rule.as_str()));
            it.subject == self.subject && named
        });
        found || (self.listed.is_none() && missing)
    }
}

/// Decides the planted orders over all lists, and counts by kind.
pub(crate) fn run(program: &Program, sources: &Sources) -> anyhow::Result<()> {
    let listed = Listed::read(sources)?;
    let names = Names::read(sources, &listed.names)?;
    let components = sources.table("goods/recovered-components/components.csv")?;
    let ground = Ground { names: &names, listed: &listed, components: &components };
    let kinds: Vec<&Kind> = parties::KINDS.iter().chain(&goods::KINDS).chain(&trade::KINDS).collect();
    let planted = plant(&kinds, &ground);
    let home = list_files::home_of_all(program, sources)?;
    list_files::load_stand_in_annexes(program, &home)?;
    let orders: Vec<Value> = planted.iter().map(|(_, it)| it.order.clone()).collect();
    let decided = benign::decide(program, &home, &orders)?;

    let mut figure = Figure::new("planted", &["reason", "found", "of", "held or worse"]);
    let mut by_kind = BTreeMap::<usize, (usize, usize, usize)>::new();
    let mut lost = Vec::new();
    for ((kind, planted), decision) in planted.iter().zip(&decided) {
        let counts = by_kind.entry(*kind).or_default();
        counts.0 += 1;
        counts.2 += usize::from(decision.is_held());
        if planted.is_found_in(decision) {
            counts.1 += 1;
        } else {
            lost.push((kinds.get(*kind).map_or("", |it| it.title), planted, decision));
        }
    }
    for (kind, (of, found, held)) in &by_kind {
        let title = kinds.get(*kind).map_or("", |it| it.title);
        figure.row(vec![title.to_owned(), found.to_string(), of.to_string(), held.to_string()]);
    }
    let found = decided.len() - lost.len();
    figure.note(format!("found: {found} of {} ({})", decided.len(), share(found, decided.len())));
    let mut lines = Vec::new();
    for (title, planted, decision) in &lost {
        let wanted = planted.listed.as_deref().unwrap_or_default();
        let findings: Vec<String> =
            decision.findings.iter().map(|it| format!("{} {}", it.rule, it.subject)).collect();
        lines.push(json!({ "kind": title, "order": decision.order, "wanted": planted.rules, "subject": planted.subject, "listed": wanted,
                           "got": findings, "input": planted.order }));
        let name = planted.order.pointer("/parties/1/name").and_then(Value::as_str).unwrap_or_default();
        figure.note(format!(
            "  lost {}: {title}; {} {}; consignee {name}; listed {wanted}",
            decision.order,
            planted.rules.join("|"),
            planted.subject
        ));
    }
    figure.show(json!({ "found": found, "orders": decided.len(), "kinds": by_kind.len(), "lost": lines }))
}

/// The planted orders, each with the number of its kind: the same on every machine with the same data folder.
fn plant(kinds: &[&Kind], ground: &Ground<'_>) -> Vec<(usize, Planted)> {
    let mut draw = Draw::new(SEED);
    let mut planted = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        for number in 1..=EACH {
            let id = format!("planted-{}-{number}", at + 1);
            planted.push((at, (kind.plant)(&id, &mut draw, ground)));
        }
    }
    planted
}
