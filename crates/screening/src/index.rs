//! The parties of all lists, prepared once, and the way from a party to its hits.

use ledger::{Address, IdKind, Party};

use crate::{Evidence, Rarity, Settings};

/// A list, as the caller numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListRef(pub u16);

/// An entry of a list, as the caller numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef(pub u32);

/// A listed party that our party may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The list.
    pub list: ListRef,
    /// The entry of the list.
    pub entry: EntryRef,
    /// How well they agree, in 1/10,000.
    pub score: u16,
    /// How much agreed, whatever the score: orders hits of one score, for an exact rare name says more than an
    /// exact common one.
    pub strength: u32,
    /// What speaks for it, the weightiest first. Never empty.
    pub evidence: Vec<Evidence>,
    /// What speaks against it, the weightiest first.
    pub against: Vec<Evidence>,
    /// Whether the match may carry the list's legal effect without a person's word.
    pub presumed: bool,
}

/// A listed party at the same building as an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressHit {
    /// The list.
    pub list: ListRef,
    /// The entry of the list.
    pub entry: EntryRef,
    /// Whether floor or unit are the same too, and not only the building.
    pub same_unit: bool,
    /// The listed address, as its source writes it.
    pub text: String,
    /// Why it is taken for the same, as a sentence.
    pub sentence: String,
}

/// Takes the listed parties, and makes the [`Index`] of them.
#[derive(Debug, Default)]
pub struct IndexBuilder {}

impl IndexBuilder {
    /// A builder that holds nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a listed party.
    pub fn add(&mut self, _list: ListRef, _entry: EntryRef, _party: &Party) {}

    /// Makes the index.
    pub fn build(self, _rarity: Rarity) -> Index {
        Index {}
    }
}

/// The parties of all lists, prepared for screening. Cheap to share between threads.
#[derive(Debug)]
pub struct Index {}

impl Index {
    /// The hits of a party at or above `settings.review_at`, the best first.
    ///
    /// Who screens many parties takes a [`Screener`] and keeps it.
    pub fn screen(&self, party: &Party, settings: &Settings) -> Vec<Hit> {
        self.screener().screen(party, settings)
    }

    /// A screener: the index with the scratch memory of one thread.
    pub fn screener(&self) -> Screener<'_> {
        Screener { _index: self }
    }

    /// The listed parties at the same building as `address`, those with the same unit first.
    pub fn screen_address(&self, _address: &Address) -> Vec<AddressHit> {
        Vec::new()
    }

    /// The entries that have this identifier, whatever their names.
    pub fn by_identifier(&self, _kind: IdKind, _value: &str) -> &[(ListRef, EntryRef)] {
        &[]
    }

    /// How many entries the index holds.
    pub fn len(&self) -> usize {
        0
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An index with the scratch memory of one thread.
#[derive(Debug)]
pub struct Screener<'a> {
    _index: &'a Index,
}

impl Screener<'_> {
    /// The hits of a party at or above `settings.review_at`, the best first.
    pub fn screen(&mut self, _party: &Party, _settings: &Settings) -> Vec<Hit> {
        Vec::new()
    }
}
