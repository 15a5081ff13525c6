//! What a parser says beside its entries: rejected rows, what the source lacks, and why a file is not a list at all.

use std::fmt;

use ledger::Entry;
use serde::{Deserialize, Serialize};
use vocab::Date;

use crate::kind::Kind;

/// Rejects and notes kept with their words; beyond it they are only counted.
pub const REJECTS_KEPT_MAX: usize = 1_000;

/// What was read, beside the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files, and the format that each was recognised as.
    pub formats: Vec<Recognised>,
    /// The publication date, where the file carries one.
    pub published: Option<Published>,
    /// How many entries the publisher says there are (OFAC's `Record_Count`).
    pub stated_count: Option<u64>,
    /// Entries given out.
    pub entries: u64,
    /// The publisher's own entries: one that stands on several legal lists gives one entry for each.
    pub published_entries: u64,
    /// Rows or records read in all files.
    pub rows: u64,
    /// The first [`REJECTS_KEPT_MAX`] rejects.
    pub rejects: Vec<Reject>,
    /// All rejects, those not kept too.
    pub reject_count: u64,
    /// Where the input ended before its end: the entries up to there were given out, and the rest is unknown.
    pub cut: Option<String>,
    /// What a person who loads the list should know, one sentence each.
    pub notes: Vec<String>,
    /// The fields that this source lacks as a whole, in order: a rule that needs one must say so.
    pub lacks: Vec<Lack>,
}

impl Report {
    /// Whether everything was there: no cut, and as many entries as the publisher states.
    pub fn complete(&self) -> bool {
        self.cut.is_none() && self.stated_count.is_none_or(|stated| stated == self.published_entries)
    }
}

/// A file, and what it was recognised as from its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The file's name.
    pub file: String,
    /// The format, in words: `sdn.csv (12 columns)`.
    pub format: &'static str,
}

/// When the publisher says that the list was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// As the file writes it.
    pub text: String,
    /// The day, where it can be read.
    pub date: Option<Date>,
}

/// A row or record that was not taken, and why. It costs itself and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// One-based line, row or record in the file.
    pub line: u64,
    /// The entry's id, where it can still be read.
    pub entry: Option<String>,
    /// Why, in a sentence without full stop.
    pub why: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(entry) = &self.entry {
            write!(f, "entry {entry}: ")?;
        }
        f.write_str(&self.why)
    }
}

/// A field that a source lacks as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lack {
    /// No street addresses.
    Addresses,
    /// No names but the primary one.
    Aliases,
    /// No identifiers: IMO, tax, registration, passports.
    Identifiers,
    /// No dates on which listings began.
    ListingDates,
    /// No dates on which listings end.
    EndDates,
    /// No dates of birth.
    BirthDates,
    /// No countries.
    Countries,
    /// No word on whether an entry is a person, a company or a vessel.
    Types,
    /// No programmes.
    Programs,
    /// No citations of the acts.
    Citations,
    /// No licence requirements and policies.
    Requirements,
    /// No statements of reasons.
    Reasons,
    /// No remarks, in which much else stands.
    Remarks,
    /// No particulars of vessels: flag, tonnage, owner.
    VesselDetails,
}

