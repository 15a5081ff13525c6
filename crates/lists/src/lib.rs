//! Published lists: bytes to entries with provenance.
//!
//! One module a list. A parser takes the bytes of the files and gives out entries one by one; it never holds what is
//! of the order of the file, except for what must be joined. A bad row costs itself and is reported; a file that is no
//! list is an error that says what it is instead. What an entry means in law is not said here (`law`).
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod au_dfat;
pub mod book;
mod ca_sema;
pub mod csv_table;
pub mod diff;
mod draft;
mod eu_fsf;
pub mod eu_oj;
pub mod fold;
pub mod ftm;
mod ftm_words;
pub mod history;
pub mod identify;
pub mod kind;
pub mod letter;
mod numbered;
mod ofac_csv;
mod ofac_labels;
pub mod ofac_remarks;
mod ofac_sublist;
mod ofac_xml;
pub mod reject;
pub mod sheet;
pub mod source;
mod text_numbers;
pub mod ua_gur;
mod ua_nsdc;
mod uk_conlist;
mod uk_sl;
mod un_sc;
pub mod us_csl;
mod us_csl_json;
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

/// Reads one file of a kind and counts what it gives, for those who need no entries: fuzzing, and a look at a file.
pub fn parse_bytes(kind: Kind, bytes: &[u8]) -> Result<Report, ListError> {
    parse(kind, &[SourceFile::new("given", bytes)], &mut |_| ())
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
        Kind::UsCsl => us_csl::parse(files, reading),
        Kind::EuFsf => eu_fsf::parse(files, reading),
        Kind::EuOj => eu_oj::parse(files, reading),
        Kind::UnSc => un_sc::parse(files, reading),
        Kind::UkConlist => uk_conlist::parse(files, reading),
        Kind::UkSl => uk_sl::parse(files, reading),
        Kind::AuDfat => au_dfat::parse(files, reading),
        Kind::CaSema => ca_sema::parse(files, reading),
        Kind::UaGurShips => ua_gur::parse(files, reading),
        Kind::UaNsdc => ua_nsdc::parse(files, reading),
        Kind::Ftm => ftm::parse(files, reading),
        Kind::Book => book::parse(files, reading),
        Kind::Letter => letter::parse(files, reading),
    }
}
