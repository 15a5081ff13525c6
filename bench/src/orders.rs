//! Complete benign orders: ordinary goods between ordinary firms, with every fact that a clerk would give.

use serde_json::{Value, json};

use crate::draw::Draw;
use crate::names::{COUNTRIES, CountryRow, Names, of_code};

/// Ordinary goods: text, customs code of 2022, ECCN, value of a piece. Text and code agree; a few are priority goods.
const GOODS: [(&str, &str, &str, u32); 42] = [
    ("Office swivel chairs", "9401.31", "EAR99", 90),
    ("Wooden kitchen furniture", "9403.40", "EAR99", 640),
    ("Cotton T-shirts, knitted", "6109.10", "EAR99", 4),
    ("Men's leather shoes", "6403.99", "EAR99", 38),
    ("Ceramic tableware, porcelain", "6911.10", "EAR99", 7),
    ("Roasted coffee", "0901.21", "EAR99", 12),
    ("Olive oil, virgin", "1509.20", "EAR99", 9),
    ("Bottled red wine", "2204.21", "EAR99", 8),
    ("Chocolate bars, filled", "1806.31", "EAR99", 3),
    ("Paperboard boxes, corrugated", "4819.10", "EAR99", 1),
    ("Printed children's books", "4903.00", "EAR99", 5),
    ("Garden hand tools: spades and shovels", "8201.10", "EAR99", 14),
    ("Hand saws", "8202.10", "EAR99", 11),
    ("Spanners, hand-operated", "8204.11", "EAR99", 9),
    ("Stainless steel sinks", "7324.10", "EAR99", 120),
    ("Plastic household containers", "3924.10", "EAR99", 2),
    ("Glass jars for food", "7010.90", "EAR99", 1),
    ("Bicycles without motor", "8712.00", "EAR99", 320),
    ("Toys: wooden building blocks", "9503.00", "EAR99", 18),
    ("Footballs", "9506.62", "EAR99", 11),
    ("Household refrigerators", "8418.21", "EAR99", 410),
    ("Household washing machines, fully automatic", "8450.11", "EAR99", 480),
    ("Dishwashing machines, household", "8422.11", "EAR99", 390),
    ("Centrifugal pumps for drinking water", "8413.70", "EAR99", 870),
    ("Bakery ovens, non-electric", "8417.20", "EAR99", 5_200),
    ("Agricultural ploughs", "8432.10", "EAR99", 3_900),
    ("Harvesters, combine", "8433.51", "EAR99", 92_000),
    ("Sewing machines, household", "8452.10", "EAR99", 180),
    ("Vacuum cleaners, 900 W", "8508.11", "EAR99", 95),
    ("Electric kettles", "8516.79", "EAR99", 25),
    ("Hair dryers", "8516.31", "EAR99", 22),
    ("Wall luminaires, LED", "9405.11", "EAR99", 31),
    ("Spectacle lenses of glass", "9001.40", "EAR99", 16),
    ("Dental drill engines", "9018.41", "EAR99", 1_150),
    ("Hearing aids", "9021.40", "EAR99", 600),
    ("Wrist watches, battery, mechanical display", "9102.11", "EAR99", 70),
    ("Pneumatic tyres for motor cars", "4011.10", "EAR99", 61),
    ("Forklift trucks, electric", "8427.10", "EAR99", 21_000),
    ("Laptop computers", "8471.30", "4A994.b", 760),
    ("Desktop laser printers", "8443.32", "EAR99", 240),
    ("Power supplies for office computers", "8504.40", "EAR99", 42),
    ("Deep groove ball bearings", "8482.10", "EAR99", 6),
];

/// Countries that benign exporters sit in, with the currency they sell in.
const EXPORTERS: [(&str, &str); 6] =
    [("US", "USD"), ("DE", "EUR"), ("DE", "EUR"), ("GB", "GBP"), ("JP", "JPY"), ("US", "USD")];

/// Priority goods go to partners here: elsewhere they are not the ordinary trade that this is about.
const PRIORITY: [&str; 2] = ["8504.40", "8482.10"];
const PARTNERS: [&str; 16] =
    ["DE", "FR", "US", "JP", "KR", "CA", "AU", "PL", "CH", "GB", "IT", "ES", "NL", "SE", "NO", "NZ"];

const USES: [&str; 6] = [
    "Sale to households in the buyer's own shops",
    "Use in the buyer's own workshop",
    "Equipment of the buyer's offices",
    "Use in a bakery and its canteen",
    "Fitting out a hotel",
    "Use on the buyer's farm and in its dairy",
];

/// What a benign order is asked to be, where the bench needs more than chance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wish {
    pub(crate) exporter: Option<&'static str>,
    pub(crate) destination: Option<&'static str>,
}

