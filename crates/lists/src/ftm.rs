//! Entities in FollowTheMoney form: JSON lines in, with delta files applied, and the same shape out.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{
    AddressKind, CountryRole, Entry, Gender, IdKind, LinkKind, NameKind, NamePart, NamePartRole, Party,
};
use serde_json::{Map, Value, json};
use vocab::{CountryCode, ListName, PartialDate, Schema};

use crate::draft::{Draft, country_named, partial_date, said};
use crate::ftm_words::{self, Meaning, PROPERTIES, id_kind, is_party, meaning, property};
use crate::{Kind, ListError, Look, Reading, SourceFile};

/// Bytes of one record; the largest real one has some 300 kB.
pub const RECORD_BYTES_MAX: usize = 16 << 20;

/// Reads entity files and delta files of one version: the deltas are applied in the order in which they are given.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        if file.look() != Look::Json {
            let (found, kind) = (file.look().words().to_owned(), Kind::Ftm);
            let expected = "JSON lines of entities with `id`, `schema` and `properties`";
            return Err(ListError::NotThisKind { file: file.owned_name(), kind, found, expected });
        }
    }
    // The first pass keeps what must be joined: changes, addresses, sanctions and ties. The second gives out parties.
    let mut joined = Joined::default();
    for file in files {
        let mut format = "FollowTheMoney, JSON lines";
        records(file, &mut |line, record| match record {
            Ok(Value::Object(mut record)) => {
                if let Some((op, entity)) = change(&mut record) {
                    format = "FollowTheMoney, changes";
                    joined.change(op, entity, line, file.name, reading);
                } else if record.contains_key("datasets") && !record.contains_key("schema")
                    || record.contains_key("versions")
                {
                    format = "FollowTheMoney, catalogue";
                } else {
                    joined.base(&record);
                }
            }
            Ok(_) => {}
            Err(why) => reading.reject(file.name, line, None, why),
        });
        reading.recognised(file.name, format);
    }
    joined.settle();
    for file in files {
        records(file, &mut |line, record| {
            let Ok(Value::Object(mut record)) = record else { return };
            if change(&mut record).is_some() || !record.contains_key("schema") {
                return;
            }
            reading.report.rows += 1;
            if !joined.changes.contains_key(text(&record, "id")) {
                give(&record, line, file.name, &joined, reading);
            }
        });
    }
    for (record, line, file) in joined.changes.values() {
        reading.report.rows += 1;
        if let Some(record) = record {
            give(record, *line, file, &joined, reading);
        }
    }
    Ok(())
}

/// What applying a delta did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The entries after it, in the order of the base, new ones last in the order of their ids.
    pub entries: Vec<Entry>,
    /// Ids that were new.
    pub added: Vec<String>,
    /// Ids whose entries were replaced.
    pub changed: Vec<String>,
    /// Ids that were taken out.
    pub removed: Vec<String>,
    /// What did not fit the base: `DEL` or `MOD` of an id that it does not hold.
    pub notes: Vec<String>,
}

/// Applies a delta file (`{"op": "ADD"|"MOD"|"DEL", "entity": …}` a line) to the entries of a base version.
///
/// The delta's own addresses, sanctions and ties are joined; those that stand only in the base are not here any more,
/// so where the base's files are at hand, give them and the delta to [`crate::parse`] together.
pub fn apply_delta(base: Vec<Entry>, delta: &[u8]) -> Result<Applied, ListError> {
    let file = SourceFile::new("entities.delta.json", delta);
    if file.look() == Look::Empty {
        // A version in which nothing changed.
        return Ok(Applied { entries: base, ..Applied::default() });
    }
    let mut last = BTreeMap::<String, bool>::new();
    records(&file, &mut |_, record| {
        let Ok(Value::Object(mut record)) = record else { return };
        if let Some((op, entity)) = change(&mut record) {
            last.insert(text(&entity, "id").to_owned(), op == Op::Del);
        }
    });
    let mut new = BTreeMap::new();
    parse(&[file], &mut Reading::new(&mut |entry| _ = new.insert(entry.id.clone(), entry)))?;
    let mut applied = Applied::default();
    for entry in base {
        match (last.remove(&entry.id), new.remove(&entry.id)) {
            (Some(true), _) => applied.removed.push(entry.id),
            (Some(false), Some(replaced)) => {
                applied.changed.push(entry.id);
                applied.entries.push(replaced);
            }
            (Some(false) | None, _) => applied.entries.push(entry),
        }
    }
    for (id, deleted) in last {
        match (deleted, new.remove(&id)) {
            (true, _) => applied.notes.push(format!("{id} was to be deleted, and the base does not hold it")),
            (false, Some(entry)) => {
                applied.entries.push(entry);
                applied.added.push(id);
            }
            // An address, a sanction, a tie: it has been joined to its party.
            (false, None) => {}
        }
    }
    Ok(applied)
}

