//! One party's answers for a reader: arithmetic, path, question, age of the evidence, and what is assumed.
//!
//! Whatever is shown is in an order of its own (by share, then by name), so that the order of the rows never shows.

use std::collections::{BTreeMap, VecDeque};

use vocab::{Date, Share};

use crate::answers::Answers;
use crate::graph::Edge;
use crate::red_flag::{self, RedFlag};
use crate::regime::{Answer, Law};
use crate::statement::{PartyId, Range, plain};
use crate::{disagreement, question};

/// Parties above the one in question that are looked at for paths, contradictions and the figure.
pub const UPSTREAM_MAX: usize = 150;
/// Owners of one party that are looked at for a path.
const OWNERS_MAX: usize = 400;
/// Terms of one sum that are written out.
const TERMS_MAX: usize = 12;

/// The answers for one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The party.
    pub party: PartyId,
    /// The day.
    pub as_of: Date,
    /// One answer a law, in the order of [`Law::ALL`].
    pub laws: Vec<LawAnswer>,
    /// All laws in one sentence: `X 25 + Y 25 = 50: blocked under OFAC, BIS and EU; not blocked under UK`.
    pub summary: String,
    /// The day of the oldest evidence that any answer rests on.
    pub oldest_evidence: Option<Date>,
    /// What the answers take for granted.
    pub assumptions: Vec<String>,
    /// Where the sources contradict each other or themselves.
    pub contradictions: Vec<String>,
    /// What is no answer and still a reason to ask.
    pub flags: Vec<RedFlag>,
    /// The edges above the party, nearest first.
    pub edges: Vec<ShownEdge>,
}

/// What one law comes to for one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawAnswer {
    /// The law.
    pub law: Law,
    /// What it comes to.
    pub answer: Answer,
    /// What blocked persons hold at least and at most; under UK law the most that one of them holds.
    pub held: Range,
    /// The sum and what follows: `X 25 + Y 25 = 50: blocked, since 50 or more together is needed`.
    pub arithmetic: String,
    /// From a listed person down to the party; empty where none is above it.
    pub path: Vec<PartyId>,
    /// What would settle it; `None` where it is settled.
    pub question: Option<String>,
    /// The day of the oldest evidence that this answer rests on.
    pub oldest_evidence: Option<Date>,
}

/// One edge above the party, as tables and figures show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEdge {
    /// Who holds.
    pub owner: PartyId,
    /// In whom.
    pub owned: PartyId,
    /// The share.
    pub share: Range,
    /// The votes, where a row speaks of them.
    pub votes: Option<Range>,
    /// Control is declared.
    pub control: bool,
    /// Since when, the earliest of the rows.
    pub from: Option<Date>,
    /// Until when, the latest of the rows.
    pub to: Option<Date>,
    /// Who says so, each once.
    pub sources: Vec<String>,
}

/// Explains one party.
pub(crate) fn explanation(answers: &Answers<'_>, party: PartyId) -> Explanation {
    let above = upstream(answers, party);
    let laws: Vec<LawAnswer> = Law::ALL.map(|law| law_answer(answers, party, law)).into();
    let edges = above.iter().flat_map(|&owned| {
        let edges = sorted_owners(answers, owned).into_iter().filter(|it| it.carries());
        edges.take(UPSTREAM_MAX).map(|edge| shown(answers, edge))
    });
    Explanation {
        party,
        as_of: answers.graph().as_of(),
        summary: summary(answers, party, &laws),
        oldest_evidence: laws.iter().filter_map(|it| it.oldest_evidence).min(),
        assumptions: assumptions(answers, party, &above),
        contradictions: disagreement::contradictions(answers.graph(), &above),
        flags: red_flag::flags(answers, party),
        edges: edges.collect(),
        laws,
    }
}

