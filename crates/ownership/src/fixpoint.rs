//! Who is blocked, for all parties at once: least fixpoints by a worklist, linear in the edges.
//!
//! Each law is computed twice. The lower fixpoint takes every unknown share at its least, the upper one at its most,
//! so that the truth lies between. A blocked owner counts with its whole stake and an unblocked one with nothing: no
//! shares are multiplied along a path.

use vocab::Share;

use crate::graph::{Bounds, Edge, Graph};
use crate::regime::{Answer, Law, Listed};
use crate::statement::PartyId;

/// Steps that the UK's person-by-person sums may take for each edge and party. What is beyond is
/// answered by bounds that
/// are never too narrow.
const UK_STEPS_PER_EDGE: usize = 16;

const WHOLE: u64 = Share::WHOLE.ppm() as u64;

/// What one law comes to for one party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Blocked persons hold at least this, in parts per million.
    pub(crate) low: u32,
    /// Blocked persons hold at most this.
    pub(crate) high: u32,
    /// Blocked, whatever the unknown shares are.
    pub(crate) surely: bool,
    /// Blocked for some values of the unknown shares.
    pub(crate) maybe: bool,
}

impl Standing {
    pub(crate) fn answer(self) -> Answer {
        match (self.surely, self.maybe) {
            (true, _) => Answer::Blocked,
            (false, true) => Answer::Undetermined,
            (false, false) => Answer::NotBlocked,
        }
    }
}

/// The standing of every party under one law.
#[derive(Clone, Debug)]
pub(crate) struct Standings {
    pub(crate) of: Vec<Standing>,
    /// Under UK law: the person with the largest stake, by party; what matters to the arithmetic alone.
    pub(crate) largest: Vec<Option<PartyId>>,
    /// The sums of single persons were cut short.
    pub(crate) cut_short: bool,
}

impl Standings {
    pub(crate) fn get(&self, party: PartyId) -> Standing {
        self.of.get(party.index()).copied().unwrap_or_default()
    }
}

/// The standing of every party under one law.
pub(crate) fn standings(graph: &Graph<'_>, listed: &Listed, law: Law) -> Standings {
    match law {
        Law::Ofac | Law::Bis | Law::Eu => together(graph, listed, law),
        Law::Uk => person_by_person(graph, listed),
    }
}

/// Which end of the unknown shares a fixpoint takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Lower,
    Upper,
}

/// What is known of one party while a fixpoint grows.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    shares: Pile,
    votes: Pile,
    blocked: bool,
}

/// What blocked owners hold of one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Pile {
    /// At that end of the unknown shares which the fixpoint takes.
    held: u64,
    /// At least; the rest of the least shares is in other hands.
    least: u64,
}

impl Pile {
    fn add(&mut self, bounds: Bounds, end: End) {
        self.least += u64::from(bounds.min);
        self.held += u64::from(match end {
            End::Lower => bounds.min,
            End::Upper => bounds.max,
        });
    }

    /// The sum, within what the others leave. Shares over 100 in sum leave no such bound.
    fn within(self, all_hold_at_least: u64) -> u64 {
        if WHOLE < all_hold_at_least {
            return self.held.min(WHOLE);
        }
        self.held.min(WHOLE - (all_hold_at_least - self.least.min(all_hold_at_least)))
    }
}

impl Sum {
    /// Adds what an owner holds who turned out to be blocked.
    fn add(&mut self, edge: &Edge, end: End) {
        self.shares.add(edge.shares, end);
        self.votes.add(edge.votes, end);
    }

    fn is_untouched(&self) -> bool {
        !self.blocked && self.shares.held == 0 && self.votes.held == 0
    }
}