/// Where the changes of each version are, out of `delta.json`, in the order of the versions.
pub fn delta_index(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let index: Value = serde_json::from_slice(bytes).ok()?;
    let versions = index.get("versions")?.as_object()?;
    Some(
        versions
            .iter()
            .filter_map(|(version, url)| Some((version.clone(), url.as_str()?.to_owned())))
            .collect(),
    )
}

/// A party as FollowTheMoney's properties describe it, and the properties that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromFtm {
    /// The party.
    pub party: Party,
    /// Properties that are not known here, in order of the alphabet: whoever sent them should hear of it.
    pub unread: Vec<String>,
}

/// Reads a party out of a schema and its properties, each a text or a list of texts: the shape of queries.
pub fn from_ftm(schema: &str, properties: &Map<String, Value>) -> Result<FromFtm, vocab::NotSchema> {
    let mut draft = Draft::new(schema.parse()?);
    let mut unread = BTreeSet::new();
    add_properties(properties, &mut draft, &BTreeMap::new(), &mut unread);
    Ok(FromFtm { party: draft.party, unread: unread.into_iter().collect() })
}

/// Writes an entry as a FollowTheMoney entity: `id`, `caption`, `schema`, `properties`, `datasets`.
pub fn to_ftm(entry: &Entry) -> Value {
    let mut properties = party_properties(&entry.party);
    let mut add = |name: &str, value: &str| insert(&mut properties, name, value.to_owned());
    for program in &entry.listing.programs {
        add("programId", program);
    }
    if !matches!(entry.list, ListName::Ftm | ListName::Book | ListName::Letter) {
        add("topics", "sanction");
    }
    if let Some(listed) = entry.listing.listed {
        add("createdAt", &listed.to_string());
    }
    for text in [&entry.listing.remarks, &entry.listing.reason].into_iter().flatten() {
        add("notes", text);
    }
    if let Some(link) = &entry.listing.link {
        add("sourceUrl", link);
    }
    json!({
        "id": entry.id,
        "caption": entry.party.caption(),
        "schema": entry.party.schema.name(),
        "properties": properties,
        "datasets": [entry.list.code()],
    })
}

/// A party's properties: what [`from_ftm`] reads back, but for details that FollowTheMoney has no word for.
pub fn party_properties(party: &Party) -> BTreeMap<String, Vec<String>> {
    let mut properties = BTreeMap::new();
    let mut add = |meaning, value: &str| {
        if let Some(name) = property(meaning) {
            insert(&mut properties, name, value.to_owned());
        }
    };
    for name in &party.names {
        // An original script is a name like another there; an abbreviation is one of organisations only.
        let kind = match name.kind {
            NameKind::Original => NameKind::Alias,
            NameKind::Abbreviation if party.schema == Schema::Person => NameKind::Weak,
            kind @ (NameKind::Primary
            | NameKind::Alias
            | NameKind::Former
            | NameKind::Weak
            | NameKind::Abbreviation) => kind,
        };
        add(Meaning::Name(kind), &name.text);
        for part in &name.parts {
            add(Meaning::Part(part.role), &part.text);
        }
    }
    for country in &party.countries {
        let role = if country.role == CountryRole::Address { CountryRole::Unspecified } else { country.role };
        add(Meaning::Country(role), &country.code.as_str().to_ascii_lowercase());
    }
    for id in &party.ids {
        let kind = ftm_words::written_as(id.kind);
        // What is known to be faulty is written as its source writes it, and judged again by whoever reads it.
        add(Meaning::Id(kind), if id.fault.is_none() { &id.value } else { &id.text });
    }
    for address in &party.addresses {
        add(Meaning::Address, &address.text);
    }
    for date in &party.dates {
        add(Meaning::Date(date.kind), &date.date.to_string());
    }
    for detail in &party.details {
        add(Meaning::Detail(detail.kind), &detail.text);
    }
    match party.gender {
        Some(Gender::Female) => add(Meaning::Gender, "female"),
        Some(Gender::Male) => add(Meaning::Gender, "male"),
        Some(Gender::Other) => add(Meaning::Gender, "other"),
        None => {}
    }
    properties
}

