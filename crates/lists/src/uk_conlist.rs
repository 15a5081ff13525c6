//! OFSI's consolidated list, retired on 28 January 2026: CSV of 29 or 36 columns, or XLSX, one row a name and address.

use std::collections::BTreeMap;

use ledger::{
    Address, AddressKind, CountryRole, DetailKind, IdKind, LinkKind, NameKind, NamePartRole, PartyDateKind,
};
use vocab::{CompanyImo, CountryCode, Imo, ListName, Schema};

use crate::csv_table::{Columns, decode, read_rows};
use crate::draft::{Draft, country_named, joined, name_part, partial_date, said};
use crate::numbered::{document_number, is_un_reference, values};
use crate::sheet::Row;
use crate::{Kind, Lack, ListError, Look, Published, Reading, SourceFile, sheet};

const EXPECTED: &str = "OFSI's table with the columns `Name 6`, `Group Type`, `Alias Type` and `Group ID`";

/// Reads the files: each a whole list.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    let [file] = files else {
        let other = files.get(1).map_or_else(String::new, SourceFile::owned_name);
        return Err(ListError::Twice { file: files[0].owned_name(), other, part: "the whole list" });
    };
    let mut table = Table::default();
    match file.look() {
        Look::Zip => {
            let rows = sheet::read_rows(file.bytes, None).map_err(|error| error.of_file(file))?;
            reading.recognised(file.name, "ConList, XLSX");
            rows.rows.into_iter().for_each(|row| table.take(row, file.name, reading));
        }
        Look::Text => {
            reading.recognised(file.name, "ConList, CSV");
            read_rows(&decode(file.bytes), b',', &mut |row| match row {
                Ok(row) => table.take(row, file.name, reading),
                Err((line, why)) => reading.reject(file.name, line, None, why),
            });
        }
        Look::Empty | Look::WebPage | Look::Compressed(_) | Look::Xml | Look::Json | Look::Binary => {}
    }
    if table.columns.is_none() {
        let found = file.look().words().to_owned();
        let file = file.owned_name();
        return Err(ListError::NotThisKind { file, kind: Kind::UkConlist, found, expected: EXPECTED });
    }
    let columns = table.columns.unwrap_or_default();
    for (group, rows) in table.groups {
        entry(&columns, &group, rows, file.name, reading);
    }
    reading.lacks(&[Lack::EndDates, Lack::Citations, Lack::Requirements]);
    Ok(())
}

/// The rows by group: they stand in the order of names, so that a group's rows are spread over the file.
#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    groups: BTreeMap<(u64, String), Vec<Row>>,
}

impl Table {
    fn take(&mut self, row: Row, file: &str, reading: &mut Reading<'_>) {
        let Some(columns) = &self.columns else {
            let header = Columns::of(&row.cells);
            if header.have(&["Name 6", "Group Type", "Alias Type", "Group ID"]) {
                self.columns = Some(header);
            } else if row.cells.first().is_some_and(|it| it.trim().eq_ignore_ascii_case("last updated")) {
                let text = row.cells.get(1).cloned().unwrap_or_default();
                let date = partial_date(&text).and_then(|it| it.to_string().parse().ok());
                reading.report.published = Some(Published { text, date });
            }
            return;
        };
        reading.report.rows += 1;
        let Some(group) = columns.cell(&row, &["Group ID"]) else {
            reading.reject(file, row.number, None, "the row has no group id, so nobody knows whose it is");
            return;
        };
        let key = (group.parse().unwrap_or(u64::MAX), group.to_owned());
        self.groups.entry(key).or_default().push(row);
    }
}

