//! FollowTheMoney, JSON lines: ownerships, directorships, other links, and parents named in entities.

use serde_json::Value;

use super::json_records::{records, written};
use super::table::{day, ordered};
use super::{Format, ReadError, Reading, share_text};
use crate::statement::{Full, Interest, PartyId, Range, Reach, Span, Statement, Statements};

/// Reads entities and the links between them.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    records(bytes, Format::FollowTheMoney, take)
}

fn take(to: &mut Statements, record: &Value, line: u32) -> Result<Result<(), String>, Full> {
    let Some(schema) = record.get("schema").and_then(Value::as_str) else {
        return Ok(Err("no `schema`".to_owned()));
    };
    match schema {
        "Ownership" => link(to, record, line, ("owner", "asset"), Interest::Shares),
        "Directorship" => link(to, record, line, ("director", "organization"), Interest::Office),
        "UnknownLink" => link(to, record, line, ("subject", "object"), Interest::Tie),
        "Representation" => link(to, record, line, ("agent", "client"), Interest::Tie),
        "Membership" => link(to, record, line, ("member", "organization"), Interest::Tie),
        "Person" | "Company" | "Organization" | "PublicBody" | "LegalEntity" | "Vessel" | "Airplane"
        | "Asset" | "Security" => entity(to, record, line),
        _ => Ok(Ok(())),
    }
}

fn values<'v>(record: &'v Value, name: &str) -> &'v [Value] {
    record.get("properties").and_then(|it| it.get(name)?.as_array()).map_or(&[], Vec::as_slice)
}

fn first(record: &Value, name: &str) -> Option<String> {
    values(record, name).iter().find_map(written)
}

fn entity(to: &mut Statements, record: &Value, line: u32) -> Result<Result<(), String>, Full> {
    let Some(party) = described(to, record)? else { return Ok(Err("no `id`".to_owned())) };
    for parent in values(record, "parent") {
        let Some(owner) = reference(to, parent)? else { continue };
        let source = to.source(&source_words(record));
        to.add(Statement {
            owner,
            owned: party,
            interest: Interest::Shares,
            reach: Reach::Direct,
            share: Range::UNKNOWN,
            from: None,
            to: None,
            stated: seen(record),
            source,
            line,
        })?;
    }
    Ok(Ok(()))
}

/// The entity of a record, with its name.
fn described(to: &mut Statements, record: &Value) -> Result<Option<PartyId>, Full> {
    let Some(id) = record.get("id").and_then(Value::as_str).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let party = to.party(id)?;
    let name = record.get("caption").and_then(written).or_else(|| first(record, "name"));
    if let (Some(name), Some(party)) = (name, to.describe(party)) {
        party.name = Some(name.into());
    }
    Ok(Some(party))
}

/// An entity that another names: by its id, or nested whole.
fn reference(to: &mut Statements, value: &Value) -> Result<Option<PartyId>, Full> {
    match value {
        Value::String(id) if !id.is_empty() => to.party(id).map(Some),
        Value::Object(_) => described(to, value),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Ok(None),
    }
}

fn link(
    to: &mut Statements,
    record: &Value,
    line: u32,
    ends: (&str, &str),
    interest: Interest,
) -> Result<Result<(), String>, Full> {
    let read = || -> Result<(Range, Option<Span>, Option<Span>), String> {
        let mut share: Option<Range> = None;
        for written in values(record, "percentage").iter().filter_map(written) {
            let range = share_text::range(&written).map_err(|why| format!("`{written}`: {why}"))?;
            share = Some(share.map_or(range, |before| before.hull(range)));
        }
        let date = |name: &str| first(record, name).map_or(Ok(None), |it| day(&it));
        let (from, until) = (date("startDate")?, date("endDate")?);
        ordered(from, until)?;
        Ok((share.unwrap_or(Range::UNKNOWN), from, until))
    };
    let (share, from, until) = match read() {
        Ok(read) => read,
        Err(why) => return Ok(Err(why)),
    };
    let words = first(record, "ownershipType").unwrap_or_default().to_lowercase();
    let reach = if words.contains("indirect") || words.contains("ultimate") {
        Reach::Indirect
    } else {
        Reach::Direct
    };
    let source = to.source(&source_words(record));
    let mut added = false;
    for owner in values(record, ends.0) {
        let Some(owner) = reference(to, owner)? else { continue };
        for owned in values(record, ends.1) {
            let Some(owned) = reference(to, owned)? else { continue };
            added = true;
            let stated = seen(record);
            to.add(Statement {
                owner,
                owned,
                interest,
                reach,
                share,
                from,
                to: until,
                stated,
                source,
                line,
            })?;
        }
    }
    Ok(if added { Ok(()) } else { Err(format!("needs `{}` and `{}`", ends.0, ends.1)) })
}

/// The day on which the collection last saw it.
fn seen(record: &Value) -> Option<vocab::Date> {
    let written = first(record, "retrievedAt").or_else(|| record.get("last_seen").and_then(written))?;
    day(&written).ok().flatten().map(|it| it.first)
}

fn source_words(record: &Value) -> String {
    let datasets = record.get("datasets").and_then(Value::as_array);
    let words: Vec<String> = datasets.into_iter().flatten().filter_map(written).collect();
    if words.is_empty() { "FollowTheMoney".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ownerships_and_directorships() {
        let text = concat!(
            r#"{"id":"a","schema":"Company","caption":"Alpha","properties":{"name":["Alpha"]}}"#,
            "\n",
            r#"{"id":"o","schema":"Ownership","properties":{"owner":["x"],"asset":["a"],"percentage":["25%"],"startDate":["2020"]}}"#,
            "\n",
            r#"{"id":"p","schema":"Ownership","properties":{"owner":["y"],"asset":["a"],"role":["parent"]}}"#,
            "\n",
            r#"{"id":"d","schema":"Directorship","properties":{"director":["z"],"organization":["a"]}}"#,
            "\n",
            r#"{"id":"q","schema":"Ownership","properties":{"owner":["y"]}}"#,
            "\n",
            r#"{"id":"r","schema":"Ownership","properties":{"owner":["y"],"asset":["a"],"percentage":["most"]}}"#,
            "\n",
            r#"{"id":"s","schema":"Sanction","properties":{}}"#,
            "\n",
        );
        let reading = read(text.as_bytes()).unwrap();
        let found: Vec<_> =
            reading.statements.all().iter().map(|it| (it.interest, it.share.words())).collect();
        assert_eq!(
            found,
            [
                (Interest::Shares, "25".into()),
                (Interest::Shares, "unknown".into()),
                (Interest::Office, "unknown".into()),
            ]
        );
        assert_eq!(reading.rejects.iter().map(|it| it.line).collect::<Vec<_>>(), [5, 6]);
    }
}
