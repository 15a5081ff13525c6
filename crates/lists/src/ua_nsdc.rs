//! Sanctions of Ukraine's National Security and Defence Council, XLSX: a sheet of people and one of organisations.

use ledger::{CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{CountryCode, ListName, Schema};

use crate::csv_table::Columns;
use crate::draft::{Draft, partial_date, said};
use crate::sheet::{self, Row};
use crate::{Kind, Lack, ListError, Look, Reading, SourceFile};

/// Reads the files: each a whole register.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        if file.look() != Look::Zip {
            return Err(other(file, file.look().words()));
        }
        let first = sheet::read_rows(file.bytes, None).map_err(|error| error.of_file(file))?;
        let mut known = read_sheet(&first.rows, file.name, reading);
        for name in first.sheets.iter().skip(1) {
            let rows = sheet::read_rows(file.bytes, Some(name)).map_err(|error| error.of_file(file))?;
            known |= read_sheet(&rows.rows, file.name, reading);
        }
        if !known {
            return Err(other(file, "a workbook without these columns"));
        }
        reading.recognised(file.name, "NSDC register, XLSX");
    }
    reading.lacks(&[Lack::Requirements, Lack::Reasons, Lack::Programs]);
    Ok(())
}

fn other(file: &SourceFile<'_>, found: &str) -> ListError {
    let expected = "an XLSX file with the columns `№ указу`, `п/н` and `Назва укр.`";
    ListError::NotThisKind { file: file.owned_name(), kind: Kind::UaNsdc, found: found.to_owned(), expected }
}

/// Reads a sheet whose first row has the register's columns; says whether it has.
fn read_sheet(rows: &[Row], file: &str, reading: &mut Reading<'_>) -> bool {
    let Some((header, rows)) = rows.split_first() else { return false };
    let columns = Columns::of(&header.cells);
    if !columns.have(&["№ указу", "п/н", "Назва укр."]) {
        return false;
    }
    for row in rows {
        reading.report.rows += 1;
        entry(&columns, row, file, reading);
    }
    true
}

fn entry(columns: &Columns, row: &Row, file: &str, reading: &mut Reading<'_>) {
    let cell = |name: &str| columns.cell(row, &[name]).unwrap_or_default();
    let person = columns.position(&["Дата народження"]).is_some();
    let mut draft = Draft::new(if person { Schema::Person } else { Schema::LegalEntity });
    draft.name(NameKind::Primary, cell("Назва укр."), "Назва укр.");
    let original = if draft.party.names.is_empty() { NameKind::Primary } else { NameKind::Alias };
    draft.name(original, cell("Назва ориг."), "Назва ориг.");
    for alias in cell("Назва альт.").split(';') {
        draft.name(NameKind::Alias, alias, "Назва альт.");
    }
    draft.date_or_remark(PartyDateKind::Birth, "born", cell("Дата народження"), "Дата народження");
    for country in cell("Громадянство").split([',', ';']) {
        draft.country_or_remark(CountryRole::Nationality, "citizenship", country, "Громадянство");
    }
    draft.detail(DetailKind::BirthPlace, cell("Місце народження"), "Місце народження");
    draft.detail(DetailKind::Position, cell("Зайнятість"), "Зайнятість");
    for column in ["Місце проживання", "Місце діяльності", "Місце діяльності додатково"]
    {
        draft.address_line(cell(column), column);
    }
    add_numbers(cell("ОКПО/ЄДРПОУ"), "ОКПО/ЄДРПОУ", &mut draft);
    add_numbers(cell("ІПН"), "ІПН", &mut draft);
    let decree = cell("№ указу");
    draft.listing.citations =
        said(decree).map(|it| format!("Указ Президента України №{it}")).into_iter().collect();
    draft.listing.listed = partial_date(cell("Дата указу"));
    draft.listing.ended = partial_date(cell("Дата закінчення обмеження"));
    draft.listing.measures = said(cell("Тип обмеження")).into_iter().collect();
    draft.listing.remarks = said(cell("Додатково"));
    let part = if person { "person" } else { "entity" };
    let id = format!("{decree} {part} {}", cell("п/н"));
    if draft.party.names.is_empty() {
        reading.reject(file, row.number, Some(&id), "the row has no name");
        return;
    }
    reading.entry(draft.into_entry(id, ListName::UaNsdc, row.number));
}

/// Numbers with what they are glued before them: `ЄДРПОУ00039002`, `ОДРН1047796349864`, `ІПН7729507377`.
fn add_numbers(text: &str, field: &'static str, draft: &mut Draft) {
    for word in text.split(|c: char| c.is_whitespace() || ",;".contains(c)).filter(|it| !it.is_empty()) {
        let start = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        let (label, number) = word.split_at(start);
        let (kind, country) = match (label.trim_end_matches([':', '-', ' ']), number.len()) {
            ("ОДРН" | "ОГРН", _) => (IdKind::Ogrn, CountryCode::from_alpha2("RU")),
            ("ІПН" | "ИНН", 10 | 12) => (IdKind::Inn, CountryCode::from_alpha2("RU")),
            ("ЄДРПОУ", _) => (IdKind::Registration, CountryCode::from_alpha2("UA")),
            _ => (IdKind::Other, None),
        };
        draft.id(kind, number, word, country, field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::tests::workbook;

    #[test]
    fn numbers_are_known_by_the_letters_before_them() {
        let bytes = workbook(&[
            &[
                "№ указу",
                "Дата указу",
                "п/н",
                "Тип обмеження",
                "Дата закінчення обмеження",
                "Назва укр.",
                "ОКПО/ЄДРПОУ",
                "ІПН",
            ],
            &[
                "109-2021",
                "2021-03-23",
                "60",
                "1) блокування активів",
                "2024-03-23",
                "Новотранс",
                "ОДРН1047796349864",
                "ІПН7729507377",
            ],
        ]);
        let mut entries = Vec::new();
        let file = SourceFile::new("nsdc.xlsx", &bytes);
        crate::parse(Kind::UaNsdc, &[file], &mut |entry| entries.push(entry)).unwrap();
        let entry = &entries[0];
        assert_eq!((entry.id.as_str(), entry.party.schema), ("109-2021 entity 60", Schema::LegalEntity));
        let kinds = entry.party.ids.iter().map(|id| id.kind).collect::<Vec<_>>();
        assert_eq!(kinds, [IdKind::Ogrn, IdKind::Inn]);
        assert_eq!(entry.listing.ended.unwrap().to_string(), "2024-03-23");
    }
}
