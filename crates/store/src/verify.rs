//! Walks the log from its first record and names the first one that was touched.
//!
//! Three things must agree: each record with its own hash, each with the one before, and each with the rows
//! that were written with it. The walk streams; its memory does not grow with the log. What to do about it
//! is for a person.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Row, Transaction};
use vocab::Digest;

use crate::chain::{Head, Link, first_prev};
use crate::decisions::decision_row;
use crate::draws::draw_row;
use crate::error::StoreError;
use crate::facts::{approval_row, fact_row};
use crate::home::Home;
use crate::log::LogKind;
use crate::packs::pack_row;
use crate::versions::{snapshot_row, state_row, version_row};

/// What the walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every record is as it was written, and none is missing up to this head.
    Intact(Head),
    /// This record is the first that is not as it was written.
    Touched {
        /// Its number.
        seq: i64,
        /// What is wrong with it.
        how: Tampering,
    },
    /// All records are as written, and a table has a row that none of them speaks of.
    Stray {
        /// The table.
        table: &'static str,
    },
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tampering {
    /// A field of it was changed: its hash does not fit.
    Changed,
    /// It was replaced as a whole: the record after it, or a kept head, knew another.
    Replaced,
    /// It was removed, or the log was cut short.
    Missing,
    /// It stands where no record was written.
    Inserted,
    /// A field cannot be read as what it should be.
    Unreadable {
        /// What the database says.
        why: String,
    },
    /// The first record follows from another home's birth.
    OtherHome,
    /// The rows that were written with it no longer say what it says.
    Row {
        /// What it is about.
        kind: LogKind,
    },
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seq, how) = match self {
            Self::Intact(head) => {
                return write!(f, "all {} records are as they were written; head {}", head.seq, head.hash);
            }
            Self::Stray { table } => {
                return write!(
                    f,
                    "the log is as it was written, and table {table} has a row that no record speaks of"
                );
            }
            Self::Touched { seq, how } => (seq, how),
        };
        match how {
            Tampering::Changed => write!(f, "record {seq} was changed: its hash does not fit its fields"),
            Tampering::Replaced => {
                write!(f, "record {seq} was replaced: what was written after it knew another in its place")
            }
            Tampering::Missing => write!(f, "record {seq} was removed"),
            Tampering::Inserted => write!(f, "record {seq} was put in by another hand"),
            Tampering::Unreadable { why } => write!(f, "record {seq} cannot be read: {why}"),
            Tampering::OtherHome => write!(f, "record {seq} does not follow from the birth of this home"),
            Tampering::Row { kind } => {
                write!(f, "record {seq} ({}) and the rows written with it no longer agree", kind.as_str())
            }
        }
    }
}

impl Home {
    /// Walks the whole log, and holds it against the head of the last checkpoint.
    pub fn verify(&self) -> Result<Verdict, StoreError> {
        self.verify_against(&[])
    }

    /// Walks the whole log, and holds it against heads that were kept elsewhere too.
    ///
    /// # Errors
    /// [`StoreError::OtherHome`] where a head is of another home; the database failing to open.
    pub fn verify_against(&self, heads: &[Head]) -> Result<Verdict, StoreError> {
        let other_home = |head: &Head| StoreError::OtherHome { ours: self.id(), theirs: head.home.clone() };
        if let Some(head) = heads.iter().find(|head| head.home != self.id()) {
            return Err(other_home(head));
        }
        let own = self.kept_head()?;
        let mut kept: BTreeMap<i64, Vec<Digest>> = BTreeMap::new();
        for head in own.iter().chain(heads).filter(|head| head.home == self.id()) {
            kept.entry(head.seq).or_default().push(head.hash);
        }
        let verdict = self.read_apart(|tx| {
            let walk = match walk(tx, first_prev(&self.home_id()), &kept) {
                Ok(walk) => walk,
                Err(Stop::Touched { seq, how }) => return Ok(Verdict::Touched { seq, how }),
                Err(Stop::Failed(error)) => return Err(error),
            };
            if let Some((seq, how)) = against_heads(tx, &walk, &kept) {
                return Ok(Verdict::Touched { seq, how });
            }
            if let Some(table) = stray_row(tx)? {
                return Ok(Verdict::Stray { table });
            }
            Ok(Verdict::Intact(Head::new(&self.home_id(), walk.seq, walk.hash)))
        })?;
        // The file beside a whole record can be another home's; beside a record whose birth was changed,
        // that is what the walk has said.
        match own {
            Some(head) if head.home != self.id() && matches!(verdict, Verdict::Intact(_)) => {
                Err(other_home(&head))
            }
            Some(_) | None => Ok(verdict),
        }
    }
}

/// How far the walk has come.
struct Walk {
    seq: i64,
    hash: Digest,
    writers: BTreeMap<String, (i64, Digest)>,
}

/// Why the walk ended early.
enum Stop {
    Touched { seq: i64, how: Tampering },
    Failed(StoreError),
}

