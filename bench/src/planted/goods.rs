//! Planted goods: controlled, banned, on the priority list, recovered from weapons, miscoded.

use serde_json::{Value, json};

use super::parties::outside_partners;
use super::{Ground, Kind, Planted};
use crate::draw::Draw;
use crate::orders::{self, Wish};

pub(super) const KINDS: [Kind; 13] = [
    Kind { title: "priority goods without clause, DE to AE", plant: no_clause },
    Kind { title: "3A001, US to CN", plant: |id, draw, ground| chart(id, draw, ground, "US") },
    Kind {
        title: "3A001 above de minimis, JP to CN",
        plant: |id, draw, ground| chart(id, draw, ground, "JP"),
    },
    Kind { title: "8542.31, DE to RU", plant: to_russia },
    Kind { title: "code of an older nomenclature", plant: older_code },
    Kind { title: "maker and part number of a recovered part", plant: recovered },
    Kind { title: "text contradicts the code", plant: mismatch },
    Kind { title: "customs code of five or seven digits", plant: bad_code },
    Kind {
        title: "Munitions List",
        plant: |id, draw, ground| declared(id, draw, ground, "usml", "XI(c)", &["ITAR-1"]),
    },
    Kind {
        title: "EU dual-use",
        plant: |id, draw, ground| declared(id, draw, ground, "eu_dual_use", "3A001.a.2", &["EU-DU"]),
    },
    Kind {
        title: "ECCN that is none",
        plant: |id, draw, ground| declared(id, draw, ground, "eccn", "3Z999", &["E738-1"]),
    },
    Kind { title: "priority goods in transit through RU", plant: transit },
    Kind { title: "dual-use microchips with foreign plant, TW to IR", plant: direct_product },
];

/// A benign order with one line, which is replaced.
fn one_line(
    id: &str,
    draw: &mut Draw,
    ground: &Ground<'_>,
    from: &'static str,
    to: &'static str,
    line: Value,
) -> Value {
    let wish = Wish {
        exporter: Some(from),
        destination: (to != "RU" && to != "CN" && to != "AE" && to != "IR").then_some(to),
    };
    let mut order = orders::benign(id, draw, ground.names, wish);
    let mut first = order["goods"][0].clone();
    if let (Some(first), Value::Object(line)) = (first.as_object_mut(), line) {
        first.extend(line);
    }
    order["goods"] = json!([first]);
    order["destination"] = json!({ "country": to, "region": "the capital" });
    if let Some(parties) = order["parties"].as_array_mut() {
        for party in
            parties.iter_mut().filter(|it| it["role"] == "ultimate_consignee" || it["role"] == "end_user")
        {
            party["country"] = json!(to);
            party["addresses"] = json!([{ "text": "14 Station Road", "country": to }]);
        }
    }
    if let Some(order) = order.as_object_mut() {
        order.remove("route");
    }
    order
}

fn no_clause(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let (text, hs) = *draw.pick(&[
        ("32-bit microcontrollers", "8542.31"),
        ("Ball bearings", "8482.10"),
        ("Oscilloscopes", "9030.20"),
        ("Ceramic capacitors, multilayer", "8532.24"),
    ]);
    let mut order = one_line(id, draw, ground, "DE", "AE", json!({ "text": text, "hs": hs }));
    if let Some(order) = order.as_object_mut() {
        order.remove("contract");
    }
    Planted::of(order, &["EU-12G"], "line 1")
}

fn chart(id: &str, draw: &mut Draw, ground: &Ground<'_>, from: &'static str) -> Planted {
    let mut line = json!({ "text": "Analogue-to-digital converters", "hs": "8542.39", "eccn": draw.pick(&["3A001.a.5.a", "3A001", "3A001.a.2"]) });
    if from == "JP" {
        // Half of the value, twice the threshold of a quarter.
        line["value"] = json!({ "amount": 10_000, "currency": "JPY" });
        line["us_controlled_value"] = json!({ "amount": 5_000, "currency": "JPY" });
        line["us_content_eccns"] = json!(["3A001"]);
    }
    Planted::of(one_line(id, draw, ground, from, "CN", line), &["E738-1"], "line 1")
}

