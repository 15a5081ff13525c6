//! Decisions as a person or a program reads them: text, JSON, HTML.

mod html;
mod text;

use law::Decision;
use ledger::Claim;
use vocab::Truth;

use crate::cli::Format;
use crate::jobs::decide::Given;
use crate::jobs::holdings::{Holdings, ListFile};
use crate::jobs::places;
use crate::starter::Starter;

/// The decisions in the form that was asked for. JSON is the recorded bytes, one decision a line.
pub(crate) fn answers(given: &[Given], format: Format, starter: &Starter) -> anyhow::Result<String> {
    match format {
        Format::Json => {
            let mut lines = String::new();
            for it in given {
                lines.push_str(std::str::from_utf8(&it.bytes)?);
                lines.push('\n');
            }
            Ok(lines)
        }
        Format::Text => {
            let pages: Vec<_> =
                given.iter().map(|it| text::page(&it.decision, &claims(it, starter))).collect();
            Ok(pages.join(&format!("\n{}\n\n", "=".repeat(100))))
        }
        Format::Html => {
            let pages: Vec<_> = given.iter().map(|it| (&it.decision, claims(it, starter))).collect();
            html::page(&pages)
        }
    }
}

/// One decision as a page, for an evidence pack.
pub(crate) fn html_page(decision: &Decision) -> anyhow::Result<String> {
    html::page(&[(decision, Vec::new())])
}

/// What was said of the places of an order: a reader of the decision should know that it was said.
fn claims<'a>(given: &Given, starter: &'a Starter) -> Vec<&'a Claim> {
    let mut ids: Vec<&str> = Vec::new();
    for text in &given.places {
        let found = places::found(text, &starter.places);
        ids.extend(
            starter.places.iter().filter(|it| Some(&it.name) == found.name.as_ref()).map(|it| it.id.as_str()),
        );
    }
    starter
        .claims
        .claims
        .iter()
        .filter(|claim| claim.about.iter().any(|on| ids.contains(&on.as_str())))
        .collect()
}

/// A score of 1/10,000 as people write it: `.98`.
pub(crate) fn score(score: u16) -> String {
    if score >= 10_000 { "1.00".to_owned() } else { format!(".{:02}", score / 100) }
}

/// The lists of an answer that is no decision.
pub(crate) fn lists_json(holdings: &Holdings) -> serde_json::Value {
    let list = |file: &ListFile| {
        serde_json::json!({ "kind": file.used.kind, "version": file.used.version, "digest": file.used.digest.to_string(),
                            "effective": file.used.effective.to_string(), "entries": file.listings.len() })
    };
    holdings.files.iter().map(list).collect()
}

/// The list, table or rule in words, where a match was made.
fn listed(decision: &Decision) -> Vec<String> {
    let lists = decision.lists.iter().map(|it| {
        let digest = it.digest.get(..12).unwrap_or(&it.digest);
        let starter = if it.starter { ", which never makes an answer complete" } else { "" };
        format!("{} of {} ({}, {digest}){starter}", it.kind, it.effective, it.names.join(", "))
    });
    lists.collect()
}

/// A three-valued word for a reader.
fn in_words(truth: &str) -> &'static str {
    match truth.parse() {
        Ok(Truth::Yes) => "yes",
        Ok(Truth::No) => "no",
        Ok(Truth::Unknown) | Err(_) => "not known",
    }
}
