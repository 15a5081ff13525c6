//! Where sources contradict each other or themselves: shares that differ, and shares over 100 in sum.

use vocab::Share;

use crate::graph::{Graph, share_on};
use crate::statement::{Interest, PartyId, Range, Reach, plain};

/// Contradictions that are named one by one.
const NAMED_MAX: usize = 50;
/// Owners of one party whose rows are compared.
const OWNERS_MAX: usize = 400;

/// The contradictions about these parties, each as a sentence that says what was used.
pub(crate) fn contradictions(graph: &Graph<'_>, parties: &[PartyId]) -> Vec<String> {
    let mut found = Vec::new();
    for &party in parties {
        found.extend(over_the_whole(graph, party));
        for edge in graph.owners_of(party).iter().take(OWNERS_MAX) {
            for interest in [Interest::Shares, Interest::Votes] {
                found.extend(differing(graph, edge, interest));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    let left_out = found.len().saturating_sub(NAMED_MAX);
    found.truncate(NAMED_MAX);
    if 0 < left_out {
        found.push(format!("and {left_out} more"));
    }
    found
}

fn over_the_whole(graph: &Graph<'_>, party: PartyId) -> Option<String> {
    let [sum, _] = graph.held_at_least(party);
    (u64::from(Share::WHOLE.ppm()) < sum).then(|| {
        let sum = u32::try_from(sum).map_or_else(|_| "more than 4000".to_owned(), plain);
        format!("the shares in {} come to {sum}, which is over 100", graph.statements().label(party))
    })
}

fn differing(graph: &Graph<'_>, edge: &crate::graph::Edge, interest: Interest) -> Option<String> {
    let statements = graph.statements();
    let rows = graph.rows_of(edge);
    let mut said: Vec<(Range, String)> = Vec::new();
    for row in rows.iter().filter(|it| it.interest == interest && it.reach == Reach::Direct) {
        let share = share_on(row, graph.as_of());
        if share.is_unknown() {
            continue;
        }
        let source = statements.source_words(row.source);
        let source = if source.is_empty() { format!("line {}", row.line) } else { source.to_owned() };
        said.push((share, source));
    }
    said.sort_unstable_by(|a, b| (a.0.min, a.0.max, &a.1).cmp(&(b.0.min, b.0.max, &b.1)));
    said.dedup();
    let widest = said.iter().map(|it| it.0).reduce(Range::hull)?;
    if said.iter().all(|it| it.0 == widest) {
        return None;
    }
    let each: Vec<String> =
        said.iter().map(|(share, source)| format!("{} ({source})", share.words())).collect();
    let what = if interest == Interest::Votes { "votes" } else { "share" };
    Some(format!(
        "the sources differ on the {what} of {} in {}: {}; the widest, {}, is used",
        statements.label(edge.owner),
        statements.label(edge.owned),
        each.join(", "),
        widest.bounds_words()
    ))
}
