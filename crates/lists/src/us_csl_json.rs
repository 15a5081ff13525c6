//! The Consolidated Screening List as JSON: the official one with `results`, and a reduced one with tables of words.
//!
//! Both are read element by element: only one row is held at a time.

use std::cell::RefCell;
use std::fmt;

use ledger::Address;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use vocab::CountryCode;

use crate::draft::{country_named, joined};
use crate::reject::{Lack, ListError, Published, Reading};
use crate::source::SourceFile;
use crate::us_csl::{Row, Rows, refuse};

/// Reads a file of either form.
pub(crate) fn parse(
    file: &SourceFile<'_>,
    rows: &mut Rows<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), ListError> {
    let state = RefCell::new(State::default());
    let take = |line: u64, row: Value| {
        let mut state = state.borrow_mut();
        reading.report.rows += 1;
        state.rows += 1;
        if let Some(row) = state.row_of(&row) {
            rows.take(line, &row, reading);
        } else {
            reading.reject(file.name, line, None, "the row is not an object with a name and a source");
        }
    };
    let mut reader = serde_json::Deserializer::from_slice(file.body());
    let outcome = Document { state: &state, take: RefCell::new(take) }.deserialize(&mut reader);
    let outcome = outcome.and_then(|()| reader.end());
    let state = state.into_inner();
    if let Err(error) = outcome {
        if !error.is_eof() || state.rows == 0 {
            let what = error.to_string();
            return Err(ListError::Broken { file: file.owned_name(), what, at: error.line() as u64 });
        }
        reading.report.cut = Some(format!("{} ends inside of its JSON", file.name));
    }
    if state.rows == 0 {
        return Err(refuse(file, format!("it starts with `{}`", file.start())));
    }
    reading.report.stated_count = state.stated;
    if let Some(text) = state.generated {
        let date = text.get(..10).and_then(|day| day.parse().ok());
        reading.report.published = Some(Published { text, date });
    }
    if state.reduced {
        reading.recognised(file.name, "reduced JSON (tables and entries)");
        reading.lacks(&[
            Lack::Addresses,
            Lack::Identifiers,
            Lack::ListingDates,
            Lack::EndDates,
            Lack::BirthDates,
            Lack::Remarks,
            Lack::VesselDetails,
            Lack::Reasons,
        ]);
    } else {
        reading.recognised(file.name, "official JSON (results)");
        reading.lacks(&[Lack::Reasons]);
    }
    Ok(())
}

/// What the document says of itself, and the tables that rows point into.
#[derive(Default)]
struct State {
    tables: Value,
    generated: Option<String>,
    stated: Option<u64>,
    reduced: bool,
    rows: u64,
}

impl State {
    fn row_of(&self, row: &Value) -> Option<Row> {
        if !row.is_object() {
            return None;
        }
        Some(if self.reduced { self.reduced_row(row) } else { official_row(row) })
    }

