//! Two addresses: the same unit, the same building, different, or not enough is known.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Address;
use vocab::CountryCode;

use crate::spelling::{Script, SpelledWord, fold_key, spell};

/// How two addresses relate, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same building, and the same floor or unit.
    SameUnit,
    /// The same building; floor or unit differ, or are not said on both sides.
    SameBuilding,
    /// Not the same building.
    Different,
    /// One of them does not say enough: a town alone, or nothing that can be read.
    Unknown,
}

/// How two addresses relate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressComparison {
    /// How they relate.
    pub relation: Relation,
    /// Why, as a sentence.
    pub sentence: String,
}

/// Compares two addresses. The relation does not depend on the order.
pub fn compare(ours: &Address, theirs: &Address) -> AddressComparison {
    let (left, right) = (Site::read(ours), Site::read(theirs));
    let said = |relation, sentence: String| AddressComparison { relation, sentence };
    if !left.is_telling() || !right.is_telling() {
        return said(Relation::Unknown, "One of the addresses names no street and no building.".to_owned());
    }
    let shared =
        if countries_differ(left.country, right.country) { None } else { left.shared_building(&right) };
    let Some(shared) = shared else {
        return said(Relation::Different, "The addresses are not the same building.".to_owned());
    };
    let unit: Vec<&String> = left.units.intersection(&right.units).collect();
    let floors_differ =
        !left.floors.is_empty() && !right.floors.is_empty() && left.floors.is_disjoint(&right.floors);
    let blocks_differ =
        !left.blocks.is_empty() && !right.blocks.is_empty() && left.blocks.is_disjoint(&right.blocks);
    if blocks_differ {
        return said(Relation::SameBuilding, format!("Both are at {shared}, in different blocks."));
    }
    let both_units = !left.units.is_empty() && !right.units.is_empty();
    if let (Some(unit), false) = (unit.first(), floors_differ) {
        return said(Relation::SameUnit, format!("Both are at {shared}, unit {unit}."));
    }
    let floor = left.floors.intersection(&right.floors).next();
    match floor {
        Some(floor) if !both_units => {
            said(Relation::SameUnit, format!("Both are at {shared}, floor {floor}."))
        }
        _ if both_units || floors_differ => {
            said(Relation::SameBuilding, format!("Both are at {shared}, in different units."))
        }
        _ => said(
            Relation::SameBuilding,
            format!("Both are at {shared}; floor or unit are not said on both sides."),
        ),
    }
}

fn countries_differ(left: Option<CountryCode>, right: Option<CountryCode>) -> bool {
    // Sources write Hong Kong, Macao and Taiwan both as themselves and as China.
    let of_china = |code: CountryCode| matches!(code.as_str(), "CN" | "HK" | "MO" | "TW");
    match (left, right) {
        (Some(left), Some(right)) => left != right && !(of_china(left) && of_china(right)),
        (None, _) | (_, None) => false,
    }
}

/// What an address says of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Site {
    country: Option<CountryCode>,
    units: BTreeSet<String>,
    floors: BTreeSet<String>,
    blocks: BTreeSet<String>,
    /// House number and a word of the street, both folded.
    houses: BTreeSet<(String, String)>,
    /// Names of buildings: their words, folded and joined.
    buildings: BTreeSet<String>,
    /// Other telling words, such as the town.
    words: BTreeSet<String>,
}

impl Site {
    fn read(address: &Address) -> Self {
        let mut out = Self { country: address.country, ..Self::default() };
        // Where the text misses a part that the source gives apart, the part is read too.
        for text in std::iter::once(address.text.as_str()).chain(address.city.as_deref()) {
            let mut street = Vec::new();
            for segment in text
                .chars()
                .take(TEXT_CHARS_MAX)
                .collect::<String>()
                .split([',', ';', '\n', '，', '、', '；'])
            {
                out.read_segment(segment, address.postal_code.as_deref(), &mut street);
            }
        }
        out
    }

