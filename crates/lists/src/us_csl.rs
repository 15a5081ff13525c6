//! The US Consolidated Screening List: twelve and more lists of three departments in one file, as CSV or JSON.
//!
//! One row is one party on one list. The same party stands there once for each list, and is folded elsewhere.

use csv::{ReaderBuilder, StringRecord};
use ledger::{Address, CountryRole, DetailKind, Entry, IdKind, LinkKind, NameKind, PartyDateKind};
use vocab::{CountryCode, Digest, ListName, Schema};

use crate::draft::{Draft, Ids, country_at_end, joined, said};
use crate::kind::Kind;
use crate::ofac_csv::{parts_of, schema_of};
use crate::ofac_labels::labelled;
use crate::ofac_remarks::{Understood, read_remarks, settle_numbers};
use crate::ofac_sublist::listed_on;
use crate::ofac_xml::{read_labelled, unbracketed};
use crate::reject::{Lack, ListError, Reading};
use crate::source::{Look, SourceFile, line_of};
use crate::us_csl_json;

/// The columns of the official CSV.
const COLUMNS: usize = 29;
/// Signs of the digest in the id of an entry that the publisher does not number.
const ID_SIGNS: usize = 12;
/// Volume 1 of the Federal Register is that of 1936.
const FEDERAL_REGISTER_BEGAN: i16 = 1935;

/// One row, whichever format it stood in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) source: String,
    pub(crate) entity_number: String,
    pub(crate) kind: String,
    pub(crate) programs: Vec<String>,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) addresses: Vec<Address>,
    /// Countries of addresses that the format has without the addresses.
    pub(crate) address_countries: Vec<CountryCode>,
    pub(crate) notice: String,
    pub(crate) start_date: String,
    pub(crate) end_date: String,
    pub(crate) standard_order: String,
    pub(crate) requirement: String,
    pub(crate) policy: String,
    pub(crate) call_sign: String,
    pub(crate) vessel_type: String,
    pub(crate) gross_tonnage: String,
    pub(crate) gross_registered_tonnage: String,
    pub(crate) vessel_flag: String,
    pub(crate) vessel_owner: String,
    pub(crate) remarks: String,
    pub(crate) url: String,
    pub(crate) names: Vec<String>,
    pub(crate) citizenships: Vec<String>,
    pub(crate) births: Vec<String>,
    pub(crate) nationalities: Vec<String>,
    pub(crate) birth_places: Vec<String>,
    /// The label, and the number with its country and dates as OFAC's remarks write them.
    pub(crate) ids: Vec<(String, String)>,
}

/// Reads the one file.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    if let [file, other, ..] = files {
        let (file, other) = (file.owned_name(), other.owned_name());
        return Err(ListError::Twice { file, other, part: "the Consolidated Screening List" });
    }
    for file in files {
        let mut rows = Rows { file: file.name, ids: Ids::default(), understood: Understood::default() };
        match file.look() {
            Look::Json => us_csl_json::parse(file, &mut rows, reading)?,
            Look::Text => parse_csv(file, &mut rows, reading)?,
            look @ (Look::Empty
            | Look::WebPage
            | Look::Compressed(_)
            | Look::Zip
            | Look::Xml
            | Look::Binary) => {
                return Err(refuse(file, look.words().to_owned()));
            }
        }
        let Understood { items, plain } = rows.understood;
        if items > 0 {
            reading.note(format!("{plain} of {items} items of remarks and numbers are kept as they stand"));
        }
    }
    Ok(())
}

pub(crate) fn refuse(file: &SourceFile<'_>, found: String) -> ListError {
    let expected = "the official CSV of 29 columns, the official JSON, or the reduced JSON with its fieldKey";
    ListError::NotThisKind { file: file.owned_name(), kind: Kind::UsCsl, found, expected }
}

/// The first year in which a listing with these Federal Register citations can have begun: `89 FR 68548` is of 2024.
///
/// A text may hold several citations, in any order: the listing's own and those of amendments. The earliest counts as
/// the listing's. `None` where none can be read.
pub fn citation_year(text: &str) -> Option<i16> {
    let text = text.to_ascii_uppercase();
    let mut earliest: Option<i16> = None;
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        // `89 FR 68548`, `80 F.R 17724`, `81.F.R. 22576`, and `Vol. 59, No. 44`.
        let letters = after.bytes().filter(|byte| !matches!(byte, b'.' | b' '));
        let is_volume = letters.take(2).eq(*b"FR") || before.trim_end().ends_with("VOL.");
        let year = number
            .parse()
            .ok()
            .filter(|volume| (1..=999).contains(volume))
            .map(|it: i16| it + FEDERAL_REGISTER_BEGAN);
        if is_volume && let Some(year) = year {
            earliest = Some(earliest.map_or(year, |before| before.min(year)));
        }
        rest = after;
    }
    earliest
}

