//! Two addresses: the same unit, the same building, different, or not enough is known.

use ledger::Address;

/// How two addresses relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same building, and the same floor or unit.
    SameUnit,
    /// The same building; floor or unit differ, or are not said on both sides.
    SameBuilding,
    /// Not the same building.
    Different,
    /// One of them does not say enough: a town alone, or nothing that can be read.
    Unknown,
}

/// How two addresses relate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressComparison {
    /// How they relate.
    pub relation: Relation,
    /// Why, as a sentence.
    pub sentence: String,
}

/// Compares two addresses. The result does not depend on the order.
pub fn compare(_ours: &Address, _theirs: &Address) -> AddressComparison {
    AddressComparison { relation: Relation::Unknown, sentence: String::new() }
}
