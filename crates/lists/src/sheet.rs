//! Reads the rows of an XLSX file in bounded memory: its ZIP is inflated and counted before anything is parsed.
//!
//! The sizes that a ZIP states about itself are not believed. Cells are read one by one, so that a sheet with two
//! cells in opposite corners costs two cells. Orders and customer books in XLSX are read here too.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use jiff::civil::Date;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{ListError, SourceFile};

/// Bytes of all members together, inflated; the largest real list has 15 MB.
pub const SHEET_BYTES_MAX: u64 = 128 << 20;
/// Times that a member may grow when inflated; real sheets grow tenfold.
pub const SHEET_RATIO_MAX: u64 = 300;
/// Inflated bytes below which the ratio does not matter: small files of blanks are harmless.
pub const SHEET_RATIO_FROM: u64 = 1 << 20;
/// Members of the ZIP; real files have a dozen.
pub const SHEET_MEMBERS_MAX: usize = 1_000;
/// Columns of a row; real lists have 36.
pub const SHEET_COLUMNS_MAX: usize = 1_024;
/// Bytes of all cells together, with what an empty cell costs: one long text may be shared by every cell.
pub const SHEET_TEXT_MAX: usize = 256 << 20;

/// Bytes charged for each cell, filled or not.
const CELL_COST: usize = size_of::<String>();

/// The rows of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The sheet's name.
    pub sheet: String,
    /// The names of all work sheets of the file, in their order.
    pub sheets: Vec<String>,
    /// The rows that hold anything, in their order.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One-based, as a spreadsheet or an editor shows it.
    pub number: u64,
    /// Its cells as text, trimmed; dates are ISO dates; an empty cell is an empty text.
    pub cells: Vec<String>,
}

/// Why bytes are not a sheet that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The bytes are no ZIP archive.
    #[error("this is not an XLSX file: it is no ZIP archive")]
    NotZip,
    /// An old binary workbook, or one under a password: both have this envelope.
    #[error("this is not an XLSX file: it is an old .xls workbook, or a workbook under a password")]
    OldOrEncrypted,
    /// A member is under a password.
    #[error("the file is under a password")]
    Encrypted,
    /// A ZIP archive without a workbook.
    #[error("this is a ZIP archive without a workbook in it")]
    NoWorkbook,
    /// Inflates to more than any real file.
    #[error("the file inflates to more than {max} bytes")]
    TooLarge {
        /// The limit, in bytes.
        max: u64,
    },
    /// A member inflates more than any real one.
    #[error("a part of the file inflates more than {max} times")]
    Bomb {
        /// The limit.
        max: u64,
    },
    /// Too many members, columns or cells.
    #[error("the file has more than {max} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        max: usize,
    },
    /// There is no such sheet.
    #[error("there is no sheet `{asked}`; the sheets are {}", .sheets.join(", "))]
    NoSheet {
        /// The name asked for.
        asked: String,
        /// The names that there are.
        sheets: Vec<String>,
    },
    /// The archive or a part of it is damaged.
    #[error("the file is damaged: {what}")]
    Broken {
        /// What is wrong.
        what: String,
    },
}

impl SheetError {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NotZip | Self::NoWorkbook => "save it as .xlsx or as .csv",
            Self::OldOrEncrypted | Self::Encrypted => "open it, remove the password, and save it as .xlsx",
            Self::TooLarge { .. } | Self::Bomb { .. } | Self::TooMany { .. } => {
                "no real list is like this: fetch it again; a large table of your own can be saved as .csv"
            }
            Self::NoSheet { .. } => "name one of them",
            Self::Broken { .. } => "fetch or save it again",
        }
    }

    /// The same as an error of a list's file.
    pub(crate) fn of_file(&self, file: &SourceFile<'_>) -> ListError {
        ListError::Broken { file: file.owned_name(), what: self.to_string(), at: 0 }
    }
}

/// Reads the rows of a sheet: the one named, else the first.
pub fn read_rows(bytes: &[u8], sheet: Option<&str>) -> Result<Rows, SheetError> {
    inflate_and_count(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = work_sheets(&book);
    let chosen = match sheet {
        Some(asked) => sheets.iter().find(|name| name.trim().eq_ignore_ascii_case(asked.trim())),
        None => sheets.first(),
    };
    let Some(chosen) = chosen.cloned() else {
        return Err(SheetError::NoSheet { asked: sheet.unwrap_or("the first").to_owned(), sheets });
    };
    let mut cells = book.worksheet_cells_reader(&chosen).map_err(|error| broken(&error))?;
    let mut rows = Vec::<Row>::new();
    let mut room = SHEET_TEXT_MAX;
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= SHEET_COLUMNS_MAX {
            return Err(SheetError::TooMany { what: "columns", max: SHEET_COLUMNS_MAX });
        }
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        let Some(last) = rows.last_mut() else { continue };
        let padding = (column + 1).saturating_sub(last.cells.len());
        room = room
            .checked_sub(text.len() + padding * CELL_COST)
            .ok_or(SheetError::TooMany { what: "bytes in its cells", max: SHEET_TEXT_MAX })?;
        if padding > 0 {
            last.cells.resize(column + 1, String::new());
        }
        last.cells[column] = text;
    }
    Ok(Rows { sheet: chosen, sheets, rows })
}