/// The legal list of a source, by the code in its brackets or its words.
pub(crate) fn list_of_source(source: &str) -> Option<ListName> {
    const CODES: [(&str, ListName); 13] = [
        ("(SDN)", ListName::UsSdn),
        ("(EL)", ListName::UsEntityList),
        ("(DPL)", ListName::UsDpl),
        ("(MEU)", ListName::UsMeu),
        ("(UVL)", ListName::UsUvl),
        ("(DTC)", ListName::UsDtc),
        ("(ISN)", ListName::UsIsn),
        ("(SSI)", ListName::UsSsi),
        ("(PLC)", ListName::UsPlc),
        ("(CMIC)", ListName::UsCmic),
        ("(NS-MBS", ListName::UsNsMbs),
        ("(CAP)", ListName::UsCapta),
        ("(FSE)", ListName::UsFse),
    ];
    CODES.iter().find(|(code, _)| source.contains(code)).map(|&(_, list)| list)
}

/// Takes rows of any format and gives out their entries.
pub(crate) struct Rows<'a> {
    file: &'a str,
    ids: Ids,
    understood: Understood,
}

impl Rows<'_> {
    /// One row; a row of no known list or without a name is a reject.
    pub(crate) fn take(&mut self, line: u64, row: &Row, reading: &mut Reading<'_>) {
        let Some(list) = list_of_source(&row.source) else {
            let why = format!("`{}` is not a list that is known", row.source);
            return reading.reject(self.file, line, None, why);
        };
        let Some(name) = said(&row.name) else {
            return reading.reject(self.file, line, Some(&row.entity_number), "no name");
        };
        let id = self.id_of(list, &name, row);
        let entry = self.entry(list, id, line, row);
        reading.entry(entry);
    }

    /// OFAC's number; for the lists without numbers a mark made of the name and the first citation.
    ///
    /// Equal marks are counted, since the Denied Persons List has a row for each address of a party.
    fn id_of(&mut self, list: ListName, name: &str, row: &Row) -> String {
        let plain = if row.entity_number.trim().is_empty() {
            let first = row.notice.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            let digest = Digest::of(format!("{}\n{first}", name.to_lowercase()).as_bytes()).to_string();
            format!("{list}:{}", digest.chars().take(ID_SIGNS).collect::<String>())
        } else {
            row.entity_number.trim().to_owned()
        };
        self.ids.unique(list, &plain)
    }

    fn entry(&mut self, list: ListName, id: String, line: u64, row: &Row) -> Entry {
        let mut draft = Draft::new(schema(row));
        let primary = parts_of(&row.name, draft.party.schema);
        draft.name_with_parts(NameKind::Primary, &row.name, primary, "name");
        for name in &row.names {
            let name = name.trim().strip_prefix("and ").unwrap_or(name);
            draft.name_with_parts(NameKind::Alias, name, parts_of(name, draft.party.schema), "alt_names");
        }
        for title in row.title.split(';') {
            draft.detail(DetailKind::Position, title, "title");
        }
        row.addresses.iter().for_each(|address| draft.address(address.clone()));
        for &code in &row.address_countries {
            draft.country_code(CountryRole::Address, code, "addresses");
        }
        read_person(row, &mut draft);
        read_vessel(row, &mut draft);
        for (label, rest) in &row.ids {
            self.understood.items += 1;
            self.understood.plain += u64::from(!read_labelled(label, rest, "ids", &mut draft));
        }
        read_listing(list, row, &mut draft);
        if list <= ListName::UsFse {
            // Treasury's lists: the remarks are OFAC's, with links in brackets.
            read_remarks(&unbracketed(&row.remarks), "remarks", &mut draft, &mut self.understood);
        } else {
            draft.listing.remarks =
                said(&joined(&[draft.listing.remarks.as_deref().unwrap_or_default(), &row.remarks]));
        }
        settle_numbers(&mut draft);
        draft.listing.listed = draft.listing.listed.or_else(|| listed_on(list, &draft.listing.measures));
        draft.into_entry(id, list, line)
    }
}

/// Rows of Commerce and State have no type: persons and companies stand side by side.
fn schema(row: &Row) -> Schema {
    let address_only =
        row.name.strip_prefix("Address ").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if address_only && row.kind.trim().is_empty() { Schema::Address } else { schema_of(&row.kind) }
}

