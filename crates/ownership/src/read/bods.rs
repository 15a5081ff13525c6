//! The Beneficial Ownership Data Standard: 0.4's records, and the statements of 0.2 and 0.3.
//!
//! Published JSON of <https://standard.openownership.org>. A relationship says what one interested party holds in one
//! subject; which of a record's versions held when is `bods_versions`.

use std::collections::BTreeMap;

use serde_json::Value;
use vocab::Share;

use super::bods_versions::{Held, Status, Version, settled};
use super::json_records::{each, text, written};
use super::table::{NOT_NAMED, day};
use super::{Format, Growing, ReadError, Reading, share_text};
use crate::statement::{Full, Interest, PartyId, Range, Reach, Span, Statement, Statements};

/// Reads persons, entities and relationships.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut reader = Reader::default();
    let mut growing = Growing::new(Format::Bods);
    let mut full = None;
    each(bytes, &mut |line, record| {
        growing.reading.records += 1;
        let outcome = match record {
            Ok(record) => reader.take(&mut growing.reading.statements, &record, line),
            Err(why) => Ok(Err(why)),
        };
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(why)) => growing.reject(line, why),
            Err(why) => full = Some(why),
        }
        full.is_none()
    });
    if let Some(full) = full {
        return Err(full.into());
    }
    for versions in reader.relationships.into_values() {
        for version in settled(versions) {
            for held in version.interests {
                growing.reading.statements.add(Statement {
                    owner: version.owner,
                    owned: version.owned,
                    interest: held.interest,
                    reach: held.reach,
                    share: held.share,
                    from: held.from,
                    to: held.to,
                    stated: version.stated,
                    source: version.source,
                    line: version.line,
                })?;
            }
        }
    }
    Ok(growing.done())
}

#[derive(Default)]
struct Reader {
    /// Versions of each relationship, in the order of the file.
    relationships: BTreeMap<String, Vec<Version>>,
    /// In 0.2 and 0.3: the first statement in place of which another came.
    first_of: BTreeMap<String, String>,
}

enum Kind {
    Person,
    Entity,
    Relationship,
}

impl Reader {
    fn take(&mut self, to: &mut Statements, record: &Value, line: u32) -> Result<Result<(), String>, Full> {
        let kind = match text(record, "recordType").or_else(|| text(record, "statementType")) {
            Some("person" | "personStatement") => Kind::Person,
            Some("entity" | "entityStatement") => Kind::Entity,
            Some("relationship" | "ownershipOrControlStatement") => Kind::Relationship,
            Some(other) => return Ok(Err(format!("`{other}` is no type of record"))),
            None => return Ok(Err("neither `recordType` nor `statementType`".to_owned())),
        };
        let Some(id) = self.id(record) else {
            return Ok(Err("neither `recordId` nor `statementID`".to_owned()));
        };
        let details = record.get("recordDetails").unwrap_or(record);
        match kind {
            Kind::Person => {
                describe(to, &id, person_name(details), is_unnamed(details, "personType"), false)?;
            }
            Kind::Entity => {
                let name = text(details, "name").map(str::to_owned);
                describe(to, &id, name, is_unnamed(details, "entityType"), is_joint(details))?;
            }
            Kind::Relationship => return self.relationship(to, record, details, id, line),
        }
        Ok(Ok(()))
    }

    /// The record's id; in 0.2 and 0.3 that of the first statement in its place.
    fn id(&mut self, record: &Value) -> Option<String> {
        if let Some(id) = text(record, "recordId") {
            return Some(id.to_owned());
        }
        let id = text(record, "statementID").or_else(|| text(record, "statementId"))?;
        let replaced = record.get("replacesStatements").and_then(Value::as_array);
        let before = replaced.and_then(|it| it.first()).and_then(Value::as_str);
        let first = before.map_or(id, |before| self.first_of.get(before).map_or(before, |it| it)).to_owned();
        if before.is_some() {
            self.first_of.insert(id.to_owned(), first.clone());
        }
        Some(first)
    }

