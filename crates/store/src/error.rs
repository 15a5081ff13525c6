//! What can go wrong between a caller and its bytes, what still holds, and the way out.

use std::path::{Path, PathBuf};

use vocab::Digest;

/// Why the store did not do what was asked; whatever was acknowledged before is still there.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds other things and no record.
    #[error("{} is not a home: it holds other files and no plimsoll.sqlite", path.display())]
    NotAHome {
        /// The folder that was asked for.
        path: PathBuf,
    },
    /// `plimsoll.sqlite` is there, and is another program's file or no database.
    #[error("{} is not a record of this program", path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
    },
    /// A newer program made this home; nothing in it was touched.
    #[error(
        "this home has schema {found}, and this program knows schemas up to {known}; nothing was changed"
    )]
    NewerHome {
        /// The home's schema version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The home cannot be written to, so no decision could be recorded in it.
    #[error("{} cannot be written to", path.display())]
    ReadOnly {
        /// The home.
        path: PathBuf,
    },
    /// Another process kept the database locked for longer than we wait.
    #[error("another process kept the record locked for {waited_s} seconds; nothing was written")]
    Busy {
        /// How long we waited.
        waited_s: u64,
    },
    /// The disk is full; the transaction was undone.
    #[error("the disk that holds the record is full; nothing was written")]
    Full,
    /// The system refused a file operation.
    #[error("could not {doing} {}: {source}", path.display())]
    File {
        /// What was tried, as a verb.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The reader that gives the bytes failed; nothing was kept.
    #[error("the bytes to keep could not be read to their end: {source}")]
    Source {
        /// What the reader said.
        source: std::io::Error,
    },
    /// More bytes came than the caller allows; nothing was kept.
    #[error("there are more than {bytes_max} bytes; nothing was kept")]
    TooLarge {
        /// The caller's limit.
        bytes_max: u64,
    },
    /// No such blob.
    #[error("no blob {digest} in this home")]
    NoBlob {
        /// The blob's digest.
        digest: Digest,
    },
    /// The file's bytes are not those that its name says.
    #[error("blob {digest} was damaged or changed: its bytes now have the digest {found}")]
    DamagedBlob {
        /// What its name says.
        digest: Digest,
        /// What its bytes say.
        found: Digest,
    },
    /// The thing asked for by number or name is not in the record.
    #[error("no {what} {key} in this record")]
    NotThere {
        /// Kind of thing: `decision`, `list version`, `fact`, `log record`.
        what: &'static str,
        /// The number or name asked for.
        key: String,
    },
    /// The beginning of an id fits several decisions.
    #[error("{prefix} begins more than one decision: {}", examples.join(", "))]
    Ambiguous {
        /// What was asked for.
        prefix: String,
        /// A few that fit.
        examples: Vec<String>,
    },
    /// The same id was recorded before with other content; the first stays.
    #[error("{what} {key} is already recorded with other content, which stays")]
    Differs {
        /// Kind of thing: `decision` or `fact`.
        what: &'static str,
        /// Its id.
        key: String,
    },
    /// A list version cannot go from its present state to the one asked for.
    #[error("list version {version} is {now}, so it cannot become {wanted}")]
    WrongState {
        /// The version's number.
        version: i64,
        /// Its state now.
        now: &'static str,
        /// The state asked for.
        wanted: &'static str,
    },
    /// Author and approver are the same person.
    #[error("{who} signed this fact, and a second person must approve it")]
    SamePerson {
        /// The author.
        who: String,
    },
    /// Others drew on the authorisation after the decision looked; nothing was recorded.
    #[error("{authorisation} was drawn on by another order since this decision looked; nothing was recorded")]
    DrawnMeanwhile {
        /// The authorisation.
        authorisation: String,
    },
    /// A sum of draws left the range of 128 bits.
    #[error("the draws on {authorisation} add up to more than can be counted")]
    DrawOverflow {
        /// The authorisation.
        authorisation: String,
    },
    /// A head that was kept elsewhere is of another home.
    #[error("the head is of home {theirs}, and this home is {ours}")]
    OtherHome {
        /// This home's name.
        ours: String,
        /// The home that the head names.
        theirs: String,
    },
    /// The writer that an export goes to failed.
    #[error("the export could not be written to its end: {source}")]
    Sink {
        /// What the writer said.
        source: std::io::Error,
    },
    /// A field that must say something is empty.
    #[error("{what} is empty")]
    Empty {
        /// The field.
        what: &'static str,
    },
    /// A stored field does not read as what it should be.
    #[error("the record's {what} reads {text:?}, which it cannot be")]
    Unreadable {
        /// The field.
        what: &'static str,
        /// Its text.
        text: String,
    },
    /// The database failed in another way; the transaction was undone.
    #[error("the database failed, and the transaction was undone: {0}")]
    Database(#[source] rusqlite::Error),
}

/// How long a writer waits for another process, in seconds.
pub(crate) const BUSY_WAIT_S: u64 = 60;

impl StoreError {
    /// Whether the same might work a moment later.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }

    /// The way out, where there is one; a sentence to print on a line of its own.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotAHome { .. } => Some("choose an empty or a new folder as the home".to_owned()),
            Self::NotARecord { path } => {
                Some(format!("move {} away, or choose another folder as the home", path.display()))
            }
            Self::NewerHome { .. } => {
                Some("use the newer program, or another home; homes are never taken back".to_owned())
            }
            Self::ReadOnly { path } => Some(format!(
                "give yourself the right to write to {}; a decision that is not recorded is not given",
                path.display()
            )),
            Self::Busy { .. } => Some("try again when the other process is done".to_owned()),
            Self::Full => Some("free some space and run the same again".to_owned()),
            Self::NoBlob { .. } | Self::DamagedBlob { .. } => Some(
                "load the same file again, or bring the blob back from a backup: its name is its digest"
                    .to_owned(),
            ),
            Self::Ambiguous { .. } => Some("give more of the id".to_owned()),
            Self::SamePerson { .. } => Some("ask a colleague to approve it".to_owned()),
            Self::DrawnMeanwhile { .. } => Some("decide the order again".to_owned()),
            Self::Unreadable { .. } => {
                Some("run `plimsoll audit verify`: it names the first record that was touched".to_owned())
            }
            Self::OtherHome { .. } => Some("take the head that was exported from this home".to_owned()),
            Self::File { .. }
            | Self::Sink { .. }
            | Self::Source { .. }
            | Self::TooLarge { .. }
            | Self::NotThere { .. }
            | Self::Differs { .. }
            | Self::WrongState { .. }
            | Self::DrawOverflow { .. }
            | Self::Empty { .. }
            | Self::Database(_) => None,
        }
    }

    /// A file error, or the plainer fact behind it: a disk that is full or a folder that is read-only.
    pub(crate) fn file(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "ErrorKind is open: the rest is told as it is")]
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path: path.to_owned() },
            _ => Self::File { doing, path: path.to_owned(), source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { waited_s: BUSY_WAIT_S },
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(error),
        }
    }
}
