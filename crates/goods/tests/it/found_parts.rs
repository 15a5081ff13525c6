//! Order lines against the components that were recovered from weapons.

use goods::{Basis, MatchKind, recovered};
use proptest::prelude::*;

/// The strongest match of an order line, with the number of weapons.
fn best(maker: Option<&str>, mpn: &str) -> Option<(MatchKind, Basis, usize)> {
    recovered(maker, mpn).first().map(|hit| (hit.kind, hit.basis, hit.weapons().len()))
}

fn kind(maker: &str, mpn: &str) -> Option<MatchKind> {
    best(Some(maker), mpn).map(|(kind, ..)| kind)
}

#[test]
fn maker_and_part_number_match_exactly() {
    // Markings as published: LMZ14203 of an Orlan-like drone's power supply, MAX1538 of a radio.
    assert_eq!(kind("TI", "LMZ14203"), Some(MatchKind::Exact));
    assert_eq!(kind("Texas Instruments Inc", "lmz-14203"), Some(MatchKind::Exact));
    assert_eq!(kind("Maxim Integrated", "MAX1538"), Some(MatchKind::Exact));
    assert_eq!(
        kind("Analog Devices", "MAX1538"),
        Some(MatchKind::Exact),
        "the portal names the buyer as well"
    );
    assert_eq!(
        kind("Maxim", "MAX2235"),
        Some(MatchKind::Exact),
        "printed with Cyrillic letters in the source"
    );
}

#[test]
fn a_suffix_is_only_a_family() {
    assert_eq!(kind("Texas Instruments", "LMZ14203ABCDEFG"), None, "no package has so long a code");
    assert_eq!(kind("Texas Instruments", "LMZ14203TZX"), Some(MatchKind::Family));
    assert_eq!(kind("Analog Devices", "ADM3222ARU"), Some(MatchKind::Family));
    assert_eq!(kind("Analog Devices", "ADM32225"), None, "a digit makes another part");
}

#[test]
fn another_maker_or_none_is_weaker_or_nothing() {
    assert_eq!(kind("STMicroelectronics", "LMZ14203"), None);
    assert_eq!(best(None, "LMZ14203").map(|it| it.0), Some(MatchKind::PartOnly));
    assert_eq!(best(None, "LMZ14203TZX"), None, "without a maker no family");
}

#[test]
fn generic_markings_never_match() {
    for text in [
        "Servo drive",
        "12095",
        "SPDT",
        "FPGA",
        "MCU",
        "1325A",
        "100uF",
        "RS-232",
        "",
        "0000",
        "Unknown component",
    ] {
        for maker in [None, Some("Texas Instruments"), Some("Not identified")] {
            assert_eq!(recovered(maker, text), [], "{text}");
        }
    }
}

#[test]
fn hits_name_the_weapon_and_the_page() {
    let hits = recovered(Some("Texas Instruments"), "LMZ14203");
    let record = hits[0].records[0];
    assert!(record.source_url().starts_with("https://war-sanctions.gur.gov.ua/en/components/"));
    assert!(!record.weapon.is_empty() && record.marking.contains("LMZ14203"), "{record:?}");
}

proptest! {
    #[test]
    fn any_text_is_answered(maker in proptest::option::of(".*"), mpn in ".*") {
        let _ = recovered(maker.as_deref(), &mpn);
    }

    /// Dashes, blanks and letter case of an order never change the answer's strength downward.
    #[test]
    fn writing_does_not_matter(at in 1_usize..7) {
        let plain = "LMZ14203";
        let (head, tail) = plain.split_at(at);
        prop_assert_eq!(kind("TI", &format!("{}-{}", head.to_lowercase(), tail)), Some(MatchKind::Exact));
    }
}