fn to_russia(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let line = json!({ "text": "32-bit microcontrollers", "hs": draw.pick(&["8542.31", "854231", "8542 31 90", "8542.31.9000"]) });
    Planted::of(one_line(id, draw, ground, "DE", "RU", line), &["EU-RU"], "line 1")
}

fn older_code(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let (text, hs) = *draw.pick(&[
        ("Video cameras", "8525.80"),
        ("Photosensitive semiconductor devices", "8541.40"),
        ("Semiconductor devices", "8541.50"),
        ("Parts of aeroplanes", "8803.30"),
        ("Electrical parts of machinery", "8548.90"),
    ]);
    let to = outside_partners(draw);
    Planted::of(
        one_line(id, draw, ground, "US", to, json!({ "text": text, "hs": hs, "hs_vintage": "2017" })),
        &["CHPL-2"],
        "line 1",
    )
}

fn recovered(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let table = ground.components;
    let (maker, part) = loop {
        let row = draw.pick(&table.rows);
        let (maker, part) = (table.cell(row, "manufacturer"), table.cell(row, "part_number_guess"));
        let digits = part.chars().filter(char::is_ascii_digit).count();
        if 2 < maker.len() && !maker.contains("Not id") && 5 < part.len() && 2 < digits && !part.contains(' ')
        {
            break (maker.to_owned(), part.to_owned());
        }
    };
    let to = outside_partners(draw);
    let line = json!({ "text": "Electronic components", "manufacturer": maker, "mpn": part });
    Planted::of(one_line(id, draw, ground, "US", to, line), &["IRUAV-4"], "line 1")
}

fn mismatch(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let (text, hs) = *draw.pick(&[
        ("GPS module", "8473.30"),
        ("Microcontrollers", "9503.00"),
        ("Ball bearings", "8204.11"),
        ("Oscilloscope", "8516.79"),
        ("Tantalum capacitors", "7010.90"),
    ]);
    let to = outside_partners(draw);
    Planted::of(
        one_line(id, draw, ground, "US", to, json!({ "text": text, "hs": hs })),
        &["CHPL-3"],
        "line 1",
    )
}

fn bad_code(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let to = outside_partners(draw);
    let line = json!({ "hs": draw.pick(&["85423", "8542312", "8542.3I", "８５４２３１"]) });
    Planted::of(one_line(id, draw, ground, "US", to, line), &["CHPL-1"], "line 1")
}

fn declared(
    id: &str,
    draw: &mut Draw,
    ground: &Ground<'_>,
    field: &str,
    what: &str,
    rules: &'static [&'static str],
) -> Planted {
    let to = outside_partners(draw);
    let from = if field == "eu_dual_use" { "DE" } else { "US" };
    let mut line = json!({});
    line[field] = json!(what);
    Planted::of(one_line(id, draw, ground, from, to, line), rules, "line 1")
}

fn transit(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let line = json!({ "text": "Microcontrollers", "hs": "8542.31" });
    let mut order = one_line(id, draw, ground, "DE", "IN", line);
    order["route"] = json!({ "legs": [{ "mode": "rail", "from": "Hamburg, DE", "to": draw.pick(&["RULED", "RUMOW", "Moscow, RU"]) },
                                      { "mode": "rail", "from": "RULED", "to": "INMUN" }] });
    Planted::of(order, &["EU-TRANSIT"], "line 1")
}

fn direct_product(id: &str, draw: &mut Draw, ground: &Ground<'_>) -> Planted {
    let line = json!({ "text": "Microcontrollers", "hs": "8542.31", "eccn": "3A001.a.2", "origin": "CN", "us_plant": "yes" });
    let mut order = one_line(id, draw, ground, "JP", "IR", line);
    order["ship_from"] = json!("CN");
    order["parties"][0]["country"] = json!("CN");
    Planted::of(order, &["E746-3"], "line 1")
}
