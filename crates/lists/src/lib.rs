//! Published lists: bytes to entries with provenance.
//!
//! One module a list. A parser takes the bytes of the files and gives out entries one by one; it never holds what is
//! of the order of the file, except for what must be joined. A bad row costs itself and is reported; a file that is no
//! list is an error that says what it is instead. What an entry means in law is not said here (`law`).
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod draft;
pub mod identify;
pub mod kind;
mod ofac_csv;
mod ofac_labels;
pub mod ofac_remarks;
mod ofac_sublist;
mod ofac_xml;
pub mod reject;
pub mod source;
mod xml;

use ledger::Entry;

pub use kind::{Kind, NotKind};
pub use reject::{Lack, ListError, Published, REJECTS_KEPT_MAX, Reading, Recognised, Reject, Report};
pub use source::{Look, SourceFile};

/// Reads the files of one version of one kind of list and gives out its entries, in the order of the files.
///
/// Which file is what is seen from the content, so names and their case do not matter. On an error no entry that was
/// given out may be used. A report that is not [`Report::complete`] holds whole entries up to a cut.
pub fn parse(kind: Kind, files: &[SourceFile<'_>], emit: &mut dyn FnMut(Entry)) -> Result<Report, ListError> {
    if files.is_empty() {
        return Err(ListError::NoFiles { kind });
    }
    for file in files {
        file.refuse_no_list()?;
    }
    let mut reading = Reading::new(emit);
    read(kind, files, &mut reading)?;
    let report = reading.report;
    if report.entries == 0 {
        return Err(ListError::NoEntries { file: files[0].owned_name() });
    }
    Ok(report)
}

/// One arm a kind. Each module's `parse` has the same shape.
fn read(kind: Kind, files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    match kind {
        Kind::OfacSdn | Kind::OfacCons => match files[0].look() {
            Look::Xml => ofac_xml::parse(kind, files, reading),
            Look::Empty
            | Look::WebPage
            | Look::Compressed(_)
            | Look::Zip
            | Look::Json
            | Look::Binary
            | Look::Text => ofac_csv::parse(kind, files, reading),
        },
        Kind::UsCsl => Err(ListError::NoParser { kind }),
        Kind::EuFsf => Err(ListError::NoParser { kind }),
        Kind::EuOj => Err(ListError::NoParser { kind }),
        Kind::UnSc => Err(ListError::NoParser { kind }),
        Kind::UkConlist => Err(ListError::NoParser { kind }),
        Kind::UkSl => Err(ListError::NoParser { kind }),
        Kind::AuDfat => Err(ListError::NoParser { kind }),
        Kind::CaSema => Err(ListError::NoParser { kind }),
        Kind::UaGurShips => Err(ListError::NoParser { kind }),
        Kind::UaNsdc => Err(ListError::NoParser { kind }),
        Kind::Ftm => Err(ListError::NoParser { kind }),
        Kind::Book => Err(ListError::NoParser { kind }),
        Kind::Letter => Err(ListError::NoParser { kind }),
    }
}
