//! Letters received from an authority, CSV, XLSX or TOML: restricted, and hidden from whoever places orders.

use ledger::{CountryRole, NameKind};
use serde::Deserialize;
use vocab::{Digest, ListName, Schema};

use crate::csv_table::{Columns, column_key, decode};
use crate::draft::{Draft, is_blank, partial_date, said};
use crate::sheet::Row;
use crate::{Kind, ListError, Look, Reading, SourceFile, book};

/// What a letter is, as its entry's programme says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterKind {
    /// The authority says that a licence is required for what the letter names.
    IsInformed,
    /// The authority warns of a party or a pattern.
    RedFlag,
    /// A list of parties to which suppliers' goods have been diverted.
    SupplierList,
    /// The authority names parties found through the Guardian programme.
    Guardian,
}

impl LetterKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::IsInformed, Self::RedFlag, Self::SupplierList, Self::Guardian];

    /// The word in the file and in the entry's programmes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IsInformed => "is-informed",
            Self::RedFlag => "red-flag",
            Self::SupplierList => "supplier-list",
            Self::Guardian => "guardian",
        }
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| column_key(kind.code()) == column_key(text))
    }
}

/// A letter as its file writes it, in either format.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Letter {
    id: String,
    date: Option<toml::Value>,
    authority: String,
    #[serde(rename = "type")]
    kind: String,
    scope: String,
    parties: Vec<String>,
    country: String,
    text: String,
}

/// A file of letters: `[[letter]]` tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letters {
    letter: Vec<Letter>,
}

const EXPECTED: &str =
    "TOML with `[[letter]]` tables, or a table with the columns `date`, `type`, `parties` and `text`";

/// Reads the files: each letters in TOML, or a table with one letter a row.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        let text = decode(file.bytes);
        if file.look() != Look::Zip && text.lines().any(|line| line.trim() == "[[letter]]") {
            let letters: Letters = toml::from_str(&text).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start as u64);
                ListError::Broken { file: file.owned_name(), what: error.message().to_owned(), at }
            })?;
            reading.recognised(file.name, "letters, TOML");
            for (at, letter) in letters.letter.into_iter().enumerate() {
                give(&letter, at as u64 + 1, file, reading);
            }
            continue;
        }
        let mut columns = None::<Columns>;
        book::table(file, reading, &mut |row, reading| match &columns {
            None => columns = Some(Columns::of(&row.cells)),
            Some(columns) if columns.have(&["date", "type"]) => {
                give(&of_row(columns, &row), row.number, file, reading);
            }
            Some(_) => {}
        })?;
        if columns.is_none_or(|columns| !columns.have(&["date", "type"])) {
            let (found, kind) = (file.look().words().to_owned(), Kind::Letter);
            return Err(ListError::NotThisKind { file: file.owned_name(), kind, found, expected: EXPECTED });
        }
        reading.recognised(file.name, "letters, a table");
    }
    Ok(())
}

fn of_row(columns: &Columns, row: &Row) -> Letter {
    let cell = |names: &[&str]| columns.cell(row, names).unwrap_or_default().to_owned();
    let parties = cell(&["parties", "party", "name"]);
    Letter {
        id: cell(&["id", "reference", "ref"]),
        date: said(&cell(&["date"])).map(toml::Value::String),
        authority: cell(&["authority", "from"]),
        kind: cell(&["type", "kind"]),
        scope: cell(&["scope"]),
        parties: parties.split([';', '|']).filter_map(said).collect(),
        country: cell(&["country"]),
        text: cell(&["text", "note"]),
    }
}

/// Gives out one entry for each party of a letter; a letter that names none is one entry without a name, for its scope.
fn give(letter: &Letter, row: u64, file: &SourceFile<'_>, reading: &mut Reading<'_>) {
    reading.report.rows += 1;
    let id = said(&letter.id);
    let Some(kind) = LetterKind::read(&letter.kind) else {
        let kinds = LetterKind::ALL.map(LetterKind::code).join(", ");
        let why = format!("`{}` is no type of letter; the types are {kinds}", letter.kind);
        return reading.reject(file.name, row, id.as_deref(), why);
    };
    let date = letter.date.as_ref().map(|date| date.as_str().map_or_else(|| date.to_string(), str::to_owned));
    let listed = date.as_deref().and_then(partial_date);
    if listed.is_none() {
        return reading.reject(file.name, row, id.as_deref(), "the letter has no date that can be read");
    }
    let id =
        id.unwrap_or_else(|| Digest::of(format!("{}\n{}", letter.text, letter.scope).as_bytes()).short());
    let parties =
        letter.parties.iter().filter(|name| !is_blank(name)).map(String::as_str).collect::<Vec<_>>();
    let several = parties.len() > 1;
    for (at, name) in parties.iter().copied().chain(parties.is_empty().then_some("")).enumerate() {
        let mut draft = Draft::new(Schema::Thing);
        draft.name(NameKind::Primary, name, "parties");
        draft.country_or_remark(CountryRole::Unspecified, "country", &letter.country, "country");
        draft.listing.programs.push(kind.code().to_owned());
        draft.listing.listed = listed;
        draft.listing.citations = said(&letter.authority).into_iter().collect();
        draft.listing.requirement = said(&letter.scope);
        draft.listing.remarks = said(&letter.text);
        let id = if several { format!("{id}/{}", at + 1) } else { id.clone() };
        reading.entry(draft.into_entry(id, ListName::Letter, row));
    }
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;

    fn read(text: &str) -> (Vec<Entry>, crate::Report) {
        let mut entries = Vec::new();
        let file = SourceFile::new("letters.toml", text.as_bytes());
        let report = crate::parse(Kind::Letter, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[track_caller]
    fn check(text: &str) {
        let (entries, report) = read(text);
        assert_eq!((report.rows, report.entries, report.reject_count), (3, 3, 1), "{:?}", report.rejects);
        assert_eq!((entries[0].id.as_str(), entries[0].party.caption()), ("IL-1/1", "Acme Parts"));
        assert_eq!(entries[1].party.caption(), "Beta Parts");
        assert_eq!(entries[0].listing.programs, ["is-informed"]);
        assert_eq!(entries[0].listing.listed.unwrap().to_string(), "2025-01-10");
        assert_eq!(
            (entries[2].party.names.len(), entries[2].listing.requirement.as_deref()),
            (0, Some("8542.31 to all"))
        );
    }

    #[test]
    fn letters_read_alike_in_both_formats() {
        check(
            "[[letter]]\nid = \"IL-1\"\ndate = 2025-01-10\ntype = \"is-informed\"\nparties = [\"Acme Parts\", \"Beta Parts\"]\n\
             [[letter]]\nid = \"IL-2\"\ndate = \"2025-02-01\"\ntype = \"is informed\"\nscope = \"8542.31 to all\"\n\
             [[letter]]\ndate = \"2025-02-01\"\ntype = \"advice\"\n",
        );
        check(
            "id,date,type,scope,parties\nIL-1,2025-01-10,Is informed,,Acme Parts; Beta Parts\n\
             IL-2,2025-02-01,is-informed,8542.31 to all,\nX,2025-02-01,advice,,\n",
        );
    }

    #[test]
    fn a_field_that_is_not_known_is_an_error_with_its_place() {
        let file = SourceFile::new("l.toml", b"[[letter]]\nparty = \"x\"\n");
        let error = crate::parse(Kind::Letter, &[file], &mut |_| ()).unwrap_err();
        assert!(error.to_string().contains("unknown field"), "{error}");
    }
}
