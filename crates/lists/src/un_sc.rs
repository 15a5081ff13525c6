//! The UN Security Council's consolidated list, XML.
//!
//! `VERSIONNUM`, `SORT_KEY`, `INTERPOL_LINK` and the like are left out on purpose: they change, or fail to change, when
//! the listing does not or does.

use ledger::{Address, AddressKind, CountryRole, DetailKind, IdKind, NameKind, PartyDateKind};
use vocab::{ListName, PartialDate, Schema};

use crate::draft::{Draft, Ids, country_named, is_blank, joined, said};
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
            return Err(ListError::Twice { file: other, other: file.owned_name(), part: "the UN's list" });
        }
        parse_one(file, reading)?;
    }
    Ok(())
}

fn parse_one(file: &SourceFile<'_>, reading: &mut Reading<'_>) -> Result<(), ListError> {
    let expected = "the UN's XML with the root element CONSOLIDATED_LIST";
    let refuse =
        |found: String| ListError::NotThisKind { file: file.owned_name(), kind: Kind::UnSc, found, expected };
    if file.look() != crate::Look::Xml {
        return Err(refuse(file.look().words().to_owned()));
    }
    let root = root(file)?;
    if root.name != "CONSOLIDATED_LIST" {
        return Err(refuse(format!("its root element is {}", root.name)));
    }
    reading.recognised(file.name, "UN XML (CONSOLIDATED_LIST)");
    reading.lacks(&[Lack::EndDates, Lack::Requirements]);
    if let Some(text) = root.attribute("dateGenerated") {
        let date = text.get(..10).and_then(|day| day.parse().ok());
        reading.report.published = Some(Published { text: text.to_owned(), date });
    }
    let mut ids = Ids::default();
    let cut = records(file, &["INDIVIDUAL", "ENTITY"], &mut |record| {
        reading.report.rows += 1;
        let row = reading.report.rows;
        let node = match record {
            Ok(node) => node,
            Err(why) => return reading.reject(file.name, row, None, why),
        };
        let reference = node.text_of("REFERENCE_NUMBER").or_else(|| node.text_of("DATAID"));
        let Some(id) = reference.map(str::to_owned) else {
            return reading.reject(file.name, row, None, "neither REFERENCE_NUMBER nor DATAID");
        };
        let draft = read_record(&node);
        if draft.party.names.is_empty() {
            reading.reject(file.name, row, Some(&id), "no name");
        } else {
            let id = ids.unique(ListName::UnSc, &id);
            reading.entry(draft.into_entry(id, ListName::UnSc, row));
        }
    })?;
    reading.report.cut = cut;
    Ok(())
}

fn read_record(node: &Node) -> Draft {
    let mut draft = Draft::new(if node.name == "INDIVIDUAL" { Schema::Person } else { Schema::LegalEntity });
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| node.text_of(part));
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !is_blank(part)).collect();
    draft.name(NameKind::Primary, &parts.join(" "), "FIRST_NAME");
    draft.name(
        NameKind::Original,
        node.text_of("NAME_ORIGINAL_SCRIPT").unwrap_or_default(),
        "NAME_ORIGINAL_SCRIPT",
    );
    for alias in node.all("INDIVIDUAL_ALIAS").chain(node.all("ENTITY_ALIAS")) {
        read_alias(alias, &mut draft);
    }
    for (outer, kind) in [("TITLE", DetailKind::Position), ("DESIGNATION", DetailKind::Position)] {
        for value in node.all_in(outer, "VALUE") {
            draft.detail(kind, &value.text, outer.to_owned());
        }
    }
    if let Some(word) = node.text_of("GENDER") {
        draft.gender(word);
    }
    for value in node.all_in("NATIONALITY", "VALUE") {
        draft.country_or_remark(CountryRole::Nationality, "nationality", &value.text, "NATIONALITY");
    }
    node.all("INDIVIDUAL_DATE_OF_BIRTH").for_each(|it| read_birth(it, &mut draft));
    node.all("INDIVIDUAL_PLACE_OF_BIRTH").for_each(|it| read_birth_place(it, &mut draft));
    node.all("INDIVIDUAL_DOCUMENT").for_each(|it| read_document(it, &mut draft));
    for address in node.all("INDIVIDUAL_ADDRESS").chain(node.all("ENTITY_ADDRESS")) {
        read_address(address, &mut draft);
    }
    read_listing(node, &mut draft);
    draft
}