/// OFAC, BIS and the EU: blocked owners count together.
fn together(graph: &Graph<'_>, listed: &Listed, law: Law) -> Standings {
    let parties = graph.statements().parties();
    let mut of = vec![Standing::default(); parties.len()];
    let mut sums = vec![Sum::default(); parties.len()];
    let mut work = Vec::new();
    for end in [End::Lower, End::Upper] {
        if end == End::Upper {
            sums.fill(Sum::default());
        }
        begin(&mut sums, &mut work, listed.under(law));
        if end == End::Upper {
            begin(&mut sums, &mut work, undisclosed(graph));
        }
        while let Some(owner) = work.pop() {
            for edge in graph.held_by(owner) {
                let Some(sum) = sums.get_mut(edge.owned.index()) else { continue };
                sum.add(edge, end);
                let [all, _] = graph.held_at_least(edge.owned);
                let enough = law.is_enough(sum.shares.within(all));
                if !sum.blocked && (enough || law.counts_control() && controls_alone(edge, end)) {
                    sum.blocked = true;
                    work.push(edge.owned);
                }
            }
        }
        for ((standing, sum), party) in of.iter_mut().zip(&sums).zip(0_u32..) {
            let [all, _] = graph.held_at_least(PartyId(party));
            let held = narrow(sum.shares.within(all));
            match end {
                End::Lower => (standing.low, standing.surely) = (held, sum.blocked),
                End::Upper => {
                    (standing.high, standing.maybe) =
                        (held.max(standing.low), sum.blocked || standing.surely);
                }
            }
        }
    }
    Standings { of, largest: Vec::new(), cut_short: false }
}

fn begin(sums: &mut [Sum], work: &mut Vec<PartyId>, roots: impl Iterator<Item = PartyId>) {
    for root in roots {
        if let Some(sum) = sums.get_mut(root.index())
            && !sum.blocked
        {
            sum.blocked = true;
            work.push(root);
        }
    }
}

fn undisclosed<'a>(graph: &'a Graph<'_>) -> impl Iterator<Item = PartyId> + 'a {
    let parties = graph.statements().parties().iter().zip(0_u32..);
    parties.filter(|(party, _)| party.undisclosed).map(|(_, id)| PartyId(id))
}

/// Control that is declared, or a majority of the votes in one hand.
fn controls_alone(edge: &Edge, end: End) -> bool {
    let votes = match end {
        End::Lower => edge.votes.min,
        End::Upper => edge.votes.max,
    };
    edge.control || edge.votes != edge.shares && Share::HALF.ppm() < votes
}

/// The UK: each listed person alone, with what it holds through those that it owns or controls.
fn person_by_person(graph: &Graph<'_>, listed: &Listed) -> Standings {
    let count = graph.statements().parties().len();
    let roots = in_order(graph, listed);
    let mut found =
        Standings { of: vec![Standing::default(); count], largest: vec![None; count], cut_short: false };
    let mut steps = UK_STEPS_PER_EDGE.saturating_mul(graph.edge_count() + count);
    let mut grown = Grown::new(count);
    for &root in &roots {
        if found.get(root).surely {
            continue;
        }
        let Some(left) = grown.grow(graph, End::Lower, std::iter::once(root), steps) else {
            found.cut_short = true;
            break;
        };
        steps = left;
        grown.keep(graph, End::Lower, Some(root), &mut found);
    }
    // Whoever is not named may be the same listed person as any other.
    let unnamed: Vec<PartyId> = undisclosed(graph).collect();
    let mut persons: Vec<Option<PartyId>> = roots.iter().copied().map(Some).collect();
    if persons.is_empty() && !unnamed.is_empty() {
        persons.push(None);
    }
    for &person in &persons {
        if person.is_some_and(|it| found.get(it).maybe) {
            continue;
        }
        let together = person.into_iter().chain(unnamed.iter().copied());
        let Some(left) = grown.grow(graph, End::Upper, together, steps) else {
            found.cut_short = true;
            break;
        };
        steps = left;
        grown.keep(graph, End::Upper, person, &mut found);
    }
    for standing in &mut found.of {
        standing.high = standing.high.max(standing.low);
        standing.maybe |= standing.surely;
    }
    for &root in &roots {
        if let Some(standing) = found.of.get_mut(root.index()) {
            (standing.surely, standing.maybe) = (true, true);
        }
    }
    if found.cut_short {
        bound_by_reach(graph, roots.iter().copied().chain(unnamed), &mut found);
    }
    found
}

