//! Statements of ownership as sources make them: who, of whom, how much, since when, by whose word.
//!
//! Nothing is decided here. Statements that disagree stand side by side; `graph` picks those of a day.

use std::collections::HashMap;
use std::sync::Arc;

use vocab::{Date, PartialDate, Share};

/// Statements of one graph at most: past it, reading stops with an answer that says so.
pub const STATEMENTS_MAX: usize = 20_000_000;
/// Parties of one graph at most.
pub const PARTIES_MAX: usize = 20_000_000;

/// A party of one graph: its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartyId(pub(crate) u32);

impl PartyId {
    /// Its position among the parties.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A source of one graph: its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) u32);

/// A party as sources name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphParty {
    /// The id under which sources speak of it.
    pub id: Arc<str>,
    /// Its name, where a source gives one beside the id.
    pub name: Option<Arc<str>>,
    /// The source says that someone is there and not who: it may be a listed person.
    pub undisclosed: bool,
    /// An arrangement through which several hold jointly: under UK law each of them counts with the whole.
    pub joint: bool,
}

impl GraphParty {
    /// What to call it: its name, else its id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interest {
    /// A share of the capital, or ownership without further words.
    Shares,
    /// A share of the votes.
    Votes,
    /// Control by other means, as the source declares it: a right to appoint the board, dominant influence.
    Control,
    /// A seat on the board or another office.
    Office,
    /// Another tie, which gives neither share nor control.
    Tie,
}

/// Whether an interest is held directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    /// Held directly, or the source does not say.
    Direct,
    /// Held through others.
    Indirect,
    /// Held through others, and the source gives each link as a statement of its own: a summary, never added to them.
    Summary,
}

/// A day of which perhaps only the month or the year is known: its first and its last possible day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first day it may be.
    pub first: Date,
    /// The last day it may be.
    pub last: Date,
}

impl From<Date> for Span {
    fn from(day: Date) -> Self {
        Self { first: day, last: day }
    }
}

impl From<PartialDate> for Span {
    fn from(date: PartialDate) -> Self {
        Self { first: date.earliest(), last: date.latest() }
    }
}

/// A share that lies between two bounds; equal bounds are an exact share, nothing to the whole an unknown one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// At least this.
    pub min: Share,
    /// At most this.
    pub max: Share,
}

impl Range {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { min: Share::ZERO, max: Share::WHOLE };

    /// Exactly this.
    pub const fn exact(share: Share) -> Self {
        Self { min: share, max: share }
    }

    /// Whether it is one number.
    pub fn is_exact(self) -> bool {
        self.min == self.max
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self == Self::UNKNOWN
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// `45`, `45 to 70` or `0 to 100`: a bound in per cent, without the sign.
    pub fn bounds_words(self) -> String {
        if self.is_exact() {
            plain(self.min.ppm())
        } else {
            format!("{} to {}", plain(self.min.ppm()), plain(self.max.ppm()))
        }
    }

    /// The same, and `unknown` where nothing is known.
    pub fn words(self) -> String {
        if self.is_unknown() { "unknown".to_owned() } else { self.bounds_words() }
    }
}

/// Per cent without the sign: `49.99`.
pub(crate) fn plain(ppm: u32) -> String {
    let (whole, part) = (ppm / 10_000, format!("{:04}", ppm % 10_000));
    match part.trim_end_matches('0') {
        "" => whole.to_string(),
        part => format!("{whole}.{part}"),
    }
}

/// One statement of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who holds.
    pub owner: PartyId,
    /// In whom.
    pub owned: PartyId,
    /// What.
    pub interest: Interest,
    /// Directly or through others.
    pub reach: Reach,
    /// How much; of shares and votes only.
    pub share: Range,
    /// The first day, where the source gives it.
    pub from: Option<Span>,
    /// The last day on which it held, where the source gives it: who sold on a day held on that day.
    pub to: Option<Span>,
    /// The day of the statement itself, where the source gives it.
    pub stated: Option<Date>,
    /// Who says so.
    pub source: SourceId,
    /// One-based line of the file in which it begins.
    pub line: u32,
}

impl Statement {
    /// How old the evidence is: the day of the statement, else since when it is said to hold.
    pub fn evidence_date(&self) -> Option<Date> {
        self.stated.or(self.from.map(|from| from.first))
    }
}

/// The graph holds as much as it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the graph has more than {STATEMENTS_MAX} statements or {PARTIES_MAX} parties")]
pub struct Full;