fn entry(
    columns: &Columns,
    group: &(u64, String),
    mut rows: Vec<Row>,
    file: &str,
    reading: &mut Reading<'_>,
) {
    let line = rows.first().map_or(0, |row| row.number);
    // The primary name is the caption, wherever it stands in the order of the alphabet.
    rows.sort_by_key(|row| kind_of_name(columns, row) != NameKind::Primary);
    let Some(first) = rows.first() else { return };
    let schema = match columns.cell(first, &["Group Type"]) {
        Some("Individual") => Schema::Person,
        Some("Entity") => Schema::LegalEntity,
        Some("Ship") => Schema::Vessel,
        _ => Schema::Thing,
    };
    let mut draft = Draft::new(schema);
    for row in &rows {
        add_row(columns, row, &mut draft);
    }
    for row in &rows {
        if let Some(text) = columns.cell(row, &["Other Information"]) {
            add_information(text, &mut draft);
        }
    }
    let vessel = draft.party.schema == Schema::Vessel;
    let list = if vessel { ListName::UkShips } else { ListName::UkFreeze };
    if draft.party.names.is_empty() {
        reading.reject(file, line, Some(&group.1), "the group has no name");
        return;
    }
    reading.entry(draft.into_entry(group.1.clone(), list, line));
}

fn kind_of_name(columns: &Columns, row: &Row) -> NameKind {
    let kind = columns.cell(row, &["Alias Type"]).unwrap_or_default().to_ascii_lowercase();
    let quality = columns.cell(row, &["Alias Quality"]).unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        "primary name" | "prime alias" => NameKind::Primary,
        "fka" => NameKind::Former,
        _ if quality.starts_with("low") => NameKind::Weak,
        _ => NameKind::Alias,
    }
}

fn add_row(columns: &Columns, row: &Row, draft: &mut Draft) {
    let cell = |name: &str| columns.cell(row, &[name]);
    let person = draft.party.schema == Schema::Person;
    let names = ["Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"].map(cell);
    let (text, parts) = name_of(names, person);
    draft.name_with_parts(kind_of_name(columns, row), &text, parts, "Name 1 to 6");
    if let Some(text) = cell("Name Non-Latin Script") {
        draft.name(NameKind::Original, text, "Name Non-Latin Script");
    }
    if let Some(title) = cell("Title") {
        draft.detail(DetailKind::Position, title, "Title");
    }
    if let Some(text) = cell("DOB") {
        add_birth(text, draft);
    }
    for text in values(cell("Nationality").unwrap_or_default()) {
        draft.country_or_remark(CountryRole::Nationality, "nationality", text, "Nationality");
    }
    for text in values(cell("Country of Birth").unwrap_or_default()) {
        let now = text.split_once("Currently ").map_or(text, |(_, now)| now);
        draft.country_or_remark(CountryRole::Birth, "country of birth", now, "Country of Birth");
    }
    for town in values(cell("Town of Birth").unwrap_or_default()) {
        draft.detail(DetailKind::BirthPlace, town, "Town of Birth");
    }
    for position in values(cell("Position").unwrap_or_default()) {
        draft.detail(DetailKind::Position, position, "Position");
    }
    add_documents(
        IdKind::Passport,
        cell("Passport Number"),
        cell("Passport Details"),
        "Passport Details",
        draft,
    );
    let national = cell("National Identification Number");
    let details = cell("National Identification Details").or(cell("NI Number"));
    add_documents(IdKind::National, national, details, "National Identification Details", draft);
    add_address(columns, row, draft);
    draft.listing.programs.extend(cell("Regime").map(str::to_owned));
    if let Some(listed) = cell("Listed On").and_then(partial_date) {
        draft.listing.listed = Some(draft.listing.listed.map_or(listed, |known| known.min(listed)));
    }
}

/// A name of six parts, of which the sixth is the family name and comes last.
pub(crate) fn name_of(names: [Option<&str>; 6], person: bool) -> (String, Vec<ledger::NamePart>) {
    let text = names.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    let mut parts = Vec::new();
    if person {
        for (at, name) in names.into_iter().enumerate() {
            let role = match at {
                0 => NamePartRole::Given,
                5 => NamePartRole::Family,
                _ => NamePartRole::Middle,
            };
            parts.extend(name_part(role, name));
        }
    }
    (text, parts)
}