    fn is_telling(&self) -> bool {
        !self.houses.is_empty() || !self.buildings.is_empty()
    }

    fn read_segment(&mut self, segment: &str, postal_code: Option<&str>, street: &mut Vec<String>) {
        let words = with_ranges(segment, spell(segment).words);
        let mut left: Vec<&SpelledWord> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1);
            let after = words.get(at + 2);
            let (part, taken) = part(word, next, after);
            match part {
                Part::Unit(text) => drop(self.units.insert(text)),
                Part::Floor(text) => drop(self.floors.insert(text)),
                Part::Block(text) => drop(self.blocks.insert(text)),
                Part::Silent => {}
                Part::Plain => left.push(word),
            }
            at += taken;
        }
        let postal =
            postal_code.map(|code| code.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
        let is_postal = |text: &str| text.len() >= 5 || postal.as_deref() == Some(text);
        let named: Vec<&SpelledWord> =
            left.iter().copied().filter(|word| !is_number(word) && !is_street_word(&word.latin)).collect();
        let building = left.iter().any(|word| is_building_word(&word.latin));
        let folded = |word: &&SpelledWord| fold_key(&word.latin);
        let telling: Vec<String> = named
            .iter()
            .filter(|word| !is_building_word(&word.latin) && word.latin.len() > 1)
            .map(folded)
            .collect();
        if building && !telling.is_empty() && telling.concat().len() >= BUILDING_LETTERS_MIN {
            self.buildings.insert(telling.concat());
        }
        for number in left.iter().filter(|word| is_number(word) && !is_postal(&word.latin)) {
            // The number of a house may stand apart from its street: "ul. Gagarina, d. 12".
            let of = if telling.is_empty() { street.as_slice() } else { telling.as_slice() };
            for word in of.iter().filter(|word| word.len() > 2) {
                self.houses.insert((number.latin.clone(), word.clone()));
            }
        }
        if !telling.is_empty() {
            street.clone_from(&telling);
        }
        self.words.extend(telling);
    }

    /// The building that both name, in words; `None` where they name none in common.
    fn shared_building(&self, other: &Self) -> Option<String> {
        let houses: Vec<&(String, String)> = self.houses.intersection(&other.houses).collect();
        let building = self.buildings.intersection(&other.buildings).next();
        let streets_differ = !self.houses.is_empty() && !other.houses.is_empty() && houses.is_empty();
        let more = self.words.intersection(&other.words).count();
        if let Some((number, _)) = houses.first() {
            // A number and one word of a street are in many towns: another word must agree, or the country be known.
            let known = self.country.is_some() && other.country.is_some();
            let all: BTreeSet<&str> = houses.iter().map(|(_, word)| word.as_str()).collect();
            if more > all.len() || all.len() > 1 || known && more >= 1 {
                return Some(format!("number {number}, {}", all.into_iter().collect::<Vec<_>>().join(" ")));
            }
        }
        building.filter(|_| !streets_differ || more > 1).map(|name| format!("the building {name}"))
    }

    /// The keys under which sites of one building meet.
    fn keys(&self) -> BTreeSet<String> {
        let houses = self.houses.iter().map(|(number, word)| format!("{number} {word}"));
        houses.chain(self.buildings.iter().map(|name| format!("= {name}"))).collect()
    }
}

/// Characters of an address that are read.
const TEXT_CHARS_MAX: usize = 600;
/// A building's name shorter than this is equal by chance.
const BUILDING_LETTERS_MIN: usize = 4;

/// What a word of an address, with what follows it, is.
enum Part {
    Unit(String),
    Floor(String),
    Block(String),
    Silent,
    Plain,
}

fn is_number(word: &SpelledWord) -> bool {
    word.latin.starts_with(|ch: char| ch.is_ascii_digit())
}

