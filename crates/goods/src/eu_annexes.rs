//! The goods annexes of EU regulations, read from a plain table that a user brings.
//!
//! The annexes of Regulation 833/2014 (VII, XI, XX, XXIII, XXXV, XL) and the dual-use Annex I are not
//! shipped: until a table is loaded, a rule that needs one says so. What ships is a mirror of Annex XL, of
//! which no row is verified.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use vocab::{Date, Hs, Truth};

use crate::code_prefix::CodePrefix;
use crate::shipped::EU_ANNEX_XL;

/// The most rows that a table may have: every CN code under every annex is far fewer.
const ROWS_MAX: usize = 200_000;

/// One listed code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EuAnnexRow {
    /// The annex, as the regulation numbers it: `XI`, `XL`.
    pub annex: String,
    /// The listed digits; every code that begins with them is covered.
    pub cn_prefix: CodePrefix,
    /// What the annex calls it.
    pub text: String,
    /// The first day on which it is listed; `None` where the table does not say.
    pub effective_from: Option<Date>,
    /// The first day on which it no longer is; `None` where no end is known.
    pub effective_to: Option<Date>,
    /// Where the row comes from.
    pub source: String,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// One-based, as an editor shows it.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
}

/// The annexes that a table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EuAnnexes {
    /// The rows that were understood, in the order of the file.
    pub rows: Vec<EuAnnexRow>,
    /// The rows that were not.
    pub rejected: Vec<RejectedRow>,
}

/// A file that is not a table of annexes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EuAnnexError {
    /// A column is missing.
    #[error("the table of annexes has no column `{column}`")]
    NoColumn {
        /// Its name.
        column: &'static str,
    },
    /// No row was understood.
    #[error("the table of annexes has no row that can be read ({rejected} were rejected)")]
    NoRows {
        /// How many were not.
        rejected: usize,
    },
    /// More rows than any annex has.
    #[error("the table of annexes has more than {ROWS_MAX} rows")]
    TooManyRows,
}

impl EuAnnexError {
    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoColumn { .. } => {
                "columns are annex, cn_prefix, text, effective_from, effective_to, source"
            }
            Self::NoRows { .. } => "a row needs an annex and a CN code of 4, 6, 8 or 10 digits",
            Self::TooManyRows => "load one regulation at a time",
        }
    }
}

impl EuAnnexes {
    /// Whether any row of `annex` was loaded. Where none was, the annex is not known, and nothing is "not
    /// listed".
    pub fn is_loaded(&self, annex: &str) -> bool {
        self.rows.iter().any(|row| row.annex == annex)
    }

    /// The annexes that were loaded.
    pub fn annexes(&self) -> BTreeSet<&str> {
        self.rows.iter().map(|row| row.annex.as_str()).collect()
    }

    /// Whether `annex` lists `hs` on a day, and the row that says so or leaves it open.
    ///
    /// Unknown where the annex is not loaded, where the order's code is shorter than a listed one that agrees
    /// with it, and where a matching row has no first day.
    pub fn lists(&self, annex: &str, hs: &Hs, on: Date) -> (Truth, Option<&EuAnnexRow>) {
        let mut answer = (if self.is_loaded(annex) { Truth::No } else { Truth::Unknown }, None);
        for row in self.rows.iter().filter(|row| row.annex == annex) {
            let begun = row.effective_from.map_or(Truth::Unknown, |from| Truth::from(from <= on));
            let ended = Truth::from(row.effective_to.is_some_and(|to| to <= on));
            let covered = row.cn_prefix.covers(hs).map_or(Truth::Unknown, Truth::from);
            match covered.and(begun).and(ended.not()) {
                Truth::Yes => return (Truth::Yes, Some(row)),
                Truth::Unknown if answer.1.is_none() => answer = (Truth::Unknown, Some(row)),
                Truth::Unknown | Truth::No => {}
            }
        }
        answer
    }
}

