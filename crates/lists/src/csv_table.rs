//! Tables with a header row: CSV text of any usual encoding and delimiter, and columns found by their names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::sheet::Row;

/// Bytes of one row; no list or book comes near.
pub const ROW_BYTES_MAX: usize = 4 << 20;

/// The columns of a table by name, without regard to case, blanks and punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    by_name: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Columns {
    /// Reads a header row. Of two columns with one name the first counts.
    pub fn of(header: &[String]) -> Self {
        let mut by_name = BTreeMap::new();
        for (at, name) in header.iter().enumerate() {
            by_name.entry(column_key(name)).or_insert(at);
        }
        Self { by_name, names: header.to_vec() }
    }

    /// Where a column of one of these names stands: the first of the names that there is.
    pub fn position(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.by_name.get(&column_key(name)).copied())
    }

    /// Whether all these columns are there.
    pub fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.position(&[name]).is_some())
    }

    /// The cell of a row under one of these names, where it holds anything.
    pub fn cell<'r>(&self, row: &'r Row, names: &[&str]) -> Option<&'r str> {
        names.iter().find_map(|name| {
            let cell = row.cells.get(*self.by_name.get(&column_key(name))?)?.trim();
            (!cell.is_empty()).then_some(cell)
        })
    }

    /// The header's names as they stand in the file.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A column's name as it is compared: letters and digits of any script, in lower case.
pub fn column_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Bytes as text: UTF-8 or UTF-16 where a mark or the bytes say so, else Windows-1252, which every byte string is.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0,
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    }
}

/// The delimiter of a CSV text: of comma, semicolon and tabulator, the one that the first line has most of.
pub fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut best = (0, b',');
    for candidate in [b',', b';', b'\t'] {
        let count = line.bytes().filter(|&byte| byte == candidate).count();
        if count > best.0 {
            best = (count, candidate);
        }
    }
    best.1
}

/// Gives the rows of a CSV text that hold anything, or why a row cannot be read with its number.
pub fn read_rows(text: &str, delimiter: u8, take: &mut dyn FnMut(Result<Row, (u64, String)>)) {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader =
        reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {
                let number = record.position().map_or(0, |position| line_of(text, position));
                if record.as_slice().len() > ROW_BYTES_MAX {
                    take(Err((number, format!("the row has more than {ROW_BYTES_MAX} bytes"))));
                } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                    take(Ok(Row {
                        number,
                        cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                    }));
                }
            }
            Err(error) => {
                take(Err((error.position().map_or(0, csv::Position::line), error.to_string())));
                if error.is_io_error() {
                    return;
                }
            }
        }
    }
}

/// The line on which a record begins: the reader's own place is before the blank lines that it passes over.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank =
        text.as_bytes().get(start..).unwrap_or_default().iter().take_while(|it| matches!(it, b'\n' | b'\r'));
    position.line() + blank.filter(|&&it| it == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_however_it_is_written() {
        let columns = Columns::of(&["Group ID".into(), "Post/Zip Code".into(), "п/н".into()]);
        assert_eq!(columns.position(&["group_id"]), Some(0));
        assert_eq!(columns.position(&["postcode", "post zip code"]), Some(1));
        assert_eq!(columns.position(&["П/Н"]), Some(2));
        assert_eq!(columns.position(&["Group"]), None);
    }

    #[track_caller]
    fn check_text(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes), expected);
    }

    #[test]
    fn text_is_read_in_the_encoding_that_it_has() {
        check_text("\u{feff}Ålesund".as_bytes(), "Ålesund");
        check_text(b"Da\x92esh", "Da\u{2019}esh");
        check_text(b"\xff\xfeA\0B\0", "AB");
        check_text("Елабуга".as_bytes(), "Елабуга");
    }

    #[test]
    fn the_delimiter_is_what_the_first_line_has_most_of() {
        assert_eq!(delimiter("id;name;note, in words\n"), b';');
        assert_eq!(delimiter("id\tname\n"), b'\t');
        assert_eq!(delimiter("name\n"), b',');
    }

    #[test]
    fn rows_keep_their_line_numbers_over_breaks_in_cells() {
        let mut rows = Vec::new();
        read_rows("a,b\n\n\"1\n2\",3\n,\n4\n", b',', &mut |row| rows.push(row.unwrap()));
        let seen = rows.iter().map(|row| (row.number, row.cells.len())).collect::<Vec<_>>();
        assert_eq!(seen, [(1, 2), (3, 2), (6, 1)]);
    }
}