fn walk(tx: &Transaction<'_>, first_prev: Digest, kept: &BTreeMap<i64, Vec<Digest>>) -> Result<Walk, Stop> {
    let failed = |error: rusqlite::Error| Stop::Failed(error.into());
    let mut walk = Walk { seq: 0, hash: first_prev, writers: BTreeMap::new() };
    let mut statement = tx
        .prepare("SELECT seq, at, writer, kind, body, prev_hash, hash FROM log ORDER BY seq")
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    loop {
        let expected = walk.seq + 1;
        let unreadable = |error: rusqlite::Error| {
            let error = StoreError::from(error);
            if error.is_busy() {
                return Stop::Failed(error);
            }
            touched(expected, Tampering::Unreadable { why: error.to_string() })
        };
        let Some(row) = rows.next().map_err(unreadable)? else { return Ok(walk) };
        step(tx, row, &mut walk, kept)?;
    }
}

fn step(
    tx: &Transaction<'_>,
    row: &Row<'_>,
    walk: &mut Walk,
    kept: &BTreeMap<i64, Vec<Digest>>,
) -> Result<(), Stop> {
    let expected = walk.seq + 1;
    let ValueRef::Integer(seq) = field(row, 0).map_err(|how| touched(expected, how))? else {
        return Err(touched(expected, odd_type("seq")));
    };
    if seq < expected {
        return Err(touched(seq, Tampering::Inserted));
    }
    if seq > expected {
        return Err(touched(expected, Tampering::Missing));
    }
    let record = Raw::read(row).map_err(|how| touched(seq, how))?;
    let (at, writer, kind) = (record.at, record.writer, record.kind);
    let (body_digest, prev_hash) = (Digest::of(record.body), record.prev_hash);
    if (Link { seq, at, writer, kind, body_digest, prev_hash }).hash() != record.hash {
        return Err(touched(seq, Tampering::Changed));
    }
    // This record is whole, so its word on the one before counts.
    if prev_hash != walk.hash {
        let (seq, how) = if seq == 1 { (1, Tampering::OtherHome) } else { (walk.seq, Tampering::Replaced) };
        return Err(touched(seq, how));
    }
    if kept.get(&seq).is_some_and(|hashes| hashes.iter().any(|hash| *hash != record.hash)) {
        return Err(touched(seq, Tampering::Replaced));
    }
    check_row(tx, seq, &record)?;
    *walk = Walk { seq, hash: record.hash, writers: std::mem::take(&mut walk.writers) };
    if let Some(head) = walk.writers.get_mut(writer) {
        *head = (seq, record.hash);
    } else {
        walk.writers.insert(writer.to_owned(), (seq, record.hash));
    }
    Ok(())
}

fn touched(seq: i64, how: Tampering) -> Stop {
    Stop::Touched { seq, how }
}

/// A record as the database gives it, whatever a hand may have put there.
struct Raw<'a> {
    at: &'a str,
    writer: &'a str,
    kind: &'a str,
    body: &'a [u8],
    prev_hash: Digest,
    hash: Digest,
}

impl<'a> Raw<'a> {
    fn read(row: &'a Row<'_>) -> Result<Self, Tampering> {
        Ok(Self {
            at: text(row, 1, "at")?,
            writer: text(row, 2, "writer")?,
            kind: text(row, 3, "kind")?,
            body: bytes(row, 4, "body")?,
            prev_hash: hash(row, 5, "prev_hash")?,
            hash: hash(row, 6, "hash")?,
        })
    }
}

fn field<'a>(row: &'a Row<'_>, column: usize) -> Result<ValueRef<'a>, Tampering> {
    row.get_ref(column).map_err(|error| Tampering::Unreadable { why: error.to_string() })
}

fn text<'a>(row: &'a Row<'_>, column: usize, name: &str) -> Result<&'a str, Tampering> {
    let ValueRef::Text(bytes) = field(row, column)? else { return Err(odd_type(name)) };
    std::str::from_utf8(bytes).map_err(|_| Tampering::Unreadable { why: format!("{name} is not UTF-8") })
}

fn bytes<'a>(row: &'a Row<'_>, column: usize, name: &str) -> Result<&'a [u8], Tampering> {
    let ValueRef::Blob(bytes) = field(row, column)? else { return Err(odd_type(name)) };
    Ok(bytes)
}

fn hash(row: &Row<'_>, column: usize, name: &str) -> Result<Digest, Tampering> {
    let bytes = bytes(row, column, name)?;
    <[u8; 32]>::try_from(bytes)
        .map(Digest::from_bytes)
        .map_err(|_| Tampering::Unreadable { why: format!("{name} has {} bytes", bytes.len()) })
}

fn odd_type(name: &str) -> Tampering {
    Tampering::Unreadable { why: format!("{name} is of another type") }
}

