//! The statements of one day as a graph: flat arrays, one edge for each pair of owner and owned.
//!
//! This module decides which statements hold on the day and what their shares come to where several speak of one
//! pair. It does not decide who is blocked: that is `fixpoint`.

use vocab::{Date, Share};

use crate::statement::{Interest, PartyId, Range, Reach, Statement, Statements};

/// Parties looked at for one statement of indirect ownership, to see whether the links between are stated too. Past
/// it, the statement counts with its upper bound alone.
const LINKS_LOOKED_AT_MAX: usize = 1_000;

/// All that one owner holds in one party on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) owner: PartyId,
    pub(crate) owned: PartyId,
    /// The share, in parts per million.
    pub(crate) shares: Bounds,
    /// The votes; as the shares where no row speaks of votes.
    pub(crate) votes: Bounds,
    /// Control is declared.
    pub(crate) control: bool,
    /// Some row says that the share is held directly.
    direct: bool,
    /// Where its rows begin in `rows`.
    first_row: u32,
}

/// At least and at most, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) min: u32,
    pub(crate) max: u32,
}

impl From<Range> for Bounds {
    fn from(range: Range) -> Self {
        Self { min: range.min.ppm(), max: range.max.ppm() }
    }
}

impl Bounds {
    pub(crate) fn range(self) -> Range {
        let share = |ppm: u32| Share::from_ppm(ppm).unwrap_or(Share::WHOLE);
        Range { min: share(self.min), max: share(self.max) }
    }

    fn plus(self, other: Self) -> Self {
        let whole = Share::WHOLE.ppm();
        Self {
            min: self.min.saturating_add(other.min).min(whole),
            max: self.max.saturating_add(other.max).min(whole),
        }
    }
}

impl Edge {
    /// Whether it can carry anything: a summary of other edges cannot.
    pub(crate) fn carries(&self) -> bool {
        0 < self.shares.max || 0 < self.votes.max || self.control
    }

    pub(crate) fn is_self(&self) -> bool {
        self.owner == self.owned
    }
}

/// The statements of one day, by owner and by owned.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    statements: &'a Statements,
    as_of: Date,
    /// By owned, then by owner.
    edges: Vec<Edge>,
    /// Where the edges into each party begin; one more than there are parties.
    incoming: Vec<u32>,
    /// Statements, grouped by edge.
    rows: Vec<u32>,
    /// Where each owner's edges begin in `by_owner`; one more than there are parties.
    outgoing: Vec<u32>,
    /// Edges by owner, without what parties hold in themselves.
    by_owner: Vec<u32>,
    /// What all owners of each party hold at least, together: shares and votes.
    held_at_least: Vec<[u64; 2]>,
    /// Offices and other ties, by owned and then by owner.
    ties: Vec<u32>,
}

impl<'a> Graph<'a> {
    /// The graph as it was on a day.
    ///
    /// A statement without dates is taken to hold. One of which only the month or year of its beginning or end is
    /// known holds with a share from nothing up, while that month or year lasts.
    pub fn on(statements: &'a Statements, as_of: Date) -> Self {
        let parties = statements.parties().len();
        let mut graph = Self {
            statements,
            as_of,
            edges: Vec::new(),
            incoming: Vec::with_capacity(parties + 1),
            rows: Vec::new(),
            outgoing: Vec::new(),
            by_owner: Vec::new(),
            held_at_least: vec![[0; 2]; parties],
            ties: Vec::new(),
        };
        let starts = graph.sort_rows(parties);
        let indirect = graph.join_edges(&starts);
        graph.settle_indirect(&indirect);
        for edge in &graph.edges {
            if let Some([shares, votes]) = graph.held_at_least.get_mut(edge.owned.index()) {
                *shares += u64::from(edge.shares.min);
                *votes += u64::from(edge.votes.min);
            }
        }
        graph.index_owners(parties);
        graph
    }