/// A unit's designation: a number, a single letter, or a number with a letter.
fn is_designation(word: &SpelledWord) -> bool {
    is_number(word) || word.latin.len() == 1 && word.script == Script::Latin
}

fn part(word: &SpelledWord, next: Option<&SpelledWord>, after: Option<&SpelledWord>) -> (Part, usize) {
    const UNIT: [&str; 19] = [
        "rm",
        "room",
        "rooms",
        "rms",
        "unit",
        "units",
        "flat",
        "suite",
        "ste",
        "workshop",
        "shop",
        "office",
        "apt",
        "apartment",
        "kv",
        "kvartira",
        "of",
        "ofis",
        "pom",
    ];
    const FLOOR: [&str; 9] = ["floor", "flr", "fl", "f", "level", "et", "etazh", "kat", "storey"];
    const BLOCK: [&str; 10] =
        ["block", "blk", "phase", "korpus", "korp", "str", "stroenie", "wing", "zuo", "blok"];
    let text = word.latin.as_str();
    let number = next.filter(|next| is_designation(next));
    let no = next
        .filter(|next| matches!(next.latin.as_str(), "no" | "nr" | "number"))
        .and(after)
        .filter(|it| is_designation(it));
    for (words, part) in [
        (&UNIT[..], Part::Unit as fn(String) -> Part),
        (&FLOOR[..], Part::Floor as fn(String) -> Part),
        (&BLOCK[..], Part::Block as fn(String) -> Part),
    ] {
        if !words.contains(&text) {
            continue;
        }
        if let Some(number) = no {
            return (part(bare(&number.latin)), 3);
        }
        if let Some(number) = number {
            return (part(bare(&number.latin)), 2);
        }
    }
    if let Some(next) = next.filter(|_| is_number(word)) {
        let mark = next.written.as_str();
        let follows = next.latin.as_str();
        if mark.starts_with(['室', '房']) {
            return (Part::Unit(bare(text)), 2);
        }
        if mark.starts_with(['楼', '樓', '层', '層']) || FLOOR.contains(&follows) {
            return (Part::Floor(bare(text)), 2);
        }
        if mark.starts_with(['座', '栋', '棟', '幢']) {
            return (Part::Block(bare(text)), 2);
        }
        if matches!(follows, "st" | "nd" | "rd" | "th")
            && after.is_some_and(|it| FLOOR.contains(&it.latin.as_str()))
        {
            return (Part::Floor(bare(text)), 3);
        }
    }
    if matches!(text, "g" | "ground") && next.is_some_and(|next| FLOOR.contains(&next.latin.as_str())) {
        return (Part::Floor("g".to_owned()), 2);
    }
    if matches!(text, "no" | "nr" | "number" | "dom" | "d" | "hao") {
        return (Part::Silent, 1);
    }
    (Part::Plain, 1)
}

fn bare(number: &str) -> String {
    let bare = number.trim_start_matches('0');
    if bare.is_empty() { number.to_owned() } else { bare.to_owned() }
}

/// Puts numbers back together that belong together: 12A, 2-8, and leaves the rest as it is.
fn with_ranges(segment: &str, words: Vec<SpelledWord>) -> Vec<SpelledWord> {
    let mut out: Vec<SpelledWord> = Vec::with_capacity(words.len());
    for word in words {
        if let Some(last) = out.last_mut() {
            let joined = format!("{}{}", last.written, word.written);
            let letter = word.script == Script::Latin && word.latin.len() == 1 && segment.contains(&joined);
            let ordinal = word.latin == "f";
            if last.script == Script::Digit && letter && !ordinal {
                last.latin.push_str(&word.latin);
                last.written = joined;
                continue;
            }
        }
        out.push(word);
    }
    out
}

