//! OFAC's files: complete sets of 2022, the non-SDN set of 2025, current rows of the June 2023 case.

use ledger::{CountryRole, IdKind, NameKind};
use lists::{Kind, Lack, ListError, SourceFile};
use vocab::{ListName, Schema};

use crate::data_folder::{Loaded, files, load};

fn types(loaded: &Loaded) -> [usize; 4] {
    let count = |schema| loaded.entries.iter().filter(|entry| entry.party.schema == schema).count();
    [Schema::Person, Schema::LegalEntity, Schema::Vessel, Schema::Airplane].map(count)
}

/// The share of remark items that no rule knows, in the note: at most `percent`.
#[track_caller]
fn check_understood(loaded: &Loaded, percent: u64) {
    let note = loaded.report.notes.iter().find(|note| note.contains("items of")).unwrap();
    let numbers: Vec<u64> = note.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!(numbers[0] * 100 <= numbers[1] * percent, "{note}");
}

#[test]
fn the_set_of_january_2022() {
    let Some(loaded) = load(Kind::OfacSdn, &["ofac/2022-01"]) else { return };
    assert_eq!((loaded.report.rows, loaded.report.entries), (9_044 + 13_625 + 12_409, 9_044));
    assert_eq!(loaded.report.reject_count, 0);
    assert_eq!(types(&loaded), [4_643, 3_701, 420, 280]);
    // The copy's last row repeats a number under another name: kept, and said.
    assert!(loaded.report.notes.iter().any(|note| note.contains("line 9044 repeats entry number 2677")));
    assert!(!loaded.report.lacks.contains(&Lack::Addresses));
    check_understood(&loaded, 12);
    let links: usize = loaded.entries.iter().map(|entry| entry.links.len()).sum();
    let known =
        loaded.entries.iter().flat_map(|entry| &entry.links).filter(|link| link.to_id.is_some()).count();
    println!("links {links}, of which {known} lead to an entry");
    assert!(known * 10 > links * 9, "{known} of {links}");
}

#[test]
fn the_entries_of_december_2022_without_addresses_and_aliases() {
    let Some(loaded) = load(Kind::OfacSdn, &["ofac/2022-12/sdn.csv.zst"]) else { return };
    assert_eq!(loaded.report.entries, 11_118);
    assert_eq!(types(&loaded), [5_798, 4_500, 526, 294]);
    assert!(loaded.report.lacks.contains(&Lack::Addresses) && loaded.report.lacks.contains(&Lack::Aliases));
    check_understood(&loaded, 12);
    let ship = loaded.get(ListName::UsSdn, "37103");
    let ids: Vec<_> = ship.party.ids.iter().map(|id| (id.kind, id.value.as_str())).collect();
    assert_eq!(ids, [(IdKind::Imo, "9481922")]);
    let firm = loaded.get(ListName::UsSdn, "37049");
    let ids: Vec<_> = firm.party.ids.iter().map(|id| (id.kind, id.value.as_str())).collect();
    assert!(
        ids.contains(&(IdKind::Inn, "3017041900")) && ids.contains(&(IdKind::CompanyImo, "6016988")),
        "{ids:?}"
    );
    assert_eq!(ship.links[0].to_id.as_deref(), Some("37049"));
}

#[test]
fn two_files_glued_at_an_end_mark_are_two_lists() {
    let path = "ofac/2022-12/USASanctions_sdn+cons_concatenated.csv.zst";
    let Some(sdn) = load(Kind::OfacSdn, &[path]) else { return };
    assert_eq!((sdn.report.entries, sdn.report.reject_count), (11_118, 0));
    assert!(
        sdn.report.notes.iter().any(|note| note.contains("is ofac-cons and was left out")),
        "{:?}",
        sdn.report.notes
    );
    let cons = load(Kind::OfacCons, &[path]).unwrap();
    assert_eq!((cons.report.published_entries, cons.report.reject_count), (449, 0));
    assert_eq!(cons.entries[0].id, "9639");
}