fn read_listing(node: &Node, into: &mut Draft) {
    into.listing.programs.extend(node.text_of("UN_LIST_TYPE").and_then(said));
    into.listing.listed = node.text_of("LISTED_ON").and_then(day);
    let comments = node.text_of("COMMENTS1").unwrap_or_default();
    into.listing.remarks = said(comments);
    read_numbers(comments, "COMMENTS1 (text)", into);
    let updates = node.all_in("LAST_DAY_UPDATED", "VALUE").map(|it| it.text.as_str());
    let updates: Vec<&str> = updates.filter(|it| !it.is_empty()).collect();
    if !updates.is_empty() {
        into.detail(DetailKind::Remark, &format!("updated on {}", updates.join(", ")), "LAST_DAY_UPDATED");
    }
}

/// Persons' aliases have a quality, entities' a kind. Some 300 are empty places for aliases that never came.
fn read_alias(alias: &Node, into: &mut Draft) {
    let quality = alias.text_of("QUALITY").unwrap_or_default().to_ascii_lowercase();
    let kind = match quality.as_str() {
        "low" => NameKind::Weak,
        "f.k.a." => NameKind::Former,
        _ => NameKind::Alias,
    };
    let field = alias.name.clone();
    into.name(kind, alias.text_of("ALIAS_NAME").unwrap_or_default(), field.clone());
    if let Some(date) = alias.text_of("DATE_OF_BIRTH") {
        into.date_or_remark(PartyDateKind::Birth, "date of birth of an alias:", date, field.clone());
    }
    if let Some(note) = alias.text_of("NOTE") {
        into.detail(DetailKind::Remark, note, field);
    }
}

fn read_birth(node: &Node, into: &mut Draft) {
    let field = "INDIVIDUAL_DATE_OF_BIRTH";
    let between = node.text_of("FROM_YEAR").zip(node.text_of("TO_YEAR"));
    let date = match between {
        Some((from, to)) => Some(format!("{from} to {to}")),
        None => node.text_of("DATE").or_else(|| node.text_of("YEAR")).map(str::to_owned),
    };
    if let Some(date) = date {
        let about = node.text_of("TYPE_OF_DATE").is_some_and(|it| it.eq_ignore_ascii_case("APPROXIMATELY"));
        let date = if about { format!("circa {date}") } else { date };
        into.date_or_remark(PartyDateKind::Birth, "date of birth", &date, field);
    }
    into.detail(DetailKind::Remark, node.text_of("NOTE").unwrap_or_default(), field);
}

fn read_birth_place(node: &Node, into: &mut Draft) {
    let field = "INDIVIDUAL_PLACE_OF_BIRTH";
    let parts = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"];
    into.detail(
        DetailKind::BirthPlace,
        &joined(&parts.map(|it| node.text_of(it).unwrap_or_default())),
        field,
    );
    into.country(CountryRole::Birth, node.text_of("COUNTRY").unwrap_or_default(), field);
}

fn read_document(node: &Node, into: &mut Draft) {
    let field = "INDIVIDUAL_DOCUMENT";
    let words = ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"].map(|it| node.text_of(it).unwrap_or_default());
    let what = joined(&words).to_lowercase();
    let kind = if what.contains("passport") {
        IdKind::Passport
    } else if what.contains("national") || what.contains("identity") || what.contains("identification") {
        IdKind::National
    } else {
        IdKind::Document
    };
    let country = node.text_of("ISSUING_COUNTRY").or_else(|| node.text_of("COUNTRY_OF_ISSUE"));
    let note = node.text_of("NOTE").unwrap_or_default();
    match node.text_of("NUMBER") {
        Some(number) => {
            let dates = [("issued", "DATE_OF_ISSUE"), ("expires", "DATE_OF_EXPIRY")];
            let dates = dates
                .map(|(word, it)| node.text_of(it).map_or_else(String::new, |date| format!("{word} {date}")));
            let text =
                joined(&[number, &joined(&words), country.unwrap_or_default(), &dates[0], &dates[1], note]);
            into.id(kind, number, &text, country.and_then(country_named), field);
        }
        None => into.detail(DetailKind::Remark, &joined(&[words[0], words[1], note]), field),
    }
}

fn read_address(node: &Node, into: &mut Draft) {
    let part = |name: &str| node.text_of(name).unwrap_or_default();
    let own = |name: &str| node.text_of(name).and_then(said);
    into.address(Address {
        text: joined(&["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"].map(part)),
        city: own("CITY"),
        region: own("STATE_PROVINCE"),
        postal_code: own("ZIP_CODE"),
        country: country_named(part("COUNTRY")),
        kind: AddressKind::Unspecified,
        field: node.name.clone().into(),
    });
    into.detail(DetailKind::Remark, part("NOTE"), node.name.clone());
}

/// A day, perhaps with a time and an offset after it.
fn day(text: &str) -> Option<PartialDate> {
    text.get(..10).unwrap_or(text).parse().ok()
}
