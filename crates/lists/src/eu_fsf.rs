//! The EU's Financial Sanctions File, XML 1.1: everything stands in attributes, and nothing is an empty string.

use ledger::party::NamePartRole;
use ledger::{Address, AddressKind, CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{CountryCode, ListName, Schema};

use crate::draft::{Draft, Ids, joined, name_part, said};
use crate::kind::Kind;
use crate::reject::{Lack, ListError, Published, Reading};
use crate::source::SourceFile;
use crate::text_numbers::read_numbers;
use crate::xml::{Node, records, root};

/// Reads the one file.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        if let Some(first) = reading.report.formats.first() {
            let other = first.file.clone();
            return Err(ListError::Twice { file: other, other: file.owned_name(), part: "the EU's file" });
        }
        parse_one(file, reading)?;
    }
    Ok(())
}

fn parse_one(file: &SourceFile<'_>, reading: &mut Reading<'_>) -> Result<(), ListError> {
    let expected = "the EU's XML 1.1 with the root element export and sanctionEntity in it";
    let refuse = |found: String| ListError::NotThisKind {
        file: file.owned_name(),
        kind: Kind::EuFsf,
        found,
        expected,
    };
    if file.look() != crate::Look::Xml {
        return Err(refuse(file.look().words().to_owned()));
    }
    let root = root(file)?;
    if root.name != "export" {
        return Err(refuse(format!("its root element is {}", root.name)));
    }
    reading.recognised(file.name, "EU FSF XML 1.1 (export)");
    reading.lacks(&[Lack::EndDates, Lack::Requirements, Lack::Reasons, Lack::VesselDetails]);
    if let Some(text) = root.attribute("generationDate") {
        let date = text.get(..10).and_then(|day| day.parse().ok());
        reading.report.published = Some(Published { text: text.to_owned(), date });
    }
    let mut ids = Ids::default();
    let cut = records(file, &["sanctionEntity"], &mut |record| {
        reading.report.rows += 1;
        let row = reading.report.rows;
        let node = match record {
            Ok(node) => node,
            Err(why) => return reading.reject(file.name, row, None, why),
        };
        let Some(id) = node.attribute("euReferenceNumber").or_else(|| node.attribute("logicalId")) else {
            return reading.reject(file.name, row, None, "neither euReferenceNumber nor logicalId");
        };
        let draft = read_entity(&node);
        if draft.party.names.is_empty() {
            reading.reject(file.name, row, Some(id), "no name");
        } else {
            // One party under two programmes has one reference and an entity for each.
            let id = ids.unique(ListName::EuFreeze, id);
            reading.entry(draft.into_entry(id, ListName::EuFreeze, row));
        }
    })?;
    if let Some(cut) = &cut {
        reading.reject(file.name, reading.report.rows + 1, None, cut.clone());
    }
    reading.report.cut = cut;
    Ok(())
}

fn read_entity(node: &Node) -> Draft {
    let person = node.child("subjectType").and_then(|it| it.attribute("code")) == Some("person");
    let mut draft = Draft::new(if person { Schema::Person } else { Schema::LegalEntity });
    node.all("nameAlias").for_each(|it| read_name(it, &mut draft));
    node.all("address").for_each(|it| read_address(it, &mut draft));
    node.all("birthdate").for_each(|it| read_birth(it, &mut draft));
    for citizenship in node.all("citizenship") {
        if let Some(code) = country(citizenship) {
            draft.country_code(CountryRole::Nationality, code, "citizenship");
        }
        remarks(citizenship, &mut draft);
    }
    node.all("identification").for_each(|it| read_document(it, &mut draft));
    if let Some(reference) = node.attribute("unitedNationId") {
        draft.id(IdKind::ListReference, reference, reference, None, "unitedNationId");
    }
    read_listing(node, &mut draft);
    draft
}

fn read_listing(node: &Node, into: &mut Draft) {
    into.listing.listed = node.attribute("designationDate").and_then(|it| it.parse().ok());
    for regulation in node.all("regulation") {
        into.listing.programs.extend(regulation.attribute("programme").map(str::to_owned));
        if let Some(title) = regulation.attribute("numberTitle") {
            into.listing.citations.push(title.to_owned());
        }
        if into.listing.link.is_none() {
            into.listing.link = regulation.text_of("publicationUrl").map(str::to_owned);
        }
    }
    let said_of_it = node.all("remark").map(|it| it.text.as_str());
    let texts: Vec<&str> = said_of_it.chain(node.attribute("designationDetails")).collect();
    into.listing.remarks = said(&texts.join("; "));
    for text in texts {
        read_numbers(text, "remark (text)", into);
    }
}

