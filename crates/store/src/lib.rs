//! Bytes that survive a crash: the record, the blobs, the hash-chained log.
//!
//! The store keeps what the engines compute and what people sign, and can say later whether any of it was
//! touched. It has no clock and no opinion: moments, names and bytes come in as arguments. Only this crate
//! knows SQL.
//!
//! # Files of a home
//!
//! | file | holds |
//! | --- | --- |
//! | `plimsoll.sqlite` (`-wal`, `-shm`) | the record: every table below; WAL, full sync |
//! | `blobs/ab/cdef…` | a blob; the path is its SHA-256 in hexadecimal; never written in place |
//! | `blobs/tmp/` | blobs on their way; swept when a home is opened and nobody is writing |
//! | `head` | the head of the last checkpoint, on one line |
//! | `home.lock`, `blobs/lock` | empty; locked while a home is made, and while blobs are written or swept |
//!
//! Several processes may use one home at once. Readers never wait; writers wait for each other up to a
//! minute.
//!
//! # Tables
//!
//! All but `log_head` only grow, and triggers refuse UPDATE and DELETE. What is current is the newest row.
//! Each row belongs to one log record, written in the same transaction, whose body repeats the row;
//! [`Home::verify`] holds the two against each other.
//!
//! | table | a row is |
//! | --- | --- |
//! | `home` | the home's sixteen random bytes |
//! | `log`, `log_head` | a record; the last record of a writer |
//! | `list_version`, `list_source` | a version of a list; a file that it was read from |
//! | `list_supersedes`, `list_state` | whose place a version takes; a change of its state |
//! | `snapshot`, `snapshot_version` | a kind's versions merged into one file |
//! | `pack` | a law pack or policy that came into use |
//! | `decision`, `decision_input` | a decision; something that it was computed from |
//! | `draw` | what an order takes of an authorisation; the newest of an order counts |
//! | `fact`, `fact_approval` | a signed fact; a second person's word on it |
//!
//! # The chain
//!
//! A record has `seq` (1, 2, 3, … without a gap), `at`, `writer`, `kind`, `body`, `prev_hash`, `hash`. Its
//! hash is SHA-256 over seven fields, each written as its length in eight bytes (big end first) and then its
//! bytes:
//!
//! 1. the letters `plimsoll-log/1`;
//! 2. `seq` as eight bytes, big end first;
//! 3. `at` in UTF-8;
//! 4. `writer` in UTF-8;
//! 5. the name of the kind in UTF-8;
//! 6. the 32 bytes of SHA-256 of the body;
//! 7. the 32 bytes of `prev_hash`: the hash of record `seq` − 1.
//!
//! Before record 1 stands SHA-256 over two fields written in the same way: the letters `plimsoll-home/1` and
//! the home's sixteen bytes. So no record of one home fits into another. `verify.py` ([`VERIFIER`]) checks
//! an export with Python's standard library alone.
//!
//! The chain finds any change by somebody who cannot also write every later record and every head again. Who
//! owns the computer can; send the head of a [`Home::checkpoint`] to somebody else, and even that is found.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod home;

mod blobs;
mod mapped;

mod chain;
mod log;
mod verify;

mod decisions;
mod draws;
mod facts;
mod packs;
mod versions;

mod export;

mod error;
mod json_text;

pub use blobs::Blobs;
pub use chain::{Head, Link, NotAHead};
pub use decisions::{Decision, DecisionFilter, DecisionRecord, Input, Recorded};
pub use draws::{Amount, Draw, Drawn, Draws};
pub use error::StoreError;
pub use export::{Bodies, Extract, Manifest, VERIFIER};
pub use facts::{Approval, Fact, FactKind, FactRecord};
pub use home::{DATABASE_FILE, Home};
pub use log::{Entry, HEAD_FILE, LogKind, LogRecord, Stamp};
pub use mapped::Blob;
pub use packs::{Pack, PackName};
pub use verify::{Tampering, Verdict};
pub use versions::{Arrival, ListVersion, NewVersion, Snapshot, SourceFile, VersionId, VersionState};
