//! Entries of the Commerce Control List against destinations, by the chart; and the de minimis arithmetic.

use goods::{ChartAnswer, DeMinimisBasis, de_minimis, licence_reasons};
use vocab::{Date, Eccn, Truth};

fn ask(eccn: &str, destination: &str) -> ChartAnswer {
    licence_reasons(&eccn.parse::<Eccn>().unwrap(), destination.parse().unwrap())
}

fn check(eccn: &str, destination: &str, expected: Truth) {
    let answer = ask(eccn, destination);
    assert_eq!(answer.required(), expected, "{eccn} to {destination}: {answer:#?}");
}

/// The columns by which a licence is required, and those that leave it open.
fn columns(eccn: &str, destination: &str) -> (String, String) {
    let ChartAnswer::Reasons { reasons, .. } = ask(eccn, destination) else {
        panic!("{eccn} to {destination}")
    };
    let by = |truth| {
        let of = reasons.iter().filter(|reason| reason.required == truth);
        of.map(|it| it.control.column.map_or("text", |column| column.code())).collect::<Vec<_>>().join(" ")
    };
    (by(Truth::Yes), by(Truth::Unknown))
}

#[test]
fn entry_3a001_to_china_needs_a_licence_by_ns_2() {
    check("3A001", "CN", Truth::Yes);
    assert_eq!(columns("3A001", "CN"), ("NS:2".into(), "NS:1 RS:1 text text MT:1 NP:1".into()));
    // An analog-to-digital converter: no part of the MMIC, missile or capacitor controls.
    assert_eq!(columns("3A001.a.5.b", "CN"), ("NS:2".into(), String::new()));
    // A MMIC amplifier: whether it is for civil telecommunications, the paragraph does not tell.
    assert_eq!(columns("3A001.b.2", "CN"), ("NS:2".into(), "NS:1 RS:1".into()));
    assert_eq!(columns("3A001.z.1.a", "CN").0, "NS:2 text");
    check("3A001.a.5.b", "HK", Truth::Yes);
    check("3A001.a.5.b", "GB", Truth::No);
}

#[test]
fn anti_terrorism_alone_needs_no_licence_by_the_chart() {
    check("3A991.a.2", "CN", Truth::No);
    check("3A991", "RU", Truth::No);
    // Embargoed rows have no marks, and that permits nothing.
    for destination in ["IR", "KP", "SY", "CU"] {
        assert!(matches!(ask("3A991.a.2", destination), ChartAnswer::Embargoed { .. }), "{destination}");
        check("3A991.a.2", destination, Truth::Unknown);
    }
}

#[test]
fn russia_has_its_footnote() {
    let ChartAnswer::Reasons { footnotes, .. } = ask("3A991", "RU") else { panic!("no row") };
    assert!(footnotes.contains("746.8"), "{footnotes}");
}

#[test]
fn the_six_hundred_series_by_paragraph() {
    check("9A610.a", "IN", Truth::Yes);
    // Parts for one aircraft are excepted, and the paragraph does not tell which aircraft.
    check("9A610.x", "IN", Truth::Unknown);
    // The y paragraph: China, Russia and Venezuela only, in the entry's own words.
    check("9A610.y.1", "CN", Truth::Yes);
    assert_eq!(columns("9A610.y.1", "CN").0, "text");
    check("3A611.y", "DE", Truth::No);
}

#[test]
fn what_a_text_decides_stays_open() {
    check("5A002", "DE", Truth::Yes);
    check("2B910", "DE", Truth::Unknown);
    check("0A981", "DE", Truth::Unknown);
    check("9A005", "CN", Truth::Unknown);
    assert!(matches!(ask("9A999", "CN"), ChartAnswer::NoEntry { .. }));
    assert!(matches!(ask("3A001", "GL"), ChartAnswer::NoRow { .. }));
    assert_eq!(ask("EAR99", "CN"), ChartAnswer::Ear99);
}

#[test]
fn an_earlier_day_gets_a_note() {
    assert!(ChartAnswer::edition_note(Date::constant(2025, 1, 10)).unwrap().contains("2026-07-23"));
    assert_eq!(ChartAnswer::edition_note(Date::constant(2026, 7, 23)), None);
}

fn share(value: u64, content: u64, eccns: &[&str], destination: &str) -> (Truth, DeMinimisBasis, String) {
    let eccns: Vec<Eccn> = eccns.iter().map(|it| it.parse().unwrap()).collect();
    let told = de_minimis(value, content, &eccns, destination.parse().unwrap());
    (told.above, told.basis, told.arithmetic)
}

#[test]
fn de_minimis_prints_its_sum() {
    let (above, basis, sum) = share(10_000, 1_500, &["3A991"], "IR");
    assert_eq!((above, basis), (Truth::Yes, DeMinimisBasis::Embargoed));
    assert_eq!(sum, "1500 / 10000 = 15.0000 %, more than the 10 % of 15 CFR 734.4");
    assert_eq!(
        share(10_000, 1_000, &["3A991"], "IR").0,
        Truth::No,
        "exactly ten per cent is not more than ten"
    );
    assert_eq!(share(10_000, 1_001, &["3A991"], "CU").0, Truth::Yes);
    assert_eq!(share(10_000, 1_500, &["3A991"], "DE").0, Truth::No);
    assert_eq!(share(10_000, 2_501, &["3A991"], "RU").0, Truth::Yes);
}

#[test]
fn de_minimis_leaves_open_what_it_cannot_tell() {
    assert_eq!(share(10_000, 10, &["9A610.y"], "CN").1, DeMinimisBasis::PerhapsNone);
    assert_eq!(share(10_000, 10, &["9A610.y"], "CN").0, Truth::Unknown);
    assert_eq!(share(10_000, 3_000, &["9A610.y"], "CN").0, Truth::Yes, "above the level in any case");
    assert_eq!(share(10_000, 10, &["9A610.y"], "DE").0, Truth::No, "no arms embargo there");
    assert_eq!(share(0, 0, &[], "DE").0, Truth::Unknown);
    assert_eq!(share(100, 101, &[], "DE").0, Truth::Unknown);
    assert_eq!(share(10_000, 1_500, &[], "GL").0, Truth::Unknown, "in no group: ten or twenty-five");
    assert_eq!(share(10_000, 500, &[], "GL").0, Truth::No);
    assert_eq!(share(u64::MAX, u64::MAX, &[], "DE").0, Truth::Yes);
}
