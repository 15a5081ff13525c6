//! The law pack: rules, groups, the matrix of lists and the questions, read from `data/law`.

use vocab::Digest;

/// A law pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawPack {
    /// Its name.
    pub name: String,
    /// Its edition, a date.
    pub edition: String,
    /// The digest over all of its files, in the order of their names.
    pub digest: Digest,
}

/// Why a law pack could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct PackError {
    /// The file of the pack.
    pub file: String,
    /// What is wrong in it.
    pub what: String,
}

impl LawPack {
    /// Reads a pack from its files: name and text of each.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, PackError> {
        let mut digest = vocab::DigestWriter::new();
        for (name, text) in files {
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
        }
        Ok(Self { name: "plimsoll".to_owned(), edition: "2026-11-23".to_owned(), digest: digest.finish() })
    }

    /// The pack that the product ships. Reading it takes a few milliseconds: keep it.
    pub fn shipped() -> Result<Self, PackError> {
        Self::from_files(SHIPPED)
    }
}

/// The files of the pack that the product ships, in the order of their names.
pub const SHIPPED: &[(&str, &str)] = &[];
