//! Decisions: a decision that was not recorded is not given.
//!
//! The row, its inputs, its draws and its log record are one transaction, after its two blobs are durable.
//! What a decision says is in its blob, for `law` to read.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use vocab::{Date, Digest};

use crate::draws::{Drawing, Draws, apply};
use crate::error::StoreError;
use crate::home::Home;
use crate::json_text::Object;
use crate::log::{Entry, LogKind, Stamp, append, filled, parsed};

/// Something that a decision was computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it was to the decision, such as `list ofac-sdn` or `law`.
    pub role: String,
    /// Its bytes.
    pub digest: Digest,
}

/// A decision to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRecord {
    /// Its id; the same decision has the same id wherever it is computed.
    pub decision_id: String,
    /// The order's own id.
    pub order_id: String,
    /// The order as it came.
    pub order: Vec<u8>,
    /// The decision's canonical bytes.
    pub decision: Vec<u8>,
    /// The date of the law.
    pub as_of: Date,
    /// The date or moment of the data.
    pub known_at: String,
    /// What it was computed from, in the caller's order.
    pub inputs: Vec<Input>,
    /// The engine's version.
    pub engine: String,
    /// The outcome's name.
    pub outcome: String,
    /// The decision on the same order that this one follows, where facts were added to it.
    pub parent: Option<String>,
    /// What it does to authorisations.
    pub draws: Draws,
}

/// How a decision came to be on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is new; this is its record.
    New(Entry),
    /// The same bytes were on record already; this record says that they were given again.
    Repeat(Entry),
}

/// A decision on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub decision_id: String,
    /// The number of its log record.
    pub seq: i64,
    /// When it was recorded, as the writer told it.
    pub recorded_at: String,
    /// Who recorded it.
    pub writer: String,
    /// The order's own id.
    pub order_id: String,
    /// The order as it came.
    pub order_blob: Digest,
    /// The decision's canonical bytes.
    pub decision_blob: Digest,
    /// The date of the law.
    pub as_of: Date,
    /// The date or moment of the data.
    pub known_at: String,
    /// What it was computed from.
    pub inputs: Vec<Input>,
    /// The engine's version.
    pub engine: String,
    /// The outcome's name.
    pub outcome: String,
    /// The decision that this one follows.
    pub parent: Option<String>,
}

/// Which decisions to show; a `None` asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionFilter {
    /// Of this order.
    pub order_id: Option<String>,
    /// With this outcome.
    pub outcome: Option<String>,
    /// By this engine.
    pub engine: Option<String>,
    /// Recorded before this log record: how to page backwards.
    pub before_seq: Option<i64>,
}

impl Home {
    /// Records a decision; when this returns, it survives a power cut, and only then may it be shown.
    ///
    /// # Errors
    /// [`StoreError::Differs`] where the id is on record with other bytes, and
    /// [`StoreError::DrawnMeanwhile`] where an authorisation is no longer as the decision saw it. Either way
    /// nothing was recorded.
    pub fn record_decision(&self, record: &DecisionRecord, stamp: &Stamp) -> Result<Recorded, StoreError> {
        filled("the id of a decision", &record.decision_id)?;
        filled("the id of an order", &record.order_id)?;
        let mut decision = Decision {
            decision_id: record.decision_id.clone(),
            seq: 0,
            recorded_at: stamp.at.clone(),
            writer: stamp.writer.clone(),
            order_id: record.order_id.clone(),
            order_blob: self.blobs().put(&record.order)?,
            decision_blob: self.blobs().put(&record.decision)?,
            as_of: record.as_of,
            known_at: record.known_at.clone(),
            inputs: record.inputs.clone(),
            engine: record.engine.clone(),
            outcome: record.outcome.clone(),
            parent: record.parent.clone(),
        };
        self.write(|tx| {
            let recorded = if let Some(before) = find(tx, &record.decision_id)? {
                if before.decision_blob != decision.decision_blob {
                    return Err(StoreError::Differs { what: "decision", key: before.decision_id });
                }
                let body = Object::new().text("decision_id", &before.decision_id).number("first", before.seq);
                let body = body.close();
                Recorded::Repeat(append(
                    tx,
                    &self.home_id(),
                    LogKind::DecisionRepeated,
                    body.as_bytes(),
                    stamp,
                )?)
            } else {
                let body = decision_text(&decision);
                let entry = append(tx, &self.home_id(), LogKind::Decision, body.as_bytes(), stamp)?;
                decision.seq = entry.seq;
                insert(tx, &decision)?;
                Recorded::New(entry)
            };
            let (order_id, decision_id) = (&record.order_id, &record.decision_id);
            apply(tx, &self.home_id(), &Drawing { order_id, decision_id, draws: &record.draws }, stamp)?;
            Ok(recorded)
        })
    }

