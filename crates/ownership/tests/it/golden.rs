//! The cases of `cases/ownership`: a graph as text, and what each law makes of it.

use std::fmt::Write as _;
use std::path::Path;

use ownership::{Answers, Graph, Listed, PartyId, read};
use vocab::Date;

/// What stands in one case.
struct Case<'t> {
    party: &'t str,
    blocked: Vec<&'t str>,
    as_of: Date,
    graph: &'t str,
    expected: &'t str,
}

fn case(text: &str) -> Case<'_> {
    let (head, rest) = text.split_once("\n\n").expect("a blank line after the head");
    let (graph, expected) = rest.split_once("---\n").expect("a line of three dashes");
    let field = |name: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix(name)).expect("party, blocked and as-of");
        line.trim()
    };
    Case {
        party: field("party:"),
        blocked: field("blocked:").split(',').collect(),
        as_of: field("as-of:").parse().unwrap(),
        graph,
        expected,
    }
}

/// The lines of the answer that a case can ask for: those of its expectation that begin in the same way.
fn told(case: &Case<'_>) -> String {
    let reading = read(case.graph.as_bytes()).unwrap();
    assert_eq!(reading.rejects, []);
    let graph = Graph::on(&reading.statements, case.as_of);
    let mut listed = Listed::nobody(reading.statements.parties().len());
    for name in &case.blocked {
        listed.add_everywhere(reading.statements.find(name).unwrap());
    }
    let answers = Answers::compute(&graph, &listed);
    let found = answers.explain(reading.statements.find(case.party).unwrap());
    let label = |party: &PartyId| reading.statements.label(*party).to_owned();
    let mut lines = String::new();
    for it in &found.laws {
        let (low, high) = (it.held.min.to_string(), it.held.max.to_string());
        let (low, high) = (low.trim_end_matches(" %"), high.trim_end_matches(" %"));
        let _ = writeln!(lines, "{} {} {low} {high} | {}", it.law, it.answer.code(), it.arithmetic);
    }
    for it in &found.laws {
        let path: Vec<String> = it.path.iter().map(label).collect();
        let _ = writeln!(lines, "path {}: {}", it.law, path.join(" > "));
        let _ = writeln!(lines, "question {}: {}", it.law, it.question.clone().unwrap_or_default());
    }
    let _ = writeln!(lines, "summary: {}", found.summary);
    let _ =
        writeln!(lines, "oldest: {}", found.oldest_evidence.map_or_else(String::new, |it| it.to_string()));
    for it in &found.contradictions {
        let _ = writeln!(lines, "contradiction: {it}");
    }
    for it in &found.flags {
        let _ = writeln!(lines, "flag: {}", it.kind.code());
    }
    let begins = |line: &str| line.split([':', ' ']).take(2).collect::<Vec<_>>().join(" ");
    let kind = |line: &str| if line.contains(" | ") { "law".to_owned() } else { begins(line) };
    let asked: Vec<String> = case.expected.lines().map(|line| kind(line).trim().to_owned()).collect();
    let wanted = |line: &&str| {
        let kind = kind(line).trim().to_owned();
        let head = kind.split(' ').next().unwrap_or_default();
        if head == "path" || head == "question" {
            asked.contains(&kind)
        } else {
            asked.iter().any(|it| it.split(' ').next() == Some(head))
        }
    };
    lines.lines().filter(wanted).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn cases_hold() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/ownership"));
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    assert!(8 <= paths.len(), "the worked tests (a) to (h)");
    let mut wrong = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let case = case(&text);
        let found = told(&case);
        if found.trim() != sorted_as(case.expected, &found).trim() {
            let _ = writeln!(wrong, "{}:\n--- expected\n{}--- found\n{found}", path.display(), case.expected);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The expectation in the order in which the answer tells it.
fn sorted_as(expected: &str, found: &str) -> String {
    let place = |line: &&str| found.lines().position(|it| it == *line).unwrap_or(usize::MAX);
    let mut lines: Vec<&str> = expected.lines().collect();
    lines.sort_by_key(place);
    lines.join("\n")
}
