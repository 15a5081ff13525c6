//! The UK Sanctions List of the FCDO, XML: the only UK list since 28 January 2026.

use ledger::{Address, AddressKind, CountryRole, DetailKind, IdKind, LinkKind, NameKind, PartyDateKind};
use vocab::{ListName, Schema};

use crate::draft::{Draft, country_named, joined, partial_date, said};
use crate::uk_conlist::{add_birth, add_links, add_registrations, add_web, name_of};
use crate::xml::{self, Node};
use crate::{Kind, Lack, ListError, Published, Reading, SourceFile};

/// Reads the files: each a whole list.
pub(crate) fn parse(files: &[SourceFile<'_>], reading: &mut Reading<'_>) -> Result<(), ListError> {
    for file in files {
        let root = xml::root(file)?;
        if root.name != "Designations" {
            let found = format!("its root element is `{}`", root.name);
            let expected = "XML with the root element `Designations`";
            return Err(ListError::NotThisKind {
                file: file.owned_name(),
                kind: Kind::UkSl,
                found,
                expected,
            });
        }
        reading.recognised(file.name, "UK Sanctions List, XML");
        let mut row = 0;
        let cut = xml::records(file, &["Designation", "DateGenerated"], &mut |node| match node {
            Ok(node) if node.name == "DateGenerated" => {
                let date = partial_date(&node.text).and_then(|it| it.to_string().parse().ok());
                reading.report.published = Some(Published { text: node.text, date });
            }
            Ok(node) => {
                row += 1;
                designation(&node, row, file.name, reading);
            }
            Err(why) => {
                row += 1;
                reading.reject(file.name, row, None, why);
            }
        })?;
        reading.report.rows += row;
        reading.report.cut = reading.report.cut.take().or(cut);
    }
    reading.lacks(&[Lack::EndDates, Lack::Citations, Lack::Requirements]);
    Ok(())
}

fn designation(node: &Node, row: u64, file: &str, reading: &mut Reading<'_>) {
    let Some(id) = node.text_of("UniqueID") else {
        reading.reject(file, row, None, "the designation has no UniqueID");
        return;
    };
    let kind = node.text_of("IndividualEntityShip").unwrap_or_default();
    let schema = match kind.to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "entity" => Schema::LegalEntity,
        "ship" => Schema::Vessel,
        _ => Schema::Thing,
    };
    let mut draft = Draft::new(schema);
    names(node, schema == Schema::Person, &mut draft);
    for address in node.all_in("Addresses", "Address") {
        add_address(address, &mut draft);
    }
    leaves(node, &mut |leaf| add_leaf(leaf, &mut draft));
    for passport in deep(node, "Passport") {
        add_document(
            IdKind::Passport,
            passport,
            "PassportNumber",
            "PassportAdditionalInformation",
            &mut draft,
        );
    }
    for paper in deep(node, "NationalIdentifier") {
        let (number, more) = ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation");
        add_document(IdKind::National, paper, number, more, &mut draft);
    }
    listing(node, &mut draft);
    if draft.party.names.is_empty() {
        reading.reject(file, row, Some(id), "the designation has no name");
        return;
    }
    let list = if schema == Schema::Vessel { ListName::UkShips } else { ListName::UkFreeze };
    reading.entry(draft.into_entry(id.to_owned(), list, row));
}

/// Names in the order primary, variations and aliases, original scripts.
fn names(node: &Node, person: bool, draft: &mut Draft) {
    let mut names = node.all_in("Names", "Name").collect::<Vec<_>>();
    names.sort_by_key(|name| name_kind(name) != NameKind::Primary);
    for name in names {
        let parts = ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"].map(|it| name.text_of(it));
        let (text, parts) = name_of(parts, person);
        draft.name_with_parts(name_kind(name), &text, parts, "Names");
    }
    for name in deep(node, "NonLatinName") {
        draft.name(
            NameKind::Original,
            name.text_of("NameNonLatinScript").unwrap_or(&name.text),
            "NonLatinNames",
        );
    }
}

