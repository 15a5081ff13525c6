//! The EU's Financial Sanctions File of March 2022, whole and cut, and the annexes of August 2026.

use ledger::IdKind;
use lists::Kind;
use vocab::{ListName, Schema};

use crate::data_folder::load;

#[test]
fn the_financial_sanctions_file() {
    let Some(loaded) = load(Kind::EuFsf, &["eu/2022-03/xmlFullSanctionsList_1_1.salvaged.xml.zst"]) else {
        return;
    };
    let persons = loaded.entries.iter().filter(|entry| entry.party.schema == Schema::Person).count();
    assert_eq!((persons, loaded.entries.len() - persons), (716, 328));
    assert!(loaded.report.complete());
    let iran = loaded.entries.iter().filter(|entry| entry.listing.programs == ["IRN"]).count();
    assert_eq!(iran, 267);
    assert_eq!(loaded.report.published.as_ref().unwrap().date.unwrap().to_string(), "2022-03-18");
}

#[test]
fn a_cut_file_gives_its_whole_entities_and_is_not_complete() {
    let Some(loaded) = load(Kind::EuFsf, &["eu/2022-03/xmlFullSanctionsList_1_1.xml.zst"]) else { return };
    assert_eq!((loaded.report.entries, loaded.report.reject_count), (1_044, 1));
    assert!(!loaded.report.complete());
}

#[test]
fn the_annexes_of_the_official_journal() {
    let folders = ["eu/oj-annexes/consolidated", "eu/oj-annexes/amendments"];
    let Some(loaded) = load(Kind::EuOj, &folders) else { return };
    assert_eq!((loaded.report.rows, loaded.report.reject_count), (8_434, 0));
    println!("{:?}", loaded.by_list());
    let count = |schema| loaded.entries.iter().filter(|entry| entry.party.schema == schema).count();
    println!("{:?}", [Schema::Person, Schema::LegalEntity, Schema::Vessel, Schema::Company].map(count));
    // The amendments repeat ten rows of the consolidated annexes, whose place they take.
    assert_eq!(loaded.report.entries, 8_434 - 10);
    let undated = loaded.entries.iter().filter(|entry| entry.listing.listed.is_none()).count();
    assert!((300..=306).contains(&undated), "{undated} without the start date that 306 rows lack");

    let zone = loaded.get(ListName::EuExport, "32014R0833:IV:594");
    assert!(zone.party.caption().to_uppercase().contains("ALABUGA"), "{}", zone.party.caption());
    let ship = loaded.get(ListName::EuVessels, "32014R0833:XLII:669");
    assert!(ship.party.ids.iter().any(|id| id.kind == IdKind::Imo && id.value == "9481910"));
    assert_eq!(ship.listing.listed.unwrap().to_string(), "2026-07-24");
    let firm =
        loaded.entries.iter().find(|it| it.party.caption().starts_with("Albatross Shipmanagement")).unwrap();
    let imo = firm.party.ids.iter().find(|id| id.kind == IdKind::CompanyImo).unwrap();
    assert_eq!((imo.value.as_str(), imo.fault.is_none()), ("0156598", true));
}

#[test]
fn ships_named_only_in_the_reasons_are_found() {
    let Some(loaded) = load(Kind::EuOj, &["eu/oj-annexes/consolidated/32023R1529.csv"]) else { return };
    for (row, imo) in [("17", "8861058"), ("18", "8846814")] {
        let entry = loaded.get(ListName::EuFreeze, &format!("32023R1529:III.B:{row}"));
        let found = entry.party.ids.iter().find(|id| id.value == imo).unwrap();
        assert_eq!((found.kind, found.field.as_ref()), (IdKind::Imo, "reason (text)"));
    }
    let from_text =
        loaded.entries.iter().flat_map(|it| &it.party.ids).filter(|id| id.field.ends_with("(text)"));
    println!("{} numbers stand only in prose", from_text.count());
}
