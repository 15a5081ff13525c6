//! Annexes of EU acts in the Official Journal, transcribed to CSV: consolidated annexes, and amendments since.
//!
//! One row is one party in one annex under one measure. The format is that of the transcription's `FORMAT.md`. A
//! row of an amendment takes the place of the consolidated row that it repeats.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};
use ledger::{CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{Digest, ListName, PartialDate, Schema};

use crate::draft::{Draft, country_at_end, said};
use crate::identify::imo_kind;
use crate::kind::Kind;
use crate::ofac_remarks::settle_numbers;
use crate::reject::{Lack, ListError, Reading};
use crate::source::{Look, SourceFile, line_of};
use crate::text_numbers::read_numbers;

/// Signs of the digest that tell two rows with one number apart.
const ID_SIGNS: usize = 8;

/// Where each column of one file is.
struct Columns {
    names: Vec<String>,
    is_amendment: bool,
}

/// What makes two rows the same listing: act, annex, measure, and the number in the annex or the name.
type Key = (String, String, String, String);

/// Reads all files of both kinds.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    let mut columns = Vec::new();
    for file in files {
        columns.push(columns_of(file)?);
    }
    reading.lacks(&[Lack::EndDates, Lack::Requirements]);
    if columns.iter().all(|it| it.is_amendment) {
        reading.note("only amendments were given: what the consolidated annexes list is not there");
    }
    let amended = amended_rows(files, &columns)?;
    let mut run = Run { amended, replaced: 0, ids: BTreeSet::new() };
    for (file, columns) in files.iter().zip(&columns) {
        let format =
            if columns.is_amendment { "EU OJ CSV, an amendment" } else { "EU OJ CSV, consolidated annexes" };
        reading.recognised(file.name, format);
        run.read_file(file, columns, reading)?;
    }
    if run.replaced > 0 {
        reading.note(format!("{} consolidated rows are replaced by an amendment's row", run.replaced));
    }
    Ok(())
}

fn columns_of(file: &SourceFile<'_>) -> Result<Columns, ListError> {
    let refuse = |found: String| ListError::NotThisKind {
        file: file.owned_name(),
        kind: Kind::EuOj,
        found,
        expected: "CSV with the columns celex (or amendedCelex), annex, measure, schema and name",
    };
    if file.look() != Look::Text {
        return Err(refuse(file.look().words().to_owned()));
    }
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(file.body());
    let header = reader.headers().map_err(|_| refuse(format!("it starts with `{}`", file.start())))?;
    let names: Vec<String> = header.iter().map(str::to_owned).collect();
    let has = |name: &str| names.iter().any(|it| it == name);
    let is_amendment = has("amendedCelex");
    if !["annex", "measure", "schema", "name"].iter().all(|it| has(it)) || !(is_amendment || has("celex")) {
        return Err(refuse(format!("it starts with `{}`", file.start())));
    }
    Ok(Columns { names, is_amendment })
}

/// One row with its columns by name.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r StringRecord,
}

impl<'r> Row<'r> {
    fn get(&self, name: &str) -> &'r str {
        let at = self.columns.names.iter().position(|it| it == name);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn act(&self) -> &'r str {
        self.get(if self.columns.is_amendment { "amendedCelex" } else { "celex" })
    }

    fn key(&self) -> Key {
        let number = self.get("recordId");
        let party = if number.is_empty() { self.get("name").to_lowercase() } else { format!("#{number}") };
        (self.act().to_owned(), self.get("annex").to_owned(), self.get("measure").to_owned(), party)
    }
}

fn amended_rows(files: &[SourceFile<'_>], columns: &[Columns]) -> Result<BTreeSet<Key>, ListError> {
    let mut keys = BTreeSet::new();
    for (file, columns) in files.iter().zip(columns).filter(|(_, columns)| columns.is_amendment) {
        each_row(file, &mut |_, record| {
            if let Ok(record) = record {
                keys.insert(Row { columns, record }.key());
            }
        })?;
    }
    Ok(keys)
}

/// Gives each row with its line; one that is no text comes as the reason why.
fn each_row(
    file: &SourceFile<'_>,
    take: &mut dyn FnMut(u64, Result<&StringRecord, String>),
) -> Result<(), ListError> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(file.body());
    let mut record = StringRecord::new();
    loop {
        let line = line_of(file.body(), reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => take(line, Ok(&record)),
            Ok(false) => return Ok(()),
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                take(line, Err("bytes that are not UTF-8".to_owned()));
            }
            Err(error) => {
                return Err(ListError::Broken { file: file.owned_name(), what: error.to_string(), at: line });
            }
        }
    }
}