#[test]
fn the_non_sdn_lists() {
    let Some(loaded) = load(Kind::OfacCons, &["ofac/cons_set_watchman"]) else { return };
    assert_eq!((loaded.report.published_entries, loaded.report.reject_count), (442, 0));
    let counts = loaded.by_list();
    println!("{counts:?}");
    // As many as the Consolidated Screening List of 31 July 2026 has of these.
    assert_eq!(counts[&ListName::UsSsi], 286);
    assert_eq!(counts[&ListName::UsPlc], 78);
    assert_eq!(counts[&ListName::UsCmic], 68);
    let sber = loaded.get(ListName::UsCapta, "17018");
    assert!(
        sber.party.ids.iter().any(|id| id.kind == IdKind::Ogrn && id.value == "1027700132195"),
        "{sber:?}"
    );
    assert_eq!(sber.listing.listed.unwrap().to_string(), "2022-02-24");
    assert_eq!(
        loaded.get(ListName::UsSsi, "17018").listing.listed,
        None,
        "listed in 2014, which the file does not say"
    );
    let older = load(Kind::OfacCons, &["ofac/2022-12/cons_prim.csv.zst"]).unwrap();
    assert_eq!(older.report.published_entries, 449);
}

#[test]
fn the_legacy_xml_has_as_many_as_it_says() {
    let Some(loaded) = load(Kind::OfacCons, &["ofac/2022-03-24/consolidated.xml.zst"]) else { return };
    let report = &loaded.report;
    assert_eq!((report.published_entries, report.stated_count, report.complete()), (462, Some(462), true));
    assert_eq!(report.published.as_ref().unwrap().date.unwrap().to_string(), "2022-03-24");
    let mut seen = std::collections::BTreeSet::new();
    let once: Vec<_> = loaded.entries.iter().filter(|entry| seen.insert(entry.id.as_str())).collect();
    let persons = once.iter().filter(|entry| entry.party.schema == Schema::Person).count();
    assert_eq!((persons, once.len() - persons), (80, 382));
    let weak = once.iter().flat_map(|entry| &entry.party.names).filter(|name| name.kind == NameKind::Weak);
    assert_eq!(weak.count(), 65 + 3);
    check_understood(&loaded, 3);
}

#[test]
fn the_current_rows_of_the_june_2023_case() {
    let Some(loaded) = load(Kind::OfacSdn, &["ofac/2026-08_sdn_excerpt"]) else { return };
    assert_eq!(loaded.report.entries, 27);
    check_understood(&loaded, 0);
    let zone = loaded.get(ListName::UsSdn, "45708");
    assert_eq!(zone.listing.programs, ["RUSSIA-EO14024", "UKRAINE-EO13662"]);
    let ids: Vec<_> =
        zone.party.ids.iter().map(|id| (id.kind, id.value.as_str(), id.fault.is_some())).collect();
    assert_eq!(
        ids,
        [
            (IdKind::Inn, "1646019914", false),
            (IdKind::Okpo, "95427882", false),
            (IdKind::Ogrn, "1061674037259", false),
        ]
    );
    let ship = loaded.get(ListName::UsSdn, "50584");
    assert_eq!(ship.party.countries[0].role, CountryRole::Flag);
    let faults = loaded.entries.iter().flat_map(|entry| &entry.party.ids).filter(|id| id.fault.is_some());
    let faults: Vec<_> = faults.map(|id| id.text.as_str()).collect();
    // A call sign cannot begin with a digit, a digit and a letter of no series: it is Tanzania's 5IM771, misread.
    assert_eq!(faults, ["51M771"]);
}

#[test]
fn a_set_needs_its_entries_and_one_version_of_them() {
    let Some(sources) = files(&["ofac/2026-08-02"]) else { return };
    let sources: Vec<_> = sources.iter().map(|(name, bytes)| SourceFile::new(name, bytes)).collect();
    let error = lists::parse(Kind::OfacSdn, &sources, &mut |_| ()).unwrap_err();
    assert!(matches!(error, ListError::NoPrimary { .. }), "{error}");
    let both = files(&["ofac/2022-01/sdn.csv.zst", "ofac/2022-12/sdn.csv.zst"]).unwrap();
    let both: Vec<_> = both.iter().map(|(name, bytes)| SourceFile::new(name, bytes)).collect();
    let error = lists::parse(Kind::OfacSdn, &both, &mut |_| ()).unwrap_err();
    assert!(matches!(error, ListError::Twice { .. }), "{error}");
    let wrong = lists::parse(Kind::OfacCons, &both[..1], &mut |_| ()).unwrap_err();
    assert!(wrong.to_string().contains("its programmes are those of ofac-sdn"), "{wrong}");
}
