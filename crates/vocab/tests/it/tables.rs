//! Our tables against the published ones that they were made from.

use std::collections::BTreeMap;

use vocab::{CountryCode, Eccn, Hs, Mid, Schema, UnLocode};

use crate::published;

#[test]
fn every_allotted_mid_has_its_country() {
    let Some(rows) = published::rows("maritime/ids/itu_mid.csv") else { return };
    let mut names: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for row in rows.iter().skip(1) {
        names.entry(row[0].parse().unwrap()).or_default().push(row[1].clone());
    }
    for digits in 201..=775 {
        let country = Mid::new(digits).unwrap().country();
        let one = names.get(&digits).is_some_and(|it| it.len() == 1);
        assert_eq!(country.is_some(), one, "{digits}");
        // The table writes a territory after its state: "France - Martinique (French Department of)".
        let Some(name) = names.get(&digits).and_then(|it| it.first()).filter(|_| one) else { continue };
        let name = name.rsplit(" - ").next().unwrap();
        let published = CountryCode::from_name(name);
        // Parts of a state without a code of their own (Azores, Alaska, Ascension) do not read by name.
        assert!(published.is_none() || country == published, "{digits} {name}: {country:?}");
    }
}

#[test]
fn every_entry_of_the_commerce_control_list_reads() {
    let Some(codes) = published::between("goods/ccl_2026-07-23.json.zst", "\"eccn\":\"", "\"") else {
        return;
    };
    for code in &codes {
        let eccn: Eccn = code.parse().unwrap();
        assert_eq!((eccn.entry(), eccn.paragraph()), (Some(code.as_str()), None));
    }
    assert_eq!(codes.len(), 633);
}

#[test]
fn every_code_of_the_nomenclature_reads() {
    let codes = published::column("hs/harmonized-system.csv.zst", "hscode").unwrap_or_default();
    for code in codes.iter().filter(|it| it.len() == 6) {
        assert!(code.parse::<Hs>().is_ok(), "{code}");
    }
    for code in published::column("goods/chpl_2024-02-23.csv", "hs6_dotted").unwrap_or_default() {
        assert!(code.parse::<Hs>().is_ok(), "{code}");
    }
}

#[test]
fn every_place_of_the_code_list_reads() {
    let codes = published::column("hs/unlocode_code-list_old.csv.zst", "LOCODE").unwrap_or_default();
    let missed: Vec<&String> =
        codes.iter().filter(|it| it.len() > 2 && it.parse::<UnLocode>().is_err()).collect();
    println!("{} of {} places did not read: {missed:?}", missed.len(), codes.len());
    assert!(missed.len() * 1000 <= codes.len(), "{missed:?}");
}

#[test]
fn the_schemata_are_those_of_followthemoney() {
    for schema in Schema::ALL {
        let Some(text) = published::text(&format!("ftm/schema/{schema}.yaml")) else { return };
        let listed = |key: &str| -> Vec<String> {
            let after = text.split_once(&format!("\n  {key}:\n")).map_or("", |(_, rest)| rest);
            after
                .lines()
                .map_while(|line| line.strip_prefix("    - "))
                .map(|it| it.trim().to_owned())
                .collect()
        };
        let parents: Vec<String> = schema.parents().iter().map(ToString::to_string).collect();
        assert_eq!(parents, listed("extends"), "{schema}");
        assert_eq!(schema.is_matchable(), text.contains("\n  matchable: true"), "{schema}");
    }
    assert_eq!(Schema::ALL.len(), 71);
}
