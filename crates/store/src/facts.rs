//! Facts that people add to a decision, each signed, and approved by a second person where that is asked for.
//!
//! Nobody edits an outcome: a fact is added and the order is decided again. What a fact says is in its body,
//! for the caller to read.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use vocab::Digest;

use crate::error::StoreError;
use crate::home::Home;
use crate::json_text::Object;
use crate::log::{Entry, LogKind, Stamp, append, filled};

/// What a fact is to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A match is not the party.
    Dismissal,
    /// An answer to a question that the decision asked.
    Answer,
    /// A licence, exception or the like that is claimed.
    Authorisation,
}

impl FactKind {
    /// The word in the record.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dismissal => "dismissal",
            Self::Answer => "answer",
            Self::Authorisation => "authorisation",
        }
    }

    fn from_text(text: String) -> Result<Self, StoreError> {
        [Self::Dismissal, Self::Answer, Self::Authorisation]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(StoreError::Unreadable { what: "kind of a fact", text })
    }
}

/// A fact to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRecord {
    /// Its id, as the caller makes it.
    pub fact_id: String,
    /// The decision that it was added to.
    pub decision_id: String,
    /// What it is.
    pub kind: FactKind,
    /// What it says, in the caller's form.
    pub body: Vec<u8>,
    /// The person who signs it.
    pub who: String,
    /// When they signed.
    pub at: String,
    /// The second person, where they approve in the same breath.
    pub second: Option<String>,
}

/// A fact on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub fact_id: String,
    /// The number of its log record.
    pub seq: i64,
    /// The decision that it was added to.
    pub decision_id: String,
    /// What it is.
    pub kind: FactKind,
    /// What it says.
    pub body: Vec<u8>,
    /// The person who signed it.
    pub who: String,
    /// When they signed.
    pub at: String,
    /// Those who approved it since, first to last; never its author.
    pub approved_by: Vec<Approval>,
}

/// A second person's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who.
    pub who: String,
    /// When it was recorded.
    pub at: String,
}

impl Home {
    /// Adds a signed fact to a decision on record. The same fact again changes nothing.
    pub fn add_fact(&self, fact: &FactRecord, stamp: &Stamp) -> Result<Entry, StoreError> {
        filled("the id of a fact", &fact.fact_id)?;
        filled("the person who signs", &fact.who)?;
        self.write(|tx| {
            let entry = match entry_of(tx, &fact.fact_id)? {
                Some(entry) => {
                    let before = find(tx, &fact.fact_id)?;
                    if before.is_none_or(|before| fact_text(&before) != fact_text(&on_record(fact))) {
                        return Err(StoreError::Differs { what: "fact", key: fact.fact_id.clone() });
                    }
                    entry
                }
                None => self.insert_fact(tx, fact, stamp)?,
            };
            if let Some(second) = &fact.second {
                self.approve(tx, &fact.fact_id, second, stamp)?;
            }
            Ok(entry)
        })
    }

    /// A second person approves a fact. The author cannot; approving twice changes nothing.
    pub fn approve_fact(&self, fact_id: &str, approver: &str, stamp: &Stamp) -> Result<(), StoreError> {
        self.write(|tx| self.approve(tx, fact_id, approver, stamp))
    }

    /// The fact of that id.
    pub fn fact(&self, fact_id: &str) -> Result<Fact, StoreError> {
        self.read(|tx| find(tx, fact_id))?
            .ok_or_else(|| StoreError::NotThere { what: "fact", key: fact_id.to_owned() })
    }

    /// All facts that were added to any decision on this order, first to last.
    pub fn facts_for(&self, order_id: &str) -> Result<Vec<Fact>, StoreError> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(&format!(
                "{COLUMNS} JOIN decision ON decision.decision_id = fact.decision_id
                 WHERE decision.order_id = $1 ORDER BY fact.seq"
            ))?;
            let rows = statement.query_map([order_id], |row| Ok(read_fact(row)))?;
            rows.map(|row| with_approvals(tx, row??)).collect()
        })
    }

    fn insert_fact(
        &self,
        tx: &Transaction<'_>,
        fact: &FactRecord,
        stamp: &Stamp,
    ) -> Result<Entry, StoreError> {
        let known = tx
            .prepare_cached("SELECT 1 FROM decision WHERE decision_id = $1")?
            .exists([&fact.decision_id])?;
        if !known {
            return Err(StoreError::NotThere { what: "decision", key: fact.decision_id.clone() });
        }
        let body = fact_text(&on_record(fact));
        let entry = append(tx, &self.home_id(), LogKind::Fact, body.as_bytes(), stamp)?;
        tx.prepare_cached(
            "INSERT INTO fact (fact_id, seq, decision_id, kind, body, who, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )?
        .execute(params![
            fact.fact_id,
            entry.seq,
            fact.decision_id,
            fact.kind.as_str(),
            fact.body,
            fact.who,
            fact.at,
        ])?;
        Ok(entry)
    }

    fn approve(
        &self,
        tx: &Transaction<'_>,
        fact_id: &str,
        approver: &str,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        filled("the person who approves", approver)?;
        let fact = find(tx, fact_id)?
            .ok_or_else(|| StoreError::NotThere { what: "fact", key: fact_id.to_owned() })?;
        if same_person(&fact.who, approver) {
            return Err(StoreError::SamePerson { who: fact.who });
        }
        if fact.approved_by.iter().any(|approval| approval.who == approver) {
            return Ok(());
        }
        let body = approval_text(fact_id, &fact.who, approver);
        let seq = append(tx, &self.home_id(), LogKind::FactApproved, body.as_bytes(), stamp)?.seq;
        tx.prepare_cached(
            "INSERT INTO fact_approval (seq, fact_id, author, approver) VALUES ($1, $2, $3, $4)",
        )?
        .execute(params![seq, fact_id, fact.who, approver])?;
        Ok(())
    }
}