fn insert(properties: &mut BTreeMap<String, Vec<String>>, name: &str, value: String) {
    let values = properties.entry(name.to_owned()).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}

/// What a line of a delta file does to its entity.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Op {
    Add,
    Mod,
    Del,
}

/// The operation and the entity of a line of a delta file.
fn change(record: &mut Map<String, Value>) -> Option<(Op, Map<String, Value>)> {
    let op = match record.get("op")?.as_str()? {
        "ADD" => Op::Add,
        "MOD" => Op::Mod,
        "DEL" => Op::Del,
        _ => return None,
    };
    match record.remove("entity")? {
        Value::Object(entity) => Some((op, entity)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}

type Record = Map<String, Value>;

/// What stands in records of its own and belongs to parties.
#[derive(Default)]
struct Joined {
    /// The last word on each entity that a delta names: `None` where it is deleted.
    changes: BTreeMap<String, (Option<Record>, u64, String)>,
    /// Records that are no parties, by id.
    others: BTreeMap<String, Record>,
    addresses: BTreeMap<String, Record>,
    sanctions: BTreeMap<String, Vec<Record>>,
    /// Party, the tie, and the other party's id.
    ties: BTreeMap<String, Vec<(LinkKind, String, String)>>,
    names: BTreeMap<String, String>,
}

impl Joined {
    fn base(&mut self, record: &Record) {
        let id = text(record, "id");
        let schema = text(record, "schema").parse::<Schema>();
        if let (Ok(schema), false) = (schema, id.is_empty()) {
            if is_party(schema) {
                self.names.insert(id.to_owned(), caption(record));
            } else {
                self.others.insert(id.to_owned(), record.clone());
            }
        }
    }

    fn change(&mut self, op: Op, entity: Record, line: u64, file: &str, reading: &mut Reading<'_>) {
        let id = text(&entity, "id").to_owned();
        if id.is_empty() {
            reading.reject(file, line, None, "the change names no entity");
            return;
        }
        self.others.remove(&id);
        if op != Op::Del {
            self.base(&entity);
        }
        let record = (op != Op::Del).then_some(entity);
        self.changes.insert(id, (record, line, file.to_owned()));
    }

    /// Sorts the records that are no parties by the parties that they belong to.
    fn settle(&mut self) {
        for (id, record) in std::mem::take(&mut self.others) {
            let ends = |from: &str, to: &str| {
                let pairs = values(&record, from)
                    .into_iter()
                    .flat_map(|a| values(&record, to).into_iter().map(move |b| (a.clone(), b)));
                pairs.collect::<Vec<_>>()
            };
            let (from, to, kind, back) = match text(&record, "schema") {
                "Address" => {
                    self.addresses.insert(id, record);
                    continue;
                }
                "Sanction" => {
                    for party in values(&record, "entity") {
                        self.sanctions.entry(party).or_default().push(record.clone());
                    }
                    continue;
                }
                "Ownership" => ("asset", "owner", LinkKind::Owner, LinkKind::Subsidiary),
                "Directorship" => ("organization", "director", LinkKind::Manager, LinkKind::Other),
                "Family" => ("person", "relative", LinkKind::Other, LinkKind::Other),
                "Associate" => ("person", "associate", LinkKind::Other, LinkKind::Other),
                "Membership" => ("member", "organization", LinkKind::Other, LinkKind::Other),
                "Employment" => ("employee", "employer", LinkKind::Other, LinkKind::Other),
                "Representation" => ("client", "agent", LinkKind::Other, LinkKind::Other),
                "Succession" => ("predecessor", "successor", LinkKind::Other, LinkKind::Other),
                "UnknownLink" => ("subject", "object", LinkKind::LinkedTo, LinkKind::LinkedTo),
                _ => continue,
            };
            for (a, b) in ends(from, to) {
                self.ties.entry(a.clone()).or_default().push((
                    kind,
                    b.clone(),
                    text(&record, "schema").to_owned(),
                ));
                self.ties.entry(b).or_default().push((back, a, text(&record, "schema").to_owned()));
            }
        }
    }
}

/// Gives out a record that is a party.
fn give(record: &Record, line: u64, file: &str, joined: &Joined, reading: &mut Reading<'_>) {
    let id = text(record, "id");
    let schema = match text(record, "schema").parse::<Schema>() {
        Ok(schema) if !id.is_empty() => schema,
        Ok(_) => return reading.reject(file, line, None, "the record has no id"),
        Err(why) => return reading.reject(file, line, Some(id), why.to_string()),
    };
    if !is_party(schema) {
        return;
    }
    let mut draft = Draft::new(schema);
    let nothing = Map::new();
    let properties = record.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
    let mut unread = BTreeSet::new();
    add_properties(properties, &mut draft, &joined.addresses, &mut unread);
    if draft.party.names.is_empty() {
        draft.name(NameKind::Primary, text(record, "caption"), "caption");
    }
    if draft.party.names.is_empty() {
        return reading.reject(file, line, Some(id), "the record has no name");
    }
    draft.listing.programs = values(properties, "topics");
    draft.listing.programs.extend(values(properties, "programId"));
    draft.listing.link = values(properties, "sourceUrl").into_iter().next();
    draft.listing.remarks = said(&values(properties, "notes").join(" "));
    let sanctions = joined.sanctions.get(id).map(Vec::as_slice).unwrap_or_default();
    add_sanctions(sanctions, &mut draft);
    for (kind, other, field) in joined.ties.get(id).map(Vec::as_slice).unwrap_or_default() {
        let name = joined.names.get(other).map_or(other.as_str(), String::as_str);
        draft.link(*kind, name, field.clone());
        if let Some(link) = draft.links.iter_mut().find(|link| link.kind == *kind && link.to == name) {
            link.to_id.get_or_insert_with(|| other.clone());
        }
    }
    for other in values(record, "referents").iter().filter(|other| *other != id) {
        draft.link(LinkKind::SameAs, other, "referents");
    }
    reading.entry(draft.into_entry(id.to_owned(), ListName::Ftm, line));
}

fn add_sanctions(sanctions: &[Record], draft: &mut Draft) {
    let dates = |record: &Record, name: &str| {
        values(record, name).iter().filter_map(|it| partial_date(it)).collect::<Vec<PartialDate>>()
    };
    let mut ended = Vec::new();
    for sanction in sanctions {
        draft.listing.programs.extend(values(sanction, "programId"));
        draft.listing.measures.extend(values(sanction, "provisions"));
        draft.listing.citations.extend(values(sanction, "program"));
        for reference in values(sanction, "authorityId").iter().chain(&values(sanction, "unscId")) {
            draft.id(IdKind::ListReference, reference, reference, None, "authorityId");
        }
        let begun = dates(sanction, "listingDate").into_iter().chain(dates(sanction, "startDate")).min();
        draft.listing.listed = [draft.listing.listed, begun].into_iter().flatten().min();
        ended.push(dates(sanction, "endDate").into_iter().max());
        let reason = values(sanction, "reason").join(" ");
        if draft.listing.reason.is_none() {
            draft.listing.reason = said(&reason);
        }
    }
    // It has ended only where every sanction has.
    draft.listing.ended = ended.into_iter().collect::<Option<Vec<_>>>().and_then(|it| it.into_iter().max());
}

fn add_properties(
    properties: &Record,
    draft: &mut Draft,
    addresses: &BTreeMap<String, Record>,
    unread: &mut BTreeSet<String>,
) {
    // In the order of our table, so that names come first and countries before the numbers that need them.
    for &(name, meaning) in PROPERTIES {
        for value in values(properties, name) {
            add_value(name, meaning, &value, draft, addresses);
        }
    }
    for (name, value) in properties {
        if meaning(name).is_none() && !value.is_null() {
            unread.insert(name.clone());
        }
    }
    add_parts(properties, draft);
}

/// The parts of a person's name belong to no name in particular; they are put to the first one that holds them all.
fn add_parts(properties: &Record, draft: &mut Draft) {
    let mut parts = Vec::new();
    for &(name, meaning) in PROPERTIES {
        if let Meaning::Part(role) = meaning {
            parts.extend(values(properties, name).into_iter().map(|text| NamePart { role, text }));
        }
    }
    if draft.party.names.is_empty() {
        let roles =
            [NamePartRole::Given, NamePartRole::Middle, NamePartRole::Patronymic, NamePartRole::Family];
        let words = roles.iter().filter_map(|role| parts.iter().find(|part| part.role == *role));
        let text = words.map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        draft.name_with_parts(NameKind::Primary, &text, parts, "firstName lastName");
        return;
    }
    for name in &mut draft.party.names {
        let lower = name.text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).collect::<BTreeSet<_>>();
        let holds =
            |part: &&NamePart| part.text.to_lowercase().split_whitespace().all(|it| words.contains(it));
        name.parts = parts.iter().filter(holds).cloned().collect();
    }
}

fn add_value(
    name: &'static str,
    meaning: Meaning,
    value: &str,
    draft: &mut Draft,
    addresses: &BTreeMap<String, Record>,
) {
    match meaning {
        // The first name is the primary one; others under `name` are other spellings.
        Meaning::Name(NameKind::Primary) if !draft.party.names.is_empty() => {
            draft.name(NameKind::Alias, value, name);
        }
        Meaning::Name(kind) => draft.name(kind, value, name),
        Meaning::Country(role) => draft.country_or_remark(role, name, &country_code(value), name),
        Meaning::Id(kind) => {
            let country = only_country(&draft.party);
            draft.id(id_kind(kind, draft.party.schema), value, value, country, name);
        }
        Meaning::Date(kind) => draft.date_or_remark(kind, name, value, name),
        Meaning::Detail(kind) => draft.detail(kind, value, name),
        Meaning::Address => draft.address_line(value, name),
        Meaning::AddressRef => {
            if let Some(address) = addresses.get(value) {
                add_address(address, draft);
            }
        }
        Meaning::Gender => {
            if !draft.gender(value) && said(value).is_some() {
                draft.party.gender = Some(Gender::Other);
            }
        }
        Meaning::Part(_)
        | Meaning::Topic
        | Meaning::Program
        | Meaning::Link
        | Meaning::Reason
        | Meaning::Since
        | Meaning::Bookkeeping => {}
    }
}

fn add_address(record: &Record, draft: &mut Draft) {
    let nothing = Map::new();
    let properties = record.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
    let of = |name: &str| values(properties, name).into_iter().next();
    let parts = ["street", "postalCode", "city", "region", "country"].map(|it| of(it).unwrap_or_default());
    let text = of("full").unwrap_or_else(|| crate::draft::joined(&parts.each_ref().map(String::as_str)));
    draft.address(ledger::Address {
        country: of("country")
            .and_then(|it| country_named(&country_code(&it)))
            .or_else(|| crate::draft::country_at_end(&text)),
        text,
        city: of("city"),
        region: of("region").or_else(|| of("state")),
        postal_code: of("postalCode"),
        kind: AddressKind::Unspecified,
        field: "addressEntity".into(),
    });
}

/// FollowTheMoney writes codes in small letters, and those of former states with four: `suhh`, `yucs`.
fn country_code(value: &str) -> String {
    match (value.len(), value.get(..2)) {
        (4, Some(code)) if value.bytes().all(|it| it.is_ascii_lowercase()) => code.to_uppercase(),
        _ => value.to_uppercase(),
    }
}

/// The one country to which a party's numbers can belong.
fn only_country(party: &Party) -> Option<CountryCode> {
    let of = |role: CountryRole| {
        let mut codes = party.countries.iter().filter(|it| it.role == role).map(|it| it.code);
        let first = codes.next()?;
        codes.all(|it| it == first).then_some(first)
    };
    of(CountryRole::Jurisdiction)
        .or_else(|| of(CountryRole::Unspecified))
        .or_else(|| of(CountryRole::Nationality))
}

fn caption(record: &Record) -> String {
    let given = text(record, "caption");
    if given.is_empty() {
        values(record, "name").into_iter().next().unwrap_or_default()
    } else {
        given.to_owned()
    }
}

fn text<'r>(record: &'r Record, name: &str) -> &'r str {
    record.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The values of a property, of the record itself or of its `properties`; nested entities give their id.
