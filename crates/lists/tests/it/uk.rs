//! The UK's lists: OFSI's files of 2018, 2020 and 2022, and the excerpt of the list that followed them.

use ledger::{IdKind, NameKind};
use lists::Kind;
use vocab::{ListName, Schema};

use crate::data_folder::load;

#[track_caller]
fn check(path: &str, published: &str, rows: u64, groups: u64) {
    let Some(loaded) = load(Kind::UkConlist, &[path]) else { return };
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (rows, groups, 0));
    assert_eq!(loaded.report.published.as_ref().unwrap().date.unwrap().to_string(), published);
    let undated = loaded.entries.iter().filter(|entry| entry.listing.listed.is_none()).count();
    assert_eq!(undated, 0, "entries without Listed On");
    let primary =
        loaded.entries.iter().filter(|entry| entry.party.names[0].kind == NameKind::Primary).count();
    assert!(primary as u64 + 2 >= groups, "{primary} begin with a primary name");
    assert!(
        loaded.entries.iter().all(|entry| entry
            .party
            .names
            .iter()
            .all(|name| !name.text.contains('\u{fffd}')))
    );
}

#[test]
fn ofsi_s_files_group_by_group_id() {
    check("uk/2018-04-13_ConList.csv.zst", "2018-04-13", 9_487, 2_106);
    check("uk/2020-04-27_ConList.csv.zst", "2020-04-27", 9_492, 2_114);
    check("uk/2022-05/ConList.xlsx", "2022-05-04", 15_261, 3_430);
}

#[test]
fn a_ship_of_2022_has_all_its_particulars() {
    let Some(loaded) = load(Kind::UkConlist, &["uk/2022-05/ConList.xlsx"]) else { return };
    let ship = loaded.get(ListName::UkShips, "13651");
    assert_eq!(ship.party.schema, Schema::Vessel);
    assert!(
        ship.party.ids.iter().any(|id| id.kind == IdKind::Imo && id.value == "7408873" && id.fault.is_none())
    );
    assert!(ship.party.ids.iter().any(|id| id.value == "DPR0100"), "{:?}", ship.party.ids);
    assert_eq!(ship.links[0].to, "Korea Samjong Shipping");
    let weak =
        loaded.entries.iter().flat_map(|it| &it.party.names).filter(|it| it.kind == NameKind::Weak).count();
    println!("{weak} weak names");
    assert!(weak > 300);
    let hesa = loaded.get(ListName::UkFreeze, "11199");
    assert_eq!(hesa.party.schema, Schema::LegalEntity);
}

#[test]
fn the_excerpt_of_the_uk_sanctions_list() {
    let Some(loaded) = load(Kind::UkSl, &["uk/2026-09-02_excerpt/UK-Sanctions-List.excerpt.xml"]) else {
        return;
    };
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (2, 2, 0));
    let exchange = loaded.get(ListName::UkFreeze, "AFG0001");
    assert_eq!((exchange.party.names.len(), exchange.party.addresses.len()), (3, 2));
    assert_eq!(exchange.listing.listed.unwrap().to_string(), "2012-06-29");
    let references = exchange.party.ids.iter().map(|id| id.text.as_str()).collect::<Vec<_>>();
    assert_eq!(references, ["12703", "TAe.010"]);
    assert_eq!(loaded.get(ListName::UkFreeze, "AFG0006").party.dates.len(), 2);
}
