//! The UN's list at four dates.

use ledger::NameKind;
use lists::Kind;
use vocab::{ListName, Schema};

use crate::data_folder::load;

#[track_caller]
fn check(path: &str, published: &str, persons: usize, entities: usize) {
    let Some(loaded) = load(Kind::UnSc, &[path]) else { return };
    let count = loaded.entries.iter().filter(|entry| entry.party.schema == Schema::Person).count();
    assert_eq!((count, loaded.entries.len() - count), (persons, entities), "{path}");
    assert_eq!(loaded.report.reject_count, 0);
    assert!(loaded.report.complete());
    assert_eq!(loaded.report.published.as_ref().unwrap().date.unwrap().to_string(), published);
    let undated = loaded.entries.iter().filter(|entry| entry.listing.listed.is_none()).count();
    assert_eq!(undated, 0, "entries without LISTED_ON");
    let blank =
        loaded.entries.iter().flat_map(|entry| &entry.party.names).filter(|name| name.text.is_empty());
    assert_eq!(blank.count(), 0);
}

#[test]
fn counts_are_those_of_the_list() {
    check("un/2018-10-29/consolidated.xml.zst", "2018-10-29", 703, 390);
    check("un/2025-11-18/consolidated.xml.zst", "2025-11-18", 727, 273);
    check("un/2026-02-27/UN_consolidated.xml.zst", "2026-02-27", 730, 273);
    check("un/2026-08-01/consolidated.xml.zst", "2026-08-01", 736, 275);
}

#[test]
fn an_entity_of_the_june_2023_case() {
    let Some(loaded) = load(Kind::UnSc, &["un/2026-08-01/consolidated.xml.zst"]) else { return };
    let irisl = loaded.get(ListName::UnSc, "IRe.029");
    assert_eq!(irisl.party.caption(), "IRISL BENELUX NV");
    assert_eq!(irisl.listing.listed.unwrap().to_string(), "2010-06-09");
    let qualities = [NameKind::Alias, NameKind::Weak, NameKind::Former, NameKind::Original];
    for kind in qualities {
        assert!(
            loaded.entries.iter().any(|entry| entry.party.names.iter().any(|name| name.kind == kind)),
            "{kind:?}"
        );
    }
}