fn read_listing(list: ListName, row: &Row, into: &mut Draft) {
    let listing = &mut into.listing;
    listing.programs.clone_from(&row.programs);
    listing.listed = row.start_date.parse().ok();
    listing.ended = row.end_date.parse().ok();
    listing.citations.extend(said(&row.notice));
    listing.requirement = said(&row.requirement);
    listing.policy = said(&row.policy);
    listing.link = said(&row.url);
    if list == ListName::UsDpl {
        listing.remarks = said(&row.standard_order).map(|word| format!("standard order: {word}"));
    }
}

fn read_person(row: &Row, into: &mut Draft) {
    for (column, label, countries) in
        [("citizenships", "citizen", &row.citizenships), ("nationalities", "nationality", &row.nationalities)]
    {
        for country in countries {
            into.country_or_remark(CountryRole::Nationality, label, country, column);
        }
    }
    for date in &row.births {
        into.date_or_remark(PartyDateKind::Birth, "DOB", date, "dates_of_birth");
    }
    for place in &row.birth_places {
        into.detail(DetailKind::BirthPlace, place, "places_of_birth");
        if let Some(code) = country_at_end(place) {
            into.country_code(CountryRole::Birth, code, "places_of_birth");
        }
    }
}

fn read_vessel(row: &Row, into: &mut Draft) {
    into.id(IdKind::CallSign, &row.call_sign, &row.call_sign, None, "call_sign");
    into.detail(DetailKind::CraftType, &row.vessel_type, "vessel_type");
    if let Some(tonnage) = said(&row.gross_tonnage) {
        into.detail(DetailKind::Tonnage, &format!("{tonnage} GT"), "gross_tonnage");
    }
    if let Some(tonnage) = said(&row.gross_registered_tonnage) {
        into.detail(DetailKind::Tonnage, &format!("{tonnage} GRT"), "gross_registered_tonnage");
    }
    into.country_or_remark(CountryRole::Flag, "Vessel Flag", &row.vessel_flag, "vessel_flag");
    into.detail(DetailKind::Operator, &row.vessel_owner, "vessel_owner");
    into.link(LinkKind::Owner, &row.vessel_owner, "vessel_owner");
}

fn parse_csv(file: &SourceFile<'_>, rows: &mut Rows<'_>, reading: &mut Reading<'_>) -> Result<(), ListError> {
    let first = file.body().split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = if first.contains(&b'\t') { b'\t' } else { b',' };
    let mut reader = ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(file.body());
    let not_it = || refuse(file, format!("it starts with `{}`", file.start()));
    let header = reader.headers().map_err(|_| not_it())?.clone();
    if !["source", "name", "alt_names", "federal_register_notice"]
        .iter()
        .all(|it| header.iter().any(|h| h == *it))
    {
        return Err(not_it());
    }
    reading.recognised(file.name, "official CSV");
    reading.lacks(&[Lack::Reasons]);
    let mut record = StringRecord::new();
    loop {
        let line = line_of(file.body(), reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                reading.report.rows += 1;
                reading.reject(file.name, line, None, "bytes that are not UTF-8");
                continue;
            }
            Err(error) => {
                return Err(ListError::Broken { file: file.owned_name(), what: error.to_string(), at: line });
            }
        }
        if record == header {
            // Copies that were glued together repeat it.
            continue;
        }
        reading.report.rows += 1;
        if record.len() == header.len() {
            rows.take(line, &row_of(&header, &record), reading);
        } else {
            let why = format!("{} columns, and expected {}", record.len(), header.len());
            reading.reject(file.name, line, None, why);
        }
    }
    if header.len() != COLUMNS {
        reading.note(format!("{} columns, where the official file has {COLUMNS}", header.len()));
    }
    if !file.bytes.ends_with(b"\n") {
        reading.report.cut = Some(format!("{} ends inside of a line", file.name));
    }
    Ok(())
}