/// Inflates every member into nothing, and refuses what no real file is like.
fn inflate_and_count(bytes: &[u8]) -> Result<(), SheetError> {
    match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(SheetError::OldOrEncrypted),
        [b'P', b'K', ..] => {}
        _ => return Err(SheetError::NotZip),
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_zip(&error))?;
    if archive.len() > SHEET_MEMBERS_MAX {
        return Err(SheetError::TooMany { what: "parts", max: SHEET_MEMBERS_MAX });
    }
    let mut total = 0_u64;
    let mut workbook = false;
    for index in 0..archive.len() {
        if archive.by_index_raw(index).map_err(|error| not_zip(&error))?.encrypted() {
            return Err(SheetError::Encrypted);
        }
        let member = archive.by_index(index).map_err(|error| not_zip(&error))?;
        workbook |= member.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("workbook.xml"));
        let packed = member.compressed_size().max(1);
        let left = SHEET_BYTES_MAX.saturating_sub(total) + 1;
        let ratio_room = packed.saturating_mul(SHEET_RATIO_MAX).max(SHEET_RATIO_FROM) + 1;
        let inflated = io::copy(&mut member.take(left.min(ratio_room)), &mut io::sink())
            .map_err(|error| SheetError::Broken { what: error.to_string() })?;
        total += inflated;
        if total > SHEET_BYTES_MAX {
            return Err(SheetError::TooLarge { max: SHEET_BYTES_MAX });
        }
        if inflated >= ratio_room {
            return Err(SheetError::Bomb { max: SHEET_RATIO_MAX });
        }
    }
    if workbook { Ok(()) } else { Err(SheetError::NoWorkbook) }
}

fn work_sheets(book: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let small = |number: u8| i8::try_from(number).unwrap_or(0);
            let date = Date::new(i16::try_from(year).unwrap_or(0), small(month), small(day));
            // Excel's 29 February 1900 is no date: then the number stands as it is.
            date.map_or_else(|_| moment.as_f64().to_string(), |date| date.to_string())
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn broken(error: &XlsxError) -> SheetError {
    if matches!(error, XlsxError::Password) {
        return SheetError::OldOrEncrypted;
    }
    SheetError::Broken { what: error.to_string() }
}

fn not_zip(error: &ZipError) -> SheetError {
    SheetError::Broken { what: error.to_string() }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook with one sheet of inline texts, as the tests of other modules need one.
    pub(crate) fn workbook(rows: &[&[&str]]) -> Vec<u8> {
        let cell = |row: usize, (column, text): (usize, &&str)| {
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let row = |(at, row): (usize, &&[&str])| {
            let cells = row.iter().enumerate().map(|it| cell(at + 1, it)).collect::<String>();
            format!("<row r=\"{}\">{cells}</row>", at + 1)
        };
        let rows = rows.iter().enumerate().map(row).collect::<String>();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        packed(&sheet)
    }

    fn packed(sheet: &str) -> Vec<u8> {
        let parts = [
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/\
                 officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/\
                 officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        zip_of(&parts.map(|(name, text)| (name, text.as_bytes())))
    }

    fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn refused(bytes: &[u8], expected: &str) {
        let error = read_rows(bytes, None).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn rows_keep_their_numbers_and_gaps() {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t> Name </t></is></c></row>\
                     <row r=\"7\"><c r=\"C7\"><v>46126</v></c></row></sheetData></worksheet>";
        let rows = read_rows(&packed(sheet), Some("data")).unwrap();
        assert_eq!(rows.sheets, ["Data"]);
        let expected = [
            Row { number: 1, cells: vec!["Name".into()] },
            Row { number: 7, cells: vec![String::new(), String::new(), "46126".into()] },
        ];
        assert_eq!(rows.rows, expected);
        assert!(matches!(read_rows(&packed(sheet), Some("Other")), Err(SheetError::NoSheet { .. })));
    }

    #[test]
    fn two_cells_in_opposite_corners_cost_two_cells() {
        let sheet = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                     <row r=\"1048576\"><c r=\"B1048576\"><v>2</v></c></row></sheetData></worksheet>";
        assert_eq!(read_rows(&packed(sheet), None).unwrap().rows.len(), 2);
        refused(&packed(&sheet.replace("B1048576", "XFD1048576")), "more than 1024 columns");
    }

    #[test]
    fn bombs_are_refused_before_they_are_read() {
        let zeros = vec![b' '; 64 << 20];
        refused(&zip_of(&[("xl/workbook.xml", b"<a/>"), ("xl/worksheets/sheet1.xml", &zeros)]), "inflates");
    }

    #[test]
    fn what_is_no_workbook_says_what_it_is() {
        refused(b"", "no ZIP archive");
        refused(b"Name,Type\nA,B\n", "no ZIP archive");
        refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "old .xls workbook");
        refused(&zip_of(&[("readme.txt", b"hello")]), "without a workbook");
        refused(b"PK\x03\x04rubbish", "damaged");
        let whole = workbook(&[&["a"]]);
        refused(&whole[..whole.len() / 2], "damaged");
    }
}