/// The party and those above it, nearest first, up to [`UPSTREAM_MAX`].
fn upstream(answers: &Answers<'_>, party: PartyId) -> Vec<PartyId> {
    let mut seen = std::collections::BTreeSet::from([party]);
    let mut found = vec![party];
    let mut at = 0;
    while let Some(&owned) = found.get(at) {
        at += 1;
        for edge in sorted_owners(answers, owned).into_iter().filter(|it| it.carries()) {
            if UPSTREAM_MAX <= found.len() {
                return found;
            }
            if seen.insert(edge.owner) {
                found.push(edge.owner);
            }
        }
    }
    found
}

/// The edges into a party: the largest first, then by the owner's name and id.
pub(crate) fn sorted_owners<'a>(answers: &Answers<'a>, party: PartyId) -> Vec<&'a Edge> {
    let statements = answers.graph().statements();
    let mut edges: Vec<&Edge> = answers.graph().owners_of(party).iter().collect();
    edges.sort_by_key(|edge| {
        let owner = statements.get(edge.owner);
        let name = owner.map_or(("", ""), |it| (it.label(), &it.id));
        (std::cmp::Reverse((edge.shares.min, edge.shares.max, edge.control)), name)
    });
    edges
}

fn shown(answers: &Answers<'_>, edge: &Edge) -> ShownEdge {
    let rows = answers.graph().rows_of(edge);
    let statements = answers.graph().statements();
    let mut sources: Vec<String> = rows
        .iter()
        .map(|it| statements.source_words(it.source).to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    let no_end = rows.iter().any(|it| it.to.is_none());
    ShownEdge {
        owner: edge.owner,
        owned: edge.owned,
        share: edge.shares.range(),
        votes: (edge.votes != edge.shares).then(|| edge.votes.range()),
        control: edge.control,
        from: rows.iter().filter_map(|it| it.from.map(|from| from.first)).min(),
        to: rows.iter().filter_map(|it| it.to.map(|to| to.last)).max().filter(|_| !no_end),
        sources,
    }
}

fn law_answer(answers: &Answers<'_>, party: PartyId, law: Law) -> LawAnswer {
    let answer = answers.answer(party, law);
    let held = answers.held(party, law);
    let terms = terms(answers, party, law);
    let path = path(answers, party, law, answer);
    let expression = expression(answers, party, law, &terms, held);
    let arithmetic = match (answers.listed().has(party, law), answer) {
        (false, Answer::Blocked) if !law.is_enough(u64::from(held.min.ppm())) => {
            format!("{expression}: blocked by control")
        }
        (true, _) | (false, Answer::Blocked) => format!("{expression}: blocked"),
        (false, Answer::NotBlocked) => format!("{expression}: not blocked, {} is needed", law.needs()),
        (false, Answer::Undetermined) => format!("{expression}: undetermined, {} is needed", law.needs()),
    };
    LawAnswer {
        law,
        answer,
        held,
        arithmetic,
        question: (answer == Answer::Undetermined).then(|| question::that_settles(answers, party, law)),
        oldest_evidence: oldest_evidence(answers, party, &terms, &path),
        path,
    }
}

/// One owner that counts, or may count, under a law.
struct Term<'a> {
    edge: &'a Edge,
    surely: bool,
    /// Counted in the sum; a UK person beside the largest is not.
    counted: bool,
}

impl Term<'_> {
    fn range(&self) -> Range {
        let range = self.edge.shares.range();
        if self.surely { range } else { Range { min: Share::ZERO, ..range } }
    }
}

fn terms<'a>(answers: &Answers<'a>, party: PartyId, law: Law) -> Vec<Term<'a>> {
    let owners = sorted_owners(answers, party).into_iter().filter(|it| !it.is_self() && it.carries());
    let owners = owners.filter(|it| answers.maybe(it.owner, law));
    let uk = answers.standings(Law::Uk);
    let largest = |party: PartyId| uk.largest.get(party.index()).copied().flatten();
    let person = largest(party);
    let counted = |owner: PartyId| match law {
        Law::Ofac | Law::Bis | Law::Eu => true,
        Law::Uk => {
            person.is_none()
                || Some(owner) == person
                || largest(owner) == person
                || answers.is_undisclosed(owner)
        }
    };
    owners
        .map(|edge| Term { edge, surely: answers.surely(edge.owner, law), counted: counted(edge.owner) })
        .collect()
}