/// The first name is the one listed; the others are spellings, in other languages too.
fn read_name(node: &Node, into: &mut Draft) {
    let whole = node.attribute("wholeName").unwrap_or_default();
    let kind = match node.attribute("strong") {
        Some("false") => NameKind::Weak,
        _ if whole.chars().any(|c| c.is_alphabetic() && !is_latin(c)) => NameKind::Original,
        _ if into.party.names.is_empty() => NameKind::Primary,
        _ => NameKind::Alias,
    };
    let parts = [
        (NamePartRole::Given, node.attribute("firstName")),
        (NamePartRole::Middle, node.attribute("middleName")),
        (NamePartRole::Family, node.attribute("lastName")),
        (NamePartRole::Title, node.attribute("title")),
    ];
    let parts = parts.into_iter().filter_map(|(role, text)| name_part(role, text)).collect();
    into.name_with_parts(kind, whole, parts, "nameAlias");
    into.detail(DetailKind::Position, node.attribute("function").unwrap_or_default(), "nameAlias@function");
    if let Some(word) = node.attribute("gender") {
        into.gender(word);
    }
    remarks(node, into);
}

fn read_address(node: &Node, into: &mut Draft) {
    let part = |name: &str| node.attribute(name).unwrap_or_default();
    let own = |name: &str| node.attribute(name).and_then(said);
    let code = country(node);
    let land = if code.is_some() { part("countryDescription") } else { "" };
    let parts =
        [part("street"), part("poBox"), part("place"), part("zipCode"), part("city"), part("region"), land];
    into.address(Address {
        text: joined(&parts),
        city: own("city"),
        region: own("region"),
        postal_code: own("zipCode"),
        country: code,
        kind: AddressKind::Unspecified,
        field: "address".into(),
    });
    for contact in node.all("contactInfo") {
        let kind = match contact.attribute("key") {
            Some("EMAIL") => DetailKind::Email,
            Some("WEB") => DetailKind::Website,
            _ => DetailKind::Phone,
        };
        into.detail(kind, contact.attribute("value").unwrap_or_default(), "contactInfo");
    }
    remarks(node, into);
}

fn read_birth(node: &Node, into: &mut Draft) {
    let field = "birthdate";
    let date = match (node.attribute("yearRangeFrom"), node.attribute("yearRangeTo")) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        _ => node.attribute("birthdate").or_else(|| node.attribute("year")).map(str::to_owned),
    };
    if let Some(date) = date {
        let about = if node.attribute("circa") == Some("true") { "circa " } else { "" };
        match node.attribute("calendarType") {
            None | Some("GREGORIAN") => {
                into.date_or_remark(PartyDateKind::Birth, "date of birth", &format!("{about}{date}"), field);
            }
            Some(other) => {
                let text = format!("date of birth {about}{date} ({} calendar)", other.to_lowercase());
                into.detail(DetailKind::Remark, &text, field);
            }
        }
    }
    let part = |name: &str| node.attribute(name).unwrap_or_default();
    let code = country(node);
    let land = if code.is_some() { part("countryDescription") } else { "" };
    into.detail(DetailKind::BirthPlace, &joined(&[part("place"), part("city"), part("region"), land]), field);
    if let Some(code) = code {
        into.country_code(CountryRole::Birth, code, field);
    }
    remarks(node, into);
}

fn read_document(node: &Node, into: &mut Draft) {
    let number = node.attribute("number").unwrap_or_default();
    let what = node.attribute("identificationTypeDescription").unwrap_or_default();
    let kind = match node.attribute("identificationTypeCode").unwrap_or_default() {
        "passport" | "diplomatic" => IdKind::Passport,
        "id" | "ssn" => IdKind::National,
        "drivinglicence" | "travelcardid" => IdKind::Document,
        "regnumber" | "tradelic" => IdKind::Registration,
        "fiscalcode" => IdKind::Tax,
        "swiftbic" => IdKind::Bic,
        "imo" => crate::identify::imo_kind(into.party.schema == Schema::Vessel),
        _ => IdKind::Other,
    };
    let text = joined(&[number, what, node.text_of("remark").unwrap_or_default()]);
    let before = into.party.ids.len();
    into.id(kind, number, &text, country(node), "identification");
    if let Some(id) = into.party.ids.get_mut(before)
        && node.attribute("knownFalse") == Some("true")
    {
        id.fault = Some("the publisher says that the document is false".to_owned());
    }
    if number.is_empty() {
        remarks(node, into);
    }
}

fn remarks(node: &Node, into: &mut Draft) {
    for remark in node.all("remark") {
        into.detail(DetailKind::Remark, &remark.text, node.name.clone());
    }
}

/// The country, where the code is one: `00` stands for unknown.
fn country(node: &Node) -> Option<CountryCode> {
    CountryCode::from_alpha2(node.attribute("countryIso2Code")?)
}

fn is_latin(c: char) -> bool {
    // Basic Latin to Latin Extended-B, phonetic extensions, Latin Extended Additional.
    matches!(c, '\u{0}'..='\u{24f}' | '\u{250}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}