fn name_kind(name: &Node) -> NameKind {
    let strength = name.text_of("AliasStrength").unwrap_or_default().to_ascii_lowercase();
    match name.text_of("NameType").unwrap_or_default().to_ascii_lowercase().as_str() {
        "primary name" => NameKind::Primary,
        "fka" | "former name" | "previous name" => NameKind::Former,
        _ if strength.starts_with("low") || strength.starts_with("weak") => NameKind::Weak,
        _ => NameKind::Alias,
    }
}

fn add_address(address: &Node, draft: &mut Draft) {
    let line = |name: &str| address.text_of(name).unwrap_or_default();
    let lines =
        ["AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5", "AddressLine6"];
    let (postal, country) = (line("AddressPostalCode"), line("AddressCountry"));
    draft.address(Address {
        text: joined(&[&lines[..], &[postal, country]].concat()),
        city: None,
        region: None,
        postal_code: said(postal),
        country: country_named(country),
        kind: AddressKind::Unspecified,
        field: "Addresses".into(),
    });
}

/// Adds what one element without children says, wherever in the record it stands.
fn add_leaf(leaf: &Node, draft: &mut Draft) {
    let text = leaf.text.as_str();
    match leaf.name.as_str() {
        "OFSIGroupID" => draft.id(IdKind::ListReference, text, text, None, "OFSIGroupID"),
        "UNReferenceNumber" => draft.id(IdKind::ListReference, text, text, None, "UNReferenceNumber"),
        "Title" => draft.detail(DetailKind::Position, text, "Titles"),
        "Position" => draft.detail(DetailKind::Position, text, "Positions"),
        "DOB" => add_birth(text, draft),
        "Nationality" => {
            draft.country_or_remark(CountryRole::Nationality, "nationality", text, "Nationalities");
        }
        "CountryOfBirth" => {
            draft.country_or_remark(CountryRole::Birth, "country of birth", text, "CountryOfBirth");
        }
        "TownOfBirth" => draft.detail(DetailKind::BirthPlace, text, "TownOfBirth"),
        "Gender" => _ = draft.gender(text),
        "PhoneNumber" => draft.detail(DetailKind::Phone, text, "PhoneNumbers"),
        "EmailAddress" | "Website" => add_web(text, "EmailAddresses", draft),
        "TypeOfEntity" => draft.detail(DetailKind::LegalForm, text, "TypeOfEntities"),
        "BusinessRegistrationNumber" => add_registrations(text, "BusinessRegistrationNumbers", draft),
        "ParentCompany" => add_links(LinkKind::Parent, text, "ParentCompanies", draft),
        "Subsidiary" => add_links(LinkKind::Subsidiary, text, "Subsidiaries", draft),
        "IMONumber" => draft.id(IdKind::Imo, text, text, None, "IMONumbers"),
        "CurrentOwnerOperator" => add_links(LinkKind::Owner, text, "CurrentOwnerOperators", draft),
        "PreviousOwnerOperator" => draft.detail(DetailKind::Operator, text, "PreviousOwnerOperators"),
        "CurrentBelievedFlagOfShip" => {
            draft.country_or_remark(CountryRole::Flag, "flag", text, "CurrentBelievedFlagOfShips");
        }
        "PreviousFlag" => {
            draft.country_or_remark(CountryRole::FormerFlag, "former flag", text, "PreviousFlags");
        }
        "TypeOfShip" => draft.detail(DetailKind::CraftType, text, "TypeOfShipDetails"),
        "TonnageOfShip" => draft.detail(DetailKind::Tonnage, text, "TonnageOfShipDetails"),
        "YearBuilt" => draft.date_or_remark(PartyDateKind::Build, "built", text, "YearBuilt"),
        // What else there is stands in the record's structured parts, or says nothing of the party.
        _ => {}
    }
}

