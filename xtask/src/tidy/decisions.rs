//! Decision records: numbered without gaps, and each says how things stood, what was chosen and what follows.

use super::Complaint;
use crate::tree::Tree;

/// Where the records are.
const FOLDER: &str = "docs/decisions/";
/// What each must say.
const SECTIONS: [&str; 4] = ["Status", "Context", "Decision", "Consequences"];

/// Records out of order or without one of their parts.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let mut found = Vec::new();
    let records = tree.texts().filter(|(path, _)| path.starts_with(FOLDER));
    for (expected, (path, text)) in (1..).zip(records) {
        let name = &path[FOLDER.len()..];
        if !name.starts_with(&format!("{expected:04}-")) {
            let advice = format!("records are numbered without gaps: this one should be {expected:04}-….md");
            found.push(Complaint::file(path, advice));
        }
        for section in SECTIONS {
            let heading = format!("## {section}");
            if !text.lines().any(|line| line.trim_end() == heading) {
                found.push(Complaint::file(path, format!("add the section `{heading}`")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    const WHOLE: &str = "# A\n## Status\nb\n## Context\nc\n## Decision\nd\n## Consequences\ne\n";

    #[test]
    fn records_follow_each_other() {
        check(complaints, &[("docs/decisions/0001-a.md", WHOLE), ("docs/decisions/0002-b.md", WHOLE)], &[]);
        check(
            complaints,
            &[("docs/decisions/0001-a.md", WHOLE), ("docs/decisions/0003-b.md", WHOLE)],
            &["0003-b.md: records are numbered without gaps: this one should be 0002"],
        );
        check(
            complaints,
            &[("docs/decisions/0001-a.md", WHOLE), ("docs/decisions/0001-b.md", WHOLE)],
            &["this one should be 0002"],
        );
    }

    #[test]
    fn a_record_has_four_parts() {
        let half = WHOLE.replace("## Context\n", "");
        check(complaints, &[("docs/decisions/0001-a.md", &half)], &["add the section `## Context`"]);
    }
}
