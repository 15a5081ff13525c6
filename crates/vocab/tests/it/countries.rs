//! Country cells of published lists.

use std::collections::BTreeMap;

use vocab::{CountryCode, Region};

use crate::published;

/// Cells that say no country, or more than one, or a part of one.
const NO_COUNTRY: [&str; 20] = [
    "-0-",
    "UNKNOWN",
    "undetermined",
    "None Identified",
    "na",
    "Unknown",
    "unknown",
    "N/A",
    "-",
    "Multiple",
    "Africa",
    "Region: Kafia Kingi",
    "Region: Northern Mali",
    "Region: Jammu and Kashmir",
    "Region: Kashmir",
    "Region: Commonwealth of Independent States",
    "Sudan/South Sudan",
    "Sudan/or South Sudan",
    "Afghanistan/Pakistan border region",
    "Justice for Victims of Corrupt Foreign Officials Regulations",
];

/// At least 99 in 100 cells that name one country read.
#[track_caller]
fn check(list: &str, cells: Option<Vec<String>>) {
    let Some(cells) = cells else { return };
    let (mut read, mut missed) = (0_usize, BTreeMap::<String, usize>::new());
    for cell in &cells {
        let no_country = NO_COUNTRY.iter().any(|it| cell == it) || cell.starts_with("Justice for Victims");
        if cell.is_empty() || no_country || Region::find(cell).is_some() {
            continue;
        }
        match CountryCode::from_name(cell) {
            Some(_) => read += 1,
            None => *missed.entry(cell.clone()).or_default() += 1,
        }
    }
    let misses: usize = missed.values().sum();
    println!("{list}: {read} cells read, {misses} did not: {missed:?}");
    assert!(read > 0 && misses * 100 <= read + misses, "{list}: {missed:?}");
}

fn cell(rows: Option<Vec<Vec<String>>>, at: usize) -> Option<Vec<String>> {
    Some(rows?.into_iter().filter_map(|row| row.get(at).cloned()).collect())
}

#[test]
fn ofac_addresses_and_flags_read() {
    for set in ["2022-01", "2026-06-02", "2026-08-02"] {
        check("ofac addresses", cell(published::rows(&format!("ofac/{set}/add.csv.zst")), 4));
    }
    check("ofac flags", cell(published::rows("ofac/2022-12/sdn.csv.zst"), 9));
}

#[test]
fn un_countries_read() {
    for file in [
        "2018-10-29/consolidated",
        "2025-11-18/consolidated",
        "2026-02-27/UN_consolidated",
        "2026-08-01/consolidated",
    ] {
        check("un", published::elements(&format!("un/{file}.xml.zst"), "COUNTRY"));
    }
}

#[test]
fn eu_uk_and_canadian_countries_read() {
    let eu = published::between("eu/2022-03/xmlFullSanctionsList_1_1.xml.zst", "countryDescription=\"", "\"");
    check("eu fsf", eu);
    check("uk 2018", published::column("uk/2018-04-13_ConList.csv.zst", "Country"));
    check("uk 2020", published::column("uk/2020-04-27_ConList.csv.zst", "Country"));
    check("canada", published::elements("ca/2022-05/sema-lmes.xml.zst", "Country"));
}

#[test]
fn flags_and_names_of_the_trade_read() {
    check("ukraine's ships", published::column("ua/gur_vessels_master.csv.zst", "flag"));
    check("un/locode", published::column("hs/unlocode_country-codes.csv", "CountryName"));
    let Some(codes) = published::column("hs/unlocode_country-codes.csv", "CountryCode") else { return };
    for code in codes.iter().filter(|it| *it != "XZ") {
        assert!(code.parse::<CountryCode>().is_ok(), "{code}");
    }
}
