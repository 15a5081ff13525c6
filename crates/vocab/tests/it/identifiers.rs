//! Identifiers on published lists: most are right, and those that are not are counted.

use std::fmt::Display;
use std::str::FromStr;

use vocab::{CompanyImo, Imo, Inn, Lei, Mmsi, Ogrn, PartialDate};

use crate::published;

/// At least `per_mille` in a thousand of `cells` read as a `T`.
#[track_caller]
fn check<T: FromStr<Err: Display> + Display + PartialEq>(what: &str, cells: &[String], per_mille: usize) {
    let why_not = |cell: &String| Some(format!("{}: {}", shape(cell), cell.parse::<T>().err()?));
    let missed: Vec<String> = cells.iter().filter_map(why_not).collect();
    println!("{what}: {} of {} read; not: {missed:#?}", cells.len() - missed.len(), cells.len());
    assert!((cells.len() - missed.len()) * 1000 >= cells.len() * per_mille, "{what}: {missed:#?}");
    for value in cells.iter().filter_map(|cell| cell.parse::<T>().ok()) {
        assert!(value.to_string().parse::<T>().is_ok_and(|it| it == value), "{value} does not read back");
    }
}

/// The cell with every digit a 9: numbers and births of living people do not belong in a log.
fn shape(cell: &str) -> String {
    cell.chars().map(|it| if it.is_ascii_digit() { '9' } else { it }).collect()
}

/// What follows `label` in the remarks of OFAC's list, up to the next semicolon or full stop.
fn remarks(label: &str) -> Vec<String> {
    let Some(rows) = published::rows("ofac/2022-12/sdn.csv.zst") else { return Vec::new() };
    let remarks = rows.iter().filter_map(|row| row.get(11));
    let after = remarks.flat_map(|it| it.split(label).skip(1));
    after.filter_map(|it| it.split([';', '.']).next()).map(|it| it.trim().to_owned()).collect()
}

#[test]
fn ships_of_the_lists() {
    // Under this label OFAC also gives the company numbers of owners, which only their check digit shows.
    let labelled = remarks("Vessel Registration Identification IMO ");
    let (owners, ships): (Vec<_>, Vec<_>) =
        labelled.into_iter().partition(|it| it.parse::<Imo>().is_err() && it.parse::<CompanyImo>().is_ok());
    println!("{} company numbers under a ship's label", owners.len());
    assert!(owners.len() * 20 <= owners.len() + ships.len());
    check::<Imo>("ofac imo", &ships, 990);
    check::<Mmsi>("ofac mmsi", &remarks("MMSI "), 990);
    if let Some(cells) = published::column("ua/gur_vessels_master.csv.zst", "imo") {
        check::<Imo>("gur imo", &cells, 990);
    }
}

#[test]
fn companies_that_own_ships() {
    let companies = remarks("Identification Number IMO ");
    check::<CompanyImo>("ofac company imo", &companies, 950);
    // The two series are told apart by their check digits nine times in ten.
    let ships = companies.iter().filter(|it| it.parse::<Imo>().is_ok()).count();
    println!("{ships} of {} company numbers would pass for a ship's", companies.len());
    assert!(ships * 4 <= companies.len());
}

#[test]
fn russian_numbers_of_the_union_s_list() {
    let name = "eu/oj-annexes/consolidated/32014R0269.csv.zst";
    let shaped = |cells: Option<Vec<String>>, lengths: [usize; 2]| -> Vec<String> {
        let digits =
            |it: &String| lengths.contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit());
        cells.unwrap_or_default().into_iter().filter(digits).collect()
    };
    check::<Inn>("eu inn", &shaped(published::column(name, "innCode"), [10, 12]), 950);
    check::<Inn>("eu tax numbers", &shaped(published::column(name, "taxNumber"), [10, 12]), 950);
    check::<Ogrn>("eu ogrn", &shaped(published::column(name, "ogrnCode"), [13, 15]), 950);
    check::<Ogrn>("eu registration", &shaped(published::column(name, "registrationNumber"), [13, 15]), 950);
    check::<Lei>("eu lei", &published::column(name, "leiCode").unwrap_or_default(), 0);
}

#[test]
fn dates_of_the_lists() {
    let births = remarks("DOB ");
    check::<PartialDate>("ofac births", &births, 990);
    let eu =
        published::column("eu/oj-annexes/consolidated/32014R0269.csv.zst", "birthDate").unwrap_or_default();
    check::<PartialDate>("eu births", &eu, 980);
    let uk = published::column("uk/2020-04-27_ConList.csv.zst", "DOB").unwrap_or_default();
    check::<PartialDate>("uk births", &uk, 990);
}