    /// A row of the reduced form: short keys, and numbers that point into tables.
    fn reduced_row(&self, row: &Value) -> Row {
        let word = |key: &str, table: &str| {
            let at = row.get(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
            let found = at.and_then(|at| self.tables.get(table)?.get(at)?.as_str());
            found.unwrap_or_default().to_owned()
        };
        Row {
            source: word("s", "sources"),
            entity_number: text(row, "e"),
            kind: text(row, "t"),
            programs: word("pg", "programmes").split("; ").map(str::to_owned).collect(),
            name: text(row, "n"),
            names: texts(row, "a"),
            address_countries: texts(row, "c").iter().filter_map(|it| CountryCode::from_alpha2(it)).collect(),
            notice: text(row, "fr"),
            requirement: word("lr", "licenceRequirements"),
            policy: word("lp", "licencePolicies"),
            url: word("u", "urls"),
            ..Row::default()
        }
    }
}

fn official_row(row: &Value) -> Row {
    Row {
        source: text(row, "source"),
        entity_number: text(row, "entity_number"),
        kind: text(row, "type"),
        programs: texts(row, "programs"),
        name: text(row, "name"),
        title: text(row, "title"),
        addresses: each(row, "addresses").map(address_of).collect(),
        address_countries: Vec::new(),
        notice: text(row, "federal_register_notice"),
        start_date: text(row, "start_date"),
        end_date: text(row, "end_date"),
        standard_order: text(row, "standard_order"),
        requirement: text(row, "license_requirement"),
        policy: text(row, "license_policy"),
        call_sign: text(row, "call_sign"),
        vessel_type: text(row, "vessel_type"),
        gross_tonnage: text(row, "gross_tonnage"),
        gross_registered_tonnage: text(row, "gross_registered_tonnage"),
        vessel_flag: text(row, "vessel_flag"),
        vessel_owner: text(row, "vessel_owner"),
        remarks: text(row, "remarks"),
        url: text(row, "source_list_url"),
        names: texts(row, "alt_names"),
        citizenships: texts(row, "citizenships"),
        births: texts(row, "dates_of_birth"),
        nationalities: texts(row, "nationalities"),
        birth_places: texts(row, "places_of_birth"),
        ids: each(row, "ids").map(id_of).collect(),
    }
}

fn address_of(address: &Value) -> Address {
    let own = |key: &str| Some(text(address, key)).filter(|it| !it.is_empty());
    let parts = ["address", "city", "state", "postal_code", "country"].map(|key| text(address, key));
    Address {
        text: joined(&parts.each_ref().map(String::as_str)),
        city: own("city"),
        region: own("state"),
        postal_code: own("postal_code"),
        country: country_named(&text(address, "country")),
        field: "addresses".into(),
        ..Address::default()
    }
}

/// An identifier as OFAC's remarks write it.
fn id_of(id: &Value) -> (String, String) {
    let mut rest = text(id, "number");
    for (before, key, after) in
        [(" (", "country", ")"), (" issued ", "issue_date", ""), (" expires ", "expiration_date", "")]
    {
        let value = text(id, key);
        if !value.is_empty() {
            rest.push_str(before);
            rest.push_str(&value);
            rest.push_str(after);
        }
    }
    (text(id, "type"), rest)
}

/// A value as text: numbers too, and nothing for `null`.
fn text(of: &Value, key: &str) -> String {
    match of.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// The texts of an array, or the parts of one text between semicolons.
fn texts(of: &Value, key: &str) -> Vec<String> {
    match of.get(key) {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => text.split("; ").map(str::to_owned).collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => Vec::new(),
    }
}

fn each<'v>(of: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    of.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// The whole document, of which only the rows are large.
struct Document<'s, F> {
    state: &'s RefCell<State>,
    take: RefCell<F>,
}

impl<'de, F: FnMut(u64, Value)> DeserializeSeed<'de> for Document<'_, F> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, F: FnMut(u64, Value)> Visitor<'de> for Document<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with results or entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "tables" => {
                    let tables = map.next_value()?;
                    let mut state = self.state.borrow_mut();
                    state.tables = tables;
                    state.reduced = true;
                }
                "sourceGeneratedAt" | "generated_at" => {
                    let generated = map.next_value::<Value>()?;
                    self.state.borrow_mut().generated = generated.as_str().map(str::to_owned);
                }
                "entryCount" | "total" => {
                    let stated = map.next_value::<Value>()?;
                    self.state.borrow_mut().stated = stated.as_u64();
                }
                "results" | "entries" => map.next_value_seed(Elements { take: &self.take })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The array of rows.
struct Elements<'s, F> {
    take: &'s RefCell<F>,
}

impl<'de, F: FnMut(u64, Value)> DeserializeSeed<'de> for Elements<'_, F> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(u64, Value)> Visitor<'de> for Elements<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let mut record = 0;
        while let Some(row) = rows.next_element::<Value>()? {
            record += 1;
            (self.take.borrow_mut())(record, row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    const OFFICIAL: &str = r#"{"total":1,"results":[{"id":"x","source":"Specially Designated Nationals (SDN) - Treasury Department",
      "entity_number":50592,"type":"Entity","programs":["RUSSIA-EO14024"],"name":"SEA RIVER SERVICE LIMITED LIABILITY COMPANY",
      "title":null,"addresses":[{"address":"1 Quay","city":"Rostov-on-Don","state":null,"postal_code":"344000","country":"RU"}],
      "federal_register_notice":null,"start_date":null,"alt_names":[],
      "ids":[{"type":"Tax ID No.","number":"6140000869","country":"RU","issue_date":null,"expiration_date":null},
             {"type":"Identification Number","number":"IMO 6083740","country":null}]}]}"#;

    #[test]
    fn the_official_form_has_addresses_and_identifiers() {
        let mut entries = Vec::new();
        let file = SourceFile::new("consolidated.json", OFFICIAL.as_bytes());
        let report = crate::parse(Kind::UsCsl, &[file], &mut |entry| entries.push(entry)).unwrap();
        assert!(report.complete(), "{report:?}");
        let party = &entries[0].party;
        assert_eq!(entries[0].id, "50592");
        assert_eq!(party.addresses[0].city.as_deref(), Some("Rostov-on-Don"));
        let ids: Vec<_> = party.ids.iter().map(|id| (id.kind, id.value.as_str())).collect();
        assert_eq!(ids, [(ledger::IdKind::Inn, "6140000869"), (ledger::IdKind::CompanyImo, "6083740")]);
    }

    #[test]
    fn other_json_and_deep_json_are_no_list() {
        let error = |bytes: &[u8]| {
            crate::parse(Kind::UsCsl, &[SourceFile::new("f", bytes)], &mut |_| ()).unwrap_err()
        };
        assert!(matches!(error(br#"{"message":"Not found"}"#), ListError::NotThisKind { .. }));
        assert!(matches!(error("[".repeat(1 << 20).as_bytes()), ListError::Broken { .. }));
        let deep = format!("{{\"results\":{}", "[".repeat(1 << 20));
        assert!(matches!(error(deep.as_bytes()), ListError::Broken { .. }));
    }
}
