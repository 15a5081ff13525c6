//! Ownership graphs as others write them: bytes to statements, told apart by what is in them.
//!
//! A bad row costs itself and is named with its line. Nothing here weighs sources against each other.

mod bods;
mod bods_versions;
mod ftm;
mod gleif;
mod json_records;
mod psc;
mod share_text;
mod table;

use std::fmt;

use crate::statement::{Full, Statements};

/// Bytes of one file at most.
pub const FILE_BYTES_MAX: usize = 2 << 30;
/// Rejects that are kept with their reasons; all are counted.
pub const REJECTS_KEPT_MAX: usize = 1_000;

/// What a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Beneficial Ownership Data Standard, JSON, versions 0.2 to 0.4.
    Bods,
    /// FollowTheMoney, JSON lines.
    FollowTheMoney,
    /// GLEIF relationship records, CSV or XML.
    Gleif,
    /// UK persons with significant control, JSON lines.
    UkPsc,
    /// A table with the columns `owner` and `owned`.
    Table,
}

impl Format {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bods => "BODS",
            Self::FollowTheMoney => "FollowTheMoney",
            Self::Gleif => "GLEIF relationship records",
            Self::UkPsc => "UK persons with significant control",
            Self::Table => "a table of owners",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A record that was not understood, or that says of itself that it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// One-based line on which it begins.
    pub line: u32,
    /// Why.
    pub reason: String,
}

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it was read as.
    pub format: Format,
    /// The statements in it.
    pub statements: Statements,
    /// Records in it, rejects among them.
    pub records: u64,
    /// The first rejects, up to [`REJECTS_KEPT_MAX`].
    pub rejects: Vec<Reject>,
    /// How many there are.
    pub rejected: u64,
}

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// None of the formats.
    #[error("this is no ownership graph: {0}")]
    NoFormat(String),
    /// Larger than [`FILE_BYTES_MAX`].
    #[error("the file has {0} bytes, more than {FILE_BYTES_MAX}")]
    TooLarge(usize),
    /// More statements or parties than a graph may have.
    #[error(transparent)]
    Full(#[from] Full),
    /// XML that ends in the middle or is none.
    #[error("the XML is broken: {0}")]
    Xml(String),
}

impl ReadError {
    /// What to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoFormat(_) => {
                "give BODS JSON, FollowTheMoney JSON lines, GLEIF relationship records, UK PSC JSON lines, or a CSV with \
                 the header owner,owned,share_min,share_max,from,to,source"
            }
            Self::TooLarge(_) | Self::Full(_) => "give the part of the graph that is about the party",
            Self::Xml(_) => "download the file again",
        }
    }
}

/// Reads a graph, in whichever of the formats it is.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    if FILE_BYTES_MAX < bytes.len() {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.trim_ascii_start().first() {
        None => Err(ReadError::NoFormat("the file is empty".to_owned())),
        Some(b'<') => gleif::read_xml(bytes),
        Some(b'{' | b'[') => match json_records::format(bytes) {
            Some(Format::Bods) => bods::read(bytes),
            Some(Format::FollowTheMoney) => ftm::read(bytes),
            Some(Format::UkPsc) => psc::read(bytes),
            Some(Format::Gleif | Format::Table) | None => Err(ReadError::NoFormat(
                "its JSON has neither `recordType` nor `schema` nor `company_number`".to_owned(),
            )),
        },
        Some(_) => table::read(bytes),
    }
}

/// A reading that grows.
struct Growing {
    reading: Reading,
}

impl Growing {
    fn new(format: Format) -> Self {
        let statements = Statements::default();
        Self { reading: Reading { format, statements, records: 0, rejects: Vec::new(), rejected: 0 } }
    }

    fn reject(&mut self, line: u32, reason: impl Into<String>) {
        self.reading.rejected += 1;
        if self.reading.rejects.len() < REJECTS_KEPT_MAX {
            self.reading.rejects.push(Reject { line, reason: reason.into() });
        }
    }

    fn done(self) -> Reading {
        self.reading
    }
}

/// A position as a line number; files are limited far below what 32 bits hold.
fn line_number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
