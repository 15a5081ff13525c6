//! Australia's DFAT consolidated list, XLSX: one row a name; `2055a` and `2055b` are aliases of `2055`.

use std::collections::BTreeMap;

use ledger::{CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{ListName, PartialDate, Schema};

use crate::csv_table::Columns;
use crate::draft::{Draft, partial_date, said};
use crate::numbered::{document_number, is_un_reference, is_yes};
use crate::sheet::{self, Row};
use crate::uk_conlist::{add_web, only_country};
use crate::{Kind, Lack, ListError, Look, Reading, SourceFile};

const NAME: &[&str] = &["Name of Individual or Entity", "Name of Individual, Entity or Vessel", "Name"];
const MEASURES: [&str; 4] =
    ["Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction"];

/// Reads the files: each a whole list.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        if file.look() != Look::Zip {
            return Err(other(file, file.look().words()));
        }
        let rows = sheet::read_rows(file.bytes, None).map_err(|error| error.of_file(file))?;
        let mut columns = None::<Columns>;
        let mut groups = BTreeMap::<(u64, String), Vec<Row>>::new();
        for row in rows.rows {
            let Some(columns) = &columns else {
                let header = Columns::of(&row.cells);
                let found =
                    header.have(&["Reference", "Type", "Name Type"]) && header.position(NAME).is_some();
                columns = found.then_some(header);
                continue;
            };
            reading.report.rows += 1;
            let Some(reference) = columns.cell(&row, &["Reference"]) else {
                reading.reject(file.name, row.number, None, "the row has no reference");
                continue;
            };
            let id = reference.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
            groups.entry((id.parse().unwrap_or(u64::MAX), id.to_owned())).or_default().push(row);
        }
        let Some(columns) = columns else {
            return Err(other(file, "a workbook without these columns"));
        };
        reading.recognised(file.name, "DFAT consolidated list, XLSX");
        for ((_, id), rows) in groups {
            entry(&columns, id, rows, file.name, reading);
        }
    }
    reading.lacks(&[Lack::EndDates, Lack::Requirements, Lack::Reasons]);
    Ok(())
}

fn other(file: &SourceFile<'_>, found: &str) -> ListError {
    let expected =
        "an XLSX file with the columns `Reference`, `Name of Individual or Entity`, `Type` and `Name Type`";
    ListError::NotThisKind { file: file.owned_name(), kind: Kind::AuDfat, found: found.to_owned(), expected }
}

fn entry(columns: &Columns, id: String, mut rows: Vec<Row>, file: &str, reading: &mut Reading<'_>) {
    let line = rows.first().map_or(0, |row| row.number);
    rows.sort_by_key(|row| name_kind(columns, row) != NameKind::Primary);
    let Some(first) = rows.first() else { return };
    let schema = match columns.cell(first, &["Type"]).unwrap_or_default().to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "entity" => Schema::LegalEntity,
        "vessel" | "ship" => Schema::Vessel,
        _ => Schema::Thing,
    };
    let mut draft = Draft::new(schema);
    for row in &rows {
        let name = columns.cell(row, NAME).unwrap_or_default();
        draft.name(name_kind(columns, row), name, "Name of Individual or Entity");
    }
    for row in &rows {
        add_party(columns, row, &mut draft);
    }
    add_listing(columns, first, &mut draft);
    if draft.party.names.is_empty() {
        reading.reject(file, line, Some(&id), "the reference has no name");
        return;
    }
    reading.entry(draft.into_entry(id, ListName::AuDfat, line));
}

fn name_kind(columns: &Columns, row: &Row) -> NameKind {
    let strength = columns.cell(row, &["Alias Strength"]).unwrap_or_default().to_ascii_lowercase();
    match columns.cell(row, &["Name Type"]).unwrap_or_default().to_ascii_lowercase().as_str() {
        "primary name" => NameKind::Primary,
        "original script" => NameKind::Original,
        "formerly known as" | "fka" | "former name" => NameKind::Former,
        _ if strength == "weak" => NameKind::Weak,
        _ => NameKind::Alias,
    }
}

