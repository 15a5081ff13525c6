//! A decision for a person at a terminal.

use law::{Citation, Decision, EvidenceLine, Finding};
use ledger::Claim;

/// The widest line.
const COLUMNS: usize = 100;

/// One decision.
pub(super) fn page(decision: &Decision, claims: &[&Claim]) -> String {
    let mut page = Page::default();
    let order = decision.order.as_deref().unwrap_or("(no id)");
    page.line(0, &format!("{}   order {order}", decision.outcome));
    page.line(0, &format!("as the law stood on {}, with the data of {}", decision.as_of, decision.known_at));
    page.blank();
    page.wrapped(0, "", &decision.reason);
    page.wrapped(0, "Next: ", &decision.next);
    if !decision.findings.is_empty() {
        page.heading("Findings");
        for (number, finding) in decision.findings.iter().enumerate() {
            finding_lines(&mut page, number + 1, finding);
        }
    }
    if !decision.incomplete.is_empty() {
        page.heading("Missing, and needed");
        for missing in &decision.incomplete {
            let rules = missing.rules.join(", ");
            let rules = if rules.is_empty() { rules } else { format!("; for {rules}") };
            page.wrapped(2, "? ", &format!("{} ({}{rules})", missing.question, missing.subject));
        }
    }
    if !decision.authorisations.is_empty() {
        page.heading("Authorisations that were claimed");
        for test in &decision.authorisations {
            let word = if test.excluded { "excluded" } else { "not excluded" };
            let because = test.because.join("; ");
            page.wrapped(
                2,
                "- ",
                &format!("{} for {} on {}: {word}. {because}", test.number, test.rule, test.subject),
            );
        }
    }
    regimes(&mut page, decision);
    if !decision.not_checked.is_empty() {
        page.heading("Not checked");
        for it in &decision.not_checked {
            page.wrapped(2, "- ", &format!("{} ({}): {}", it.what, it.subject, it.why));
        }
    }
    if !claims.is_empty() {
        page.heading("What was said of places on this route (claims, not findings)");
        for claim in claims {
            let denied = if claim.denials.is_empty() { "" } else { " Denied." };
            page.wrapped(2, &format!("{}  ", claim.id), &format!("{}{denied}", claim.says));
        }
        page.line(2, "Sources, grades and denials: plimsoll claims");
    }
    footer(&mut page, decision);
    page.text
}

fn finding_lines(page: &mut Page, number: usize, finding: &Finding) {
    page.blank();
    let subject = format!("{} ({})", finding.subject.name, finding.subject.id);
    page.wrapped(0, &format!("{number:>2}. "), &format!("{}  {}  {subject}", finding.outcome, finding.rule));
    page.wrapped(4, "", &finding.reason);
    if let Some(before) = finding.before_release {
        let by = finding.released_by.as_deref().unwrap_or_default();
        page.wrapped(4, "released  ", &format!("from {before} by {by}"));
    }
    if let Some(it) = &finding.matched {
        let state = format!("{} match, score {}, strength {}", it.state, super::score(it.score), it.strength);
        page.wrapped(
            4,
            "listing   ",
            &format!("{}, entry {}: {} ({state})", it.list_title, it.entry, it.caption),
        );
        page.wrapped(
            4,
            "listed    ",
            &format!("{}; in effect then: {}", it.listed, super::in_words(&it.in_effect)),
        );
        if !it.programs.is_empty() {
            page.wrapped(4, "programme ", &it.programs.join(", "));
        }
        for (label, text) in [("requires  ", &it.requirement), ("policy    ", &it.policy)] {
            if let Some(text) = text {
                page.wrapped(4, label, text);
            }
        }
    }
    if !finding.effect.is_empty() {
        page.wrapped(4, "effect    ", &finding.effect);
    }
    page.wrapped(4, "law       ", &linked(&finding.citation));
    if let Some(banner) = &finding.citation.banner {
        page.wrapped(4, "note      ", banner);
    }
    evidence(page, "for       ", &finding.evidence);
    evidence(page, "against   ", &finding.against);
}

fn evidence(page: &mut Page, label: &str, lines: &[EvidenceLine]) {
    for line in lines {
        page.wrapped(4, label, &line.sentence);
    }
}

/// A citation with its link behind it.
fn linked(citation: &Citation) -> String {
    let link = if citation.link.is_empty() { String::new() } else { format!(" <{}>", citation.link) };
    format!("{}{link}", cited(citation))
}

/// A citation with its dates, its state and how well it is known.
pub(super) fn cited(citation: &Citation) -> String {
    let dates = match (&citation.effective_from, &citation.effective_to) {
        (Some(from), Some(to)) => format!(", from {from} to {to}"),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(to)) => format!(", until {to}"),
        (None, None) => String::new(),
    };
    let verified = &citation.verified;
    let verified = if verified.on.is_empty() {
        format!("not verified ({})", verified.grade)
    } else {
        format!("verified on {} by {} ({})", verified.on, verified.by, verified.grade)
    };
    let state = citation.state.replace('_', " ");
    format!("{}{dates}; {state} on {}; {verified}", citation.text, citation.read_on)
}

fn regimes(page: &mut Page, decision: &Decision) {
    page.heading("Regimes");
    for it in &decision.regimes {
        let in_play = super::in_words(&it.in_play);
        page.wrapped(2, "- ", &format!("{} ({}), in play: {in_play}. {}", it.regime, it.title, it.why));
    }
}

fn footer(page: &mut Page, decision: &Decision) {
    page.heading("Used");
    for list in super::listed(decision) {
        page.wrapped(2, "list   ", &list);
    }
    for table in decision.tables.iter().filter(|it| it.loaded) {
        page.wrapped(2, "table  ", format!("{} of {} {}", table.name, table.edition, table.note).trim());
    }
    page.line(
        2,
        &format!(
            "law    {} of {} ({})",
            decision.law.name,
            decision.law.edition,
            short(&decision.law.digest)
        ),
    );
    page.line(2, &format!("policy {} ({})", decision.policy.name, short(&decision.policy.digest)));
    if let Some(day) = &decision.recheck_by {
        let because = decision.recheck_because.as_deref().unwrap_or_default();
        page.wrapped(2, "again  ", &format!("by {day}: {because}"));
    }
    page.line(
        2,
        &format!(
            "record {} by {}; replay with `plimsoll audit replay {}`",
            decision.decision_id, decision.engine, decision.decision_id
        ),
    );
    page.blank();
    page.wrapped(0, "", &decision.notice);
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// A page that is being written.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.line(0, text);
        self.line(0, &"-".repeat(text.chars().count()));
    }

    /// Words after a label, with the lines that follow set under the words.
    fn wrapped(&mut self, indent: usize, label: &str, text: &str) {
        let hang = label.chars().count();
        let width = COLUMNS.saturating_sub(indent + hang).max(20);
        let mut line = String::new();
        let mut label = label.to_owned();
        for word in text.split_whitespace() {
            if !line.is_empty() && width < line.chars().count() + 1 + word.chars().count() {
                self.line(indent, &format!("{label}{line}"));
                label = " ".repeat(hang);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.line(indent, &format!("{label}{line}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_under_their_label() {
        let mut page = Page::default();
        page.wrapped(4, "law       ", &"word ".repeat(30));
        let lines: Vec<_> = page.text.lines().collect();
        assert!(lines[0].starts_with("    law       word"));
        assert!(lines[1].starts_with("              word"));
        assert!(lines.iter().all(|line| line.chars().count() <= COLUMNS), "{}", page.text);
    }
}
