//! decision/1: the answer, with every reason cited, and its canonical bytes.

use serde::{Deserialize, Serialize};

use crate::found::{ListUsed, TableUsed};
use crate::outcome::Outcome;

/// What an answer's `format` says.
pub(crate) const FORMAT: &str = "decision/1";

/// One decision: a function of the order, the dates, the lists, the law pack, the policy, the engine and what persons
/// have signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `decision/1`.
    pub format: String,
    /// Sixteen hexadecimal digits that name what went in.
    pub decision_id: String,
    /// The order's number with whoever made it.
    pub order: Option<String>,
    /// The digest of the order's canonical bytes.
    pub order_digest: String,
    /// The date of the law.
    pub as_of: String,
    /// The date of the data.
    pub known_at: String,
    /// The worst of all findings, and HOLD at least while something mandatory is missing.
    pub outcome: Outcome,
    /// The reason in one sentence.
    pub reason: String,
    /// What to do now, in one sentence.
    pub next: String,
    /// What is missing and mandatory.
    pub incomplete: Vec<Incomplete>,
    /// The outcome by line, party and regime: releasing one finding exposes the next.
    pub outcomes: Outcomes,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// Each claimed authorisation against each finding that it was tested for.
    pub authorisations: Vec<AuthorisationTest>,
    /// The regimes, in play or not, and why.
    pub regimes: Vec<RegimeConsidered>,
    /// The day from which this answer may no longer stand; `None` where nothing known changes.
    pub recheck_by: Option<String>,
    /// What `recheck_by` waits for.
    pub recheck_because: Option<String>,
    /// Lists that were used.
    pub lists: Vec<ListInUse>,
    /// Tables that were used.
    pub tables: Vec<TableInUse>,
    /// The law pack.
    pub law: LawUsed,
    /// The policy's name and digest.
    pub policy: LawUsed,
    /// The engine's name and version.
    pub engine: String,
    /// What this is not.
    pub notice: String,
}

impl Decision {
    /// The bytes that are recorded and replayed: compact JSON, fields in the order of the struct.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads recorded bytes back.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecisionError> {
        serde_json::from_slice(bytes).map_err(|error| DecisionError(error.to_string()))
    }
}

/// Bytes that are not a decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not a decision: {0}")]
pub struct DecisionError(pub(crate) String);

/// What kind of thing is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncompleteKind {
    /// A fact of the trade: somebody can answer.
    Fact,
    /// A list: load or refresh it.
    List,
    /// A table: load it.
    Table,
}

/// Something mandatory that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Incomplete {
    /// Fact, list or table.
    pub kind: IncompleteKind,
    /// The fact's name, the list's code or the table's name.
    pub what: String,
    /// What it is about: a reference such as `order`, `line 1`, `party 2`.
    pub subject: String,
    /// The question that would settle it, or what to load.
    pub question: String,
    /// The rules that wait for it.
    pub rules: Vec<String>,
}

/// Something that was not checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotChecked {
    /// The rule or list.
    pub what: String,
    /// What it is about.
    pub subject: String,
    /// Why it was not checked.
    pub why: String,
}

/// Outcomes by line, party and regime.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// By line, in the order's order.
    pub lines: Vec<By>,
    /// By party, in the order's order.
    pub parties: Vec<By>,
    /// By regime, in the pack's order.
    pub regimes: Vec<By>,
}

/// The outcome of one line, party or regime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The reference, such as `line 1`, `party 2` or `US-EAR`.
    pub of: String,
    /// A name for the reader.
    pub name: String,
    /// The worst of its findings.
    pub outcome: Outcome,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// A reference: `order`, `line 1`, `party 2`, `leg 1`, `vessel 1` (of leg 1), `flag KYC-10`.
    pub id: String,
    /// A name for the reader.
    pub name: String,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The regime that it belongs to.
    pub regime: String,
    /// What it comes to.
    pub outcome: Outcome,
    /// What it came to before an authorisation or signed facts; `None` where nothing released it.
    pub before_release: Option<Outcome>,
    /// What it is about.
    pub subject: Subject,
    /// The listing, where a party or thing was matched.
    #[serde(rename = "match")]
    pub matched: Option<MatchShown>,
    /// In plain words.
    pub reason: String,
    /// What a listing of this kind means in law; empty where nothing was matched.
    pub effect: String,
    /// Where it stands.
    pub citation: Citation,
    /// What speaks for it.
    pub evidence: Vec<EvidenceLine>,
    /// Why it may be wrong, with equal weight.
    pub against: Vec<EvidenceLine>,
    /// What released it.
    pub released_by: Option<String>,
}

