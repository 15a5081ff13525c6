//! The Consolidated Screening List: a part of the official CSV, and the reduced JSON of 31 July 2026.

use lists::{Kind, Lack, us_csl::citation_year};
use vocab::{ListName, Schema};

use crate::data_folder::load;

#[test]
fn the_reduced_json() {
    let Some(loaded) = load(Kind::UsCsl, &["csl/2026-07-31_screening-list_derived.json.zst"]) else { return };
    assert_eq!(
        (loaded.report.entries, loaded.report.reject_count, loaded.report.complete()),
        (25_921, 0, true)
    );
    assert_eq!(loaded.report.published.as_ref().unwrap().date.unwrap().to_string(), "2026-07-31");
    let counts: Vec<_> = loaded.by_list().into_iter().collect();
    assert_eq!(
        counts,
        [
            (ListName::UsSdn, 19_181),
            (ListName::UsSsi, 286),
            (ListName::UsNsMbs, 51),
            (ListName::UsCapta, 1),
            (ListName::UsCmic, 68),
            (ListName::UsPlc, 78),
            (ListName::UsEntityList, 3_420),
            (ListName::UsMeu, 70),
            (ListName::UsUvl, 222),
            (ListName::UsDpl, 1_596),
            (ListName::UsDtc, 787),
            (ListName::UsIsn, 161),
        ]
    );
    for lack in [Lack::Addresses, Lack::Identifiers, Lack::ListingDates, Lack::EndDates] {
        assert!(loaded.report.lacks.contains(&lack), "{lack}");
    }
    let zone = loaded.get(ListName::UsSdn, "45708");
    assert_eq!(zone.listing.programs, ["RUSSIA-EO14024", "UKRAINE-EO13662"]);
    let alabuga = |entry: &&ledger::Entry| {
        entry.list == ListName::UsEntityList
            && entry.party.names.iter().any(|name| name.text.to_uppercase().contains("ALABUGA"))
    };
    let rows: Vec<_> = loaded.entries.iter().filter(alabuga).collect();
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().any(|row| citation_year(&row.listing.citations[0]) == Some(2024)));
}

#[test]
fn addresses_on_the_entity_list_are_addresses() {
    let Some(loaded) = load(Kind::UsCsl, &["csl/2026-07-31_screening-list_derived.json.zst"]) else { return };
    let addresses = loaded.entries.iter().filter(|entry| entry.party.schema == Schema::Address);
    let mut count = 0;
    for entry in addresses {
        count += 1;
        assert_eq!(entry.list, ListName::UsEntityList);
        assert!(!entry.party.countries.is_empty(), "{}", entry.id);
    }
    println!("{count} entries are addresses");
    assert!(count > 0);
}

#[test]
fn citations_are_read_but_for_a_few() {
    let Some(loaded) = load(Kind::UsCsl, &["csl/2026-07-31_screening-list_derived.json.zst"]) else { return };
    let cited: Vec<_> = loaded.entries.iter().flat_map(|entry| &entry.listing.citations).collect();
    let unread: Vec<_> = cited.iter().filter(|text| citation_year(text).is_none()).collect();
    println!("{} of {} citations have no year: {unread:?}", unread.len(), cited.len());
    assert_eq!(cited.len(), 5_957);
    assert!(unread.len() * 200 <= cited.len());
}

#[test]
fn the_official_csv_of_which_the_last_row_is_cut() {
    let Some(loaded) = load(Kind::UsCsl, &["csl/watchman_csl_2_7MB.csv.zst"]) else { return };
    // 4,227 rows of which the last is cut; the header that stands twice is none.
    assert_eq!((loaded.report.rows, loaded.report.entries, loaded.report.reject_count), (4_227, 4_226, 1));
    assert!(!loaded.report.complete());
    let counts = loaded.by_list();
    assert_eq!(counts[&ListName::UsEntityList], 919);
    assert_eq!(counts[&ListName::UsSdn], 1_737);
    assert_eq!(counts[&ListName::UsDpl], 577);
    assert_eq!((counts[&ListName::UsUvl], counts[&ListName::UsMeu]), (186, 71));
    let ended = loaded.entries.iter().filter(|entry| entry.listing.ended.is_some()).count();
    println!("{ended} rows have an end date");
    assert!(ended > 500);
}
