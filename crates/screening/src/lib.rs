//! A party to candidates to evidence to matches.
//!
//! [`IndexBuilder`] takes the parties of the lists once; [`Index::screen`] finds those that a party of an order may
//! be, and [`compare`] weighs one pair in the same way. Whatever is scored says why: a [`Hit`] carries the
//! [`Evidence`] for it and, apart and with equal weight, the evidence against it. Scores are whole numbers of
//! 1/10,000 and depend on the pair only, never on what else is loaded: rarity comes from a frozen table
//! ([`Rarity`]), so that a rescreen of what changed equals a full one.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod address;
mod attributes;
mod compare;
mod dictionary;
mod edits;
mod evidence;
mod index;
mod name_pair;
mod prepared;
mod rarity;
mod settings;
pub mod spelling;
mod word_tables;

pub use compare::{Comparison, compare};
pub use evidence::{Evidence, EvidenceKind};
pub use index::{AddressHit, EntryRef, Hit, Index, IndexBuilder, ListRef, Screener};
pub use rarity::{Rarity, RarityError};
pub use settings::{REVIEW_AT, Settings};
