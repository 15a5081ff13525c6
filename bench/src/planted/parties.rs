//! Planted parties: on a list by name, alias, number, ship or address.

use serde_json::json;

use super::{Ground, Kind, Planted};
use crate::draw::Draw;
use crate::listed::{Party, Ship};
use crate::orders::{self, Wish};

pub(super) const KINDS: [Kind; 17] = [
    Kind {
        title: "SDN, name as listed",
        plant: |id, draw, ground| named(id, draw, ground, "US-SDN", &["SDN"], Spelling::Listed),
    },
    Kind {
        title: "SDN, alias",
        plant: |id, draw, ground| named(id, draw, ground, "US-SDN", &["SDN"], Spelling::Alias),
    },
    Kind {
        title: "SDN, a letter wrong",
        plant: |id, draw, ground| named(id, draw, ground, "US-SDN", &["SDN"], Spelling::Letter),
    },
    Kind {
        title: "SDN, words turned",
        plant: |id, draw, ground| named(id, draw, ground, "US-SDN", &["SDN"], Spelling::Turned),
    },
    Kind {
        title: "Entity List, name as listed",
        plant: |id, draw, ground| named(id, draw, ground, "US-EL", &["E744-11"], Spelling::Listed),
    },
    Kind {
        title: "Entity List, alias",
        plant: |id, draw, ground| named(id, draw, ground, "US-EL", &["E744-11"], Spelling::Alias),
    },
    Kind {
        title: "Entity List, a letter wrong",
        plant: |id, draw, ground| named(id, draw, ground, "US-EL", &["E744-11"], Spelling::Letter),
    },
    Kind {
        title: "Unverified List",
        plant: |id, draw, ground| named(id, draw, ground, "US-UVL", &["E744-15"], Spelling::Listed),
    },
    Kind {
        title: "Military End User List",
        plant: |id, draw, ground| named(id, draw, ground, "US-MEU", &["E744-21"], Spelling::Listed),
    },
    Kind {
        title: "Denied Persons List",
        plant: |id, draw, ground| named(id, draw, ground, "US-DPL", &["DPL"], Spelling::Listed),
    },
    Kind {
        title: "UN list",
        plant: |id, draw, ground| named(id, draw, ground, "UN-SC", &["UN-SC"], Spelling::Listed),
    },
    Kind {
        title: "EU freeze, name as listed",
        plant: |id, draw, ground| named(id, draw, ground, "EU-FREEZE", &["EU-FREEZE"], Spelling::Listed),
    },
    Kind {
        title: "EU Annex IV, name as listed",
        plant: |id, draw, ground| named(id, draw, ground, "EU-EXPORT", &["EU-ANNEX"], Spelling::Listed),
    },
    Kind { title: "EU, by tax number under another name", plant: by_inn },
    Kind {
        title: "ship, by IMO number under another name",
        plant: |id, draw, ground| ship(id, draw, ground, false),
    },
    Kind { title: "ship, by name alone", plant: |id, draw, ground| ship(id, draw, ground, true) },
    Kind { title: "same unit as a listed party", plant: same_unit },
];

/// How a listed name is written in the order.
#[derive(Clone, Copy)]
enum Spelling {
    Listed,
    Alias,
    Letter,
    Turned,
}

/// A consignee whose name is that of a listed party.
fn named(
    id: &str,
    draw: &mut Draw,
    ground: &Ground<'_>,
    list: &str,
    rules: &'static [&'static str],
    spelling: Spelling,
) -> Planted {
    let exporter = if list.starts_with("EU") { "DE" } else { "US" };
    let mut order =
        orders::benign(id, draw, ground.names, Wish { exporter: Some(exporter), destination: None });
    let all = ground.listed.of(list);
    let fits = |party: &Party| match spelling {
        Spelling::Listed => 5 < party.name.len(),
        Spelling::Alias => party.aliases.iter().any(|it| 8 < it.len()),
        Spelling::Letter => wrong_letter(&party.name, 0).is_some(),
        Spelling::Turned => 3 <= words(&party.name).len(),
    };
    let party = loop {
        let party = draw.pick(&all);
        if fits(party) && !party.name.starts_with("Address 0") {
            break *party;
        }
    };
    let name = match spelling {
        Spelling::Listed => party.name.clone(),
        Spelling::Alias => {
            let long: Vec<&String> = party.aliases.iter().filter(|it| 8 < it.len()).collect();
            (*draw.pick(&long)).clone()
        }
        Spelling::Letter => wrong_letter(&party.name, draw.below(100)).unwrap_or_default(),
        Spelling::Turned => {
            let mut words = words(&party.name);
            words.rotate_left(1);
            words.join(" ")
        }
    };
    order["parties"][1]["name"] = json!(name);
    settle(&mut order["parties"][1], party);
    Planted { order, rules, subject: "party 2".to_owned(), listed: Some(party.name.clone()) }
}

