//! The log: one record after another, each hashed over the one before.
//!
//! This module writes records and reads them back. Whether they were touched is for `verify` to say.

use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::str::FromStr;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use vocab::Digest;

use crate::blobs::sync_folder;
use crate::chain::{Head, Link, first_prev};
use crate::error::StoreError;
use crate::home::{Home, HomeId};
use crate::json_text::Object;

/// The file in a home that holds the head of the last checkpoint, outside the database.
pub const HEAD_FILE: &str = "head";

/// What a log record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogKind {
    /// A list version came into use.
    ListLoaded,
    /// A list version was held back for a person to look at.
    ListHeld,
    /// A person let a held version into use.
    ListAccepted,
    /// A newer version took an older one's place.
    ListSuperseded,
    /// A person refused a held version.
    ListRejected,
    /// A kind's versions were merged into one file for all dates.
    Snapshot,
    /// A law pack or policy came into use.
    Pack,
    /// An order was decided.
    Decision,
    /// The same decision was given again, to the byte.
    DecisionRepeated,
    /// An authorisation was drawn on, or an earlier draw taken back.
    Drawdown,
    /// A person signed a fact.
    Fact,
    /// A second person approved a fact.
    FactApproved,
    /// The heads of all writers.
    Checkpoint,
    /// Anything else worth keeping, in the caller's own form.
    Note,
}

impl LogKind {
    /// All kinds.
    pub const ALL: [Self; 14] = [
        Self::ListLoaded,
        Self::ListHeld,
        Self::ListAccepted,
        Self::ListSuperseded,
        Self::ListRejected,
        Self::Snapshot,
        Self::Pack,
        Self::Decision,
        Self::DecisionRepeated,
        Self::Drawdown,
        Self::Fact,
        Self::FactApproved,
        Self::Checkpoint,
        Self::Note,
    ];

    /// The name that stands in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ListLoaded => "list-loaded",
            Self::ListHeld => "list-held",
            Self::ListAccepted => "list-accepted",
            Self::ListSuperseded => "list-superseded",
            Self::ListRejected => "list-rejected",
            Self::Snapshot => "snapshot",
            Self::Pack => "pack",
            Self::Decision => "decision",
            Self::DecisionRepeated => "decision-repeated",
            Self::Drawdown => "drawdown",
            Self::Fact => "fact",
            Self::FactApproved => "fact-approved",
            Self::Checkpoint => "checkpoint",
            Self::Note => "note",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Who writes a record, and when: the store has no clock of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The moment, RFC 3339 in UTC; kept as given.
    pub at: String,
    /// The program, desk or person whose record this is. Each writer has a head of its own.
    pub writer: String,
}

/// Where a record came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub seq: i64,
    /// Its hash, over itself and all before it.
    pub hash: Digest,
}

/// A record as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord {
    /// Its number, from 1.
    pub seq: i64,
    /// When, as the writer told it.
    pub at: String,
    /// Who wrote it.
    pub writer: String,
    /// What it is about; `None` for a kind of a newer program.
    pub kind: Option<LogKind>,
    /// What it says: one JSON object, or for a note whatever the caller gave.
    pub body: Vec<u8>,
    /// The hash of the record before.
    pub prev_hash: Digest,
    /// Its own hash.
    pub hash: Digest,
}

impl Home {
    /// Appends a note: the one kind of record that stands for nothing but itself.
    ///
    /// The other kinds come with the rows that they are about, from the calls that write those.
    pub fn note(&self, body: &[u8], stamp: &Stamp) -> Result<Entry, StoreError> {
        self.write(|tx| append(tx, &self.home_id(), LogKind::Note, body, stamp))
    }

