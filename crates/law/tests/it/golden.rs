//! The golden cases of `tests/cases`: each file is a matter of law, hit beside near miss.

use law::{Decision, IncompleteKind, exit_status};

use crate::case::{Case, cases, law};

/// Tests what one line of a case expects; `None` where it holds.
fn broken(decision: &Decision, line: &str) -> bool {
    let (word, rest) = line.split_once(' ').unwrap();
    let asks = |what: &str, kind: IncompleteKind| {
        decision.incomplete.iter().any(|it| it.kind == kind && it.what == what)
    };
    match word {
        "expect" => decision.outcome.code() != rest,
        "finding" => !decision.findings.iter().any(|finding| {
            let mut parts = rest.splitn(3, ' ');
            let says = format!(
                "{} {} {} {} {} {:?}",
                finding.subject.id,
                finding.reason,
                finding.citation.text,
                finding.citation.state,
                finding.citation.banner.as_deref().unwrap_or_default(),
                finding.released_by
            );
            parts.next() == Some(&finding.rule)
                && parts.next() == Some(finding.outcome.code())
                && says.contains(parts.next().unwrap_or_default())
        }),
        "no" => decision.findings.iter().any(|finding| finding.rule == rest),
        "asks" => !asks(rest, IncompleteKind::Fact),
        "asks-not" => asks(rest, IncompleteKind::Fact),
        "list" => !asks(rest, IncompleteKind::List),
        "table" => !asks(rest, IncompleteKind::Table),
        "not-checked" => {
            !decision.not_checked.iter().any(|it| format!("{} {}", it.what, it.why).contains(rest))
        }
        "authorisation" => !decision.authorisations.iter().any(|it| it.because.join(" ").contains(rest)),
        "line" => {
            let (of, outcome) = rest.split_once(' ').unwrap();
            !decision
                .outcomes
                .lines
                .iter()
                .any(|it| it.of == format!("line {of}") && it.outcome.code() == outcome)
        }
        "recheck" => decision.recheck_by.as_deref() != Some(rest),
        "next" => !decision.next.contains(rest),
        _ => panic!("what is `{line}`?"),
    }
}

fn check(text: &str) {
    let (pack, policy) = law();
    let mut wrong = String::new();
    let read = cases(text);
    assert!(!read.is_empty());
    for case in &read {
        let decision = case.decided(&pack, &policy);
        let broken: Vec<&String> = case.expected.iter().filter(|line| broken(&decision, line)).collect();
        if !broken.is_empty() {
            wrong.push_str(&told(case, &decision, &broken));
        }
        fits(&decision);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn told(case: &Case, decision: &Decision, broken: &[&String]) -> String {
    let findings = decision.findings.iter().map(|it| {
        format!("  {} {} {} [{}] {}\n", it.rule, it.outcome, it.subject.id, it.citation.state, it.reason)
    });
    let incomplete = decision
        .incomplete
        .iter()
        .map(|it| format!("  asks {:?} {} {} {:?}\n", it.kind, it.what, it.subject, it.rules));
    let unchecked =
        decision.not_checked.iter().map(|it| format!("  left {} {}: {}\n", it.what, it.subject, it.why));
    let tests = decision
        .authorisations
        .iter()
        .map(|it| format!("  tested {} {} {:?}\n", it.number, it.rule, it.because));
    format!(
        "\n{}\n broken: {broken:?}\n got {}\n{}{}{}{}",
        case.title,
        decision.outcome,
        findings.collect::<String>(),
        incomplete.collect::<String>(),
        unchecked.collect::<String>(),
        tests.collect::<String>()
    )
}

/// What holds of every decision.
fn fits(decision: &Decision) {
    let bytes = decision.canonical_bytes();
    assert_eq!(Decision::from_bytes(&bytes).unwrap().canonical_bytes(), bytes);
    assert!(!String::from_utf8(bytes).unwrap().to_lowercase().contains("cleared"));
    assert!(decision.findings.is_sorted_by_key(|it| std::cmp::Reverse(it.outcome)));
    assert_eq!(decision.decision_id.len(), 16);
    let worst = decision.findings.iter().map(|it| exit_status(it.outcome)).max().unwrap_or(0);
    let hold = if decision.incomplete.is_empty() { 0 } else { 20 };
    assert_eq!(exit_status(decision.outcome), worst.max(hold));
    for finding in &decision.findings {
        assert!(!finding.citation.text.is_empty() && !finding.reason.contains("not known  "), "{finding:?}");
        let possible =
            finding.matched.as_ref().is_some_and(|it| it.state == "possible" || it.in_effect == "unknown");
        assert!(!possible || exit_status(finding.outcome) <= 20, "{finding:?}");
    }
}

#[test]
fn goods_and_destinations() {
    check(include_str!("../cases/goods.txt"));
}

#[test]
fn listings_and_their_effect() {
    check(include_str!("../cases/listings.txt"));
}

#[test]
fn europe_and_its_ports() {
    check(include_str!("../cases/europe.txt"));
}

#[test]
fn dates_of_rules() {
    check(include_str!("../cases/dates.txt"));
}

#[test]
fn what_is_missing() {
    check(include_str!("../cases/missing.txt"));
}

#[test]
fn what_persons_sign() {
    check(include_str!("../cases/signed.txt"));
}