impl Lack {
    /// What is missing, as it stands in a sentence: "the list has no …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Addresses => "addresses",
            Self::Aliases => "aliases",
            Self::Identifiers => "identifiers",
            Self::ListingDates => "listing dates",
            Self::EndDates => "end dates",
            Self::BirthDates => "dates of birth",
            Self::Countries => "countries",
            Self::Types => "types of party",
            Self::Programs => "programmes",
            Self::Citations => "citations",
            Self::Requirements => "licence requirements",
            Self::Reasons => "statements of reasons",
            Self::Remarks => "remarks",
            Self::VesselDetails => "particulars of vessels",
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Why files are not a list of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Nothing was given.
    #[error("no files were given for {kind}")]
    NoFiles {
        /// The kind asked for.
        kind: Kind,
    },
    /// A file holds nothing.
    #[error("{file} is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// A web page where a list should be.
    #[error("{file} is a web page, not a list: `{start}`")]
    WebPage {
        /// The file.
        file: String,
        /// How it starts.
        start: String,
    },
    /// A file that is still compressed.
    #[error("{file} is compressed ({how})")]
    Compressed {
        /// The file.
        file: String,
        /// The compression.
        how: &'static str,
    },
    /// A file whose content is not of a format of this kind.
    #[error("{file} is not a file of {kind}: {found}, and expected {expected}")]
    NotThisKind {
        /// The file.
        file: String,
        /// The kind asked for.
        kind: Kind,
        /// What it looks like.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// The file without which the others mean nothing.
    #[error("the set has no {expected}")]
    NoPrimary {
        /// What is missing.
        expected: &'static str,
    },
    /// Two files of one part of a set, so that nobody knows which is meant.
    #[error("{file} and {other} are both {part}")]
    Twice {
        /// A file.
        file: String,
        /// The other.
        other: String,
        /// What both are.
        part: &'static str,
    },
    /// The format is right and there is not one entry.
    #[error("{file} holds not one entry")]
    NoEntries {
        /// The file.
        file: String,
    },
    /// The file declares entities: no publisher does, and bombs do.
    #[error("{file} declares a document type with entities of its own, at byte {at}")]
    Entities {
        /// The file.
        file: String,
        /// Where.
        at: u64,
    },
    /// A limit that no real list comes near.
    #[error("{file} has {what} over {max}, at {at}")]
    TooMuch {
        /// The file.
        file: String,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        max: usize,
        /// Where: byte, line or record.
        at: u64,
    },
    /// The file cannot be read on.
    #[error("{file} cannot be read: {what}, at {at}")]
    Broken {
        /// The file.
        file: String,
        /// What is wrong.
        what: String,
        /// Where: byte, line or record.
        at: u64,
    },
    /// The kind is known and has no parser yet.
    #[error("{kind} has no parser yet")]
    NoParser {
        /// The kind asked for.
        kind: Kind,
    },
}

impl ListError {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoFiles { .. } => "name the list's files, or the folder that holds them",
            Self::Empty { .. } | Self::WebPage { .. } => {
                "the download failed: fetch it again; the list in use stays as it is"
            }
            Self::Compressed { .. } => "plain, .zst and .gz files are read; unpack others first",
            Self::NotThisKind { .. } => "check the kind, or fetch the file again from the publisher",
            Self::NoPrimary { .. } => "add it: the other files of the set only add to its entries",
            Self::Twice { .. } => "load one version at a time",
            Self::NoEntries { .. } => {
                "an empty list is never taken for a list without parties: fetch it again"
            }
            Self::Entities { .. } => "fetch the file from the publisher: a list needs no entities",
            Self::TooMuch { .. } => "if the file is the publisher's own, the limit is wrong: report it",
            Self::Broken { .. } => "the file is damaged or cut: fetch it again",
            Self::NoParser { .. } => "load it as ftm or book, or wait for its parser",
        }
    }
}

/// Where a parser puts what it reads: entries one by one, and the report beside them.
pub struct Reading<'a> {
    emit: &'a mut dyn FnMut(Entry),
    /// What has been reported so far.
    pub report: Report,
}

impl<'a> Reading<'a> {
    /// Starts with an empty report.
    pub fn new(emit: &'a mut dyn FnMut(Entry)) -> Self {
        Self { emit, report: Report::default() }
    }

    /// Gives out an entry and counts it.
    pub fn entry(&mut self, entry: Entry) {
        self.report.published_entries += 1;
        self.report.entries += 1;
        (self.emit)(entry);
    }

    /// Gives out one published entry that stands on several legal lists, as an entry for each.
    pub fn entry_on_lists(&mut self, entries: Vec<Entry>) {
        self.report.published_entries += 1;
        self.report.entries += entries.len() as u64;
        for entry in entries {
            (self.emit)(entry);
        }
    }

    /// Says what a file was recognised as.
    pub fn recognised(&mut self, file: &str, format: &'static str) {
        self.report.formats.push(Recognised { file: file.to_owned(), format });
    }

    /// Counts a reject, and keeps it while there is room.
    pub fn reject(&mut self, file: &str, line: u64, entry: Option<&str>, why: impl Into<String>) {
        self.report.reject_count += 1;
        if self.report.rejects.len() < REJECTS_KEPT_MAX {
            self.report.rejects.push(Reject {
                file: file.to_owned(),
                line,
                entry: entry.map(str::to_owned),
                why: why.into(),
            });
        }
    }

    /// Adds a note, while there is room.
    pub fn note(&mut self, note: impl Into<String>) {
        if self.report.notes.len() < REJECTS_KEPT_MAX {
            self.report.notes.push(note.into());
        }
    }

    /// Says that the source lacks a field as a whole.
    pub fn lacks(&mut self, fields: &[Lack]) {
        self.report.lacks.extend_from_slice(fields);
        self.report.lacks.sort_unstable();
        self.report.lacks.dedup();
    }
}
