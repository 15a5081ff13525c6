//! The Common High Priority List: fifty codes, their tiers, older editions of the nomenclature, and refusals.

use std::collections::BTreeMap;

use goods::{ChplAnswer, Tier, Verification, chpl, edition_as_of, editions};
use vocab::{Date, Hs, HsVintage};

const DAY: Date = Date::constant(2025, 1, 10);

fn ask(code: &str, vintage: Option<HsVintage>, on: Date) -> ChplAnswer {
    chpl(&code.parse::<Hs>().unwrap(), vintage, on)
}

#[test]
fn fifty_of_fifty_codes_hit_with_their_tier() {
    // The list of bis.gov as the industry knows it: tier by tier.
    let published = [
        (Tier::One, "854231 854232 854233 854239"),
        (Tier::Two, "851762 852691 853221 853224 854800"),
        (
            Tier::ThreeA,
            "847150 850440 851769 852589 852910 852990 853669 853690 \
             854110 854121 854129 854130 854149 854151 854159 854160",
        ),
        (Tier::ThreeB, "848210 848220 848230 848250 880730 901310 901380 901420 901480"),
        (Tier::FourA, "847180 848610 848620 848640 853400 854320 902750 903020 903032 903039 903082"),
        (Tier::FourB, "845710 845811 845891 845961 846693"),
    ];
    let mut hits = 0;
    for (tier, codes) in published {
        for code in codes.split(' ') {
            for written in [code.to_owned(), format!("{code}00"), format!("{code}0000")] {
                let ChplAnswer::Hit { row, .. } = ask(&written, None, DAY) else {
                    panic!("{written} is no hit")
                };
                assert_eq!(row.tier, tier, "{written}");
            }
            hits += 1;
        }
    }
    let edition = edition_as_of(DAY).unwrap();
    assert_eq!((hits, edition.codes.len()), (50, 50));
    let mut sizes: BTreeMap<Tier, usize> = BTreeMap::new();
    for row in &edition.codes {
        *sizes.entry(row.tier).or_default() += 1;
    }
    assert_eq!(sizes.into_values().collect::<Vec<_>>(), [4, 5, 16, 9, 11, 5]);
}

#[test]
fn four_codes_rest_on_one_source() {
    let codes = &edition_as_of(DAY).unwrap().codes;
    let unverified = codes.iter().filter(|row| row.verification == Verification::Unverified);
    assert_eq!(
        unverified.map(|row| row.code.as_str()).collect::<Vec<_>>(),
        ["854159", "854160", "901420", "901480"]
    );
}

#[test]
fn codes_of_2017_are_candidates_and_never_hits() {
    let check = |code: &str, expected: &str| {
        for vintage in [None, Some(HsVintage::Hs2017), Some(HsVintage::Hs2022)] {
            let ChplAnswer::Candidate { successors, .. } = ask(code, vintage, DAY) else { panic!("{code}") };
            let told = successors
                .iter()
                .map(|(code, row)| format!("{code}{}", if row.is_some() { "*" } else { "" }));
            assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{code}");
        }
    };
    check("8525.80", "852581 852582 852583 852589*");
    check("8541.40", "854141 854142 854143 854149*");
    check("8541.50", "854151* 854159*");
    check("8803.30", "880730*");
    check("8548.90", "854800*");
    check("8548.90.90", "854800*");
}

#[test]
fn near_misses_are_not_listed() {
    for code in ["8542.90", "8526.92", "8532.22", "8482.40", "8482.91", "9014.10", "9401.39", "0901.21"] {
        assert_eq!(
            ask(code, None, DAY),
            ChplAnswer::NotListed { edition: Date::constant(2024, 2, 23) },
            "{code}"
        );
    }
    // Unchanged between the editions: itself, whatever was declared.
    assert!(matches!(ask("8542.31", Some(HsVintage::Hs2017), DAY), ChplAnswer::Hit { .. }));
}

#[test]
fn a_code_that_is_in_no_nomenclature_is_not_cleared() {
    let answer = ask("8542.30", Some(HsVintage::Hs2022), DAY);
    assert_eq!(
        answer,
        ChplAnswer::NotInNomenclature { code: "854230".to_owned(), declared: Some(HsVintage::Hs2022) }
    );
}

#[test]
fn no_later_edition_is_borrowed() {
    let known = vec![Date::constant(2024, 2, 23)];
    assert_eq!(ask("8542.31", None, Date::constant(2024, 2, 22)), ChplAnswer::NoEdition { known });
    assert!(matches!(ask("8542.31", None, Date::constant(2024, 2, 23)), ChplAnswer::Hit { .. }));
    assert_eq!(editions().len(), 1);
}

#[test]
fn what_is_no_code_is_refused() {
    for text in ["8542312", "85423", "８５４２３１", "8542.3l", "ICs", ""] {
        assert!(text.parse::<Hs>().is_err(), "{text}");
    }
}