    fn relationship(
        &mut self,
        to: &mut Statements,
        record: &Value,
        details: &Value,
        id: String,
        line: u32,
    ) -> Result<Result<(), String>, Full> {
        let Some(subject) = details.get("subject").and_then(|it| self.reference(it)) else {
            return Ok(Err("the subject is not named".to_owned()));
        };
        let interests = match interests(details) {
            Ok(interests) => interests,
            Err(why) => return Ok(Err(why)),
        };
        let stated = match text(record, "statementDate").map(day).transpose() {
            Ok(stated) => stated.flatten(),
            Err(why) => return Ok(Err(why)),
        };
        let owned = to.party(&subject)?;
        let party = details.get("interestedParty");
        let owner = match party.and_then(|it| self.reference(it)) {
            Some(owner) => to.party(&owner)?,
            None => unnamed(to, &id)?,
        };
        let source = to.source(&source_words(record));
        let status = match text(record, "recordStatus") {
            Some("closed") => Status::Closed,
            Some(_) | None => Status::Open,
        };
        let stated = stated.map(|it| it.first);
        let versions = self.relationships.entry(id).or_default();
        versions.push(Version { owner, owned, status, stated, interests, source, line });
        Ok(Ok(()))
    }

    /// A reference to a person or an entity; `None` where it says only that somebody is there.
    fn reference(&self, value: &Value) -> Option<String> {
        let id = match value {
            Value::String(id) => id.trim(),
            Value::Object(_) => text(value, "describedByEntityStatement")
                .or_else(|| text(value, "describedByPersonStatement"))?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return None,
        };
        if id.is_empty() {
            return None;
        }
        Some(self.first_of.get(id).map_or(id, |it| it).to_owned())
    }
}

fn describe(
    to: &mut Statements,
    id: &str,
    name: Option<String>,
    unnamed: bool,
    joint: bool,
) -> Result<(), Full> {
    let party = to.party(id)?;
    if let Some(party) = to.describe(party) {
        if let Some(name) = name {
            party.name = Some(name.into());
        } else if unnamed {
            party.name = Some(NOT_NAMED.into());
        }
        party.undisclosed = unnamed;
        party.joint = joint;
    }
    Ok(())
}

fn unnamed(to: &mut Statements, relationship: &str) -> Result<PartyId, Full> {
    let owner = to.party(&format!("({NOT_NAMED}: {relationship})"))?;
    if let Some(party) = to.describe(owner) {
        party.undisclosed = true;
        party.name = Some(NOT_NAMED.into());
    }
    Ok(owner)
}