fn add_document(kind: IdKind, node: &Node, number: &str, more: &str, draft: &mut Draft) {
    let field = if kind == IdKind::Passport { "PassportDetails" } else { "NationalIdentifierDetails" };
    let text = node.text_of(number).unwrap_or_default();
    draft.id(kind, text, text, None, field);
    if let Some(more) = node.text_of(more) {
        draft.detail(DetailKind::Remark, more, field);
    }
}

fn listing(node: &Node, draft: &mut Draft) {
    draft.listing.programs.extend(node.text_of("RegimeName").map(str::to_owned));
    let measures = node.text_of("SanctionsImposed").unwrap_or_default();
    draft.listing.measures = measures.split('|').filter_map(said).collect();
    draft.listing.listed = node.text_of("DateDesignated").and_then(partial_date);
    draft.listing.reason = node.text_of("UKStatementofReasons").and_then(said);
    draft.listing.remarks = node.text_of("OtherInformation").and_then(said);
}

fn leaves(node: &Node, take: &mut dyn FnMut(&Node)) {
    for child in &node.children {
        if child.children.is_empty() {
            take(child);
        } else {
            leaves(child, take);
        }
    }
}

fn deep<'a>(node: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in &node.children {
        if child.name == name {
            found.push(child);
        } else {
            found.extend(deep(child, name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use ledger::Entry;

    use super::*;

    const SHIP: &str = "<Designations><DateGenerated>02/09/2026</DateGenerated><Designation>\
        <DateDesignated>09/05/2025</DateDesignated><UniqueID>RUS2421</UniqueID><OFSIGroupID>16800</OFSIGroupID>\
        <Names><Name><Name6>OLD NAME</Name6><NameType>Alias</NameType><AliasStrength>Low quality</AliasStrength></Name>\
        <Name><Name6>BALTIYSKIY-111</Name6><NameType>Primary Name</NameType></Name></Names>\
        <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>\
        <IndividualEntityShip>Ship</IndividualEntityShip>\
        <SanctionsImposed>Prohibition of port entry|Ship detention</SanctionsImposed>\
        <ShipDetails><Ship><IMONumbers><IMONumber>7612448</IMONumber></IMONumbers>\
        <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Russia</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>\
        </Ship></ShipDetails></Designation></Designations>";

    fn read(text: &str) -> (Vec<Entry>, crate::Report) {
        let mut entries = Vec::new();
        let file = SourceFile::new("UK.xml", text.as_bytes());
        let report = crate::parse(Kind::UkSl, &[file], &mut |entry| entries.push(entry)).unwrap();
        (entries, report)
    }

    #[test]
    fn a_ship_is_on_the_ships_list_with_its_measures() {
        let (entries, report) = read(SHIP);
        assert_eq!(report.published.unwrap().date.unwrap().to_string(), "2026-09-02");
        let ship = &entries[0];
        assert_eq!((ship.id.as_str(), ship.list), ("RUS2421", ListName::UkShips));
        assert_eq!(ship.party.caption(), "BALTIYSKIY-111");
        assert_eq!(ship.party.names[1].kind, NameKind::Weak);
        assert_eq!(ship.listing.measures, ["Prohibition of port entry", "Ship detention"]);
        assert_eq!(ship.listing.listed.unwrap().to_string(), "2025-05-09");
        assert!(ship.party.ids.iter().any(|id| id.kind == IdKind::Imo && id.value == "7612448"));
        assert_eq!(ship.party.countries[0].role, CountryRole::Flag);
    }

    #[test]
    fn a_designation_without_its_id_costs_itself() {
        let (entries, report) = read(&SHIP.replace(
            "</Designation></Designations>",
            "</Designation><Designation><Names/></Designation></Designations>",
        ));
        assert_eq!((entries.len(), report.reject_count, report.rows), (1, 1, 2));
    }
}