/// A listing that a party or ship may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchShown {
    /// The list's code.
    pub list: String,
    /// The list's title.
    pub list_title: String,
    /// The file's kind.
    pub kind: String,
    /// The entry.
    pub entry: String,
    /// The listed party's name.
    pub caption: String,
    /// The same number on every listing of the same party.
    pub group: u32,
    /// Possible, presumed, confirmed or dismissed.
    pub state: String,
    /// In 1/10,000.
    pub score: u16,
    /// A finer order among equal scores.
    pub strength: u32,
    /// When it was listed, as far as it is known.
    pub listed: String,
    /// Whether it was listed on the rule's date: yes, no or unknown.
    pub in_effect: String,
    /// Programme codes.
    pub programs: Vec<String>,
    /// The licence requirement in the entry's words.
    pub requirement: Option<String>,
    /// The licence review policy in the entry's words.
    pub policy: Option<String>,
    /// Footnotes.
    pub footnotes: Vec<u8>,
    /// Citations in the entry.
    pub citations: Vec<String>,
    /// The annex of an EU regulation.
    pub annex: Option<String>,
    /// The statement of reasons.
    pub reason: Option<String>,
    /// A page about the entry.
    pub link: Option<String>,
    /// The digest of the list's file.
    pub list_digest: String,
}

/// Where a rule stands, and how well that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The citation.
    pub text: String,
    /// A link to it.
    pub link: String,
    /// In effect from this day.
    pub effective_from: Option<String>,
    /// In effect until this day, which is the last.
    pub effective_to: Option<String>,
    /// In force, stayed, lapsed, guidance or unverified, on the rule's date.
    pub state: String,
    /// The date of the law that was read.
    pub read_on: String,
    /// What to know about the state.
    pub banner: Option<String>,
    /// Who verified it, and when.
    pub verified: Verified,
}

/// How well a rule is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The day; empty where it was not verified.
    pub on: String,
    /// By whom.
    pub by: String,
    /// V2 two independent sources, V1 one, D computed from published data, M not confirmed.
    pub grade: String,
}

/// One line of evidence, with both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// The whole thought.
    pub sentence: String,
    /// The order's side.
    pub ours: Option<String>,
    /// The list's or table's side.
    pub theirs: Option<String>,
    /// Where theirs stands: digest, entry and field.
    pub locator: Option<String>,
}

/// One claimed authorisation against one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorisationTest {
    /// Its number, or what it has in its place.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// The finding's rule.
    pub rule: String,
    /// The finding's subject.
    pub subject: String,
    /// Whether it is excluded.
    pub excluded: bool,
    /// Why it is excluded; the conditions that remain where it is not.
    pub because: Vec<String>,
    /// What this order draws from it: quantity, where it is limited.
    pub draws_quantity: Option<String>,
    /// What this order draws from it: value, where it is limited.
    pub draws_value: Option<String>,
}

/// A regime, and whether it is in play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeConsidered {
    /// The regime's id.
    pub regime: String,
    /// Its title.
    pub title: String,
    /// Yes, no or unknown; unknown counts as in play.
    pub in_play: String,
    /// Why.
    pub why: String,
}

/// A list that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInUse {
    /// The file's kind.
    pub kind: String,
    /// The lists in it, as codes.
    pub names: Vec<String>,
    /// What the publisher calls the version.
    pub version: String,
    /// The day that it speaks of.
    pub effective: String,
    /// The last day on which it was confirmed to be current.
    pub confirmed: String,
    /// The digest of its bytes.
    pub digest: String,
    /// Whether it was read whole.
    pub complete: bool,
    /// Whether it is the starter set.
    pub starter: bool,
    /// Fields that it lacks.
    pub lacks: Vec<String>,
}

/// A table that was used, or was not loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInUse {
    /// Its name.
    pub name: String,
    /// Its edition.
    pub edition: String,
    /// Whether it is loaded.
    pub loaded: bool,
    /// The digest of its bytes.
    pub digest: Option<String>,
    /// What to know about it.
    pub note: String,
}

/// The law pack or the policy of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawUsed {
    /// Its name.
    pub name: String,
    /// Its edition.
    pub edition: String,
    /// Its digest.
    pub digest: String,
}

impl From<&ListUsed> for ListInUse {
    fn from(used: &ListUsed) -> Self {
        Self {
            kind: used.kind.clone(),
            names: used.names.iter().map(ToString::to_string).collect(),
            version: used.version.clone(),
            effective: used.effective.to_string(),
            confirmed: used.confirmed.to_string(),
            digest: used.digest.to_string(),
            complete: used.complete,
            starter: used.starter,
            lacks: used.lacks.clone(),
        }
    }
}

impl From<&TableUsed> for TableInUse {
    fn from(used: &TableUsed) -> Self {
        Self {
            name: used.name.clone(),
            edition: used.edition.clone(),
            loaded: used.loaded,
            digest: used.digest.map(|digest| digest.to_string()),
            note: used.note.clone(),
        }
    }
}