/// What is carried from file to file.
struct Run {
    amended: BTreeSet<Key>,
    replaced: u64,
    ids: BTreeSet<(ListName, String)>,
}

impl Run {
    fn read_file(
        &mut self,
        file: &SourceFile<'_>,
        columns: &Columns,
        reading: &mut Reading<'_>,
    ) -> Result<(), ListError> {
        each_row(file, &mut |line, record| {
            reading.report.rows += 1;
            let record = match record {
                Ok(record) => record,
                Err(why) => return reading.reject(file.name, line, None, why),
            };
            let row = Row { columns, record };
            if record.len() != columns.names.len() {
                let why = format!("{} columns, and expected {}", record.len(), columns.names.len());
                return reading.reject(file.name, line, None, why);
            }
            let Ok(schema) = row.get("schema").parse::<Schema>() else {
                let why = format!("`{}` is not a schema", row.get("schema"));
                return reading.reject(file.name, line, Some(row.get("recordId")), why);
            };
            if row.get("name").is_empty() || row.act().is_empty() || row.get("measure").is_empty() {
                return reading.reject(file.name, line, Some(row.get("recordId")), "no name, act or measure");
            }
            if !columns.is_amendment && self.amended.contains(&row.key()) {
                self.replaced += 1;
                return;
            }
            let list = list_of(row.act(), row.get("annex"), row.get("measure"));
            match self.id_of(list, &row) {
                Some(id) => reading.entry(read_row(schema, &row).into_entry(id, list, line)),
                None => reading.reject(
                    file.name,
                    line,
                    Some(row.get("recordId")),
                    "the row repeats an earlier one",
                ),
            }
        })?;
        if !file.bytes.ends_with(b"\n") {
            reading.report.cut = Some(format!("{} ends inside of a line", file.name));
        }
        Ok(())
    }

    /// `32014R0833:IV:594`; where the annex prints no number, or prints one twice, with a mark made of the row's words.
    /// `None` where an earlier row has the same words.
    fn id_of(&mut self, list: ListName, row: &Row<'_>) -> Option<String> {
        let (act, annex, number) = (row.act(), row.get("annex"), row.get("recordId"));
        let plain = format!("{act}:{annex}:{number}");
        if !number.is_empty() && self.ids.insert((list, plain.clone())) {
            return Some(plain);
        }
        let words: Vec<&str> = row.record.iter().collect();
        let digest = Digest::of(words.join("\n").as_bytes()).to_string();
        let mark: String = digest.chars().take(ID_SIGNS).collect();
        let marked = if number.is_empty() { format!("{plain}{mark}") } else { format!("{plain}~{mark}") };
        self.ids.insert((list, marked.clone())).then_some(marked)
    }
}

/// The legal list of an annex under a measure: what a listing there means in law.
pub fn list_of(act: &str, annex: &str, measure: &str) -> ListName {
    let part = annex.split('.').next().unwrap_or_default();
    match (act, part, measure) {
        (_, _, "Asset freeze") => ListName::EuFreeze,
        ("32014R0833", "IV", _) | ("32006R0765", "V", _) => ListName::EuExport,
        ("32014R0833", "XLII", _) => ListName::EuVessels,
        ("32014R0833", "XLVII", _) => ListName::EuPorts,
        _ => ListName::EuSectoral,
    }
}

