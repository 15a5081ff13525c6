//! A rule of the pack: dated data, read and tested once.

use serde::Deserialize;
use vocab::{Date, ListName};

use crate::decision::Verified;
use crate::expression::Expression;
use crate::fact::Scope;
use crate::order::AuthorisationKind;
use crate::outcome::Outcome;
use crate::wording::Wording;

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Its id; versions of one rule share it.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// The regime that it belongs to, by its place in the pack.
    pub(crate) regime: usize,
    /// What it is asked about.
    pub(crate) scope: Scope,
    /// The lists whose matches it is asked about.
    pub(crate) lists: Vec<ListName>,
    /// Whether it is a row of the matrix: the effect of a listing as such.
    pub(crate) matrix: bool,
    /// The flag of the checklist that it is asked about.
    pub(crate) flag: Option<String>,
    /// When it applies.
    pub(crate) when: Expression,
    /// What ties the trade to its jurisdiction; without one it always is.
    pub(crate) nexus: Option<Expression>,
    /// What it comes to.
    pub(crate) outcome: Outcome,
    /// What it comes to where the tie is missing; `None`: nothing.
    pub(crate) without_nexus: Option<Outcome>,
    /// Whether it raises a red flag.
    pub(crate) raises_flag: bool,
    /// Which date of the order it reads.
    pub(crate) reads: Reads,
    /// What it says.
    pub(crate) text: Wording,
    /// What a listing of its kind means in law.
    pub(crate) effect: String,
    /// What to do next; empty where the outcome says enough.
    pub(crate) next: String,
    /// Kinds of authorisations that release it.
    pub(crate) released_by: Vec<AuthorisationKind>,
    /// Fields of lists that it cannot do without.
    pub(crate) needs: Vec<String>,
    /// Where it stands.
    pub(crate) citation: Source,
    /// Its states, oldest first, none overlapping.
    pub(crate) states: Vec<State>,
    /// Who verified it.
    pub(crate) verified: Verified,
}

impl Rule {
    /// Its state on `day`; `None` where it is not in effect.
    pub(crate) fn state_on(&self, day: Date) -> Option<&State> {
        let covers =
            |state: &&State| state.from.is_none_or(|from| from <= day) && state.to.is_none_or(|to| day <= to);
        self.states.iter().find(covers)
    }

    /// The first day after `day` on which its state is another.
    pub(crate) fn next_change(&self, day: Date) -> Option<Date> {
        let begins = self.states.iter().filter_map(|state| state.from);
        let ends = self.states.iter().filter_map(|state| state.to?.tomorrow().ok());
        begins.chain(ends).filter(|change| day < *change).min()
    }
}

/// Which date of the order a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reads {
    /// The day on which the goods leave.
    Export,
    /// The day on which the money moves.
    Payment,
    /// The day of the contract.
    Contract,
    /// The day of the order.
    Order,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its text.
    pub(crate) text: String,
    /// A link to it.
    pub(crate) link: String,
}

/// A stretch of time in which a rule has one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// The first day; `None`: since ever, as far as the pack goes.
    pub(crate) from: Option<Date>,
    /// The last day; `None`: until now, as far as the pack goes.
    pub(crate) to: Option<Date>,
    /// What it is.
    pub(crate) standing: Standing,
    /// The outcome in this state, where it differs.
    pub(crate) outcome: Option<Outcome>,
    /// The text in this state, where it differs.
    pub(crate) text: Option<Wording>,
    /// The citation in this state, where it differs.
    pub(crate) citation: Option<Source>,
    /// What to know about the state.
    pub(crate) banner: Option<String>,
}

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// In force.
    InForce,
    /// Suspended for a time.
    Stayed,
    /// No longer in force.
    Lapsed,
    /// Never law: what an authority advises.
    Guidance,
    /// Taken to be in force; the primary text was not read.
    Unverified,
}

impl Standing {
    /// The word that files use.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Stayed => "stayed",
            Self::Lapsed => "lapsed",
            Self::Guidance => "guidance",
            Self::Unverified => "unverified",
        }
    }

    /// Whether the rule's own outcome stands in this state.
    pub(crate) const fn binds(self) -> bool {
        match self {
            Self::InForce | Self::Guidance | Self::Unverified => true,
            Self::Stayed | Self::Lapsed => false,
        }
    }
}
