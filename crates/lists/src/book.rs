//! The user's own customers and watch lists, CSV or XLSX: columns found by name, in any order and usual spelling.

use ledger::{CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{Digest, ListName, Schema};

use crate::csv_table::{Columns, decode, delimiter, read_rows};
use crate::draft::{Draft, is_blank, said};
use crate::sheet::{self, Row};
use crate::{Kind, ListError, Look, Reading, SourceFile};

const NAME: &[&str] =
    &["name", "company", "company name", "customer", "customer name", "party", "full name", "firm"];
const ID: &[&str] = &["id", "customer id", "customer no", "number", "no", "reference", "ref", "account"];
const ALIASES: &[&str] =
    &["aliases", "alias", "aka", "also known as", "other names", "trading as", "previous name"];
const SCHEMA: &[&str] = &["schema", "type", "kind", "entity type"];
const COUNTRY: &[&str] = &["country", "country code", "jurisdiction", "nationality"];
const ADDRESS: &[&str] = &["address", "full address", "registered address", "street address"];
const ADDRESS_PARTS: [&[&str]; 5] = [
    &["street", "address 1", "address line 1"],
    &["address 2", "address line 2"],
    &["city", "town"],
    &["region", "state", "province"],
    &["postal code", "postcode", "zip", "zip code"],
];
const IDS: &[(IdKind, &[&str])] = &[
    (IdKind::Inn, &["inn"]),
    (IdKind::Ogrn, &["ogrn"]),
    (IdKind::Imo, &["imo", "imo number"]),
    (IdKind::CompanyImo, &["company imo", "imo company"]),
    (IdKind::Mmsi, &["mmsi"]),
    (IdKind::Lei, &["lei", "lei code"]),
    (IdKind::Bic, &["bic", "swift", "swift bic"]),
    (IdKind::Uei, &["uei"]),
    (IdKind::Uscc, &["uscc"]),
    (IdKind::Registration, &["registration", "registration number", "company number", "reg no"]),
    (IdKind::Tax, &["tax", "tax number", "tax id", "vat", "vat number"]),
    (IdKind::Passport, &["passport", "passport number"]),
];
const DETAILS: &[(DetailKind, &[&str])] = &[
    (DetailKind::Email, &["email", "e-mail", "mail"]),
    (DetailKind::Phone, &["phone", "telephone", "tel"]),
    (DetailKind::Website, &["website", "web", "url", "homepage"]),
    (DetailKind::Sector, &["sector", "industry"]),
    (DetailKind::Position, &["position", "title"]),
];
const NOTE: &[&str] = &["note", "notes", "remarks", "comment", "reason"];
const BIRTH: &[&str] = &["birth date", "date of birth", "dob", "born"];
const FOUNDED: &[&str] = &["incorporated", "incorporation date", "founded"];
const PROGRAM: &[&str] = &["program", "programme", "list", "tag", "tags"];

/// Reads the files: each a table with a header row.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        let mut columns = None;
        table(file, reading, &mut |row, reading| match &columns {
            None => columns = Some(Columns::of(&row.cells)),
            Some(columns) if columns.position(NAME).is_some() => entry(columns, &row, file, reading),
            Some(_) => {}
        })?;
        let Some(columns) = columns.filter(|columns| columns.position(NAME).is_some()) else {
            let found = file.look().words().to_owned();
            let expected = "a CSV or XLSX table whose first row names its columns, one of them `name`";
            return Err(ListError::NotThisKind {
                file: file.owned_name(),
                kind: Kind::Book,
                found,
                expected,
            });
        };
        reading.recognised(file.name, "a table of your own");
        let unread = columns
            .names()
            .iter()
            .filter(|name| !is_blank(name) && !is_known(name))
            .cloned()
            .collect::<Vec<_>>();
        if !unread.is_empty() {
            reading.note(format!("{} has columns that are not read: {}.", file.name, unread.join(", ")));
        }
    }
    Ok(())
}

