//! What the engines found about an order: the input that the program fills, in the order's own order.
//!
//! Nothing here is a judgement. What was not looked for is unknown and what was not loaded is not loaded; never `no`.

use vocab::{CountryCode, Date, Digest, ListName, Truth};

use crate::found_goods::LineFound;
use crate::found_party::PartyFound;
use crate::signed::SignedFacts;

/// All that was found about one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// One for each of `order.parties`.
    pub parties: Vec<PartyFound>,
    /// One for each of `order.goods`.
    pub lines: Vec<LineFound>,
    /// One for each leg of the route.
    pub legs: Vec<LegFound>,
    /// Every list version that was screened against.
    pub lists: Vec<ListUsed>,
    /// Every table that was, or would have been, looked into.
    pub tables: Vec<TableUsed>,
    /// What persons have signed since the order came in.
    pub signed: SignedFacts,
}

/// What was found about one leg.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegFound {
    /// Where it begins; `None` where the order does not say.
    pub from: Option<PlaceFound>,
    /// Where it ends; `None` where the order does not say.
    pub to: Option<PlaceFound>,
    /// Matches of its ship, as of a party; `None` where no ship is named.
    pub vessel: Option<PartyFound>,
}

/// A place of the route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceFound {
    /// As the order has it.
    pub text: String,
    /// The place's name in our tables; `None` where it is not known there.
    pub name: Option<String>,
    /// Its country; `None` where nobody knows.
    pub country: Option<CountryCode>,
    /// Whether it is one of the ports, locks or airports under the EU's transaction ban.
    pub eu_banned_port: Truth,
    /// How the place was told, for the evidence.
    pub basis: String,
}

/// One version of one file of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListUsed {
    /// The file's kind, such as `us-csl`; `starter` for the starter set.
    pub kind: String,
    /// The legal lists that this version carries.
    pub names: Vec<ListName>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What the publisher calls it.
    pub version: String,
    /// The day that it speaks of.
    pub effective: Date,
    /// The last day on which it was confirmed to be the publisher's current version.
    pub confirmed: Date,
    /// Whether it was read whole.
    pub complete: bool,
    /// Fields that the source does not have, such as `addresses` or `dates`.
    pub lacks: Vec<String>,
    /// Whether it is the starter set, which never makes an answer complete.
    pub starter: bool,
    /// The day of the oldest version that is loaded: parties removed before are not known.
    pub oldest: Date,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableUsed {
    /// Its name as `regimes.toml` and the rules use it, such as `Supplement No. 7 to Part 746`.
    pub name: String,
    /// Its edition, such as a date.
    pub edition: String,
    /// The digest of its bytes; `None` where it is not loaded.
    pub digest: Option<Digest>,
    /// The day that it speaks of.
    pub effective: Option<Date>,
    /// Whether it is loaded.
    pub loaded: bool,
    /// What to know about it.
    pub note: String,
}