fn values(record: &Record, name: &str) -> Vec<String> {
    let inner = record.get("properties").and_then(Value::as_object).and_then(|it| it.get(name));
    let Some(value) = inner.or_else(|| record.get(name)) else { return Vec::new() };
    let one = |value: &Value| match value {
        Value::String(text) => said(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(entity) => said(text(entity, "id")),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    };
    match value {
        Value::Array(all) => all.iter().filter_map(one).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            one(value).into_iter().collect()
        }
    }
}

/// Gives each JSON value of a file with its line, whether one stands on a line or several do.
///
/// What cannot be read costs the rest of its line.
fn records(file: &SourceFile<'_>, take: &mut dyn FnMut(u64, Result<Value, String>)) {
    let mut rest = file.body();
    let mut line = 1 + lines(file.bytes.get(..file.bytes.len() - rest.len()).unwrap_or_default());
    loop {
        let blank = rest.len() - rest.trim_ascii_start().len();
        line += lines(rest.get(..blank).unwrap_or_default());
        rest = rest.trim_ascii_start();
        let mut stream = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        let step = stream.next();
        let mut read = stream.byte_offset().clamp(usize::from(!rest.is_empty()), rest.len());
        match step {
            None => return,
            Some(Ok(_)) if read > RECORD_BYTES_MAX => {
                take(line, Err(format!("the record has more than {RECORD_BYTES_MAX} bytes")));
            }
            Some(Ok(Value::Array(all))) => all.into_iter().for_each(|value| take(line, Ok(value))),
            Some(Ok(value)) => take(line, Ok(value)),
            Some(Err(error)) => {
                take(line, Err(format!("this is not JSON: {error}")));
                read = rest.iter().position(|&it| it == b'\n').unwrap_or(rest.len());
            }
        }
        line += lines(rest.get(..read).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.split(|&it| it == b'\n').count() as u64 - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> (Vec<Entry>, crate::Report) {
        let files = texts.iter().map(|text| SourceFile::new("f.json", text.as_bytes())).collect::<Vec<_>>();
        let mut entries = Vec::new();
        let report = crate::parse(Kind::Ftm, &files, &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    const BASE: &str = r#"
{"id":"a","schema":"Company","properties":{"name":["Acme Drones LLC","ACME"],"jurisdiction":["ru"],"taxNumber":["1646019914"],"addressEntity":["ad"],"topics":["sanction"],"imoNumber":["6083740"]}}
{"id":"ad","schema":"Address","properties":{"full":["1 Main St, Kazan, Russia"],"country":["ru"]}} {"id":"s","schema":"Sanction","properties":{"entity":["a"],"programId":["XX-1"],"startDate":["2023-12-18"],"provisions":["Asset freeze"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["b"],"asset":["a"],"percentage":["51"]}}
{"id":"b","schema":"Company","properties":{"name":["Holding"]}}
{"id":"x","schema":"Spaceship","properties":{"name":["Enterprise"]}}
not json
"#;

    #[test]
    fn parties_are_joined_with_what_stands_in_records_of_its_own() {
        let (entries, report) = read(&[BASE]);
        assert_eq!((report.rows, report.entries, report.reject_count), (6, 2, 2), "{:?}", report.rejects);
        assert_eq!(report.rejects[0].line, 7);
        let acme = &entries[0];
        assert_eq!(
            (acme.party.names[0].kind, acme.party.names[1].kind),
            (NameKind::Primary, NameKind::Alias)
        );
        assert!(acme.party.ids.iter().any(|id| id.kind == IdKind::Inn));
        assert!(acme.party.ids.iter().any(|id| id.kind == IdKind::CompanyImo));
        assert_eq!(acme.party.addresses[0].text, "1 Main St, Kazan, Russia");
        assert_eq!(acme.listing.listed.unwrap().to_string(), "2023-12-18");
        assert_eq!(acme.listing.programs, ["XX-1", "sanction"]);
        assert_eq!((acme.links[0].to.as_str(), acme.links[0].kind), ("Holding", LinkKind::Owner));
    }

    const DELTA: &str = r#"{"op":"MOD","entity":{"id":"b","schema":"Company","properties":{"name":["Holding Two"]}}}
{"op":"DEL","entity":{"id":"a"}}
{"op":"ADD","entity":{"id":"c","schema":"Vessel","properties":{"name":["PORT OLYA-3"],"imoNumber":["9481910"]}}}
{"op":"DEL","entity":{"id":"never"}}
"#;

    #[test]
    fn a_delta_applies_to_files_and_to_entries_alike() {
        let by_files = read(&[BASE, DELTA]).0;
        let names = by_files.iter().map(|entry| entry.party.caption()).collect::<Vec<_>>();
        assert_eq!(names, ["Holding Two", "PORT OLYA-3"]);
        let applied = apply_delta(read(&[BASE]).0, DELTA.as_bytes()).unwrap();
        let names = applied.entries.iter().map(|entry| entry.party.caption()).collect::<Vec<_>>();
        assert_eq!(names, ["Holding Two", "PORT OLYA-3"]);
        assert_eq!(
            (applied.added, applied.changed, applied.removed),
            (vec!["c".into()], vec!["b".into()], vec!["a".into()])
        );
        assert_eq!(applied.notes.len(), 1);
    }

    #[test]
    fn what_is_written_reads_back() {
        for entry in read(&[BASE]).0 {
            let written = to_ftm(&entry);
            let properties = written["properties"].as_object().unwrap();
            let read = from_ftm(written["schema"].as_str().unwrap(), properties).unwrap();
            assert_eq!(read.unread, Vec::<String>::new());
            let names = |party: &Party| party.names.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
            assert_eq!(names(&read.party), names(&entry.party));
            let ids = |party: &Party| {
                party.ids.iter().map(|it| (it.kind, it.value.clone())).collect::<BTreeSet<_>>()
            };
            assert_eq!(ids(&read.party), ids(&entry.party));
        }
    }

    #[test]
    fn a_query_says_what_was_not_read_and_a_schema_that_is_none_is_refused() {
        let query: Value =
            serde_json::from_str(r#"{"name":"Acme","shoeSize":"44","firstName":["A"]}"#).unwrap();
        let read = from_ftm("LegalEntity", query.as_object().unwrap()).unwrap();
        assert_eq!((read.party.caption(), read.unread), ("Acme", vec!["shoeSize".to_owned()]));
        assert!(from_ftm("Spaceship", &Map::new()).is_err());
    }

    #[test]
    fn hostile_json_is_an_error_in_little_memory() {
        let deep = vec![b'['; 4 << 20];
        let file = SourceFile::new("deep.json", &deep);
        assert!(matches!(crate::parse(Kind::Ftm, &[file], &mut |_| ()), Err(ListError::NoEntries { .. })));
        let file = SourceFile::new(
            "bad.json",
            b"{\"id\":\"a\",\"schema\":\"Company\",\"properties\":{\"name\":[\"\xff\xfe\"]}}\n",
        );
        assert!(crate::parse(Kind::Ftm, &[file], &mut |_| ()).is_err());
    }
}