    /// The decision of that id, or of the only id that begins so.
    pub fn decision(&self, id_or_prefix: &str) -> Result<Decision, StoreError> {
        filled("the id of a decision", id_or_prefix)?;
        self.read(|tx| {
            if let Some(decision) = find(tx, id_or_prefix)? {
                return Ok(decision);
            }
            let mut ids = tx
                .prepare_cached(
                    "SELECT decision_id FROM decision
                     WHERE decision_id >= $1 AND substr(decision_id, 1, length($1)) = $1
                     ORDER BY decision_id LIMIT 4",
                )?
                .query_map([id_or_prefix], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let only = ids
                .pop()
                .ok_or_else(|| StoreError::NotThere { what: "decision", key: id_or_prefix.to_owned() })?;
            if !ids.is_empty() {
                ids.push(only);
                return Err(StoreError::Ambiguous { prefix: id_or_prefix.to_owned(), examples: ids });
            }
            find(tx, &only)?.ok_or(StoreError::NotThere { what: "decision", key: only })
        })
    }

    /// Up to `count_max` decisions that fit, newest first.
    pub fn decisions(&self, filter: &DecisionFilter, count_max: u32) -> Result<Vec<Decision>, StoreError> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(&format!(
                "{COLUMNS}
                 WHERE ($1 IS NULL OR order_id = $1) AND ($2 IS NULL OR outcome = $2)
                   AND ($3 IS NULL OR engine = $3) AND ($4 IS NULL OR decision.seq < $4)
                 ORDER BY decision.seq DESC LIMIT $5"
            ))?;
            let rows = statement.query_map(
                params![filter.order_id, filter.outcome, filter.engine, filter.before_seq, count_max],
                |row| Ok(read_decision(tx, row)),
            )?;
            rows.map(|row| row?).collect()
        })
    }
}

const COLUMNS: &str =
    "SELECT decision_id, decision.seq, log.at, log.writer, order_id, order_blob, decision_blob, as_of,
     known_at, engine, outcome, parent FROM decision JOIN log ON log.seq = decision.seq";

fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Decision>, StoreError> {
    tx.prepare_cached(&format!("{COLUMNS} WHERE decision_id = $1"))?
        .query_row([id], |row| Ok(read_decision(tx, row)))
        .optional()?
        .transpose()
}

fn read_decision(tx: &Transaction<'_>, row: &Row<'_>) -> Result<Decision, StoreError> {
    let decision_id: String = row.get(0)?;
    let inputs = inputs_of(tx, &decision_id)?;
    Ok(Decision {
        decision_id,
        seq: row.get(1)?,
        recorded_at: row.get(2)?,
        writer: row.get(3)?,
        order_id: row.get(4)?,
        order_blob: parsed("order's digest", row.get(5)?)?,
        decision_blob: parsed("decision's digest", row.get(6)?)?,
        as_of: parsed("as-of date", row.get(7)?)?,
        known_at: row.get(8)?,
        inputs,
        engine: row.get(9)?,
        outcome: row.get(10)?,
        parent: row.get(11)?,
    })
}

fn inputs_of(tx: &Transaction<'_>, decision_id: &str) -> Result<Vec<Input>, StoreError> {
    let mut statement = tx
        .prepare_cached("SELECT role, digest FROM decision_input WHERE decision_id = $1 ORDER BY position")?;
    let rows = statement.query_map([decision_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (role, digest) = row?;
        Ok(Input { role, digest: parsed("input's digest", digest)? })
    })
    .collect()
}

fn insert(tx: &Transaction<'_>, decision: &Decision) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO decision (decision_id, seq, order_id, order_blob, decision_blob, as_of, known_at, engine,
         outcome, parent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )?
    .execute(params![
        decision.decision_id,
        decision.seq,
        decision.order_id,
        decision.order_blob.to_string(),
        decision.decision_blob.to_string(),
        decision.as_of.to_string(),
        decision.known_at,
        decision.engine,
        decision.outcome,
        decision.parent,
    ])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO decision_input (decision_id, position, role, digest) VALUES ($1, $2, $3, $4)",
    )?;
    for (position, input) in (0_i64..).zip(&decision.inputs) {
        insert.execute(params![decision.decision_id, position, input.role, input.digest.to_string()])?;
    }
    Ok(())
}

/// The body of a decision's log record; its number, writer and moment are fields of the record itself.
fn decision_text(decision: &Decision) -> String {
    let inputs = decision
        .inputs
        .iter()
        .map(|input| Object::new().text("role", &input.role).shown("digest", &input.digest));
    Object::new()
        .text("decision_id", &decision.decision_id)
        .text("order_id", &decision.order_id)
        .shown("order_blob", &decision.order_blob)
        .shown("decision_blob", &decision.decision_blob)
        .shown("as_of", &decision.as_of)
        .text("known_at", &decision.known_at)
        .objects("inputs", inputs)
        .text("engine", &decision.engine)
        .text("outcome", &decision.outcome)
        .text_or_null("parent", decision.parent.as_deref())
        .close()
}

/// What the log must say of the decision in record `seq`, from the rows as they are now.
pub(crate) fn decision_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    tx.prepare_cached(&format!("{COLUMNS} WHERE decision.seq = $1"))?
        .query_row([seq], |row| Ok(read_decision(tx, row)))
        .optional()?
        .transpose()
        .map(|decision| decision.as_ref().map(decision_text))
}