/// Gives the rows of a CSV or XLSX file of the user's; a row that cannot be read is a reject.
pub(crate) fn table(
    file: &SourceFile<'_>,
    reading: &mut Reading<'_>,
    take: &mut dyn FnMut(Row, &mut Reading<'_>),
) -> Result<(), ListError> {
    match file.look() {
        Look::Zip => {
            let rows = sheet::read_rows(file.bytes, None).map_err(|error| error.of_file(file))?;
            rows.rows.into_iter().for_each(|row| take(row, reading));
        }
        Look::Text | Look::Binary | Look::Json => {
            let text = decode(file.bytes);
            read_rows(&text, delimiter(&text), &mut |row| match row {
                Ok(row) => take(row, reading),
                Err((line, why)) => reading.reject(file.name, line, None, why),
            });
        }
        Look::Empty | Look::WebPage | Look::Compressed(_) | Look::Xml => {}
    }
    Ok(())
}

fn is_known(name: &str) -> bool {
    let column = Columns::of(&[name.to_owned()]);
    let lists = [NAME, ID, ALIASES, SCHEMA, COUNTRY, ADDRESS, NOTE, BIRTH, FOUNDED, PROGRAM];
    let numbered = IDS.iter().map(|(_, names)| *names).chain(DETAILS.iter().map(|(_, names)| *names));
    lists.into_iter().chain(numbered).chain(ADDRESS_PARTS).any(|names| column.position(names).is_some())
}

fn entry(columns: &Columns, row: &Row, file: &SourceFile<'_>, reading: &mut Reading<'_>) {
    reading.report.rows += 1;
    let cell = |names: &[&str]| columns.cell(row, names);
    let id = cell(ID).map(str::to_owned);
    let Some(name) = cell(NAME).filter(|name| !is_blank(name)) else {
        reading.reject(file.name, row.number, id.as_deref(), "the row has no name");
        return;
    };
    let mut draft = Draft::new(Schema::Thing);
    if let Some(word) = cell(SCHEMA) {
        match schema_of(word) {
            Some(schema) => draft.party.schema = schema,
            None => reading
                .note(format!("{}:{}: `{word}` is no type of party that is known", file.name, row.number)),
        }
    }
    draft.name(NameKind::Primary, name, "name");
    for column in ALIASES {
        let kind = if *column == "previous name" { NameKind::Former } else { NameKind::Alias };
        for alias in cell(&[column]).unwrap_or_default().split([';', '|']) {
            draft.name(kind, alias, *column);
        }
    }
    add_party(columns, row, &mut draft);
    draft.listing.remarks = cell(NOTE).and_then(said);
    draft.listing.programs = cell(PROGRAM).unwrap_or_default().split([';', '|']).filter_map(said).collect();
    let id = id.unwrap_or_else(|| {
        let country = cell(COUNTRY).unwrap_or_default();
        Digest::of(format!("{name}\n{country}").as_bytes()).short()
    });
    reading.entry(draft.into_entry(id, ListName::Book, row.number));
}

fn add_party(columns: &Columns, row: &Row, draft: &mut Draft) {
    let cell = |names: &[&str]| columns.cell(row, names);
    for country in cell(COUNTRY).unwrap_or_default().split([';', '|']) {
        draft.country_or_remark(CountryRole::Unspecified, "country", country, "country");
    }
    let only = draft.party.countries.first().map(|it| it.code);
    if let Some(address) = cell(ADDRESS) {
        draft.address_line(address, "address");
    } else {
        let [street, more, city, region, postal] = ADDRESS_PARTS.map(|names| cell(names).unwrap_or_default());
        draft.address(ledger::Address {
            text: crate::draft::joined(&[street, more, city, region, postal]),
            city: said(city),
            region: said(region),
            postal_code: said(postal),
            country: only,
            kind: ledger::AddressKind::Unspecified,
            field: "street city region postal_code".into(),
        });
    }
    for (kind, names) in IDS {
        for value in cell(names).unwrap_or_default().split([';', '|']) {
            let kind = crate::ftm_words::id_kind(*kind, draft.party.schema);
            draft.id(kind, value, value, only, names.first().copied().unwrap_or_default());
        }
    }
    for (kind, names) in DETAILS {
        draft.detail(*kind, cell(names).unwrap_or_default(), names.first().copied().unwrap_or_default());
    }
    draft.date_or_remark(PartyDateKind::Birth, "born", cell(BIRTH).unwrap_or_default(), "birth_date");
    draft.date_or_remark(
        PartyDateKind::Incorporation,
        "founded",
        cell(FOUNDED).unwrap_or_default(),
        "incorporated",
    );
}

/// A schema by its name, or by the word that a clerk uses.
fn schema_of(word: &str) -> Option<Schema> {
    let plain = match word.trim().to_lowercase().as_str() {
        "individual" | "natural person" | "person" => Schema::Person,
        "entity" | "organisation" | "legal person" => Schema::LegalEntity,
        "firm" | "business" => Schema::Company,
        "ship" => Schema::Vessel,
        "aircraft" | "plane" => Schema::Airplane,
        other => return other.parse().ok(),
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;
    use crate::sheet::tests::workbook;

    fn read(bytes: &[u8]) -> (Vec<Entry>, crate::Report) {
        let mut entries = Vec::new();
        let file = SourceFile::new("customers.csv", bytes);
        let report = crate::parse(Kind::Book, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[track_caller]
    fn check(bytes: &[u8]) {
        let (entries, report) = read(bytes);
        assert_eq!((report.entries, report.reject_count), (1, 1));
        let acme = &entries[0];
        assert_eq!(
            (acme.id.as_str(), acme.party.caption(), acme.party.schema),
            ("7", "Acm\u{e9} LLC", Schema::Company)
        );
        assert_eq!(acme.party.names.len(), 2);
        assert!(acme.party.ids.iter().any(|id| id.kind == IdKind::Inn && id.fault.is_none()));
        assert!(report.notes[0].contains("Sales rep"), "{:?}", report.notes);
    }

    #[test]
    fn one_table_is_read_however_it_is_saved() {
        let table = "Customer No;Company Name;AKA;Type;Country;INN;Sales rep\n7;Acm\u{e9} LLC;Acme;company;Russia;1646019914;X\n8;;;;;;Y\n";
        check(table.as_bytes());
        check(table.replace(';', "\t").as_bytes());
        check(format!("\u{feff}{}", table.replace(';', ",")).as_bytes());
        check(&table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<_>>());
        let rows = table.lines().map(|line| line.split(';').collect::<Vec<_>>()).collect::<Vec<_>>();
        check(&workbook(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()));
    }

    #[test]
    fn rows_without_an_id_get_one_of_their_own_words() {
        let once = read(b"name,country\nAcme,DE\nBeta,FR\n").0;
        let again = read(b"name,country\nBeta,FR\nAcme,DE\n").0;
        assert_eq!(once[0].id, again[1].id);
        assert_ne!(once[0].id, once[1].id);
    }

    #[test]
    fn a_table_without_names_is_refused() {
        for bytes in [&b"a,b\n1,2\n"[..], b"\0\0\0\0", &[b'['; 1_000]] {
            let file = SourceFile::new("x", bytes);
            assert!(crate::parse(Kind::Book, &[file], &mut |_| ()).is_err());
        }
    }
}