/// Puts the consignee where the listed party sits; the goods keep their destination, unless that is an embargoed one.
fn settle(consignee: &mut serde_json::Value, party: &Party) {
    consignee["email"] = json!(null);
    consignee["phone"] = json!(null);
    // An embargo would be a second reason: there the order keeps the benign country and the name must do.
    let embargoed = ["RU", "BY", "IR", "KP", "SY", "CU", ""].contains(&party.country.as_str());
    if !embargoed && party.country.len() == 2 {
        consignee["country"] = json!(party.country);
        consignee["addresses"] = json!([{ "text": "12 Station Road", "country": party.country }]);
    }
}

fn by_inn(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = orders::benign(id, draw, ground.names, Wish { exporter: Some("DE"), destination: None });
    let all: Vec<&Party> = ground.listed.parties.iter().filter(|it| it.inn.len() == 10).collect();
    let party = *draw.pick(&all);
    order["parties"][1]["ids"] = json!({ "inn": party.inn });
    Planted { order, rules: &["EU-FREEZE", "EU-ANNEX"], subject: "party 2".to_owned(), listed: None }
}

fn ship(id: &str, draw: &mut Draw, ground: &Ground<'_>, by_name: bool) -> Planted {
    let mut order =
        orders::benign(id, draw, ground.names, Wish { exporter: Some("DE"), destination: Some("IN") });
    let all: Vec<&Ship> = ground.listed.ships.iter().filter(|it| 5 < it.name.len()).collect();
    let ship = *draw.pick(&all);
    let vessel = if by_name {
        json!({ "name": ship.name })
    } else {
        json!({ "name": "NORTHERN BREEZE", "imo": ship.imo })
    };
    order["route"] = json!({ "legs": [{ "mode": "sea", "from": "DEHAM", "to": "INMUN", "vessel": vessel }] });
    Planted { order, rules: &["VSL-LIST", "SDN", "EU-ANNEX"], subject: "vessel 1".to_owned(), listed: None }
}

/// How addresses of the annexes end, where their country is under no embargo that would be a second reason.
const COUNTRIES_OF_ADDRESSES: [(&str, &str); 8] = [
    ("Hong Kong", "HK"),
    ("China", "CN"),
    ("United Arab Emirates", "AE"),
    ("Türkiye", "TR"),
    ("Turkey", "TR"),
    ("Kazakhstan", "KZ"),
    ("Singapore", "SG"),
    ("India", "IN"),
];

fn same_unit(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let wish = Wish { exporter: Some("DE"), destination: None };
    let mut order = orders::benign(id, draw, ground.names, wish);
    let unit = |party: &&Party| {
        let text = format!(" {} ", party.address.to_lowercase());
        let has_unit =
            [" unit ", " room ", " flat ", " office ", " suite "].iter().any(|word| text.contains(word));
        has_unit
            && !party.address.contains(';')
            && party.address.chars().any(|letter| letter.is_ascii_digit())
    };
    let ends = |party: &&Party| {
        let address = party.address.trim_end_matches('.');
        COUNTRIES_OF_ADDRESSES.iter().find(|(end, _)| address.ends_with(end)).map(|(_, code)| *code)
    };
    let all: Vec<(&Party, &str)> =
        ground.listed.parties.iter().filter(unit).filter_map(|it| Some((it, ends(&it)?))).collect();
    let (party, country) = *draw.pick(&all);
    order["parties"][1]["addresses"] = json!([{ "text": party.address, "country": country }]);
    order["parties"][1]["country"] = json!(country);
    Planted::of(order, &["ADR-1"], "party 2")
}

fn words(name: &str) -> Vec<&str> {
    name.split_whitespace().collect()
}

/// The name with one letter of its longest word exchanged with the next; `None` where no word is long enough.
fn wrong_letter(name: &str, at: usize) -> Option<String> {
    let longest = words(name)
        .into_iter()
        .filter(|it| it.chars().all(|it| it.is_ascii_alphabetic()))
        .max_by_key(|it| it.len())?;
    if longest.len() < 6 {
        return None;
    }
    let mut letters: Vec<char> = longest.chars().collect();
    let first = 1 + at % (letters.len() - 3);
    let place = (first..letters.len() - 1).find(|&place| letters.get(place) != letters.get(place + 1))?;
    letters.swap(place, place + 1);
    Some(name.replacen(longest, &letters.into_iter().collect::<String>(), 1))
}

/// A destination outside the partner groups, for goods that are watched there.
pub(super) fn outside_partners(draw: &mut Draw) -> &'static str {
    const OUTSIDE: [&str; 10] = ["BR", "IN", "MX", "ZA", "TH", "VN", "ID", "CL", "PH", "TR"];
    OUTSIDE[draw.below(OUTSIDE.len())]
}