fn add_party(columns: &Columns, row: &Row, draft: &mut Draft) {
    let cell = |name: &str| columns.cell(row, &[name]).unwrap_or_default();
    let births = cell("Date of Birth");
    for birth in births.split([',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty()) {
        draft.date_or_remark(PartyDateKind::Birth, "born", birth, "Date of Birth");
    }
    draft.detail(DetailKind::BirthPlace, cell("Place of Birth"), "Place of Birth");
    for country in cell("Citizenship").split(';').map(str::trim).filter(|it| !it.is_empty()) {
        draft.country_or_remark(CountryRole::Nationality, "citizenship", country, "Citizenship");
    }
    for address in cell("Address").split([';', '\n']) {
        draft.address_line(address, "Address");
    }
    let imo = cell("IMO Number");
    draft.id(IdKind::Imo, imo, imo, None, "IMO Number");
    add_information(cell("Additional Information"), draft);
}

/// Reads what the free text gives plainly: the UN's reference, numbers and addresses of the net after a label.
fn add_information(text: &str, draft: &mut Draft) {
    let field = "Additional Information";
    let start = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ';']);
    if is_un_reference(start) {
        draft.id(IdKind::ListReference, start, start, None, field);
    }
    for line in text.split(['\n', ';']).flat_map(|it| it.split(". ")) {
        let lower = line.to_lowercase();
        let registers =
            ["identification no", "identification number", "registration number", "registration no", "ogrn"];
        if registers.iter().any(|it| lower.contains(it)) {
            if let Some(number) = document_number(line) {
                let country = only_country(draft);
                draft.id(IdKind::Registration, number, line, country, field);
            }
        } else if lower.contains("tax id") || lower.contains("inn:") {
            if let Some(number) = document_number(line) {
                let country = only_country(draft);
                draft.id(IdKind::Tax, number, line, country, field);
            }
        } else if let Some((_, sites)) = lower.split_once("website:").or_else(|| lower.split_once("email:")) {
            add_web(sites, field, draft);
        } else if draft.party.schema == Schema::Vessel
            && let Some((_, names)) = line.split_once("revious names include")
        {
            for name in names.split([',', ';']).flat_map(|it| it.split(" and ")) {
                draft.name(NameKind::Former, name.trim_start_matches(':'), field);
            }
        }
    }
    if draft.listing.remarks.is_none() {
        draft.listing.remarks = said(text);
    }
}

fn add_listing(columns: &Columns, row: &Row, draft: &mut Draft) {
    let cell = |names: &[&str]| columns.cell(row, names);
    draft.listing.programs.extend(cell(&["Committees"]).map(str::to_owned));
    draft.listing.citations.extend(cell(&["Instrument of Designation"]).map(str::to_owned));
    let measures = MEASURES.iter().filter(|name| columns.cell(row, &[name]).is_some_and(is_yes));
    draft.listing.measures = measures.map(|name| (*name).to_owned()).collect();
    let words = cell(&["Listing Information"]).unwrap_or_default();
    let control = cell(&["Control Date"]).and_then(control_date);
    draft.listing.listed = listed(words, control);
    if let (Some(remarks), false) = (&mut draft.listing.remarks, words.is_empty()) {
        remarks.push_str(" \u{2014} ");
        remarks.push_str(words);
    } else {
        draft.listing.remarks = draft.listing.remarks.take().or(said(words));
    }
}

/// The control date: a date, or the serial number of a cell that lost its format.
fn control_date(text: &str) -> Option<PartialDate> {
    match text.parse::<i64>() {
        // Excel counts days from 30 December 1899, for dates after February 1900.
        Ok(days) if (20_000..80_000).contains(&days) => {
            let epoch = jiff::civil::Date::new(1899, 12, 30).ok()?;
            epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(PartialDate::day)
        }
        _ => partial_date(text),
    }
}

/// When it was first listed. The control date is that of the last change, so it counts only where the words name no
/// day of their own and no second listing; where the instrument is of another year, the year alone is known.
fn listed(words: &str, control: Option<PartialDate>) -> Option<PartialDate> {
    let lower = words.to_lowercase();
    let starts = lower.starts_with("listed") || lower.starts_with("designated under");
    if starts {
        let first = lower.split("listed on").nth(1).or_else(|| lower.split(" on ").nth(1));
        let day = first.and_then(|rest| day_at_start(rest.trim_start_matches([':', ' '])));
        if day.is_some() {
            return day;
        }
    }
    let again =
        ["relist", "re-list", "amended", "continued", "new listing"].iter().any(|it| lower.contains(it));
    let year = instrument_year(words);
    match (control, year) {
        (Some(control), year) if !again && year.is_none_or(|it| control.year() == Some(it)) => Some(control),
        (_, Some(year)) => PartialDate::in_year(year).ok(),
        (_, None) => None,
    }
}

/// The date of three words at the start: `2 Sep. 2014 (relisted …`.
fn day_at_start(text: &str) -> Option<PartialDate> {
    let words = text.split(|c: char| c.is_whitespace() || ",.()".contains(c)).filter(|it| !it.is_empty());
    let words = words.take(3).collect::<Vec<_>>();
    let [day, month, year] = words[..] else { return None };
    let month = month.get(..3)?;
    let date = partial_date(&format!("{day} {month} {year}"))?;
    date.is_day().then_some(date)
}

