//! The question that would settle an undetermined answer.

use std::collections::BTreeSet;

use crate::answers::Answers;
use crate::explain::{UPSTREAM_MAX, sorted_owners};
use crate::regime::Law;
use crate::statement::PartyId;

/// Open shares that one question names.
const OPEN_MAX: usize = 3;

/// Asks for the shares that the answer depends on, those nearest to the party first.
pub(crate) fn that_settles(answers: &Answers<'_>, party: PartyId, law: Law) -> String {
    let statements = answers.graph().statements();
    let mut asked = Vec::new();
    let mut seen = BTreeSet::from([party]);
    let mut next = vec![party];
    while !next.is_empty() && asked.len() < OPEN_MAX && seen.len() < UPSTREAM_MAX {
        let mut above = Vec::new();
        for owned in next {
            for edge in sorted_owners(answers, owned) {
                let owner = edge.owner;
                if edge.is_self() || !edge.carries() || !answers.maybe(owner, law) {
                    continue;
                }
                let (who, whom) = (statements.label(owner), statements.label(owned));
                let range = edge.shares.range();
                if answers.is_undisclosed(owner) {
                    asked.push(format!(
                        "Who holds the {} of {whom} that the source leaves unnamed?",
                        size(range)
                    ));
                } else if range.is_unknown() {
                    asked.push(format!("Which share of {whom} does {who} hold? No row says."));
                } else if !range.is_exact() {
                    asked.push(format!(
                        "Which share of {whom} does {who} hold? The rows say {}.",
                        range.words()
                    ));
                }
                if !answers.surely(owner, law) && seen.insert(owner) {
                    above.push(owner);
                }
            }
        }
        next = above;
    }
    asked.truncate(OPEN_MAX);
    if asked.is_empty() {
        asked.push(format!("Who owns {}, and which share does each of them hold?", statements.label(party)));
    }
    asked.join(" ")
}

fn size(range: crate::Range) -> String {
    if range.is_unknown() { "share".to_owned() } else { format!("{} per cent", range.words()) }
}
