//! What makes a log record depend on every record before it.
//!
//! The encoding is written out in the crate's documentation and in `verify.py`; the three must agree. This
//! module computes hashes; it reads no database.

use std::fmt;
use std::str::FromStr;

use vocab::{Digest, DigestWriter};

use crate::home::{HomeId, hex};

/// The first field of every record's encoding: other uses of SHA-256 cannot give the same bytes.
const RECORD_TAG: &[u8] = b"plimsoll-log/1";

/// The first field of the encoding that the first record follows.
const HOME_TAG: &[u8] = b"plimsoll-home/1";

/// The first word of a head's text.
const HEAD_TAG: &str = "plimsoll-head/1";

/// The fields of one record that its hash covers; the body by its digest, so that a body can be withheld.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The record's number, from 1.
    pub seq: i64,
    /// When, as the caller told it.
    pub at: &'a str,
    /// Who wrote it.
    pub writer: &'a str,
    /// The name of its kind.
    pub kind: &'a str,
    /// SHA-256 of its body.
    pub body_digest: Digest,
    /// The hash of the record before; for record 1 what the crate's documentation puts in its place.
    pub prev_hash: Digest,
}

impl Link<'_> {
    /// The record's hash.
    pub fn hash(&self) -> Digest {
        hash_fields(&[
            RECORD_TAG,
            &self.seq.to_be_bytes(),
            self.at.as_bytes(),
            self.writer.as_bytes(),
            self.kind.as_bytes(),
            self.body_digest.as_bytes(),
            self.prev_hash.as_bytes(),
        ])
    }
}

/// What stands in place of a hash before the first record of a home.
pub(crate) fn first_prev(home: &HomeId) -> Digest {
    hash_fields(&[HOME_TAG, home])
}

/// Each field as its length in eight bytes, big end first, then its bytes.
fn hash_fields(fields: &[&[u8]]) -> Digest {
    let mut hasher = DigestWriter::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_be_bytes());
        hasher.update(field);
    }
    hasher.finish()
}

/// The end of a log at some moment: keep one elsewhere, and nobody can shorten the log unnoticed.
///
/// As text: `plimsoll-head/1 <home> <seq> <hash>`, all on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The home's name, 32 hexadecimal digits.
    pub home: String,
    /// The number of the last record; 0 where there is none.
    pub seq: i64,
    /// Its hash.
    pub hash: Digest,
}

impl Head {
    pub(crate) fn new(home: &HomeId, seq: i64, hash: Digest) -> Self {
        Self { home: hex(home), seq, hash }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD_TAG} {} {} {}", self.home, self.seq, self.hash)
    }
}

/// The text is not a head: `plimsoll-head/1`, home, number, hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a head; one reads `plimsoll-head/1 <home> <number> <hash>`")]
pub struct NotAHead {
    /// What was read.
    pub text: String,
}

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let not = || NotAHead { text: text.chars().take(200).collect() };
        let words: Vec<&str> = text.split_whitespace().collect();
        let [HEAD_TAG, home, seq, hash] = words.as_slice() else { return Err(not()) };
        let head = Self {
            home: (*home).to_owned(),
            seq: seq.parse().map_err(|_| not())?,
            hash: hash.parse().map_err(|_| not())?,
        };
        if head.seq < 0 || home.len() != 32 { Err(not()) } else { Ok(head) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value was computed with Python's hashlib from the encoding in the crate's documentation.
    #[test]
    fn the_encoding_is_the_documented_one() {
        let link = Link {
            seq: 7,
            at: "2023-06-09T12:00:00Z",
            writer: "desk",
            kind: "note",
            body_digest: Digest::of(b"five drums"),
            prev_hash: first_prev(&[0xab; 16]),
        };
        assert_eq!(link.hash().to_string(), PYTHON_SAYS);
    }

    const PYTHON_SAYS: &str = "7758c4352e3dde1c066c47c3b175ef3ed025d2454a8ee96388a6325ba4c0c1f0";

    #[test]
    fn a_field_cannot_lend_letters_to_its_neighbour() {
        let link = |writer, kind| Link {
            seq: 1,
            at: "",
            writer,
            kind,
            body_digest: Digest::of(b""),
            prev_hash: Digest::of(b""),
        };
        assert_ne!(link("ab", "c").hash(), link("a", "bc").hash());
    }

    #[test]
    fn a_head_reads_back() {
        let head = Head::new(&[1; 16], 12, Digest::of(b"x"));
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in ["", "plimsoll-head/1 a 1 b", "plimsoll-head/2 00 1 00"] {
            assert!(text.parse::<Head>().is_err(), "{text}");
        }
    }
}
