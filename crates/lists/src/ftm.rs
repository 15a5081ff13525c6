//! Entities in FollowTheMoney form: JSON lines in, with delta files applied, and the same shape out.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{
    AddressKind, CountryRole, DetailKind, Entry, Gender, IdKind, LinkKind, NameKind, NamePart, NamePartRole, Party,
    PartyDateKind,
};
use serde_json::{Map, Value, json};
use vocab::{CountryCode, ListName, PartialDate, Schema};

use crate::draft::{Draft, country_named, partial_date, said};
use crate::ftm_words::{Meaning, PROPERTIES, id_kind, is_party, meaning, property};
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
    for (_, (record, line, file)) in &joined.changes {
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
    let mut last = BTreeMap::<String, bool>::new();
    records(&file, &mut |_, record| {
        if let Ok(Value::Object(mut record)) = record {
            if let Some((op, entity)) = change(&mut record) {
                last.insert(text(&entity, "id").to_owned(), op == Op::Del);
            }
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
    Some(versions.iter().filter_map(|(version, url)| Some((version.clone(), url.as_str()?.to_owned()))).collect())
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
    let mut add = |name: Option<&'static str>, value: String| insert(&mut properties, name, value);
    for program in &entry.listing.programs {
        add(property(Meaning::Program), program.clone());
    }
    add(Some("topics"), "sanction".to_owned()).unless(entry.list);
    if let Some(listed) = entry.listing.listed {
        add(property(Meaning::Since), listed.to_string());
    }
    for text in [&entry.listing.remarks, &entry.listing.reason].into_iter().flatten() {
        add(Some("notes"), text.clone());
    }
    if let Some(link) = &entry.listing.link {
        add(property(Meaning::Link), link.clone());
    }
    json!({
        "id": entry.id,
        "caption": entry.party.caption(),
        "schema": entry.party.schema.name(),
        "properties": properties,
        "datasets": [entry.list.code()],
    })
}