fn read_row(schema: Schema, row: &Row<'_>) -> Draft {
    let mut draft = Draft::new(schema);
    draft.name(NameKind::Primary, row.get("name"), "name");
    read_names(row, &mut draft);
    read_countries(row, &mut draft);
    read_ids(row, &mut draft);
    read_details(row, &mut draft);
    for address in numbered(row.get("address")) {
        draft.address_line(&address, "address");
    }
    for (column, kind) in
        [("birthDate", PartyDateKind::Birth), ("incorporationDate", PartyDateKind::Incorporation)]
    {
        for date in numbered(row.get(column)) {
            draft.date_or_remark(kind, column, &date, column);
        }
    }
    for word in values(row.get("gender")) {
        draft.gender(&word);
    }
    read_listing(row, &mut draft);
    read_numbers(row.get("reason"), "reason (text)", &mut draft);
    read_numbers(row.get("notes"), "notes (text)", &mut draft);
    settle_numbers(&mut draft);
    draft
}

fn read_listing(row: &Row<'_>, into: &mut Draft) {
    let listing = &mut into.listing;
    listing.programs = vec![row.get("programKey").to_owned()];
    listing.listed = row.get("startDate").parse::<PartialDate>().ok();
    listing.annex = said(row.get("annex"));
    listing.measures = vec![row.get("measure").to_owned()];
    listing.reason = said(row.get("reason"));
    listing.citations = vec![row.act().to_owned()];
    listing.citations.extend(said(row.get("amendmentCelex")));
    let newest = listing.citations.last().map_or("", String::as_str);
    listing.link = Some(format!("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{newest}"));
}

fn read_names(row: &Row<'_>, into: &mut Draft) {
    let columns =
        [("alias", NameKind::Alias), ("weakAlias", NameKind::Weak), ("previousName", NameKind::Former)];
    for (column, kind) in columns {
        for name in values(row.get(column)) {
            let original = kind == NameKind::Alias && !name.chars().any(|c| c.is_ascii_alphabetic());
            into.name(if original { NameKind::Original } else { kind }, &name, column);
        }
    }
}

fn read_countries(row: &Row<'_>, into: &mut Draft) {
    let columns = [
        ("country", CountryRole::Unspecified),
        ("nationality", CountryRole::Nationality),
        ("jurisdiction", CountryRole::Jurisdiction),
        ("flag", CountryRole::Flag),
    ];
    for (column, role) in columns {
        for country in numbered(row.get(column)) {
            into.country_or_remark(role, column, &country, column);
        }
    }
    for place in numbered(row.get("birthPlace")) {
        into.detail(DetailKind::BirthPlace, &place, "birthPlace");
        if let Some(code) = country_at_end(&place) {
            into.country_code(CountryRole::Birth, code, "birthPlace");
        }
    }
}

fn read_ids(row: &Row<'_>, into: &mut Draft) {
    let columns = [
        ("imoNumber", imo_kind(into.party.schema == Schema::Vessel)),
        ("mmsi", IdKind::Mmsi),
        ("innCode", IdKind::Inn),
        ("ogrnCode", IdKind::Ogrn),
        ("kppCode", IdKind::Kpp),
        ("okpoCode", IdKind::Okpo),
        ("leiCode", IdKind::Lei),
        ("swiftBic", IdKind::Bic),
        ("registrationNumber", IdKind::Registration),
        ("taxNumber", IdKind::Tax),
        ("idNumber", IdKind::National),
        ("passportNumber", IdKind::Passport),
        ("ticker", IdKind::Security),
    ];
    for (column, kind) in columns {
        for number in values(row.get(column)) {
            // `7730239877, KPP 773001001`: the number that the column is for stands first.
            let russian = matches!(kind, IdKind::Inn | IdKind::Ogrn);
            let compared = if russian { first_number(&number) } else { &number };
            into.id(kind, compared, &number, None, column);
        }
    }
}

fn read_details(row: &Row<'_>, into: &mut Draft) {
    let columns = [
        ("position", DetailKind::Position),
        ("legalForm", DetailKind::LegalForm),
        ("sector", DetailKind::Sector),
        ("website", DetailKind::Website),
        ("email", DetailKind::Email),
        ("phone", DetailKind::Phone),
        ("appearance", DetailKind::Remark),
        ("ethnicity", DetailKind::Remark),
        ("fatherName", DetailKind::Remark),
        ("motherName", DetailKind::Remark),
        ("notes", DetailKind::Remark),
    ];
    for (column, kind) in columns {
        for value in values(row.get(column)) {
            into.detail(kind, &value, column);
        }
    }
}