/// `X 25 + Y 25 = 50`.
fn expression(answers: &Answers<'_>, party: PartyId, law: Law, terms: &[Term<'_>], held: Range) -> String {
    let statements = answers.graph().statements();
    let mut parts: Vec<String> = Vec::new();
    let counted: Vec<&Term<'_>> = terms.iter().filter(|it| it.counted && 0 < it.edge.shares.max).collect();
    for term in counted.iter().take(TERMS_MAX) {
        let label = match statements.get(term.edge.owner) {
            Some(owner) if owner.undisclosed => "an owner not named",
            Some(owner) => owner.label(),
            None => "",
        };
        parts.push(format!("{label} {}", term.range().bounds_words()));
    }
    if TERMS_MAX < counted.len() {
        parts.push(format!("{} more", counted.len() - TERMS_MAX));
    }
    let mut text = parts.join(" + ");
    let sum = held.bounds_words();
    let most: u64 = counted.iter().map(|it| u64::from(it.edge.shares.max)).sum();
    if counted.is_empty() {
        text = if held.max == Share::ZERO {
            "no blocked owner is named: 0".to_owned()
        } else {
            format!("the largest single person holds {sum}")
        };
    } else if 1 < counted.len() || u64::from(held.max.ppm()) < most {
        text = format!("{text} = {sum}");
    }
    if u64::from(held.max.ppm()) < most && held.max < Share::WHOLE {
        let others = plain(Share::WHOLE.ppm() - held.max.ppm());
        text = format!("{text}, since others hold {others} or more");
    }
    let beside: Vec<String> = terms
        .iter()
        .filter(|it| !it.counted && 0 < it.edge.shares.max)
        .take(TERMS_MAX)
        .map(|it| format!("{} {}", statements.label(it.edge.owner), it.range().bounds_words()))
        .collect();
    if !beside.is_empty() {
        text = format!("{text} ({} not added: each person counts alone)", beside.join(", "));
    }
    if law.counts_control() {
        let control = terms.iter().filter(|it| it.edge.control);
        for term in control.take(TERMS_MAX) {
            let perhaps = if term.surely { "controls" } else { "perhaps controls" };
            text = format!("{text}; {} {perhaps} it as declared", statements.label(term.edge.owner));
        }
    }
    if answers.listed().has(party, law) {
        text = format!("itself listed; {text}");
    }
    text
}

/// From the nearest listed person down to the party.
fn path(answers: &Answers<'_>, party: PartyId, law: Law, answer: Answer) -> Vec<PartyId> {
    if answers.listed().has(party, law) {
        return vec![party];
    }
    let passable = |owner: PartyId| match answer {
        Answer::Blocked => answers.surely(owner, law),
        Answer::Undetermined => answers.maybe(owner, law),
        Answer::NotBlocked => true,
    };
    let ends = |owner: PartyId| {
        answers.listed().has(owner, law) || answer == Answer::Undetermined && answers.is_undisclosed(owner)
    };
    // Where something is blocked, along the largest stakes, which block it; else to the nearest listed person.
    let along = match answer {
        Answer::Blocked | Answer::Undetermined => walk(answers, party, true, &passable, &ends),
        Answer::NotBlocked => Vec::new(),
    };
    if along.is_empty() { walk(answers, party, false, &passable, &ends) } else { along }
}

/// Walks upward until a party `ends` the way: along the largest stakes first, or to the nearest such party.
fn walk(
    answers: &Answers<'_>,
    party: PartyId,
    largest_first: bool,
    passable: &dyn Fn(PartyId) -> bool,
    ends: &dyn Fn(PartyId) -> bool,
) -> Vec<PartyId> {
    let mut below: BTreeMap<PartyId, PartyId> = BTreeMap::new();
    let mut next = VecDeque::from([(party, party)]);
    while let Some((at, owned)) = if largest_first { next.pop_back() } else { next.pop_front() } {
        if below.contains_key(&at) {
            continue;
        }
        below.insert(at, owned);
        if at != party && ends(at) {
            let step = |it: &PartyId| below.get(it).copied().filter(|_| *it != party);
            return std::iter::successors(Some(at), step).collect();
        }
        if UPSTREAM_MAX < below.len() {
            break;
        }
        let mut owners = sorted_owners(answers, at);
        owners.retain(|it| it.carries() && passable(it.owner));
        owners.truncate(OWNERS_MAX);
        if largest_first {
            owners.reverse();
        }
        next.extend(owners.into_iter().map(|it| (it.owner, at)));
    }
    Vec::new()
}

