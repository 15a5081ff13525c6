//! Australia, Canada, Ukraine, and FollowTheMoney samples.

use std::collections::BTreeSet;

use ledger::{IdKind, NameKind};
use lists::{Kind, SourceFile};
use vocab::{ListName, Schema};

use crate::data_folder::{files, load};

#[test]
fn australia_s_list_groups_by_reference() {
    let Some(loaded) = load(Kind::AuDfat, &["au/2026-08/regulation8_consolidated.xlsx"]) else { return };
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (11_068, 3_846, 0));
    let count = |schema| loaded.entries.iter().filter(|entry| entry.party.schema == schema).count();
    println!("{:?}", [Schema::Person, Schema::LegalEntity, Schema::Vessel].map(count));
    let original =
        loaded.entries.iter().flat_map(|it| &it.party.names).filter(|it| it.kind == NameKind::Original);
    println!("{} names in the original script", original.count());
    let undated = loaded.entries.iter().filter(|entry| entry.listing.listed.is_none()).count();
    println!("{undated} entries say nothing of their listing's date");
    assert!(undated * 4 < loaded.entries.len(), "{undated}");
    let ship = loaded.get(ListName::AuDfat, "8228");
    assert_eq!((ship.party.caption(), ship.party.ids[0].value.as_str()), ("NOCTIS", "9258868"));
    assert_eq!(ship.listing.measures, ["Maritime Restriction"]);
    assert_eq!(ship.listing.listed.unwrap().to_string(), "2025-06-18");
    let hesa = loaded.get(ListName::AuDfat, "2055");
    assert!(hesa.party.names.len() > 2, "{:?}", hesa.party.names);
}

#[test]
fn canada_s_list_has_an_id_for_every_record() {
    let Some(loaded) = load(Kind::CaSema, &["ca/2022-05/sema-lmes.xml.zst"]) else { return };
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (2_606, 2_606, 0));
    let of = |regime: &str| loaded.entries.iter().filter(|it| it.listing.programs == [regime]).count();
    assert_eq!((of("Russia"), of("Iran")), (961, 202));
    let births = loaded.entries.iter().filter(|entry| !entry.party.dates.is_empty()).count();
    assert_eq!(births, 644);
    let entities = loaded.entries.iter().filter(|entry| entry.party.schema == Schema::LegalEntity).count();
    assert_eq!(entities, 537);
}

#[test]
fn the_ships_of_the_ukrainian_portal() {
    let Some(loaded) = load(Kind::UaGurShips, &["ua/gur_vessels_master.csv.zst"]) else { return };
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (1_414, 1_414, 0));
    let delisted = loaded.entries.iter().filter(|entry| !entry.listing.measures.is_empty()).count();
    assert_eq!(delisted, 10);
    let faults = loaded.entries.iter().flat_map(|it| &it.party.ids).filter(|it| it.fault.is_some());
    for id in faults.filter(|it| it.kind == IdKind::Imo) {
        println!("bad IMO number {}: {:?}", id.text, id.fault);
    }
    let ship = loaded.get(ListName::UaGur, "71");
    assert_eq!((ship.party.caption(), ship.party.ids[0].value.as_str()), ("RASUL GAMZATOV", "8861058"));
}

#[test]
fn the_ukrainian_council_s_register() {
    let Some(loaded) = load(Kind::UaNsdc, &["ua/2022-04/nsdc_sanctions.xlsx"]) else { return };
    assert_eq!(loaded.report.rows, 5_677);
    let count = |schema| loaded.entries.iter().filter(|entry| entry.party.schema == schema).count();
    println!("{:?}", [Schema::Person, Schema::LegalEntity].map(count));
    assert_eq!(loaded.report.entries + loaded.report.reject_count, 5_677);
    let inn = loaded.entries.iter().flat_map(|it| &it.party.ids).filter(|it| it.kind == IdKind::Inn);
    assert!(inn.count() > 800);
}

#[track_caller]
fn check_records(path: &str, records: u64, parties: u64) {
    let Some(loaded) = load(Kind::Ftm, &[path]) else { return };
    assert_eq!(
        (loaded.report.rows, loaded.report.entries, loaded.report.reject_count),
        (records, parties, 0),
        "{path}"
    );
    for entry in &loaded.entries {
        let written = lists::ftm::to_ftm(entry);
        let properties = written["properties"].as_object().unwrap();
        let read = lists::ftm::from_ftm(written["schema"].as_str().unwrap(), properties).unwrap();
        assert_eq!(read.unread, Vec::<String>::new());
        let numbers =
            |party: &ledger::Party| party.ids.iter().map(|id| id.value.clone()).collect::<BTreeSet<_>>();
        assert_eq!(numbers(&read.party), numbers(&entry.party), "{}", entry.id);
    }
}

#[test]
fn follow_the_money_samples() {
    check_records("ftm/samples/parteispenden/entities.ftm.json", 475, 56 + 22 + 18);
    check_records("ftm/samples/zala/entities.ftm.json", 91, 11 + 6);
    check_records("ftm/samples/khong_entities.ftm.json.zst", 1_565, 607);
    check_records("ftm/samples/t1/entities.ftm.json", 7, 6);
}

#[test]
fn follow_the_money_deltas_apply_in_the_order_of_their_versions() {
    let Some(index) = files(&["ftm/samples/t2/delta.json"]) else { return };
    let versions = lists::ftm::delta_index(&index[0].1).unwrap();
    assert_eq!(versions.len(), 5);
    let base = files(&["ftm/samples/t1/entities.ftm.json"]).unwrap();
    let mut entries = Vec::new();
    lists::parse(Kind::Ftm, &[SourceFile::new("base", &base[0].1)], &mut |entry| entries.push(entry))
        .unwrap();
    let mut counts = Vec::new();
    for version in versions.keys() {
        let delta = files(&[&format!("ftm/samples/t2/{version}/entities.delta.json")]).unwrap();
        let applied = lists::ftm::apply_delta(entries, &delta[0].1).unwrap();
        counts.push((applied.added.len(), applied.changed.len(), applied.removed.len()));
        entries = applied.entries;
    }
    println!("{counts:?}");
    let (added, removed): (Vec<_>, Vec<_>) = counts.iter().map(|it| (it.0, it.2)).unzip();
    assert_eq!((added.iter().sum::<usize>(), removed.iter().sum::<usize>()), (4, 1));
}