/// Reads a table with the columns `annex,cn_prefix,text,effective_from,effective_to,source`; lines that open
/// with `#` are skipped.
pub fn read_eu_annexes(bytes: &[u8]) -> Result<EuAnnexes, EuAnnexError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(bytes);
    let headers = reader.byte_headers().cloned().unwrap_or_default();
    let place = |column: &'static str| {
        let at = headers.iter().position(|header| header.trim_ascii() == column.as_bytes());
        at.ok_or(EuAnnexError::NoColumn { column })
    };
    let [annex, cn_prefix, text, from, to, source] = [
        place("annex")?,
        place("cn_prefix")?,
        place("text")?,
        place("effective_from")?,
        place("effective_to")?,
        place("source")?,
    ];
    let mut read = EuAnnexes::default();
    for record in reader.byte_records() {
        if read.rows.len() + read.rejected.len() >= ROWS_MAX {
            return Err(EuAnnexError::TooManyRows);
        }
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                read.rejected.push(RejectedRow { line, why: error.to_string() });
                continue;
            }
        };
        let cell = |at: usize| String::from_utf8_lossy(record.get(at).unwrap_or_default()).trim().to_owned();
        let day = |at: usize| -> Result<Option<Date>, String> {
            let text = cell(at);
            if text.is_empty() {
                return Ok(None);
            }
            text.parse().map(Some).map_err(|_| format!("`{text}` is not a day like 2024-02-23"))
        };
        let row = || -> Result<EuAnnexRow, String> {
            let annex = cell(annex);
            if annex.is_empty() {
                return Err("no annex is named".to_owned());
            }
            let cn_prefix = cell(cn_prefix).parse().map_err(|why: crate::NotCodePrefix| why.to_string())?;
            let (effective_from, effective_to) = (day(from)?, day(to)?);
            Ok(EuAnnexRow {
                annex,
                cn_prefix,
                text: cell(text),
                effective_from,
                effective_to,
                source: cell(source),
            })
        };
        match row() {
            Ok(row) => read.rows.push(row),
            Err(why) => {
                let line = record.position().map_or(0, csv::Position::line);
                read.rejected.push(RejectedRow { line, why });
            }
        }
    }
    if read.rows.is_empty() {
        return Err(EuAnnexError::NoRows { rejected: read.rejected.len() });
    }
    Ok(read)
}

static ANNEX_XL: LazyLock<EuAnnexes> =
    LazyLock::new(|| read_eu_annexes(EU_ANNEX_XL.text.as_bytes()).unwrap_or_default());

/// Annex XL of Regulation 833/2014 as far as it mirrors the Common High Priority List: no row is verified.
pub fn annex_xl_mirror() -> &'static EuAnnexes {
    &ANNEX_XL
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "annex,cn_prefix,text,effective_from,effective_to,source\n\
        ZZ,9801,invented row,2024-01-01,2025-01-01,structure sample\n\
        ZZ,9802 10 90,invented row,2024-01-01,,structure sample\n\
        ZZ,98021,five digits,2024-01-01,,structure sample\n\
        ZZ,9803,no day,,,structure sample\n\
        ZZ,9804,bad day,soon,,structure sample\n";

    fn check(annex: &str, code: &str, on: &str, expected: Truth) {
        let table = read_eu_annexes(SAMPLE.as_bytes()).unwrap();
        let (answer, _) = table.lists(annex, &code.parse().unwrap(), on.parse().unwrap());
        assert_eq!(answer, expected, "{code} in {annex} on {on}");
    }

    #[test]
    fn prefixes_and_days_decide() {
        check("ZZ", "9801.20", "2024-06-01", Truth::Yes);
        check("ZZ", "9801.20", "2023-12-31", Truth::No);
        check("ZZ", "9801.20", "2025-01-01", Truth::No);
        check("ZZ", "9802.10.90", "2024-06-01", Truth::Yes);
        check("ZZ", "9802.10", "2024-06-01", Truth::Unknown);
        check("ZZ", "9803.00", "2024-06-01", Truth::Unknown);
        check("ZZ", "9805.00", "2024-06-01", Truth::No);
        check("XI", "9801.20", "2024-06-01", Truth::Unknown);
    }

    #[test]
    fn bad_rows_are_counted_with_their_line() {
        let table = read_eu_annexes(SAMPLE.as_bytes()).unwrap();
        assert_eq!((table.rows.len(), table.rejected.len()), (3, 2));
        assert_eq!(table.rejected.iter().map(|it| it.line).collect::<Vec<_>>(), [4, 6]);
        assert!(matches!(
            read_eu_annexes(b"annex,text\n"),
            Err(EuAnnexError::NoColumn { column: "cn_prefix" })
        ));
        assert!(matches!(read_eu_annexes(b""), Err(EuAnnexError::NoColumn { .. })));
    }

    #[test]
    fn the_mirror_has_fifty_rows() {
        assert_eq!(annex_xl_mirror().rows.len(), 50);
        assert!(annex_xl_mirror().rows.iter().all(|row| row.source.contains("unverified")));
    }
}
