//! The answers of all laws for all parties of a graph, computed once and then looked up.

use vocab::Share;

use crate::explain::{self, Explanation};
use crate::fixpoint::{self, Standing, Standings};
use crate::graph::Graph;
use crate::regime::{Answer, Law, Listed};
use crate::statement::{Interest, PartyId, Range};

/// What every law comes to for every party of one graph.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    graph: &'a Graph<'a>,
    listed: &'a Listed,
    standings: [Standings; 4],
    /// Who holds an office in whom, by holder.
    offices: Vec<(PartyId, PartyId)>,
}

impl<'a> Answers<'a> {
    /// Computes them: linear in the edges.
    pub fn compute(graph: &'a Graph<'a>, listed: &'a Listed) -> Self {
        let standings = Law::ALL.map(|law| fixpoint::standings(graph, listed, law));
        let offices = graph.ties().filter(|it| it.interest == Interest::Office);
        let mut offices: Vec<_> = offices.map(|it| (it.owner, it.owned)).collect();
        offices.sort_unstable();
        offices.dedup();
        Self { graph, listed, standings, offices }
    }

    /// What a law comes to for a party.
    pub fn answer(&self, party: PartyId, law: Law) -> Answer {
        self.standing(party, law).answer()
    }

    /// What blocked persons hold of a party, at least and at most: together, under UK law the most that one of them
    /// holds.
    pub fn held(&self, party: PartyId, law: Law) -> Range {
        let standing = self.standing(party, law);
        let share = |ppm: u32| Share::from_ppm(ppm).unwrap_or(Share::WHOLE);
        Range { min: share(standing.low), max: share(standing.high) }
    }

    /// The answers for one party, with their arithmetic, paths, questions and evidence.
    pub fn explain(&self, party: PartyId) -> Explanation {
        explain::explanation(self, party)
    }

    /// The graph of the day.
    pub fn graph(&self) -> &'a Graph<'a> {
        self.graph
    }

    /// Who is listed under which law.
    pub fn listed(&self) -> &'a Listed {
        self.listed
    }

    pub(crate) fn standing(&self, party: PartyId, law: Law) -> Standing {
        self.standings(law).get(party)
    }

    pub(crate) fn standings(&self, law: Law) -> &Standings {
        let [ofac, bis, eu, uk] = &self.standings;
        match law {
            Law::Ofac => ofac,
            Law::Bis => bis,
            Law::Eu => eu,
            Law::Uk => uk,
        }
    }

    /// Blocked, whatever the unknown shares are.
    pub(crate) fn surely(&self, party: PartyId, law: Law) -> bool {
        self.listed.has(party, law) || self.standing(party, law).surely
    }

    /// Blocked for some values of what is unknown.
    pub(crate) fn maybe(&self, party: PartyId, law: Law) -> bool {
        self.surely(party, law) || self.standing(party, law).maybe || self.is_undisclosed(party)
    }

    pub(crate) fn is_undisclosed(&self, party: PartyId) -> bool {
        self.graph.statements().get(party).is_some_and(|it| it.undisclosed)
    }

    /// The parties in which somebody holds an office on the day.
    pub(crate) fn offices_of(&self, holder: PartyId) -> impl Iterator<Item = PartyId> {
        let from = self.offices.partition_point(|it| it.0 < holder);
        let offices = self.offices.get(from..).unwrap_or_default();
        offices.iter().take_while(move |it| it.0 == holder).map(|it| it.1)
    }
}
