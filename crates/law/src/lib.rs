//! Dated rules over three-valued facts to findings; the decision and its bytes.
//!
//! [`decide`] takes what was ordered ([`Order`]), what the engines found about it ([`Found`]), the law pack
//! ([`LawPack`]) and a [`Policy`], and gives one [`Decision`]. Rules are data: no rule stands in code. Facts
//! that nobody knows stay unknown, and are named with the question that would settle them. This crate reads no file
//! and no clock.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod found;
mod found_goods;
mod found_party;
pub mod order;
mod signed;

mod decision;
mod outcome;

mod keywords;
mod pack;
mod policy;
mod rule;
mod wording;

mod answers;
mod evaluation;
mod expression;
mod fact;
mod facts;

mod applying;
mod authorisation;
mod completeness;
mod decide;
mod evidence;
mod matching;

pub use decide::{Asked, decide};
pub use decision::{
    AuthorisationTest, By, Citation, Decision, DecisionError, EvidenceLine, Finding, Incomplete,
    IncompleteKind, LawUsed, ListInUse, MatchShown, NotChecked, Outcomes, RegimeConsidered, Subject,
    TableInUse, Verified,
};
pub use found::{Found, LegFound, ListUsed, PlaceFound, TableUsed};
pub use found_goods::{
    ChartReason, Chpl, Concern, DeMinimisFound, EuAnnexFound, HsFound, LineFound, RecoveredFound,
    RecoveredKind, TableAnswer, TextMismatch,
};
pub use found_party::{
    AddressHit, EvidenceFound, IdFault, ListMatch, LocatorFound, MatchState, OwnerAnswer, OwnerFinding,
    OwnerLaw, PartyFound, SameAddress,
};
pub use order::{Order, OrderError};
pub use outcome::{Outcome, exit_status};
pub use pack::{LawPack, PackError, SHIPPED};
pub use policy::{Policy, PolicyError};
pub use signed::{Answer, Dismissal, Drawn, Resolution, Signature, SignedAuthorisation, SignedFacts};