/// Adds a day of birth; the cell may hold several.
pub(crate) fn add_birth(text: &str, draft: &mut Draft) {
    for value in values(text) {
        match partial_date(value) {
            Some(date) => _ = draft.date(PartyDateKind::Birth, &date.to_string(), "DOB"),
            None if value.bytes().any(|it| (b'1'..=b'9').contains(&it)) => {
                draft.date_or_remark(PartyDateKind::Birth, "born", value, "DOB");
            }
            None => {}
        }
    }
}

fn add_documents(
    kind: IdKind,
    numbers: Option<&str>,
    details: Option<&str>,
    field: &'static str,
    draft: &mut Draft,
) {
    match (numbers, details) {
        (Some(numbers), details) => {
            for number in values(numbers) {
                draft.id(kind, number, number, None, field);
            }
            if let Some(details) = details {
                draft.detail(DetailKind::Remark, details, field);
            }
        }
        (None, Some(details)) => {
            for text in values(details) {
                match document_number(text) {
                    Some(number) => draft.id(kind, number, text, None, field),
                    None => draft.detail(DetailKind::Remark, text, field),
                }
            }
        }
        (None, None) => {}
    }
}

fn add_address(columns: &Columns, row: &Row, draft: &mut Draft) {
    let cell = |name: &str| columns.cell(row, &[name]).unwrap_or_default();
    let lines = ["Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6"].map(cell);
    let (postal, country) = (cell("Post/Zip Code"), cell("Country"));
    let code = country_named(country);
    if lines.iter().all(|it| it.is_empty()) && postal.is_empty() {
        if !country.is_empty() {
            draft.country_or_remark(CountryRole::Unspecified, "country", country, "Country");
        }
        return;
    }
    draft.address(Address {
        text: joined(&[&lines[..], &[postal, country]].concat()),
        city: None,
        region: None,
        postal_code: said(postal),
        country: code,
        kind: AddressKind::Unspecified,
        field: "Address 1 to 6".into(),
    });
}

/// Reads OFSI's `(Label):value` sentences, and what older files say in prose.
fn add_information(text: &str, draft: &mut Draft) {
    let labelled = labelled(text);
    for &(label, value) in &labelled {
        add_labelled(label, value, draft);
    }
    if labelled.iter().all(|(label, _)| label.is_empty()) {
        add_prose(text, draft);
    }
    if draft.listing.remarks.is_none() {
        draft.listing.remarks = said(text);
    }
}

fn add_labelled(label: &str, value: &str, draft: &mut Draft) {
    let field = "Other Information";
    let first = value.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',']);
    match label.to_ascii_lowercase().as_str() {
        "uk sanctions list ref" => {
            draft.id(IdKind::ListReference, first, first, None, "UK Sanctions List Ref");
        }
        "un ref" => draft.id(IdKind::ListReference, first, first, None, "UN Ref"),
        "uk statement of reasons" => draft.listing.reason = said(value),
        "gender" => _ = draft.gender(first),
        "phone number" => draft.detail(DetailKind::Phone, value, field),
        "email address" | "website" => add_web(value, field, draft),
        "type of entity" => draft.detail(DetailKind::LegalForm, value, field),
        "parent company" => add_links(LinkKind::Parent, value, field, draft),
        "subsidiaries" => add_links(LinkKind::Subsidiary, value, field, draft),
        "current owners" => add_links(LinkKind::Owner, value, field, draft),
        "business reg no" => add_registrations(value, field, draft),
        "imo number" => add_imo(value, true, draft),
        "flag of ship" => draft.country_or_remark(CountryRole::Flag, "flag", value, field),
        "previous flags" => {
            for flag in values(value) {
                draft.country_or_remark(CountryRole::FormerFlag, "former flag", flag, field);
            }
        }
        "type of ship" => draft.detail(DetailKind::CraftType, value, field),
        "tonnage of ship" => draft.detail(DetailKind::Tonnage, value, field),
        "year built" => draft.date_or_remark(PartyDateKind::Build, "built", value, field),
        // Length of ship, the text before the first label, and labels not seen yet stay in the remarks.
        _ => {}
    }
}