/// The oldest day of the rows behind the sum and the path; where there are none, of all rows about the party.
fn oldest_evidence(
    answers: &Answers<'_>,
    party: PartyId,
    terms: &[Term<'_>],
    path: &[PartyId],
) -> Option<Date> {
    let graph = answers.graph();
    let mut edges: Vec<&Edge> = terms.iter().map(|it| it.edge).take(UPSTREAM_MAX).collect();
    for step in path.windows(2) {
        if let [owner, owned] = step {
            edges.extend(graph.owners_of(*owned).iter().find(|it| it.owner == *owner));
        }
    }
    if edges.is_empty() {
        edges.extend(graph.owners_of(party).iter().take(UPSTREAM_MAX));
    }
    edges.iter().flat_map(|edge| graph.rows_of(edge)).filter_map(crate::Statement::evidence_date).min()
}

/// The sum once, and what each law makes of it.
fn summary(answers: &Answers<'_>, party: PartyId, laws: &[LawAnswer]) -> String {
    let widest =
        laws.iter().filter(|it| it.law != Law::Uk).max_by_key(|it| (it.held.max, std::cmp::Reverse(it.law)));
    let Some(widest) = widest else { return String::new() };
    let all = terms(answers, party, widest.law);
    let sum = expression(answers, party, Law::Ofac, &all, widest.held);
    let mut groups: Vec<String> = Vec::new();
    for answer in [Answer::Blocked, Answer::Undetermined, Answer::NotBlocked] {
        let of_answer: Vec<&str> =
            laws.iter().filter(|it| it.answer == answer).map(|it| it.law.code()).collect();
        if !of_answer.is_empty() {
            groups.push(format!("{} under {}", answer.words(), listing(&of_answer)));
        }
    }
    format!("{sum}: {}", groups.join("; "))
}

/// `OFAC, BIS and EU`.
fn listing(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn assumptions(answers: &Answers<'_>, party: PartyId, above: &[PartyId]) -> Vec<String> {
    let graph = answers.graph();
    let statements = graph.statements();
    let mut found = vec!["what no row mentions is held by persons who are not blocked".to_owned()];
    let most: u64 = graph.owners_of(party).iter().map(|it| u64::from(it.shares.max)).sum();
    if let Some(rest) = u64::from(Share::WHOLE.ppm()).checked_sub(most).filter(|&rest| 0 < rest) {
        let rest = u32::try_from(rest).unwrap_or_default();
        found.push(format!("of {}, that is {} per cent", statements.label(party), plain(rest)));
    }
    let mut undated = 0_usize;
    for &owned in above {
        for edge in graph.owners_of(owned).iter().take(UPSTREAM_MAX) {
            undated += graph.rows_of(edge).iter().filter(|it| it.from.is_none()).count();
            if edge.is_self() && edge.carries() {
                let share = edge.shares.range().words();
                found.push(format!(
                    "the {share} that {} holds of itself counts for nobody",
                    statements.label(owned)
                ));
            }
        }
    }
    if 0 < undated {
        found.push(format!("rows without a first day hold on {}: {undated} of them", graph.as_of()));
    }
    found.push("votes go with the shares where no row says otherwise".to_owned());
    found.push(
        "BIS is arithmetic alone here: whether its rule is in force on the day stands in the law pack"
            .to_owned(),
    );
    if answers.standings(Law::Uk).cut_short {
        found.push(
            "so many persons hold so much of each other that the UK's bounds are wider than they need be"
                .to_owned(),
        );
    }
    found
}
