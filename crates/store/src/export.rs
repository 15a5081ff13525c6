//! The log as lines of JSON, and the manifest of an evidence pack: what `verify.py` reads.
//!
//! An export needs nothing of ours to be checked: [`VERIFIER`] is a page of Python with its standard library.

use std::collections::BTreeSet;
use std::io::Write;

use rusqlite::{OptionalExtension as _, params};
use vocab::Digest;

use crate::chain::{Head, first_prev};
use crate::error::StoreError;
use crate::home::{Home, hex};
use crate::json_text::Object;
use crate::log::digest_at;

/// The independent verifier, to be put beside every export and into every evidence pack.
pub const VERIFIER: &str = include_str!("../verify.py");

/// Which part of the log to export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The first record.
    pub from: i64,
    /// The last record; `None` for the end of the log.
    pub to: Option<i64>,
    /// Whose bodies are shown. Others are stood for by their digest, and the chain still closes.
    pub bodies: Bodies,
}

/// Whose bodies an export shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// Everybody's.
    All,
    /// Those of these records only.
    Of(BTreeSet<i64>),
}

impl Extract {
    /// The whole log with all bodies.
    pub const ALL: Self = Self { from: 1, to: None, bodies: Bodies::All };
}

impl Home {
    /// Writes part of the log as lines of JSON, a header first, and gives the head of the whole log at that
    /// moment.
    pub fn export_log(&self, extract: &Extract, out: &mut impl Write) -> Result<Head, StoreError> {
        let sink = |source| StoreError::Sink { source };
        self.read_apart(|tx| {
            let last = tx
                .prepare("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?
                .query_row([], |row| Ok((row.get(0)?, digest_at(row, 1)?)))
                .optional()?;
            let (seq, hash) = last.unwrap_or((0, first_prev(&self.home_id())));
            let head = Head::new(&self.home_id(), seq, hash);
            let to = extract.to.map_or(head.seq, |to| to.min(head.seq));
            let header = Object::new()
                .text("format", "plimsoll-log/1")
                .text("home", &head.home)
                .number("from", extract.from)
                .number("to", to)
                .object("head", Object::new().number("seq", head.seq).shown("hash", &head.hash));
            writeln!(out, "{}", header.close()).map_err(sink)?;
            let mut statement = tx.prepare(
                "SELECT seq, at, writer, kind, body, prev_hash, hash FROM log
                 WHERE seq >= $1 AND seq <= $2 ORDER BY seq",
            )?;
            let mut rows = statement.query(params![extract.from, to])?;
            while let Some(row) = rows.next()? {
                let seq: i64 = row.get(0)?;
                let body: Vec<u8> = row.get(4)?;
                let line = Object::new()
                    .number("seq", seq)
                    .text("at", &row.get::<_, String>(1)?)
                    .text("writer", &row.get::<_, String>(2)?)
                    .text("kind", &row.get::<_, String>(3)?)
                    .shown("body_digest", &Digest::of(&body))
                    .shown("prev_hash", &digest_at(row, 5)?)
                    .shown("hash", &digest_at(row, 6)?);
                let shown = match &extract.bodies {
                    Bodies::All => true,
                    Bodies::Of(records) => records.contains(&seq),
                };
                let line = if !shown {
                    line
                } else if let Ok(text) = std::str::from_utf8(&body) {
                    line.text("body", text)
                } else {
                    line.text("body_hex", &hex(&body))
                };
                writeln!(out, "{}", line.close()).map_err(sink)?;
            }
            out.flush().map_err(sink)?;
            Ok(head)
        })
    }
}

/// What an evidence pack holds, for its `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Every file but the manifest: its path with `/` between folders, and its digest.
    pub files: Vec<(String, Digest)>,
    /// The path of the exported log.
    pub log: String,
    /// The path of the decision's canonical bytes.
    pub decision: String,
    /// The number of the decision's log record, whose body the exported log must show.
    pub record: i64,
}

impl Manifest {
    /// The text of `manifest.json`, format `plimsoll-pack/1`.
    pub fn to_json(&self) -> String {
        let files =
            self.files.iter().map(|(path, digest)| Object::new().text("path", path).shown("sha256", digest));
        Object::new()
            .text("format", "plimsoll-pack/1")
            .text("log", &self.log)
            .text("decision", &self.decision)
            .number("record", self.record)
            .objects("files", files)
            .close()
    }
}