fn person_name(details: &Value) -> Option<String> {
    let names = details.get("names")?.as_array()?;
    let full = names.iter().find_map(|it| text(it, "fullName"));
    let parts = || {
        let name = names.first()?;
        let parts: Vec<&str> = ["givenName", "familyName"].iter().filter_map(|it| text(name, it)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    full.map(str::to_owned).or_else(parts)
}

/// `anonymousPerson`, `unknownEntity` and the like.
fn is_unnamed(details: &Value, field: &str) -> bool {
    let kind = details.get(field);
    let kind = kind.and_then(Value::as_str).or_else(|| kind.and_then(|it| text(it, "type")));
    kind.is_some_and(|it| it.starts_with("anonymous") || it.starts_with("unknown"))
}

/// An arrangement that is neither a trust nor a nomination: several hold together.
fn is_joint(details: &Value) -> bool {
    let Some(kind) = details.get("entityType") else { return false };
    let subtype = text(kind, "subtype");
    let kind = kind.as_str().or_else(|| text(kind, "type"));
    kind == Some("arrangement") && !matches!(subtype, Some("trust" | "nomination"))
}

/// Where the statement comes from, in words.
fn source_words(record: &Value) -> String {
    let publisher = |it: &Value| it.get("publisher").and_then(|it| text(it, "name")).map(str::to_owned);
    let publisher = record.get("publicationDetails").and_then(publisher);
    let source = record.get("source");
    let url = source.and_then(|it| text(it, "url")).map(str::to_owned);
    let asserted =
        source.and_then(|it| it.get("assertedBy")?.as_array()?.first().and_then(|it| text(it, "name")));
    let words: Vec<String> = [asserted.map(str::to_owned), publisher.or(url)].into_iter().flatten().collect();
    if words.is_empty() { "BODS".to_owned() } else { words.join(", by ") }
}

fn interests(details: &Value) -> Result<Vec<Held>, String> {
    let summary = ["componentRecords", "componentStatementIDs"]
        .iter()
        .any(|it| details.get(it).and_then(Value::as_array).is_some_and(|it| !it.is_empty()));
    let none = Vec::new();
    let listed = details.get("interests").and_then(Value::as_array).unwrap_or(&none);
    if listed.is_empty() {
        let reach = if summary { Reach::Summary } else { Reach::Direct };
        return Ok(vec![Held {
            interest: Interest::Shares,
            reach,
            share: Range::UNKNOWN,
            from: None,
            to: None,
        }]);
    }
    listed.iter().map(|it| held(it, summary)).collect()
}

fn held(interest: &Value, summary: bool) -> Result<Held, String> {
    let kind = kind(text(interest, "type"))?;
    let level = text(interest, "directOrIndirect").or_else(|| text(interest, "interestLevel"));
    let reach = match (level, summary) {
        (Some("direct"), _) => Reach::Direct,
        (_, true) => Reach::Summary,
        (Some("indirect"), false) => Reach::Indirect,
        (_, false) => Reach::Direct,
    };
    let share = interest.get("share").map_or(Ok(Range::UNKNOWN), share)?;
    let date = |name: &str| -> Result<Option<Span>, String> { text(interest, name).map_or(Ok(None), day) };
    Ok(Held { interest: kind, reach, share, from: date("startDate")?, to: date("endDate")? })
}

/// The codelist `interestType` of 0.4, and the spellings of 0.2 and 0.3.
fn kind(code: Option<&str>) -> Result<Interest, String> {
    let Some(code) = code else { return Ok(Interest::Shares) };
    Ok(match code {
        "shareholding"
        | "unknownInterest"
        | "unpublishedInterest"
        | "beneficiaryOfLegalArrangement"
        | "beneficiary-of-trust"
        | "beneficiaryOfTrust" => Interest::Shares,
        "votingRights" | "voting-rights" => Interest::Votes,
        "appointmentOfBoard"
        | "appointment-of-board"
        | "otherInfluenceOrControl"
        | "influence-or-control"
        | "controlViaCompanyRulesOrArticles"
        | "controlByLegalFramework"
        | "rightsGrantedByContract"
        | "conditionalRightsGrantedByContract"
        | "settlor"
        | "settlor-of-trust"
        | "settlorOfTrust"
        | "trustee"
        | "trustee-of-trust"
        | "trusteeOfTrust"
        | "protector"
        | "protector-of-trust"
        | "protectorOfTrust"
        | "nominator"
        | "other-influence-or-control-of-trust"
        | "otherInfluenceOrControlOfTrust" => Interest::Control,
        "boardMember" | "boardChair" | "seniorManagingOfficial" | "senior-managing-official" => {
            Interest::Office
        }
        "nominee"
        | "rightsToSurplusAssetsOnDissolution"
        | "rights-to-surplus-assets"
        | "rightsToSurplusAssets"
        | "rightsToProfitOrIncome"
        | "rights-to-profit-or-income"
        | "rightToProfitOrIncomeFromAssets"
        | "enjoymentAndUseOfAssets"
        | "rights-granted-by-contract" => Interest::Tie,
        other => return Err(format!("`{other}` is no type of interest")),
    })
}

/// `exact`, or `minimum` and `maximum`, or in 0.4 `exclusiveMinimum` and `exclusiveMaximum` as numbers,
/// which 0.2 and 0.3
/// have as truths.
fn share(share: &Value) -> Result<Range, String> {
    let number = |name: &str| -> Result<Option<Range>, String> {
        let Some(written) = share.get(name).and_then(written) else { return Ok(None) };
        share_text::range(&written).map(Some).map_err(|why| format!("`{written}`: {why}"))
    };
    if let Some(exact) = number("exact")? {
        return Ok(exact);
    }
    let said = |name: &str| share.get(name).and_then(Value::as_bool) == Some(true);
    let min = match (number("exclusiveMinimum")?, number("minimum")?) {
        (Some(above), _) => share_text::above(above.min),
        (None, Some(min)) if said("exclusiveMinimum") => share_text::above(min.min),
        (None, Some(min)) => min.min,
        (None, None) => Share::ZERO,
    };
    let max = match (number("exclusiveMaximum")?, number("maximum")?) {
        (Some(below), _) => share_text::below(below.max),
        (None, Some(max)) if said("exclusiveMaximum") => share_text::below(max.max),
        (None, Some(max)) => max.max,
        (None, None) => Share::WHOLE,
    };
    if max < min {
        return Err("the least share is over the largest".to_owned());
    }
    Ok(Range { min, max })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(u32, u32), &str>) {
        let found = share(&serde_json::from_str(text).unwrap());
        assert_eq!(found.map(|it| (it.min.ppm(), it.max.ppm())), expected.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn shares_of_all_versions() {
        check(r#"{"exact": 23.5}"#, Ok((235_000, 235_000)));
        check(r#"{"minimum": 75, "exclusiveMaximum": 100}"#, Ok((750_000, 999_999)));
        check(r#"{"exclusiveMinimum": 25, "exclusiveMaximum": 50}"#, Ok((250_001, 499_999)));
        check(
            r#"{"minimum": 25, "maximum": 50, "exclusiveMinimum": true, "exclusiveMaximum": false}"#,
            Ok((250_001, 500_000)),
        );
        check("{}", Ok((0, 1_000_000)));
        check(r#"{"minimum": 60, "maximum": 40}"#, Err("the least share is over the largest"));
    }

    #[test]
    fn statements_of_0_2_replace_each_other() {
        let text = r#"[
            {"statementID": "e1", "statementType": "entityStatement", "entityType": "registeredEntity", "name": "Alpha"},
            {"statementID": "e2", "statementType": "entityStatement", "entityType": "registeredEntity", "name": "Beta"},
            {"statementID": "s1", "statementType": "ownershipOrControlStatement", "statementDate": "2019-01-01",
             "subject": {"describedByEntityStatement": "e1"}, "interestedParty": {"describedByEntityStatement": "e2"},
             "interests": [{"type": "shareholding", "interestLevel": "direct", "share": {"exact": 60}, "startDate": "2018-01-01"}]},
            {"statementID": "s2", "statementType": "ownershipOrControlStatement", "statementDate": "2020-06-01",
             "replacesStatements": ["s1"],
             "subject": {"describedByEntityStatement": "e1"}, "interestedParty": {"describedByEntityStatement": "e2"},
             "interests": [{"type": "shareholding", "interestLevel": "direct", "share": {"exact": 40}, "startDate": "2020-05-01"}]}
        ]"#;
        let reading = read(text.as_bytes()).unwrap();
        assert_eq!((reading.rejected, reading.records), (0, 4));
        let held: Vec<_> = reading
            .statements
            .all()
            .iter()
            .map(|it| (it.share.words(), it.to.map(|it| it.last.to_string())))
            .collect();
        assert_eq!(held, [("60".into(), Some("2020-04-30".into())), ("40".into(), None)]);
    }
}