fn row_of(header: &StringRecord, record: &StringRecord) -> Row {
    let get = |name: &str| {
        let at = header.iter().position(|it| it == name);
        at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
    };
    let many = |name: &str| get(name).split("; ").filter_map(said).collect::<Vec<_>>();
    let addresses = many("addresses").into_iter().map(|text| Address {
        country: country_at_end(&text),
        text,
        field: "addresses".into(),
        ..Address::default()
    });
    Row {
        source: get("source"),
        entity_number: get("entity_number"),
        kind: get("type"),
        programs: many("programs"),
        name: get("name"),
        title: get("title"),
        addresses: addresses.collect(),
        address_countries: Vec::new(),
        notice: get("federal_register_notice"),
        start_date: get("start_date"),
        end_date: get("end_date"),
        standard_order: get("standard_order"),
        requirement: get("license_requirement"),
        policy: get("license_policy"),
        call_sign: get("call_sign"),
        vessel_type: get("vessel_type"),
        gross_tonnage: get("gross_tonnage"),
        gross_registered_tonnage: get("gross_registered_tonnage"),
        vessel_flag: get("vessel_flag"),
        vessel_owner: get("vessel_owner"),
        remarks: get("remarks"),
        url: get("source_list_url"),
        names: many("alt_names"),
        citizenships: many("citizenships"),
        births: many("dates_of_birth"),
        nationalities: many("nationalities"),
        birth_places: many("places_of_birth"),
        ids: ids_of(&get("ids")),
    }
}

/// `Tax ID No., 7744001497, RU; Gender, Male`: label, number and country; a part without a label belongs to the one
/// before, which held a semicolon.
fn ids_of(cell: &str) -> Vec<(String, String)> {
    let mut ids: Vec<(String, String)> = Vec::new();
    for item in cell.split("; ").filter_map(said) {
        match item.split_once(", ") {
            Some((label, rest)) if labelled(&format!("{label} ")).is_some() || ids.is_empty() => {
                ids.push((label.to_owned(), with_country_in_brackets(rest)));
            }
            Some(_) | None => match ids.last_mut() {
                Some((_, before)) => {
                    before.push_str("; ");
                    before.push_str(&item);
                }
                None => ids.push((item, String::new())),
            },
        }
    }
    ids
}

/// `7744001497, RU` as OFAC's remarks write it: `7744001497 (RU)`.
fn with_country_in_brackets(rest: &str) -> String {
    let mut parts: Vec<&str> = rest.split(", ").collect();
    let place =
        parts.iter().rposition(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()));
    let Some(place) = place.filter(|&place| place > 0) else { return rest.to_owned() };
    let country = parts.remove(place);
    let dates = parts.split_off(place);
    let words = ["issued", "expires"].iter().zip(&dates).map(|(word, date)| format!(" {word} {date}"));
    format!("{} ({country}){}", parts.join(", "), words.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_year(text: &str, expected: Option<i16>) {
        assert_eq!(citation_year(text), expected, "{text}");
    }

    #[test]
    fn a_citation_s_volume_is_its_year() {
        check_year("89 FR 68548", Some(2024));
        check_year("85 FR 14794", Some(2020));
        check_year("87 FR  37423", Some(2022));
        check_year("77 FR 61249 No. 195", Some(2012));
        check_year("74 F.R. 17167 4/14/09", Some(2009));
        check_year("80 F.R 17724 4/2/15", Some(2015));
        check_year("81.F.R. 22576 4/18/2016", Some(2016));
        check_year("80FR 69852", Some(2015));
        check_year("Vol. 59, No. 44, 03/07/1994", Some(1994));
        check_year("", None);
        check_year("15 CFR 744.11", None);
        check_year("FR 12", None);
    }

    #[test]
    fn the_earliest_of_several_citations_bounds_the_listing() {
        check_year("67 F.R. 56530 9/4/02 67 F.R. 10890 3/11/02 71 F.R. 38843 7/10/06", Some(2002));
        check_year("88 FR 6622, 89 FR 25503", Some(2023));
    }

    #[test]
    fn identifiers_are_label_number_and_country() {
        let ids =
            ids_of("Tax ID No., 7744001497, RU; Gender, Male; Passport, A1, TR, 2001-02-03, 2006-02-03");
        let expected = [
            ("Tax ID No.", "7744001497 (RU)"),
            ("Gender", "Male"),
            ("Passport", "A1 (TR) issued 2001-02-03 expires 2006-02-03"),
        ];
        assert_eq!(ids, expected.map(|(label, rest)| (label.to_owned(), rest.to_owned())));
    }

    #[test]
    fn a_source_is_known_by_the_code_in_its_brackets() {
        let is = |source: &str, list| assert_eq!(list_of_source(source), list, "{source}");
        is("Entity List (EL) - Bureau of Industry and Security", Some(ListName::UsEntityList));
        is("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", Some(ListName::UsNsMbs));
        is("Specially Designated Nationals (SDN) - Treasury Department", Some(ListName::UsSdn));
        is("Capta List (CAP) - Treasury Department", Some(ListName::UsCapta));
        is("Another List (XYZ)", None);
    }
}