    /// The day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// All that was read, of any day.
    pub fn statements(&self) -> &'a Statements {
        self.statements
    }

    /// How many pairs of owner and owned hold on the day.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The edges into a party, by owner's position.
    pub(crate) fn owners_of(&self, party: PartyId) -> &[Edge] {
        let bound = |at: usize| self.incoming.get(at).map(|&it| it as usize);
        match (bound(party.index()), bound(party.index() + 1)) {
            (Some(from), Some(to)) => self.edges.get(from..to).unwrap_or_default(),
            (_, _) => &[],
        }
    }

    /// The edges out of a party, without what it holds in itself.
    pub(crate) fn held_by(&self, party: PartyId) -> impl Iterator<Item = &Edge> {
        let bound = |at: usize| self.outgoing.get(at).map(|&it| it as usize);
        let places = match (bound(party.index()), bound(party.index() + 1)) {
            (Some(from), Some(to)) => self.by_owner.get(from..to).unwrap_or_default(),
            (_, _) => &[],
        };
        places.iter().filter_map(|&place| self.edges.get(place as usize))
    }

    /// The statements behind an edge, in an order of their own: by date, words of the source, share.
    pub(crate) fn rows_of(&self, edge: &Edge) -> Vec<&'a Statement> {
        let rows = self.rows.get(edge.first_row as usize..).unwrap_or_default();
        let all = self.statements.all();
        let statements = rows.iter().filter_map(|&row| all.get(row as usize));
        let mut of_edge: Vec<&Statement> =
            statements.take_while(|it| it.owner == edge.owner && it.owned == edge.owned).collect();
        if of_edge.len() < 2 {
            return of_edge;
        }
        of_edge.sort_by_key(|it| {
            let words = self.statements.source_words(it.source);
            (it.interest, it.from, it.to, it.stated, words, it.share.min, it.share.max, it.reach)
        });
        of_edge
    }

    /// Offices in and other ties to a party, on the day.
    pub(crate) fn ties_to(&self, party: PartyId) -> impl Iterator<Item = &'a Statement> {
        let all = self.statements.all();
        let owned = move |row: &u32| all.get(*row as usize).map(|it| it.owned);
        let from = self.ties.partition_point(|row| owned(row) < Some(party));
        let ties = self.ties.get(from..).unwrap_or_default();
        ties.iter().filter_map(move |&row| all.get(row as usize)).take_while(move |it| it.owned == party)
    }

    /// Offices and other ties on the day, of everybody.
    pub(crate) fn ties(&self) -> impl Iterator<Item = &'a Statement> {
        let all = self.statements.all();
        self.ties.iter().filter_map(move |&row| all.get(row as usize))
    }

    /// What all owners of a party hold at least, together: shares and votes.
    pub(crate) fn held_at_least(&self, party: PartyId) -> [u64; 2] {
        self.held_at_least.get(party.index()).copied().unwrap_or_default()
    }

    /// Puts the rows of the day into groups by owned and, within these, by owner. Gives where each group by owned
    /// begins.
    fn sort_rows(&mut self, parties: usize) -> Vec<u32> {
        let all = self.statements.all();
        let mut starts = vec![0_u32; parties + 1];
        let mut here = Vec::with_capacity(all.len());
        for (row, statement) in (0_u32..).zip(all) {
            if !holds(statement, self.as_of) {
                continue;
            }
            match statement.interest {
                Interest::Shares | Interest::Votes | Interest::Control => {
                    here.push(row);
                    if let Some(count) = starts.get_mut(statement.owned.index() + 1) {
                        *count += 1;
                    }
                }
                Interest::Office | Interest::Tie => self.ties.push(row),
            }
        }
        add_up(&mut starts);
        let mut next = starts.clone();
        self.rows = vec![0; here.len()];
        for row in here {
            let place = all.get(row as usize).and_then(|it| next.get_mut(it.owned.index()));
            if let Some(place) = place {
                if let Some(slot) = self.rows.get_mut(*place as usize) {
                    *slot = row;
                }
                *place += 1;
            }
        }
        let owner = |row: &u32| all.get(*row as usize).map(|it| it.owner);
        for group in starts.windows(2) {
            if let [from, to] = group
                && let Some(rows) = self.rows.get_mut(*from as usize..*to as usize)
                && 1 < rows.len()
            {
                rows.sort_unstable_by_key(owner);
            }
        }
        self.ties
            .sort_unstable_by_key(|row| all.get(*row as usize).map(|it| (it.owned, it.owner, it.interest)));
        starts
    }

    /// Makes one edge of the rows of each pair; gives what is said to be held indirectly beside it.
    fn join_edges(&mut self, starts: &[u32]) -> Vec<(usize, Bounds)> {
        let all = self.statements.all();
        let mut indirect = Vec::new();
        self.edges.reserve(self.rows.len());
        for group in starts.windows(2) {
            self.incoming.push(position(self.edges.len()));
            let [from, to] = group else { continue };
            let rows = self.rows.get(*from as usize..*to as usize).unwrap_or_default();
            let owner = |row: &u32| all.get(*row as usize).map(|it| it.owner);
            let mut first_row = *from;
            for pair in rows.chunk_by(|a, b| owner(a) == owner(b)) {
                let (edge, beside) = joined(pair, all, self.as_of, first_row);
                first_row += position(pair.len());
                if let Some(edge) = edge {
                    if let Some(beside) = beside {
                        indirect.push((self.edges.len(), beside));
                    }
                    self.edges.push(edge);
                }
            }
        }
        self.incoming.push(position(self.edges.len()));
        indirect
    }

    /// Adds what is held indirectly where the links between are not stated themselves.
    fn settle_indirect(&mut self, indirect: &[(usize, Bounds)]) {
        let mut settled = Vec::with_capacity(indirect.len());
        for &(place, beside) in indirect {
            let Some(edge) = self.edges.get(place) else { continue };
            match self.is_linked(edge.owner, edge.owned) {
                Some(true) => {}
                Some(false) => settled.push((place, beside)),
                None => settled.push((place, Bounds { min: 0, ..beside })),
            }
        }
        for (place, beside) in settled {
            if let Some(edge) = self.edges.get_mut(place) {
                let votes_follow = edge.votes == edge.shares;
                edge.shares = edge.shares.plus(beside);
                if votes_follow {
                    edge.votes = edge.shares;
                }
            }
        }
    }

    /// Whether direct statements lead from `owner` to `owned` through others; `None` where that was too far to see.
    fn is_linked(&self, owner: PartyId, owned: PartyId) -> Option<bool> {
        let mut seen = std::collections::BTreeSet::from([owned]);
        let mut next = vec![owned];
        while let Some(party) = next.pop() {
            for edge in self.owners_of(party).iter().filter(|it| it.direct) {
                if edge.owner == owner {
                    if party != owned {
                        return Some(true);
                    }
                } else if seen.insert(edge.owner) {
                    next.push(edge.owner);
                }
            }
            if LINKS_LOOKED_AT_MAX < seen.len() {
                return None;
            }
        }
        Some(false)
    }

    fn index_owners(&mut self, parties: usize) {
        let mut starts = vec![0_u32; parties + 1];
        for edge in self.edges.iter().filter(|it| !it.is_self()) {
            if let Some(count) = starts.get_mut(edge.owner.index() + 1) {
                *count += 1;
            }
        }
        add_up(&mut starts);
        let mut next = starts.clone();
        self.by_owner = vec![0; starts.last().map_or(0, |it| *it as usize)];
        for (place, edge) in (0_u32..).zip(&self.edges).filter(|(_, it)| !it.is_self()) {
            if let Some(slot) = next.get_mut(edge.owner.index()) {
                if let Some(here) = self.by_owner.get_mut(*slot as usize) {
                    *here = place;
                }
                *slot += 1;
            }
        }
        self.outgoing = starts;
    }
}