/// Splits at `(Label):`; what stands before the first has an empty label.
fn labelled(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut label, mut start, mut at) = ("", 0, 0);
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find("):")) {
        let close = at + offset;
        let open = text.get(start..close).and_then(|it| it.rfind('(')).map(|it| it + start);
        if let Some(open) = open.filter(|&it| close - it <= 62) {
            found.push((label, text.get(start..open).unwrap_or_default().trim()));
            label = text.get(open + 1..close).unwrap_or_default();
            start = close + 2;
        }
        at = close + 2;
    }
    found.push((label, text.get(start..).unwrap_or_default().trim()));
    found.retain(|(_, value)| !value.is_empty());
    found
}

/// Adds mail addresses and websites out of a text that may hold both.
pub(crate) fn add_web(text: &str, field: &'static str, draft: &mut Draft) {
    for word in text.split([' ', ',', ';', '\n']).map(|it| it.trim().trim_end_matches('.')) {
        if word.contains('@') {
            draft.detail(DetailKind::Email, word, field);
        } else if word.contains('.') {
            draft.detail(DetailKind::Website, word, field);
        }
    }
}

/// Adds each of the parties that a numbered text names.
pub(crate) fn add_links(kind: LinkKind, text: &str, field: &'static str, draft: &mut Draft) {
    for name in values(text) {
        draft.link(kind, name, field);
    }
}

/// Adds registration numbers; they belong to the country of the address where there is but one.
pub(crate) fn add_registrations(text: &str, field: &'static str, draft: &mut Draft) {
    let country = only_country(draft);
    for value in values(text) {
        match document_number(value) {
            Some(number) => draft.id(IdKind::Registration, number, value, country, field),
            None => draft.detail(DetailKind::Remark, value, field),
        }
    }
}

/// The country of all addresses, where they agree.
pub(crate) fn only_country(draft: &Draft) -> Option<CountryCode> {
    let mut codes = draft.party.addresses.iter().filter_map(|it| it.country);
    let first = codes.next()?;
    codes.all(|it| it == first).then_some(first)
}

/// Adds an IMO number: a ship's, or a company's where only the company's check digit fits.
fn add_imo(text: &str, ship: bool, draft: &mut Draft) {
    let number = text.split(|c: char| !c.is_ascii_digit()).find(|it| it.len() == 7).unwrap_or(text);
    let company = number.parse::<CompanyImo>().is_ok();
    let kind = if company && !ship { IdKind::CompanyImo } else { IdKind::Imo };
    draft.id(kind, number, text, None, "Other Information");
}

/// What files before 2022 say without labels: `UN Ref QDe.004`, `IMO: 8937675. MMSI: 445539000.`
fn add_prose(text: &str, draft: &mut Draft) {
    let upper = text.to_ascii_uppercase();
    if let Some(at) = upper.find("UN REF") {
        let rest = text.get(at + 6..).unwrap_or_default().trim_start_matches([' ', '.', ':']);
        let word = rest.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ')', ';']);
        if is_un_reference(word) || word.matches('.').count() == 3 {
            draft.id(IdKind::ListReference, word, word, None, "Other Information");
        }
    }
    if let Some(number) = after(text, &upper, "IMO") {
        let vessel = ["VESSEL", "TANKER", "M/V"].iter().any(|it| upper.contains(it));
        let ship = number.parse::<Imo>().is_ok() && (vessel || number.parse::<CompanyImo>().is_err());
        add_imo(number, ship, draft);
        if ship && draft.party.schema == Schema::LegalEntity {
            draft.party.schema = Schema::Vessel;
        }
    }
    if let Some(number) = after(text, &upper, "MMSI") {
        draft.id(IdKind::Mmsi, number, number, None, "Other Information");
    }
}