/// One complete benign order.
pub(crate) fn benign(id: &str, draw: &mut Draw, names: &Names, wish: Wish) -> Value {
    let (from, currency) = wish.exporter.map_or_else(
        || *draw.pick(&EXPORTERS),
        |code| (code, EXPORTERS.iter().find(|it| it.0 == code).map_or("EUR", |it| it.1)),
    );
    let to = loop {
        let to = wish.destination.unwrap_or_else(|| draw.pick(&COUNTRIES).code);
        if to != from || wish.destination.is_some() {
            break to;
        }
    };
    let (from, to) = (of_code(from), of_code(to));
    let town = names.town(draw, to);
    let mut parties = vec![
        party(draw, names, "exporter", from, None),
        party(draw, names, "ultimate_consignee", to, Some(&town)),
    ];
    parties[1]["type"] = json!(draw.pick(&["end_user", "manufacturer"]));
    if draw.percent(50) {
        let mut end_user = party(draw, names, "end_user", to, Some(&town));
        end_user["type"] = json!("end_user");
        parties.push(end_user);
    }
    if draw.percent(40) {
        let name = format!(
            "{} Logistics {}",
            names.town(draw, from),
            if from.code == "DE" { "GmbH" } else { "Ltd" }
        );
        let mut forwarder = party(draw, names, "forwarder", from, None);
        forwarder["name"] = json!(name);
        parties.push(forwarder);
    }
    let lines = 1 + draw.below(4);
    let goods: Vec<Value> = (1..=lines).map(|line| goods(line, draw, from, to, currency)).collect();
    let day = |draw: &mut Draw, month: &str, from: usize, days: usize| {
        format!("2026-{month}-{:02}", from + draw.below(days))
    };
    let mut order = json!({
        "format": "order/1", "id": id, "transaction": "export",
        "dates": { "order": day(draw, "06", 1, 28), "contract": day(draw, "07", 1, 10), "export": day(draw, "08", 3, 9) },
        "destination": { "country": to.code, "region": town },
        "ship_from": from.code,
        "incoterm": { "code": draw.pick(&["FCA", "DAP", "CIP"]), "place": town },
        "contract": { "no_reexport_clause": "yes" },
        "end_use": { "text": draw.pick(&USES) },
        "parties": parties, "goods": goods,
        "payment": { "method": "transfer", "currency": currency },
    });
    if let (Some((_, leaves)), Some((_, arrives))) = (names.port(draw, from.code), names.port(draw, to.code))
    {
        order["route"] = json!({ "legs": [{ "mode": "sea", "from": leaves, "to": arrives }] });
    }
    order
}

/// A firm with its address, mail, telephone and year.
pub(crate) fn party(
    draw: &mut Draw,
    names: &Names,
    role: &str,
    country: &CountryRow,
    town: Option<&str>,
) -> Value {
    let name = names.company(draw, country);
    let town = town.map_or_else(|| names.town(draw, country), str::to_owned);
    let address = Names::address(draw, country, &town);
    let domain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    json!({
        "role": role, "schema": "Company", "name": name, "country": country.code,
        "addresses": [{ "kind": "registered", "text": address, "country": country.code }],
        "phone": format!("{} {}", country.dial, 200_000_000 + draw.below(700_000_000)),
        "email": format!("orders@{domain}.example"),
        "incorporated": (1950 + draw.below(70)).to_string(),
    })
}

fn goods(line: usize, draw: &mut Draw, from: &CountryRow, to: &CountryRow, currency: &str) -> Value {
    let row = loop {
        let row = draw.pick(&GOODS);
        if !PRIORITY.contains(&row.1) || PARTNERS.contains(&to.code) {
            break row;
        }
    };
    let (text, hs, eccn, price) = *row;
    let quantity = 1 + draw.below(400);
    let price = if currency == "JPY" { u64::from(price) * 150 } else { u64::from(price) };
    let mut goods = json!({
        "line": line, "text": text, "hs": hs, "hs_vintage": "2022", "eccn": eccn,
        "classified": { "by": "the exporter", "on": "2026-05-04" },
        "eu_dual_use": "none", "usml": "none", "origin": from.code, "in_us": from.code == "US",
        "quantity": quantity, "unit": "pieces",
        "value": { "amount": price * quantity as u64, "currency": currency },
    });
    if from.code != "US" {
        goods["us_controlled_value"] = json!({ "amount": 0, "currency": currency });
        goods["us_technology"] = json!("no");
        goods["us_plant"] = json!("no");
    }
    goods
}

/// Orders as JSON lines.
pub(crate) fn lines<'a>(orders: impl IntoIterator<Item = &'a Value>) -> Vec<u8> {
    let mut lines = Vec::new();
    for order in orders {
        lines.extend(order.to_string().into_bytes());
        lines.push(b'\n');
    }
    lines
}
