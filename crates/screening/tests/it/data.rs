//! Parties from the published lists, for tests that need real names; skipped plainly where the files are missing.

use std::io::Read as _;
use std::path::PathBuf;

use ledger::{Country, CountryRole, Name, NameKind, Party};
use screening::{EntryRef, Index, IndexBuilder, ListRef, Rarity};
use serde_json::Value;
use vocab::{CountryCode, Schema};

/// The text of a file of the data folder, `None` where it is missing.
pub(crate) fn text(path: &str) -> Option<String> {
    let folder = std::env::var_os("PLIMSOLL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let Ok(bytes) = std::fs::read(folder.join(path)) else {
        println!("skipped: {path} is not in the data folder (set PLIMSOLL_DATA)");
        return None;
    };
    if path.strip_suffix(".zst").is_none() {
        return String::from_utf8(bytes).ok();
    }
    let mut plain = String::new();
    ruzstd::decoding::StreamingDecoder::new(bytes.as_slice()).ok()?.read_to_string(&mut plain).ok()?;
    Some(plain)
}

/// A party with one name.
pub(crate) fn party(schema: Schema, text: &str) -> Party {
    let mut party = Party::new(schema);
    party.names.push(name(text, NameKind::Primary));
    party
}

/// A name as a source writes it.
pub(crate) fn name(text: &str, kind: NameKind) -> Name {
    Name { text: text.to_owned(), kind, parts: Vec::new(), field: "name".into() }
}

/// The party, tied to a country.
pub(crate) fn in_country(mut party: Party, code: &str) -> Party {
    let code = CountryCode::from_alpha2(code).unwrap();
    party.countries.push(Country { code, role: CountryRole::Unspecified, field: "country".into() });
    party
}

/// The parties of the US Consolidated Screening List of 31 July 2026.
pub(crate) fn consolidated() -> Option<Vec<Party>> {
    let json: Value = serde_json::from_str(&text("csl/2026-07-31_screening-list_derived.json.zst")?).ok()?;
    let entries = json.get("entries")?.as_array()?;
    Some(entries.iter().filter_map(one).collect())
}

fn one(entry: &Value) -> Option<Party> {
    let schema = match entry.get("t").and_then(Value::as_str) {
        Some("Individual") => Schema::Person,
        Some("Vessel") => Schema::Vessel,
        Some("Aircraft") => Schema::Airplane,
        Some("Entity") => Schema::Organization,
        _ => Schema::LegalEntity,
    };
    let mut party = party(schema, entry.get("n")?.as_str()?);
    for alias in entry.get("a").and_then(Value::as_array).into_iter().flatten() {
        party.names.push(name(alias.as_str()?, NameKind::Alias));
    }
    for code in entry.get("c").and_then(Value::as_array).into_iter().flatten() {
        if CountryCode::from_alpha2(code.as_str()?).is_some() {
            party = in_country(party, code.as_str()?);
        }
    }
    Some(party)
}

/// An index of parties, numbered as they come.
pub(crate) fn index_of(parties: &[Party]) -> Index {
    let mut builder = IndexBuilder::new();
    for (at, party) in (0..).zip(parties) {
        builder.add(ListRef(0), EntryRef(at), party);
    }
    builder.build(Rarity::shipped())
}