fn is_street_word(latin: &str) -> bool {
    const STREETS: [&str; 47] = [
        "road",
        "rd",
        "street",
        "st",
        "avenue",
        "ave",
        "av",
        "lane",
        "ln",
        "drive",
        "dr",
        "boulevard",
        "blvd",
        "highway",
        "hwy",
        "ulitsa",
        "ul",
        "prospekt",
        "prospect",
        "pr",
        "pereulok",
        "per",
        "shosse",
        "sh",
        "naberezhnaya",
        "nab",
        "proezd",
        "sokak",
        "sok",
        "cadde",
        "caddesi",
        "cad",
        "mah",
        "mahallesi",
        "strasse",
        "str",
        "rue",
        "calle",
        "via",
        "square",
        "sq",
        "no",
        "lu",
        "jie",
        "dao",
        "and",
        "the",
    ];
    STREETS.contains(&latin)
}

fn is_building_word(latin: &str) -> bool {
    const BUILDINGS: [&str; 24] = [
        "building",
        "bldg",
        "bld",
        "tower",
        "towers",
        "centre",
        "center",
        "ctr",
        "plaza",
        "house",
        "mansion",
        "estate",
        "dasha",
        "zhongxin",
        "court",
        "complex",
        "industrial",
        "commercial",
        "business",
        "factory",
        "trade",
        "ind",
        "comm",
        "office",
    ];
    BUILDINGS.contains(&latin)
}

/// The addresses of all listed parties, by the building.
#[derive(Clone, Debug, Default)]
pub(crate) struct AddressIndex {
    by_building: BTreeMap<String, Vec<(u32, u32)>>,
}

impl AddressIndex {
    /// Adds an address under a key of the caller's.
    pub(crate) fn add(&mut self, which: (u32, u32), address: &Address) {
        for key in Site::read(address).keys() {
            self.by_building.entry(key).or_default().push(which);
        }
    }

    /// The addresses that may be of the same building, each once.
    pub(crate) fn near(&self, address: &Address) -> BTreeSet<(u32, u32)> {
        Site::read(address)
            .keys()
            .iter()
            .filter_map(|key| self.by_building.get(key))
            .flatten()
            .copied()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(ours: &str, theirs: &str) -> Relation {
        let address = |text: &str| Address { text: text.to_owned(), ..Address::default() };
        let there = compare(&address(ours), &address(theirs)).relation;
        assert_eq!(there, compare(&address(theirs), &address(ours)).relation, "{ours} / {theirs}");
        there
    }

    #[test]
    fn the_same_unit_is_written_in_many_ways() {
        let listed = "Unit 1205, 12/F, Sea View Building, 28 Watson Road, North Point, Hong Kong";
        for ours in [
            "Room 1205, 12th Floor, Sea View Bldg., No. 28 Watson Rd, Hong Kong",
            "RM 1205 12/F SEA VIEW BUILDING, 28 WATSON ROAD, NORTH POINT",
            "Flat 1205, Floor 12, 28 Watson Road, North Point",
        ] {
            assert_eq!(relation(ours, listed), Relation::SameUnit, "{ours}");
        }
        for ours in [
            "Unit 803, 8/F, Sea View Building, 28 Watson Road, North Point, Hong Kong",
            "28 Watson Road, North Point, Hong Kong",
        ] {
            assert_eq!(relation(ours, listed), Relation::SameBuilding, "{ours}");
        }
        for ours in [
            "Unit 1205, 12/F, Sky Tower, 30 Watson Road, North Point, Hong Kong",
            "28 Nathan Road, Kowloon, Hong Kong",
        ] {
            assert_eq!(relation(ours, listed), Relation::Different, "{ours}");
        }
        for ours in ["North Point, Hong Kong", "Hong Kong", "", "Unit 1205"] {
            assert_eq!(relation(ours, listed), Relation::Unknown, "{ours}");
        }
    }

    #[test]
    fn russian_addresses_meet_in_both_scripts() {
        assert_eq!(
            relation("ул. Гагарина, д. 12, г. Елабуга", "12 Gagarina Street, Elabuga, Tatarstan"),
            Relation::SameBuilding
        );
    }
}
