//! The names under which one maker of components appears.
//!
//! A firm that another bought stays itself. The buyer counts only where a text names it as well, as in
//! `Linear Technology (Analog Devices)`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::shipped::MAKERS;

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for (maker, also) in MAKERS.rows(|row| Some((row.text("maker")?, row.text("also")?))) {
        let key = plain(&maker);
        for name in also.split('|').chain([maker.as_str()]) {
            names.insert(plain(name), key.clone());
        }
    }
    names
});

/// What a portal's scraper left behind a maker's name: those who sold the part, not who made it.
const NOT_THE_MAKER: [&str; 5] =
    [" Suppliers ", " Importers ", " Foreign suppliers ", " Involved companies ", " Foreign supplier "];

/// Words that say what kind of company it is, and nothing about which.
const COMPANY_WORDS: [&str; 21] = [
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "gmbh",
    "ag",
    "sa",
    "nv",
    "bv",
    "plc",
    "jsc",
    "pjsc",
    "ojsc",
    "oyj",
    "ab",
    "srl",
    "kg",
];

/// Every maker that a text names: the firm, and whoever stands in parentheses behind it. Empty where none is
/// identified.
pub(crate) fn makers(text: &str) -> BTreeSet<String> {
    let text =
        NOT_THE_MAKER.iter().fold(text, |text, tail| text.split_once(tail).map_or(text, |(head, _)| head));
    let mut found = BTreeSet::new();
    for name in text.split(['(', ')']) {
        // A list in parentheses names several firms; a comma before "Inc." does not.
        for name in name.split(" - ") {
            let whole = plain(name);
            match NAMES.get(&whole) {
                Some(maker) => found.extend([maker.clone()]),
                None => found.extend(
                    name.split(", ").map(plain).map(|part| NAMES.get(&part).cloned().unwrap_or(part)),
                ),
            }
        }
    }
    found.retain(|name| !matches!(name.as_str(), "" | "not identified" | "unknown" | "unk" | "n a" | "none"));
    found
}

/// A name in small letters without signs and company forms.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !COMPANY_WORDS.contains(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, same: bool) {
        assert_eq!(!makers(a).is_disjoint(&makers(b)), same, "{a} and {b}: {:?} {:?}", makers(a), makers(b));
    }

    #[test]
    fn one_maker_under_several_names() {
        check("TI", "Texas Instruments", true);
        check("Texas Instruments Inc.", "Texas Instruments Suppliers JSC CHIP AND DIP", true);
        check("ST", "STMicroelectronics", true);
        check("onsemi", "ON Semiconductor (ONSEMI)", true);
        check("Vishay", "Vishay Intertechnology, Inc.", true);
        check("Cypress", "Spansion (Cypress Semiconductor, Infineon Technologies)", true);
        check("Renesas", "Adesto Technologies (Dialog Semiconductor - Renesas Electronics)", true);
    }

    #[test]
    fn a_buyer_counts_only_where_it_is_named() {
        check("Analog Devices", "Maxim Integrated Products (Analog Devices)", true);
        check("Maxim", "Maxim Integrated Products (Analog Devices)", true);
        check("Maxim", "Analog Devices", false);
        check("Maxim", "Linear Technology Corporation (Analog Devices)", false);
        check("Not identified", "Not identified", false);
        check("", "", false);
    }
}