/// One person does not become two by capitals or blanks.
fn same_person(left: &str, right: &str) -> bool {
    let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    folded(left) == folded(right)
}

const COLUMNS: &str =
    "SELECT fact_id, fact.seq, fact.decision_id, fact.kind, fact.body, fact.who, fact.at FROM fact";

fn on_record(fact: &FactRecord) -> Fact {
    Fact {
        fact_id: fact.fact_id.clone(),
        seq: 0,
        decision_id: fact.decision_id.clone(),
        kind: fact.kind,
        body: fact.body.clone(),
        who: fact.who.clone(),
        at: fact.at.clone(),
        approved_by: Vec::new(),
    }
}

fn entry_of(tx: &Transaction<'_>, fact_id: &str) -> Result<Option<Entry>, StoreError> {
    let entry = tx
        .prepare_cached("SELECT log.seq, hash FROM log JOIN fact ON fact.seq = log.seq WHERE fact_id = $1")?
        .query_row([fact_id], |row| Ok(Entry { seq: row.get(0)?, hash: crate::log::digest_at(row, 1)? }))
        .optional()?;
    Ok(entry)
}

fn find(tx: &Transaction<'_>, fact_id: &str) -> Result<Option<Fact>, StoreError> {
    tx.prepare_cached(&format!("{COLUMNS} WHERE fact_id = $1"))?
        .query_row([fact_id], |row| Ok(read_fact(row)))
        .optional()?
        .transpose()?
        .map(|fact| with_approvals(tx, fact))
        .transpose()
}

fn read_fact(row: &Row<'_>) -> Result<Fact, StoreError> {
    Ok(Fact {
        fact_id: row.get(0)?,
        seq: row.get(1)?,
        decision_id: row.get(2)?,
        kind: FactKind::from_text(row.get(3)?)?,
        body: row.get(4)?,
        who: row.get(5)?,
        at: row.get(6)?,
        approved_by: Vec::new(),
    })
}

fn with_approvals(tx: &Transaction<'_>, fact: Fact) -> Result<Fact, StoreError> {
    let approved_by = tx
        .prepare_cached(
            "SELECT approver, at FROM fact_approval JOIN log ON log.seq = fact_approval.seq
             WHERE fact_id = $1 ORDER BY fact_approval.seq",
        )?
        .query_map([&fact.fact_id], |row| Ok(Approval { who: row.get(0)?, at: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Fact { approved_by, ..fact })
}

/// The body of a fact's log record: what it says by its digest, so that the log itself names nobody's
/// customer.
fn fact_text(fact: &Fact) -> String {
    Object::new()
        .text("fact_id", &fact.fact_id)
        .text("decision_id", &fact.decision_id)
        .text("kind", fact.kind.as_str())
        .shown("body", &Digest::of(&fact.body))
        .text("who", &fact.who)
        .text("at", &fact.at)
        .close()
}

fn approval_text(fact_id: &str, author: &str, approver: &str) -> String {
    Object::new().text("fact_id", fact_id).text("author", author).text("approver", approver).close()
}

/// What the log must say of the fact in record `seq`, from the row as it is now.
pub(crate) fn fact_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    tx.prepare_cached(&format!("{COLUMNS} WHERE fact.seq = $1"))?
        .query_row([seq], |row| Ok(read_fact(row)))
        .optional()?
        .transpose()
        .map(|fact| fact.as_ref().map(fact_text))
}

/// What the log must say of the approval in record `seq`, from the row as it is now.
pub(crate) fn approval_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    let text = tx
        .prepare_cached("SELECT fact_id, author, approver FROM fact_approval WHERE seq = $1")?
        .query_row([seq], |row| {
            let (fact_id, author, approver): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(approval_text(&fact_id, &author, &approver))
        })
        .optional()?;
    Ok(text)
}