    /// Up to `count_max` records from number `from` on, oldest first.
    pub fn records(&self, from: i64, count_max: u32) -> Result<Vec<LogRecord>, StoreError> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT seq, at, writer, kind, body, prev_hash, hash FROM log
                 WHERE seq >= $1 ORDER BY seq LIMIT $2",
            )?;
            let rows = statement.query_map(params![from, count_max], read_record)?;
            rows.map(|row| row.map_err(StoreError::from)).collect()
        })
    }

    /// The record of that number.
    pub fn record(&self, seq: i64) -> Result<LogRecord, StoreError> {
        let first = self.records(seq, 1)?.into_iter().next();
        first
            .filter(|record| record.seq == seq)
            .ok_or(StoreError::NotThere { what: "log record", key: seq.to_string() })
    }

    /// The end of the log now.
    pub fn head(&self) -> Result<Head, StoreError> {
        self.read(|tx| {
            let entry = last_entry(tx)?;
            Ok(Head::new(
                &self.home_id(),
                entry.map_or(0, |entry| entry.seq),
                entry.map_or(first_prev(&self.home_id()), |entry| entry.hash),
            ))
        })
    }

    /// Writes a record that names the head of every writer, and keeps its own head in the home's `head` file.
    ///
    /// Send the head that this gives to somebody else: with it, a log cut short or written anew is found out.
    pub fn checkpoint(&self, stamp: &Stamp) -> Result<Head, StoreError> {
        let entry = self.write(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT writer, seq, hash FROM log_head ORDER BY writer")?;
            let heads = statement
                .query_map([], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, digest_at(row, 2)?))
                })?
                .map(|row| {
                    let (writer, seq, hash) = row?;
                    Ok(Object::new().text("writer", &writer).number("seq", seq).shown("hash", &hash))
                })
                .collect::<Result<Vec<_>, StoreError>>()?;
            let body = Object::new().objects("heads", heads).close();
            append(tx, &self.home_id(), LogKind::Checkpoint, body.as_bytes(), stamp)
        })?;
        let head = Head::new(&self.home_id(), entry.seq, entry.hash);
        self.keep_head(&head)?;
        Ok(head)
    }

    /// The head of the last checkpoint, from the file beside the database; `None` where there was none.
    pub fn kept_head(&self) -> Result<Option<Head>, StoreError> {
        let path = self.path().join(HEAD_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => {
                text.parse().map(Some).map_err(|_| StoreError::Unreadable { what: "head file", text })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::file("read", &path, source)),
        }
    }

    fn keep_head(&self, head: &Head) -> Result<(), StoreError> {
        let path = self.path().join(HEAD_FILE);
        let failed = |source| StoreError::file("write", &path, source);
        let mut draft = tempfile::NamedTempFile::with_prefix_in("head-", self.path()).map_err(failed)?;
        writeln!(draft, "{head}").map_err(failed)?;
        draft.as_file().sync_all().map_err(failed)?;
        draft.persist(&path).map_err(|error| failed(error.error))?;
        sync_folder(self.path())
    }
}

/// Appends one record inside the caller's transaction, which must have begun `IMMEDIATE`.
pub(crate) fn append(
    tx: &Transaction<'_>,
    home: &HomeId,
    kind: LogKind,
    body: &[u8],
    stamp: &Stamp,
) -> Result<Entry, StoreError> {
    filled("the moment of a record", &stamp.at)?;
    filled("the writer of a record", &stamp.writer)?;
    let last = last_entry(tx)?;
    let seq = last.map_or(0, |entry| entry.seq).saturating_add(1);
    let prev_hash = last.map_or_else(|| first_prev(home), |entry| entry.hash);
    let link = Link {
        seq,
        at: &stamp.at,
        writer: &stamp.writer,
        kind: kind.as_str(),
        body_digest: Digest::of(body),
        prev_hash,
    };
    let hash = link.hash();
    tx.prepare_cached(
        "INSERT INTO log (seq, at, writer, kind, body, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )?
    .execute(params![
        seq,
        link.at,
        link.writer,
        link.kind,
        body,
        prev_hash.as_bytes(),
        hash.as_bytes()
    ])?;
    tx.prepare_cached(
        "INSERT INTO log_head (writer, seq, hash) VALUES ($1, $2, $3)
         ON CONFLICT (writer) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    )?
    .execute(params![link.writer, seq, hash.as_bytes()])?;
    Ok(Entry { seq, hash })
}

/// Refuses a field that is empty or blank.
pub(crate) fn filled(what: &'static str, text: &str) -> Result<(), StoreError> {
    if text.trim().is_empty() { Err(StoreError::Empty { what }) } else { Ok(()) }
}

/// A digest kept as 32 bytes.
pub(crate) fn digest_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Digest> {
    row.get::<_, [u8; 32]>(column).map(Digest::from_bytes)
}

/// A value kept as text: a digest, a date. Only the one way in which we write it counts, down to capitals.
pub(crate) fn parsed<T: FromStr + Display>(what: &'static str, text: String) -> Result<T, StoreError> {
    match text.parse::<T>() {
        Ok(value) if value.to_string() == text => Ok(value),
        Ok(_) | Err(_) => Err(StoreError::Unreadable { what, text }),
    }
}

fn last_entry(tx: &Transaction<'_>) -> Result<Option<Entry>, StoreError> {
    let entry = tx
        .prepare_cached("SELECT seq, hash FROM log_head ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Entry { seq: row.get(0)?, hash: digest_at(row, 1)? }))
        .optional()?;
    Ok(entry)
}

fn read_record(row: &Row<'_>) -> rusqlite::Result<LogRecord> {
    let kind: String = row.get(3)?;
    Ok(LogRecord {
        seq: row.get(0)?,
        at: row.get(1)?,
        writer: row.get(2)?,
        kind: LogKind::from_name(&kind),
        body: row.get(4)?,
        prev_hash: digest_at(row, 5)?,
        hash: digest_at(row, 6)?,
    })
}
