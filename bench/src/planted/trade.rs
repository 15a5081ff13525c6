//! Planted circumstances: route, use, red flags, destination, payment, what is not said.

use serde_json::{Value, json};

use super::parties::outside_partners;
use super::{Ground, Kind, Planted};
use crate::draw::Draw;
use crate::orders::{self, Wish};

pub(super) const KINDS: [Kind; 10] = [
    Kind { title: "route through Amirabad after 2024-11-18", plant: banned_port },
    Kind { title: "IMO number with a wrong check digit", plant: bad_imo },
    Kind { title: "forwarder as end user", plant: forwarder },
    Kind { title: "embargoed destination from the US", plant: embargo },
    Kind { title: "Crimea", plant: crimea },
    Kind { title: "unmanned aircraft as end use, D:4", plant: uav },
    Kind { title: "military end use in CN", plant: military },
    Kind { title: "red flag answered yes", plant: flag },
    Kind { title: "letter of credit consigned to its bank", plant: letter_of_credit },
    Kind { title: "consignee without an address", plant: no_address },
];

fn base(id: &str, draw: &mut Draw, ground: &Ground<'_>, from: &'static str) -> Value {
    let to = outside_partners(draw);
    orders::benign(id, draw, ground.names, Wish { exporter: Some(from), destination: Some(to) })
}

/// Sends the order, its consignee and its end user to a country.
fn send_to(order: &mut Value, country: &str, region: &str) {
    order["destination"] = json!({ "country": country, "region": region });
    if let Some(parties) = order["parties"].as_array_mut() {
        for party in
            parties.iter_mut().filter(|it| it["role"] == "ultimate_consignee" || it["role"] == "end_user")
        {
            party["country"] = json!(country);
            party["addresses"] =
                json!([{ "text": format!("14 Station Road, {region}"), "country": country }]);
        }
    }
    if let Some(order) = order.as_object_mut() {
        order.remove("route");
    }
}

fn banned_port(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "DE");
    let port = draw.pick(&["Amirabad", "Port of Amirabad", "IRAMD", "Bandar-e Anzali", "Anzali, Iran"]);
    order["route"] = json!({ "legs": [{ "mode": "sea", "from": "Astrakhan", "to": port }] });
    Planted::of(order, &["EU-PORT"], "leg 1")
}

fn bad_imo(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let ship = draw.pick(&ground.listed.ships);
    let (start, last) = ship.imo.split_at(6);
    let wrong = (last.parse::<usize>().unwrap_or(0) + 1 + draw.below(9)) % 10;
    order["route"] = json!({ "legs": [{ "mode": "sea", "from": "USNYC", "to": "INMUN",
                                        "vessel": { "name": "NORTHERN BREEZE", "imo": format!("{start}{wrong}") } }] });
    Planted::of(order, &["VSL-ID"], "leg 1")
}

fn forwarder(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let ending = draw.pick(&["Freight Forwarding", "Logistics", "Cargo Services", "Customs Brokers"]);
    let town = order["destination"]["region"].as_str().unwrap_or_default().to_owned();
    if let Some(parties) = order["parties"].as_array_mut() {
        parties.truncate(2);
    }
    order["parties"][1]["name"] = json!(format!("{town} {ending}"));
    Planted::of(order, &["KYC-9"], "party 2")
}

fn embargo(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let (country, town) = *draw.pick(&[("IR", "Shiraz"), ("CU", "Havana"), ("KP", "Pyongyang")]);
    send_to(&mut order, country, town);
    Planted::of(order, &["OFAC-ITSR", "OFAC-EMBARGO"], "order")
}

fn crimea(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let region = draw.pick(&["Crimea", "Sevastopol", "Donetsk", "Luhansk", "Simferopol, Republic of Crimea"]);
    send_to(&mut order, "UA", region);
    Planted::of(order, &["OFAC-EMBARGO"], "order")
}

fn uav(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let country = *draw.pick(&["CN", "EG", "PK", "SA", "IL", "KW", "OM"]);
    send_to(&mut order, country, "the capital");
    order["end_use"]["text"] = json!(draw.pick(&[
        "Assembly of unmanned aircraft",
        "Parts for UAV autopilots",
        "Production of drones for survey",
        "Spare parts for sounding rockets",
    ]));
    Planted::of(order, &["E744-3"], "line 1")
}

fn military(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    send_to(&mut order, "CN", "the capital");
    order["end_use"]["text"] =
        json!(draw.pick(&["Canteens of the navy", "Workshops of the air force", "Use by the armed forces"]));
    Planted::of(order, &["E744-21"], "line 1")
}

/// Red flags of the checklist, each with the rule and the subject that it must show.
const FLAGS: [(&str, &[&str], &str); 6] = [
    ("KYC-1", &["KYC-1"], "flag KYC-1"),
    ("KYC-4", &["KYC-4"], "flag KYC-4"),
    ("KYC-5", &["KYC-5"], "flag KYC-5"),
    ("KYC-12", &["KYC-12"], "flag KYC-12"),
    ("KYC-24", &["KYC-24"], "flag KYC-24"),
    ("VSL-FLAG", &["VSL-FLAG"], "flag VSL-FLAG"),
];

fn flag(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let (id, rules, subject) = *draw.pick(&FLAGS);
    order["flags"] = json!([{ "id": id, "answer": "yes", "who": "the order desk", "when": "2026-08-01" }]);
    Planted::of(order, rules, subject)
}

fn letter_of_credit(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    let bank = "First Provincial Bank";
    order["payment"]["method"] = json!("letter_of_credit");
    order["payment"]["lc"] = json!({ "issuing_bank": bank, "consigned_to": bank });
    Planted::of(order, &["BANK-1"], "order")
}

fn no_address(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let mut order = base(id, draw, ground, "US");
    order["parties"][1]["addresses"] = json!([]);
    Planted::of(order, &["party.addressed"], "party 2")
}