/// The listed persons: those first that have the fewest majority owners above them, so that whoever belongs to another
/// is met through that other; then by id.
fn in_order(graph: &Graph<'_>, listed: &Listed) -> Vec<PartyId> {
    let half = Share::HALF.ppm();
    let id = |party: PartyId| graph.statements().get(party).map_or("", |it| &it.id);
    let above = |party: PartyId| {
        let owners = graph.owners_of(party).iter().filter(|it| half < it.shares.min && !it.is_self());
        owners.map(|it| it.owner).min_by_key(|&owner| id(owner))
    };
    let mut roots: Vec<(usize, &str, PartyId)> = Vec::new();
    for root in listed.under(Law::Uk) {
        let chain = std::iter::successors(above(root), |&owner| above(owner).filter(|&it| it != root));
        roots.push((chain.take(LONGEST_CHAIN).count(), id(root), root));
    }
    roots.sort_unstable();
    roots.into_iter().map(|(_, _, root)| root).collect()
}

/// Majority owners above one another that are counted when choosing where to begin; only speed depends on it.
const LONGEST_CHAIN: usize = 64;

/// What one person owns or controls, and what it holds in others.
struct Grown {
    sums: Vec<Sum>,
    touched: Vec<PartyId>,
}

impl Grown {
    fn new(parties: usize) -> Self {
        Self { sums: vec![Sum::default(); parties], touched: Vec::new() }
    }

    /// Grows from the roots, taken as one person; gives the steps left, `None` where there were too few.
    fn grow(
        &mut self,
        graph: &Graph<'_>,
        end: End,
        roots: impl Iterator<Item = PartyId>,
        mut steps: usize,
    ) -> Option<usize> {
        for party in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(party.index()) {
                *sum = Sum::default();
            }
        }
        let mut work = Vec::new();
        begin(&mut self.sums, &mut work, roots);
        self.touched.extend(&work);
        while let Some(owner) = work.pop() {
            for edge in graph.held_by(owner) {
                steps = steps.checked_sub(1)?;
                let Some(sum) = self.sums.get_mut(edge.owned.index()) else { continue };
                if sum.is_untouched() {
                    self.touched.push(edge.owned);
                }
                sum.add(edge, end);
                let [shares, votes] = graph.held_at_least(edge.owned);
                let enough = Law::Uk.is_enough(sum.shares.within(shares))
                    || Law::Uk.is_enough(sum.votes.within(votes))
                    || controls_alone(edge, end)
                    || is_joint(graph, edge);
                if enough && !sum.blocked {
                    sum.blocked = true;
                    work.push(edge.owned);
                }
            }
        }
        Some(steps)
    }

    /// Keeps for each party the largest stake of any one person.
    fn keep(&self, graph: &Graph<'_>, end: End, person: Option<PartyId>, found: &mut Standings) {
        for &party in &self.touched {
            let Some(sum) = self.sums.get(party.index()) else { continue };
            let Some(standing) = found.of.get_mut(party.index()) else { continue };
            let [all, _] = graph.held_at_least(party);
            let held = narrow(sum.shares.within(all));
            match end {
                End::Lower => {
                    standing.low = standing.low.max(held);
                    standing.surely |= sum.blocked && Some(party) != person;
                }
                End::Upper => {
                    if let Some(largest) = found.largest.get_mut(party.index())
                        && person.is_some()
                        && Some(party) != person
                        && (standing.high < held || largest.is_none())
                    {
                        *largest = person;
                    }
                    standing.high = standing.high.max(held);
                    standing.maybe |= sum.blocked && Some(party) != person;
                }
            }
        }
    }
}

/// Who holds jointly counts with the whole.
fn is_joint(graph: &Graph<'_>, edge: &Edge) -> bool {
    edge.carries() && graph.statements().get(edge.owned).is_some_and(|it| it.joint)
}

/// Where the sums of single persons were cut short: whoever any listed person can reach may be blocked.
fn bound_by_reach(graph: &Graph<'_>, roots: impl Iterator<Item = PartyId>, found: &mut Standings) {
    let mut work: Vec<PartyId> = roots.collect();
    let mut seen = vec![false; found.of.len()];
    while let Some(owner) = work.pop() {
        for edge in graph.held_by(owner).filter(|it| it.carries()) {
            if let Some(seen) = seen.get_mut(edge.owned.index())
                && !*seen
            {
                *seen = true;
                work.push(edge.owned);
            }
        }
    }
    for (standing, seen) in found.of.iter_mut().zip(seen) {
        if seen {
            (standing.high, standing.maybe) = (Share::WHOLE.ppm(), true);
        }
    }
}

fn narrow(ppm: u64) -> u32 {
    u32::try_from(ppm).unwrap_or(u32::MAX)
}
