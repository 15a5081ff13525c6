//! A decision for a browser or a printer: one file, no script, nothing fetched.

use askama::Template;
use law::{Decision, Finding, Outcome};
use ledger::Claim;

#[derive(Template)]
#[template(path = "decision.html")]
struct DecisionsPage<'a> {
    title: String,
    pages: &'a [(&'a Decision, Vec<&'a Claim>)],
}

/// The decisions on one page.
pub(super) fn page(pages: &[(&Decision, Vec<&Claim>)]) -> anyhow::Result<String> {
    let title = match pages {
        [(only, _)] => format!("{} · {}", only.outcome, only.order.as_deref().unwrap_or("order")),
        _ => format!("{} decisions", pages.len()),
    };
    Ok(DecisionsPage { title, pages }.render()?)
}

/// The shape that stands beside the outcome's word: outcome is never told by colour alone.
fn shape(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Prohibited => "■",
        Outcome::LicenceRequired => "◆",
        Outcome::Hold => "▲",
        Outcome::Conditions => "●",
        Outcome::Information => "○",
        Outcome::NoRestrictionFound => "◇",
    }
}

/// The outcome's class in the style sheet.
fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Prohibited => "prohibited",
        Outcome::LicenceRequired => "licence",
        Outcome::Hold => "hold",
        Outcome::Conditions => "conditions",
        Outcome::Information => "information",
        Outcome::NoRestrictionFound => "nothing",
    }
}

/// The outcome in plain words.
fn words(outcome: Outcome) -> String {
    outcome.code().replace('_', " ")
}

fn cited(finding: &Finding) -> String {
    super::text::cited(&finding.citation)
}