/// All that sources say of ownership, with the parties that they name.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    parties: Vec<GraphParty>,
    places: HashMap<Arc<str>, u32>,
    sources: Vec<Arc<str>>,
    source_places: HashMap<Arc<str>, u32>,
    /// The source that was asked for last: neighbouring rows have the same.
    last_source: u32,
    statements: Vec<Statement>,
}

impl Statements {
    /// Makes room for parties and statements.
    pub(crate) fn reserve(&mut self, parties: usize, statements: usize) {
        self.parties.reserve(parties.min(PARTIES_MAX));
        self.places.reserve(parties.min(PARTIES_MAX));
        self.statements.reserve(statements.min(STATEMENTS_MAX));
    }

    /// The party with this id, made where it is new.
    pub fn party(&mut self, id: &str) -> Result<PartyId, Full> {
        if let Some(&place) = self.places.get(id) {
            return Ok(PartyId(place));
        }
        let place = u32::try_from(self.parties.len()).map_err(|_| Full)?;
        if PARTIES_MAX <= self.parties.len() {
            return Err(Full);
        }
        let id: Arc<str> = id.into();
        self.places.insert(Arc::clone(&id), place);
        self.parties.push(GraphParty { id, name: None, undisclosed: false, joint: false });
        Ok(PartyId(place))
    }

    /// What is known of a party, for a reader to add to.
    pub fn describe(&mut self, party: PartyId) -> Option<&mut GraphParty> {
        self.parties.get_mut(party.index())
    }

    /// The source with these words, made where it is new.
    pub fn source(&mut self, words: &str) -> SourceId {
        if self.sources.get(self.last_source as usize).is_some_and(|it| **it == *words) {
            return SourceId(self.last_source);
        }
        if let Some(&place) = self.source_places.get(words) {
            self.last_source = place;
            return SourceId(place);
        }
        let place = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        let words: Arc<str> = words.into();
        self.source_places.insert(Arc::clone(&words), place);
        self.sources.push(words);
        SourceId(place)
    }

    /// Adds a statement.
    pub fn add(&mut self, statement: Statement) -> Result<(), Full> {
        if STATEMENTS_MAX <= self.statements.len() {
            return Err(Full);
        }
        self.statements.push(statement);
        Ok(())
    }

    /// All parties, by position.
    pub fn parties(&self) -> &[GraphParty] {
        &self.parties
    }

    /// One party; `None` for an id of another graph.
    pub fn get(&self, party: PartyId) -> Option<&GraphParty> {
        self.parties.get(party.index())
    }

    /// What to call a party.
    pub fn label(&self, party: PartyId) -> &str {
        self.get(party).map_or("(unknown)", GraphParty::label)
    }

    /// The party with this id, else the only one with this name.
    pub fn find(&self, id_or_name: &str) -> Option<PartyId> {
        if let Some(&place) = self.places.get(id_or_name) {
            return Some(PartyId(place));
        }
        let mut named =
            self.parties.iter().zip(0_u32..).filter(|(it, _)| it.name.as_deref() == Some(id_or_name));
        match (named.next(), named.next()) {
            (Some((_, place)), None) => Some(PartyId(place)),
            (None | Some(_), _) => None,
        }
    }

    /// The words of a source.
    pub fn source_words(&self, source: SourceId) -> &str {
        self.sources.get(source.0 as usize).map_or("", |it| it)
    }

    /// All statements, in the order in which they were read.
    pub fn all(&self) -> &[Statement] {
        &self.statements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_words_without_the_sign() {
        assert_eq!(plain(499_900), "49.99");
        assert_eq!(plain(500_000), "50");
        assert_eq!(plain(1), "0.0001");
        assert_eq!(Range::UNKNOWN.words(), "unknown");
        let band = Range { min: Share::from_ppm(450_000).unwrap(), max: Share::from_ppm(700_000).unwrap() };
        assert_eq!(band.words(), "45 to 70");
    }

    #[test]
    fn a_party_is_found_by_id_and_by_a_name_that_is_its_alone() {
        let mut graph = Statements::default();
        for (id, name) in [("1", "Alpha"), ("2", "Beta"), ("3", "Beta")] {
            let party = graph.party(id).unwrap();
            graph.describe(party).unwrap().name = Some(name.into());
        }
        assert_eq!(graph.find("2"), Some(PartyId(1)));
        assert_eq!(graph.find("Alpha"), Some(PartyId(0)));
        assert_eq!(graph.find("Beta"), None);
        assert_eq!(graph.find("Gamma"), None);
    }
}