/// The digits that stand within a few characters after a word.
fn after<'t>(text: &'t str, upper: &str, word: &str) -> Option<&'t str> {
    let rest = text.get(upper.find(word)? + word.len()..)?;
    let start = rest.find(|c: char| c.is_ascii_digit()).filter(|&it| it <= 12)?;
    let digits = rest.get(start..)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end).filter(|it| it.len() >= 7)
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;

    const HEADER: &str = "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,\
        Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,\
        Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID";

    fn read(bytes: &[u8]) -> (Vec<Entry>, crate::Report) {
        let mut entries = Vec::new();
        let file = SourceFile::new("ConList.csv", bytes);
        let report = crate::parse(Kind::UkConlist, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[test]
    fn rows_of_a_group_make_one_entry_with_the_primary_name_first() {
        let text = format!(
            "Last Updated,13/04/2018\n{HEADER}\n\
             3AO,,,,,,,,,,,,,,\"115280, Moscow\",,,,,,,Russia,Maker of parts,Entity,AKA,Iran,26/07/2010,14/04/2011,11200\n\
             ACME TURBINES,,,,,,,,,,,,,,Kirov St.,,,,,,42,Russia,Maker of parts,Entity,Prime Alias,Iran,26/07/2010,14/04/2011,11200\n\
             TONG SAN 2,,,,,,,,,,,,,,,,,,,,,,IMO: 8937675. MMSI: 445539000. The following vessel,Entity,Prime Alias,DPRK,19/10/2017,19/10/2017,13556\n"
        );
        let (entries, report) = read(text.as_bytes());
        assert_eq!((report.rows, report.entries, report.reject_count), (3, 2, 0));
        assert_eq!(report.published.unwrap().date.unwrap().to_string(), "2018-04-13");
        let acme = &entries[0];
        assert_eq!((acme.id.as_str(), acme.party.caption()), ("11200", "ACME TURBINES"));
        assert_eq!((acme.party.names.len(), acme.party.addresses.len()), (2, 2));
        assert_eq!(acme.listing.listed.unwrap().to_string(), "2010-07-26");
        let ship = &entries[1];
        assert_eq!((ship.party.schema, ship.list), (Schema::Vessel, ListName::UkShips));
        assert_eq!(ship.party.ids[0].value, "8937675");
    }

    #[test]
    fn labels_are_read_and_brackets_in_prose_are_not_labels() {
        let text = "(UK Sanctions List Ref):DPR0100 M/V SAM JONG 2 (of January 2018) (IMO number):7408873 \
                    (Flag of ship):North Korea (Year built):1975";
        let expected = [
            ("UK Sanctions List Ref", "DPR0100 M/V SAM JONG 2 (of January 2018)"),
            ("IMO number", "7408873"),
            ("Flag of ship", "North Korea"),
            ("Year built", "1975"),
        ];
        assert_eq!(labelled(text), expected);
    }

    #[test]
    fn windows_1252_is_read_and_another_table_is_refused() {
        let text = format!(
            "{HEADER}\nSOCI\x00,,,,,,,,,,,,,,,,,,,,,,,Entity,Prime Alias,R,01/01/2020,01/01/2020,7\n"
        );
        let bytes = text.bytes().map(|it| if it == 0 { 0xc9 } else { it }).collect::<Vec<_>>();
        assert_eq!(read(&bytes).0[0].party.caption(), "SOCI\u{c9}");
        let file = SourceFile::new("orders.csv", b"a,b\n1,2\n");
        let error = crate::parse(Kind::UkConlist, &[file], &mut |_| ()).unwrap_err();
        assert!(matches!(error, ListError::NotThisKind { .. }), "{error}");
    }
}
