//! Who said what: parties as sources describe them, list entries, claims and denials, each with its place in a source.
//!
//! This crate holds words, not judgements. It does not say whether two parties are the same (`screening`), nor what
//! a listing means (`law`). FollowTheMoney is its shape on every outside edge (`ftm`).
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod as_text;
pub mod claim;
pub mod entry;
pub mod party;

pub use claim::{Claim, Dossier, DossierError, Source};
pub use entry::{Entry, Link, LinkKind, Listing};
pub use party::{
    Address, AddressKind, Country, CountryRole, Detail, DetailKind, Field, Gender, IdKind, Identifier, Name,
    NameKind, NamePart, NamePartRole, Party, PartyDate, PartyDateKind,
};
