//! What screening and ownership found about one party.

use vocab::{Digest, ListName, ListingInterval, Share};

/// What was found about one party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyFound {
    /// Listings that the party may be, strongest first.
    pub matches: Vec<ListMatch>,
    /// Listed parties, or address-only entries, at the party's addresses.
    pub address_hits: Vec<AddressHit>,
    /// Numbers of the party that are not what they should be.
    pub id_faults: Vec<IdFault>,
    /// Who stands behind the party, law by law; empty where nobody has looked.
    pub owners: Vec<OwnerFinding>,
}

/// How sure it is that a listing is of the party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchState {
    /// A person said that it is not.
    Dismissed,
    /// A person must look.
    Possible,
    /// By a strong identifier, or by name, country and type with nothing against.
    Presumed,
    /// A person said that it is.
    Confirmed,
}

impl MatchState {
    /// The word that files and rules use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Possible => "possible",
            Self::Presumed => "presumed",
            Self::Confirmed => "confirmed",
        }
    }
}

/// A listing that the party may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMatch {
    /// The legal list.
    pub list: ListName,
    /// The file's kind, such as `us-csl`.
    pub kind: String,
    /// The entry in it, as the publisher numbers them.
    pub entry: String,
    /// The listed party's main name.
    pub caption: String,
    /// The same number on every listing of the same party, for the reader only.
    pub group: u32,
    /// How sure it is.
    pub state: MatchState,
    /// In 1/10,000.
    pub score: u16,
    /// A finer order among equal scores.
    pub strength: u32,
    /// When the listing began and ended.
    pub interval: ListingInterval,
    /// Where the interval comes from, as a sentence; empty where it is a date of the list's own.
    pub interval_basis: String,
    /// Programme codes, topics or letter kinds.
    pub programs: Vec<String>,
    /// The licence requirement in the entry's words.
    pub requirement: Option<String>,
    /// The licence review policy in the entry's words.
    pub policy: Option<String>,
    /// Footnotes of an Entity List entry. Empty: read them from `requirement`.
    pub footnotes: Vec<u8>,
    /// Citations in the entry, such as `89 FR 68548`.
    pub citations: Vec<String>,
    /// Kinds of measures in the entry, such as `asset freeze`.
    pub measures: Vec<String>,
    /// The annex of an EU regulation that has the entry.
    pub annex: Option<String>,
    /// Whether the list says when this listing ends, where its kind ends at all (denial orders).
    pub end_known: bool,
    /// The statement of reasons.
    pub reason: Option<String>,
    /// A page about the entry.
    pub link: Option<String>,
    /// Where the entry stands.
    pub locator: LocatorFound,
    /// What speaks for it.
    pub evidence: Vec<EvidenceFound>,
    /// What speaks against it.
    pub against: Vec<EvidenceFound>,
    /// Fields that this version of the list lacks.
    pub lacks: Vec<String>,
}

/// Where a value stands in what was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatorFound {
    /// The digest of the file.
    pub list: Digest,
    /// The entry.
    pub entry: String,
    /// The field; empty for the whole entry.
    pub field: String,
}

/// One reason for or against, in words that a person understands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceFound {
    /// The whole thought.
    pub sentence: String,
    /// The order's side.
    pub ours: String,
    /// The list's side.
    pub theirs: String,
    /// The list's field.
    pub field: String,
}

/// How close an address is to a listed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SameAddress {
    /// The same house; the unit differs, or one side names none.
    Building,
    /// The same house and the same floor or unit.
    Unit,
}

/// Listed parties at one of the party's addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressHit {
    /// The order's address.
    pub ours: String,
    /// The listed address.
    pub theirs: String,
    /// The listed party there; `None` for an entry that is an address alone, such as `Address 01`.
    pub party: Option<String>,
    /// How close.
    pub same: SameAddress,
    /// How many listed parties share that building.
    pub listed_at_building: u32,
    /// The entries there, as their publishers number them.
    pub entries: Vec<String>,
    /// The legal list of the first of them.
    pub list: ListName,
    /// When that listing began and ended.
    pub interval: ListingInterval,
    /// The digest of the list's file.
    pub digest: Digest,
    /// Why the two addresses are taken to be one, as a sentence.
    pub sentence: String,
}

/// A number of a party that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdFault {
    /// Such as `imo` or `inn`.
    pub kind: String,
    /// As the order has it.
    pub text: String,
    /// What is wrong with it. It does not say what would be right.
    pub reason: String,
}

/// The law under which ownership was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OwnerLaw {
    /// OFAC's fifty-per-cent rule.
    Ofac,
    /// The Affiliates Rule of BIS.
    Bis,
    /// EU best practices.
    Eu,
    /// UK regulations.
    Uk,
}

/// What ownership comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OwnerAnswer {
    /// Listed parties own enough.
    Blocked,
    /// They do not.
    NotBlocked,
    /// It depends on shares that are not known.
    Undetermined,
}

/// Who stands behind a party under one law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerFinding {
    /// Which law.
    pub law: OwnerLaw,
    /// What it comes to.
    pub answer: OwnerAnswer,
    /// Listed parties own at least this.
    pub low: Option<Share>,
    /// Listed parties own at most this.
    pub high: Option<Share>,
    /// The arithmetic and the path, as a sentence.
    pub sentence: String,
    /// The question that would settle it; `None` where it is settled.
    pub question: Option<String>,
}