fn check_row(tx: &Transaction<'_>, seq: i64, record: &Raw<'_>) -> Result<(), Stop> {
    let Some(kind) = LogKind::from_name(record.kind) else { return Ok(()) };
    let told = match kind {
        LogKind::ListLoaded | LogKind::ListHeld => version_row(tx, seq),
        LogKind::ListAccepted | LogKind::ListSuperseded | LogKind::ListRejected => state_row(tx, seq),
        LogKind::Snapshot => snapshot_row(tx, seq),
        LogKind::Pack => pack_row(tx, seq),
        LogKind::Decision => decision_row(tx, seq),
        LogKind::Drawdown => draw_row(tx, seq),
        LogKind::Fact => fact_row(tx, seq),
        LogKind::FactApproved => approval_row(tx, seq),
        LogKind::DecisionRepeated | LogKind::Checkpoint | LogKind::Note => return Ok(()),
    };
    match told {
        Ok(Some(text)) if text.as_bytes() == record.body => Ok(()),
        Err(error) if error.is_busy() => Err(Stop::Failed(error)),
        // Rows that are gone, changed or unreadable.
        Ok(_) | Err(_) => Err(touched(seq, Tampering::Row { kind })),
    }
}

/// Holds the end of the walk against the heads in the database and those kept elsewhere.
fn against_heads(
    tx: &Transaction<'_>,
    walk: &Walk,
    kept: &BTreeMap<i64, Vec<Digest>>,
) -> Option<(i64, Tampering)> {
    if kept.keys().any(|&seq| seq > walk.seq) {
        return Some((walk.seq + 1, Tampering::Missing));
    }
    let stored = match stored_heads(tx) {
        Ok(stored) => stored,
        Err(error) => return Some((walk.seq, Tampering::Unreadable { why: error.to_string() })),
    };
    if stored == walk.writers {
        return None;
    }
    if stored.values().any(|&(seq, _)| seq > walk.seq) {
        return Some((walk.seq + 1, Tampering::Missing));
    }
    // The last record of each writer is the one that its head speaks of: the first that differs was not
    // written so.
    walk.writers
        .iter()
        .filter(|(writer, last)| stored.get(*writer) != Some(last))
        .map(|(_, &(seq, _))| seq)
        .min()
        .map(|seq| (seq, Tampering::Replaced))
        .or(Some((walk.seq, Tampering::Replaced)))
}

fn stored_heads(tx: &Transaction<'_>) -> Result<BTreeMap<String, (i64, Digest)>, StoreError> {
    let heads = tx
        .prepare("SELECT writer, seq, hash FROM log_head")?
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, crate::log::digest_at(row, 2)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(heads)
}

/// A table whose rows each belong to something else.
struct Owned {
    table: &'static str,
    key: &'static str,
    owner: &'static str,
    owner_key: &'static str,
    /// The kinds of record that may own a row, as a list in SQL; empty where the owner is not the log.
    kinds: &'static str,
}

const fn by_record(table: &'static str, key: &'static str, kinds: &'static str) -> Owned {
    Owned { table, key, owner: "log", owner_key: "seq", kinds }
}

const fn by_row(table: &'static str, key: &'static str, owner: &'static str) -> Owned {
    Owned { table, key, owner, owner_key: key, kinds: "" }
}

const OWNED: [Owned; 12] = [
    by_record("list_version", "version_id", "'list-loaded', 'list-held'"),
    by_record(
        "list_state",
        "seq",
        "'list-loaded', 'list-held', 'list-accepted', 'list-superseded', 'list-rejected'",
    ),
    by_row("list_source", "version_id", "list_version"),
    by_row("list_supersedes", "version_id", "list_version"),
    by_record("snapshot", "seq", "'snapshot'"),
    by_row("snapshot_version", "seq", "snapshot"),
    by_record("pack", "seq", "'pack'"),
    by_record("decision", "seq", "'decision'"),
    by_row("decision_input", "decision_id", "decision"),
    by_record("draw", "seq", "'drawdown'"),
    by_record("fact", "seq", "'fact'"),
    by_record("fact_approval", "seq", "'fact-approved'"),
];

/// Tables whose rows stand in an order, from 0 without a gap.
const ORDERED: [(&str, &str); 4] = [
    ("list_source", "version_id"),
    ("list_supersedes", "version_id"),
    ("snapshot_version", "seq"),
    ("decision_input", "decision_id"),
];

fn stray_row(tx: &Transaction<'_>) -> Result<Option<&'static str>, StoreError> {
    for Owned { table, key, owner, owner_key, kinds } in OWNED {
        let of_kind = if kinds.is_empty() { String::new() } else { format!("AND o.kind IN ({kinds})") };
        let query = format!(
            "SELECT 1 FROM {table} t WHERE NOT EXISTS
             (SELECT 1 FROM {owner} o WHERE o.{owner_key} = t.{key} {of_kind})"
        );
        if tx.prepare(&query)?.exists([])? {
            return Ok(Some(table));
        }
    }
    for (table, key) in ORDERED {
        let query = format!(
            "SELECT 1 FROM {table} GROUP BY {key} HAVING min(position) <> 0 OR max(position) <> count(*) - 1"
        );
        if tx.prepare(&query)?.exists([])? {
            return Ok(Some(table));
        }
    }
    Ok(None)
}