/// The first run of digits, where the text has more than it.
fn first_number(text: &str) -> &str {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let from = text.get(start..).unwrap_or(text);
    let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
    from.get(..end).unwrap_or(from)
}

/// The values of a cell, of which one may be several in numbers: `(a) Algerian, (b) German`.
fn numbered(cell: &str) -> Vec<String> {
    let values = values(cell);
    values.iter().flat_map(|value| crate::numbered::values(value)).map(str::to_owned).collect()
}

/// The values of a cell: parts between semicolons; a part in quotes may hold semicolons, and its quotes stand doubled.
fn values(cell: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value = String::new();
    let mut quoted = false;
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                value.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if value.trim().is_empty() => {
                value.clear();
                quoted = true;
            }
            ';' if !quoted => values.push(std::mem::take(&mut value)),
            other => value.push(other),
        }
    }
    values.push(value);
    values.retain(|value| !value.trim().is_empty());
    values.iter().map(|value| value.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_values(cell: &str, expected: &[&str]) {
        assert_eq!(values(cell), expected, "{cell}");
    }

    #[test]
    fn a_cell_has_many_values_and_quotes_keep_one_together() {
        check_values("", &[]);
        check_values("Foo", &["Foo"]);
        check_values("Foo; Bar;Baz", &["Foo", "Bar", "Baz"]);
        check_values("\"Foo; Bar\"; Baz", &["Foo; Bar", "Baz"]);
        check_values("\"OOO \"\"Alabuga\"\"\"; X", &["OOO \"Alabuga\"", "X"]);
        check_values("AO \"Star\"; Y", &["AO \"Star\"", "Y"]);
        check_values("\"open", &["open"]);
    }

    #[test]
    fn an_annex_under_a_measure_is_a_legal_list() {
        assert_eq!(list_of("32014R0269", "I.ENTITIES", "Asset freeze"), ListName::EuFreeze);
        assert_eq!(list_of("32014R0833", "IV", "Export control"), ListName::EuExport);
        assert_eq!(list_of("32006R0765", "V", "Export control"), ListName::EuExport);
        assert_eq!(list_of("32012R0267", "V", "Financial restrictions"), ListName::EuSectoral);
        assert_eq!(list_of("32014R0833", "XLII", "Transportation restrictions"), ListName::EuVessels);
        assert_eq!(list_of("32014R0833", "XLVII.A", "Transportation restrictions"), ListName::EuPorts);
        assert_eq!(list_of("32014R0833", "XLIV", "Financial restrictions"), ListName::EuSectoral);
        assert_eq!(list_of("32014R0833", "LII.A", "Investment ban"), ListName::EuSectoral);
    }

    #[test]
    fn an_amendment_takes_the_place_of_the_row_that_it_repeats() {
        let old = "celex,recordId,programKey,annex,measure,startDate,schema,name\n\
                   32014R0833,7,EU-RUS,IV,Export control,1.2.2024,Company,First Works\n\
                   32014R0833,8,EU-RUS,IV,Export control,1.2.2024,Company,Second Works\n";
        let new = "amendedCelex,amendmentCelex,recordId,programKey,annex,measure,startDate,schema,name\n\
                   32014R0833,32026R1848,8,EU-RUS,IV,Export control,1.2.2024,Company,Second Works JSC\n";
        let files = [SourceFile::new("a.csv", old.as_bytes()), SourceFile::new("b.csv", new.as_bytes())];
        let mut names = Vec::new();
        let report = crate::parse(Kind::EuOj, &files, &mut |entry| {
            names.push((entry.id.clone(), entry.party.caption().to_owned()));
        });
        let text = |(id, name): (&str, &str)| (id.to_owned(), name.to_owned());
        let expected = [("32014R0833:IV:7", "First Works"), ("32014R0833:IV:8", "Second Works JSC")];
        assert_eq!(names, expected.map(text));
        assert_eq!(report.unwrap().notes, ["1 consolidated rows are replaced by an amendment's row"]);
    }
}