/// The year in the title of an instrument: `… Amendment (No. 3) Instrument 2024`.
fn instrument_year(words: &str) -> Option<i16> {
    let titles = ["Instrument ", "Designation ", "List ", "Declaration "];
    titles.iter().find_map(|title| {
        let rest = words.get(words.find(title)? + title.len()..)?;
        let year = rest.get(..4)?.parse::<i16>().ok()?;
        (1_990..2_100).contains(&year).then_some(year)
    })
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;
    use crate::sheet::tests::workbook;

    const HEADER: &[&str] = &[
        "Reference",
        "Name of Individual or Entity",
        "Type",
        "Name Type",
        "Alias Strength",
        "Date of Birth",
        "Place of Birth",
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "IMO Number",
        "Committees",
        "Control Date",
        "Instrument of Designation",
        "Targeted Financial Sanction",
        "Travel Ban",
        "Arms Embargo",
        "Maritime Restriction",
    ];

    fn read(rows: &[&[&str]]) -> (Vec<Entry>, crate::Report) {
        let mut all = vec![HEADER];
        all.extend_from_slice(rows);
        let bytes = workbook(&all);
        let mut entries = Vec::new();
        let file = SourceFile::new("dfat.xlsx", &bytes);
        let report = crate::parse(Kind::AuDfat, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[test]
    fn rows_with_a_letter_are_aliases_of_the_reference() {
        let sanctioned = "Designated as a sanctioned vessel in the Autonomous Sanctions (Sanctioned Vessels) Designation 2025";
        let (entries, report) = read(&[
            &[
                "8111a",
                "ANO TV-Novosti",
                "Entity",
                "Alias",
                "Weak",
                "",
                "",
                "",
                "Borova Street, 3, Moscow, Russia",
                "Company Identification No., 1057746595367",
                "",
                "",
                "",
                "45712",
                "",
                "1",
            ],
            &[
                "8111",
                "TV Novosti",
                "Entity",
                "Primary Name",
                "",
                "",
                "",
                "",
                "Borova Street, 3, Moscow, Russia",
                "Company Identification No., 1057746595367",
                "Amendment (No. 1) Instrument 2025",
                "",
                "Autonomous (Russia)",
                "45712",
                "",
                "1",
                "0",
                "0",
                "0",
            ],
            &[
                "8228",
                "NOCTIS",
                "Vessel",
                "Primary Name",
                "",
                "",
                "",
                "",
                "",
                "Previous names include ASHER",
                sanctioned,
                "9258868",
                "Autonomous (Vessels)",
                "45826",
                "",
                "0",
                "0",
                "0",
                "1",
            ],
        ]);
        assert_eq!((report.rows, report.entries), (3, 2));
        let station = &entries[0];
        assert_eq!((station.party.caption(), station.party.names[1].kind), ("TV Novosti", NameKind::Weak));
        assert!(station.party.ids.iter().any(|id| id.kind == IdKind::Ogrn && id.value == "1057746595367"));
        assert_eq!(station.listing.listed.unwrap().to_string(), "2025-02-24");
        let ship = &entries[1];
        assert_eq!(ship.listing.measures, ["Maritime Restriction"]);
        assert_eq!(
            (ship.party.names[1].kind, ship.party.names[1].text.as_str()),
            (NameKind::Former, "ASHER")
        );
    }

    #[track_caller]
    fn check(words: &str, control: &str, expected: Option<&str>) {
        let control = control_date(control);
        assert_eq!(listed(words, control).map(|it| it.to_string()).as_deref(), expected, "{words}");
    }

    #[test]
    fn the_first_listing_counts_and_not_the_last_change() {
        check("Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)", "45167", Some("2014-09-02"));
        check("Listed on: 17 Aug. 2017. Continued in effect", "45068", Some("2017-08-17"));
        check(
            "Listed by the 1267 Committee on 2 May 2005 ( amended on 3 Nov. 2005 )",
            "46073",
            Some("2005-05-02"),
        );
        check(
            "Designated under the Autonomous Sanctions Regulations 2011 on 2 March 2012. Relisted",
            "45303",
            Some("2012-03-02"),
        );
        check("Amendment (No. 1) Instrument 2025", "45712", Some("2025-02-24"));
        check("Amendment (No. 1) Instrument 2023", "45712", Some("2023"));
        check("Relisted on 12 January 2024", "45303", None);
        check("", "", None);
    }
}