/// Whether a statement may hold on the day.
fn holds(statement: &Statement, as_of: Date) -> bool {
    statement.from.is_none_or(|from| from.first <= as_of) && statement.to.is_none_or(|to| as_of <= to.last)
}

/// Whether it surely holds: neither its beginning nor its end is open on the day.
fn surely_holds(statement: &Statement, as_of: Date) -> bool {
    statement.from.is_none_or(|from| from.last <= as_of) && statement.to.is_none_or(|to| as_of <= to.first)
}

/// The share of a statement on the day.
pub(crate) fn share_on(statement: &Statement, as_of: Date) -> Range {
    let min = if surely_holds(statement, as_of) { statement.share.min } else { Share::ZERO };
    Range { min, max: statement.share.max }
}

/// One edge of the rows of one pair, and what is held indirectly beside it.
fn joined(pair: &[u32], all: &[Statement], as_of: Date, first_row: u32) -> (Option<Edge>, Option<Bounds>) {
    let (mut direct, mut indirect, mut votes) = (Said::default(), Said::default(), Said::default());
    let (mut control, mut ends) = (false, None);
    for statement in pair.iter().filter_map(|&row| all.get(row as usize)) {
        ends = Some((statement.owner, statement.owned));
        let share = share_on(statement, as_of);
        match (statement.interest, statement.reach) {
            (Interest::Control, _) => control = true,
            (Interest::Shares, Reach::Direct) => direct.add(share),
            (Interest::Shares, Reach::Indirect) => indirect.add(share),
            (Interest::Votes, Reach::Direct) => votes.add(share),
            (Interest::Shares, Reach::Summary)
            | (Interest::Votes, Reach::Indirect | Reach::Summary)
            | (Interest::Office | Interest::Tie, _) => {}
        }
    }
    let shares = direct.bounds().unwrap_or_default();
    let edge = ends.map(|(owner, owned)| Edge {
        owner,
        owned,
        shares,
        votes: votes.bounds().unwrap_or(shares),
        control,
        direct: direct.bounds().is_some(),
        first_row,
    });
    (edge, indirect.bounds())
}

/// What the statements of one pair come to: the widest range of those that give one.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    known: Option<Range>,
    unknown: bool,
}

impl Said {
    fn add(&mut self, range: Range) {
        if range.is_unknown() {
            self.unknown = true;
        } else {
            self.known = Some(self.known.map_or(range, |before| before.hull(range)));
        }
    }

    fn bounds(self) -> Option<Bounds> {
        self.known.or(self.unknown.then_some(Range::UNKNOWN)).map(Bounds::from)
    }
}

fn add_up(counts: &mut [u32]) {
    let mut sum = 0_u32;
    for count in counts {
        sum = sum.saturating_add(*count);
        *count = sum;
    }
}

/// A position; statements are limited far below what 32 bits hold.
fn position(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
