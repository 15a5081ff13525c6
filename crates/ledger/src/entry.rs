//! An entry of a published list: a party, and what its listing says.

use serde::{Deserialize, Serialize};
use vocab::{ListName, PartialDate};

use crate::as_text;
use crate::party::{Field, Party};

/// One entry of one list, as one version of the list gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// As the publisher numbers it (`45708`, `EU.27.28`, `RUS0251`); where the publisher does not, an id made of the
    /// entry's own words, so that the same entry has the same id in the next version.
    pub id: String,
    /// The legal list that it stands on. One file may carry several: the Consolidated Screening List carries twelve.
    #[serde(with = "as_text")]
    pub list: ListName,
    /// One-based line, row or record of the source file in which it begins.
    pub row: u64,
    /// The party.
    pub party: Party,
    /// What the listing says.
    pub listing: Listing,
    /// Ties to other parties that the list states.
    pub links: Vec<Link>,
}

/// What a listing says, in the publisher's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Programmes, one each (`NPWMD`, `RUSSIA-EO14024`), in the order of the alphabet.
    pub programs: Vec<String>,
    /// When it was listed, as precisely as the entry itself says.
    #[serde(with = "as_text::option")]
    pub listed: Option<PartialDate>,
    /// When it ended or ends, where the entry says so.
    #[serde(with = "as_text::option")]
    pub ended: Option<PartialDate>,
    /// Citations: `89 FR 68548`, `Reg. 833/2014`, CELEX numbers.
    pub citations: Vec<String>,
    /// The annex, schedule or part of the act, where lists have them: `IV`, `XLII`, `I`.
    pub annex: Option<String>,
    /// The licence requirement, verbatim.
    pub requirement: Option<String>,
    /// The licence review policy, verbatim.
    pub policy: Option<String>,
    /// The measures imposed, verbatim: `Asset freeze`, `Port ban`.
    pub measures: Vec<String>,
    /// The statement of reasons, verbatim.
    pub reason: Option<String>,
    /// Whatever else a reader needs, verbatim.
    pub remarks: Option<String>,
    /// A link to the publisher's page or act.
    pub link: Option<String>,
}

/// A tie from this entry to another party, as the list states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What the tie is.
    pub kind: LinkKind,
    /// The other party's name, in the list's words.
    pub to: String,
    /// The other party's entry on the same list, where the list gives it.
    pub to_id: Option<String>,
    /// Where it stood.
    pub field: Field,
}

/// What ties one party to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LinkKind {
    /// OFAC's `Linked To`.
    LinkedTo,
    /// The other owns it.
    Owner,
    /// The other manages or operates it.
    Manager,
    /// The other is its parent company.
    Parent,
    /// It owns or controls the other.
    Subsidiary,
    /// The list says that both are one party under two entries.
    SameAs,
    /// Another tie, as the words say.
    Other,
}
