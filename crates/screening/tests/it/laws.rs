//! Laws that hold for any text: no panic, both directions alike, a score that its evidence adds up to.

use proptest::prelude::*;
use screening::{Rarity, Settings, compare};
use vocab::Schema;

use crate::data::{index_of, party};

fn schema() -> impl Strategy<Value = Schema> {
    prop_oneof![Just(Schema::Person), Just(Schema::Company), Just(Schema::Vessel), Just(Schema::Thing)]
}

/// Any text, and texts made of words that the tables know.
fn any_name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,9}",
        "\\PC{0,6}",
        Just("Ltd".to_owned()),
        Just("Electronics".to_owned()),
        Just("Shenzhen".to_owned()),
        Just("Volokno".to_owned()),
        Just("103".to_owned()),
        Just("有限公司".to_owned()),
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn a_comparison_is_the_same_both_ways_and_explained(
        (left, a) in (any_name(), schema()),
        (right, b) in (any_name(), schema()),
    ) {
        let rarity = Rarity::shipped();
        let (left, right) = (party(a, &left), party(b, &right));
        let there = compare(&left, &right, &rarity);
        let back = compare(&right, &left, &rarity);
        prop_assert_eq!((there.score, there.strength, there.presumed), (back.score, back.strength, back.presumed));
        let sum: i32 = there.evidence.iter().chain(&there.against).map(|it| it.weight).sum();
        prop_assert_eq!(i32::from(there.score), sum.clamp(0, 10_000));
    }

    #[test]
    fn a_name_finds_itself(text in any_name(), schema in schema()) {
        let listed = party(schema, &text);
        let index = index_of(std::slice::from_ref(&listed));
        let hits = index.screen(&listed, &Settings::STANDARD);
        if schema == Schema::Person && text.chars().any(char::is_alphanumeric) && text.is_ascii() {
            prop_assert!(!hits.is_empty(), "{}", text);
        }
        for hit in hits {
            let alone = compare(&listed, &listed, &Rarity::shipped());
            prop_assert_eq!(hit.score, alone.score);
        }
    }
}

#[test]
fn long_and_strange_names_take_bounded_time() {
    let index = index_of(&[party(Schema::Company, "Boris Kustodiev Volokno")]);
    let long = "Volokno electronics ".repeat(600);
    let started = std::time::Instant::now();
    for text in
        [long.as_str(), &"a".repeat(10_000), &"\u{202e}\u{200b}".repeat(5_000), &"中".repeat(10_000), ""]
    {
        let _ = index.screen(&party(Schema::Company, text), &Settings::STANDARD);
        let _ = compare(&party(Schema::Company, text), &party(Schema::Company, &long), &Rarity::shipped());
    }
    assert!(started.elapsed().as_secs() < 5);
}
