//! Texts of order lines against their codes: planted mismatches, near misses, and the nomenclature's own
//! texts.

use goods::{Standing, item_of_concern, standing, text_against_code};
use proptest::prelude::*;
use vocab::Hs;

/// Lines written by hand for this test: text, code, and `x` where the code belongs to another thing.
const LINES: &str = include_str!("lines.csv");
/// The same, written after the words and the reading were settled, and never used to settle them.
const LINES_HELD_OUT: &str = include_str!("lines-held-out.csv");

fn hs(code: &str) -> Hs {
    code.parse().unwrap()
}

fn flagged(text: &str, code: &str) -> bool {
    text_against_code(text, &hs(code)).is_some()
}

#[test]
fn a_gps_module_is_no_part_of_a_computer() {
    let mismatch = text_against_code("GPS module", &hs("8473.30")).unwrap();
    assert_eq!((mismatch.term, mismatch.usual_codes.as_slice()), ("gps module", ["852691"].as_slice()));
    assert!(!flagged("GPS module", "8526.91"));
    assert!(!flagged("32-bit microcontrollers, 168 MHz", "8542.31"));
    assert!(!flagged("cable for GPS module", "8544.42"));
    assert!(!flagged("GPS module case", "4202.12"));
}

/// Flags that are right, flags that are wrong, and mismatches without one.
fn measure(table: &str) -> (usize, Vec<&str>, Vec<&str>) {
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for line in table.lines().skip(1) {
        let mut cells = line.rsplitn(3, ',');
        let (label, code, text) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        assert_ne!(standing(&hs(code)), Standing::NotInNomenclature, "{line}");
        match (flagged(text.trim_matches('"'), code), label == "x") {
            (true, true) => right += 1,
            (true, false) => wrong.push(line),
            (false, true) => missed.push(line),
            (false, false) => {}
        }
    }
    (right, wrong, missed)
}

#[test]
fn labelled_lines_are_flagged_with_precision() {
    for table in [LINES, LINES_HELD_OUT] {
        let (right, wrong, missed) = measure(table);
        let flags = right + wrong.len();
        println!(
            "{} lines: {right} of {flags} flags right; missed {missed:#?}; wrong {wrong:#?}",
            table.lines().count() - 1
        );
        assert!(right * 10 >= flags * 8, "precision {right}/{flags}: {wrong:#?}");
        assert!(right * 2 >= right + missed.len(), "recall: {missed:#?}");
    }
}

/// The nomenclature's own texts are an independent measure: none was written with our table of words in view.
#[test]
fn the_nomenclatures_own_texts_are_hardly_flagged() {
    let table = goods::SHIPPED.iter().find(|table| table.name == "hs-2022.csv").unwrap();
    let mut flags = Vec::new();
    let mut lines = 0;
    for (code, text) in
        table.text.lines().filter_map(|line| line.split_once(',')).filter(|(code, _)| code.len() == 6)
    {
        let Ok(hs) = code.parse::<Hs>() else { continue };
        lines += 1;
        flags.extend(text_against_code(text, &hs).map(|it| format!("{code} {text}: {}", it.term)));
    }
    println!(
        "{} of {lines} texts of the nomenclature flagged against their own code: {flags:#?}",
        flags.len()
    );
    assert!(flags.len() * 100 <= lines, "{flags:#?}");
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*", code in "[1-9][0-9]{5}") {
        let code = hs(&code);
        let _ = text_against_code(&text, &code);
        let _ = item_of_concern(&text, Some(&code));
    }
}
