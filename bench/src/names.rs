//! Real names of those who are on no list: airlines, donors, towns with ordinary words.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::draw::Draw;
use crate::sources::Sources;

/// A country of ordinary trade: code, English name, telephone code, legal forms, kinds of street, ordinary words.
#[derive(Debug)]
pub(crate) struct CountryRow {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) dial: &'static str,
    forms: &'static [&'static str],
    streets: &'static [&'static str],
    words: &'static [&'static str],
}

const fn country(
    code: &'static str,
    name: &'static str,
    dial: &'static str,
    forms: &'static [&'static str],
    streets: &'static [&'static str],
    words: &'static [&'static str],
) -> CountryRow {
    CountryRow { code, name, dial, forms, streets, words }
}

const ENGLISH: &[&str] = &[
    "Tools",
    "Garden Supplies",
    "Textiles",
    "Printing",
    "Office Furniture",
    "Bakery Equipment",
    "Packaging",
    "Water Services",
    "Farm Machinery",
    "Sports Goods",
    "Kitchen Works",
    "Paper Products",
    "Dental Supply",
    "Building Materials",
    "Timber",
    "Ceramics",
    "Lighting",
    "Bicycle Company",
    "Optical",
    "Food Processing",
];
const ROMANCE: &[&str] = &[
    "Ferramentas",
    "Textil",
    "Moveis",
    "Alimentos",
    "Papeles",
    "Agricola",
    "Plasticos",
    "Ceramica",
    "Embalagens",
];

/// Partners and ordinary others; none is under an embargo.
pub(crate) const COUNTRIES: [CountryRow; 24] = [
    country(
        "DE",
        "Germany",
        "+49",
        &["GmbH", "AG", "GmbH & Co. KG", "e.K."],
        &["Hauptstrasse", "Bahnhofstrasse", "Industriestrasse", "Gartenweg"],
        &[
            "Werkzeuge",
            "Möbel",
            "Druckerei",
            "Gartenbedarf",
            "Verpackungen",
            "Bäckereitechnik",
            "Papier",
            "Holzbau",
            "Leuchten",
            "Landtechnik",
        ],
    ),
    country(
        "FR",
        "France",
        "+33",
        &["SARL", "SAS", "SA"],
        &["rue de la Gare", "avenue Jean Jaures", "rue des Lilas"],
        &["Outillage", "Mobilier", "Imprimerie", "Emballages", "Papeterie", "Menuiserie", "Luminaires"],
    ),
    country(
        "US",
        "United States",
        "+1",
        &["Inc", "LLC", "Corp", "Co"],
        &["Main Street", "Oak Avenue", "Industrial Drive", "Mill Road"],
        ENGLISH,
    ),
    country(
        "JP",
        "Japan",
        "+81",
        &["K.K.", "Co Ltd", "Corporation"],
        &["Honcho", "Chuo-dori", "Ekimae"],
        &["Seisakusho", "Kogyo", "Shokuhin", "Insatsu", "Bussan", "Denki"],
    ),
    country(
        "KR",
        "South Korea",
        "+82",
        &["Co Ltd", "Corp", "Inc"],
        &["Jungang-ro", "Sinchon-ro", "Gongdan-ro"],
        &["Foods", "Tools", "Furniture", "Paper", "Plastics", "Optical"],
    ),
    country(
        "CA",
        "Canada",
        "+1",
        &["Inc", "Ltd", "Corp"],
        &["King Street", "Maple Avenue", "Lakeshore Road"],
        ENGLISH,
    ),
    country(
        "AU",
        "Australia",
        "+61",
        &["Pty Ltd", "Limited"],
        &["George Street", "Station Street", "Harbour Road"],
        ENGLISH,
    ),
    country(
        "BR",
        "Brazil",
        "+55",
        &["Ltda", "SA"],
        &["Rua das Flores", "Avenida Brasil", "Rua Sete de Setembro"],
        ROMANCE,
    ),
    country(
        "IN",
        "India",
        "+91",
        &["Pvt Ltd", "Private Limited", "Limited"],
        &["MG Road", "Station Road", "Gandhi Nagar"],
        ENGLISH,
    ),
    country(
        "MX",
        "Mexico",
        "+52",
        &["SA de CV", "S de RL de CV"],
        &["Calle Hidalgo", "Avenida Juarez", "Calle Morelos"],
        &["Herramientas", "Muebles", "Textiles", "Alimentos", "Empaques", "Papelera"],
    ),
    country(
        "ZA",
        "South Africa",
        "+27",
        &["(Pty) Ltd", "Ltd"],
        &["Main Road", "Church Street", "Loop Street"],
        ENGLISH,
    ),
    country(
        "TH",
        "Thailand",
        "+66",
        &["Co Ltd", "Public Company Limited"],
        &["Sukhumvit Road", "Phahonyothin Road"],
        ENGLISH,
    ),
    country("VN", "Vietnam", "+84", &["JSC", "Co Ltd"], &["Le Loi Street", "Tran Hung Dao Street"], ENGLISH),
    country(
        "PL",
        "Poland",
        "+48",
        &["Sp. z o.o.", "S.A."],
        &["ul. Kolejowa", "ul. Polna", "ul. Ogrodowa"],
        &["Narzędzia", "Meble", "Drukarnia", "Opakowania", "Oświetlenie"],
    ),
    country(
        "CH",
        "Switzerland",
        "+41",
        &["AG", "SA", "GmbH"],
        &["Bahnhofstrasse", "Dorfstrasse", "rue du Rhone"],
        &["Werkzeuge", "Präzision", "Möbel", "Druck", "Papier"],
    ),
    country(
        "GB",
        "United Kingdom",
        "+44",
        &["Ltd", "Limited", "plc"],
        &["High Street", "Station Road", "Mill Lane"],
        ENGLISH,
    ),
    country(
        "IT",
        "Italy",
        "+39",
        &["S.r.l.", "S.p.A."],
        &["via Roma", "via Garibaldi", "via della Stazione"],
        &["Utensili", "Mobili", "Stampa", "Imballaggi", "Ceramiche", "Illuminazione"],
    ),
    country(
        "ES",
        "Spain",
        "+34",
        &["S.L.", "S.A."],
        &["calle Mayor", "avenida de la Estacion", "calle del Molino"],
        &["Herramientas", "Muebles", "Imprenta", "Envases", "Ceramica"],
    ),
    country(
        "NL",
        "Netherlands",
        "+31",
        &["B.V.", "N.V."],
        &["Stationsweg", "Kerkstraat", "Industrieweg"],
        &["Gereedschap", "Meubelen", "Drukkerij", "Verpakking", "Verlichting"],
    ),
    country(
        "SE",
        "Sweden",
        "+46",
        &["AB"],
        &["Storgatan", "Kungsgatan"],
        &["Verktyg", "Möbler", "Tryckeri", "Papper"],
    ),
    country(
        "ID",
        "Indonesia",
        "+62",
        &["PT"],
        &["Jalan Sudirman", "Jalan Merdeka"],
        &["Sentosa Tekstil", "Karya Mebel", "Pangan Jaya", "Kertas Makmur"],
    ),
    country("CL", "Chile", "+56", &["SpA", "Ltda"], &["Avenida Providencia", "Calle Prat"], ROMANCE),
    country("PH", "Philippines", "+63", &["Inc", "Corp"], &["Rizal Avenue", "Mabini Street"], ENGLISH),
    country(
        "TR",
        "Türkiye",
        "+90",
        &["Ltd Sti", "A.S."],
        &["Ataturk Caddesi", "Istasyon Sokak"],
        &["Tekstil", "Mobilya", "Gida", "Kagit", "Seramik"],
    ),
];

/// Names to draw from.
#[derive(Debug)]
pub(crate) struct Names {
    /// Real companies by country.
    real: BTreeMap<&'static str, Vec<String>>,
    /// Real towns by country.
    towns: BTreeMap<&'static str, Vec<String>>,
    /// Sea ports with their UN/LOCODE by country.
    ports: BTreeMap<&'static str, Vec<(String, String)>>,
}

impl Names {
    /// Reads airlines and airports (`OpenFlights`), donors (Bundestag, by `FollowTheMoney`) and ports
    /// (UN/LOCODE). Names
    /// that stand on a list to the letter are left out: they would not be benign.
    pub(crate) fn read(sources: &Sources, listed: &BTreeSet<String>) -> anyhow::Result<Self> {
        let mut names = Self { real: BTreeMap::new(), towns: BTreeMap::new(), ports: BTreeMap::new() };
        let by_name = |name: &str| COUNTRIES.iter().find(|it| it.name == name).map(|it| it.code);
        let benign = |name: &str| !listed.contains(&plain(name));
        for row in rows(&sources.text("air/openflights_airlines.dat.gz")?) {
            let (Some(name), Some(place), Some("Y")) = (row.get(1), row.get(6), row.get(7)) else { continue };
            let place = if place == "Turkey" { "Türkiye" } else { place };
            if let Some(code) = by_name(place).filter(|_| benign(name) && 5 < name.len()) {
                names.real.entry(code).or_default().push(name.to_owned());
            }
        }
        for line in sources.text("ftm/samples/parteispenden/entities.ftm.json")?.lines() {
            let entity: Value = serde_json::from_str(line)?;
            let schema = entity.get("schema").and_then(Value::as_str).unwrap_or_default();
            let name = entity.pointer("/properties/name/0").and_then(Value::as_str).unwrap_or_default();
            if matches!(schema, "Company" | "Organization") && 5 < name.len() && benign(name) {
                names.real.entry("DE").or_default().push(name.to_owned());
            }
        }
        for row in rows(&sources.text("air/openflights_airports.dat.gz")?) {
            let (Some(town), Some(place)) = (row.get(2), row.get(3)) else { continue };
            let place = if place == "Turkey" { "Türkiye" } else { place };
            let ordinary = 3 < town.len() && !town.contains(['(', '/', '-', '\\']);
            if let Some(code) = by_name(place).filter(|_| ordinary) {
                names.towns.entry(code).or_default().push(town.to_owned());
            }
        }
        let ports = sources.table("maritime/ports/unlocode_geoapify_all.csv.gz")?;
        for row in &ports.rows {
            let code = ports.cell(row, "country");
            if let Some(country) = COUNTRIES.iter().find(|it| it.code == code)
                && ports.cell(row, "function").starts_with('1')
            {
                let port = (
                    ports.cell(row, "nameWoDiacritics").to_owned(),
                    format!("{code}{}", ports.cell(row, "location")),
                );
                names.ports.entry(country.code).or_default().push(port);
            }
        }
        for many in names.real.values_mut().chain(names.towns.values_mut()) {
            many.sort();
            many.dedup();
        }
        Ok(names)
    }

    /// How many real company names there are.
    pub(crate) fn real_count(&self) -> usize {
        self.real.values().map(Vec::len).sum()
    }

    /// Whether a name is a real firm's, and not composed.
    pub(crate) fn is_real(&self, name: &str) -> bool {
        self.real.values().flatten().any(|it| it == name)
    }

    /// A company of the country: a real one in two of five cases, else a real town with an ordinary word and the
    /// country's legal form.
    pub(crate) fn company(&self, draw: &mut Draw, country: &CountryRow) -> String {
        if let Some(real) = self.real.get(country.code).filter(|_| draw.percent(40)) {
            return draw.pick(real).clone();
        }
        let (town, word, form) =
            (self.town(draw, country), draw.pick(country.words), draw.pick(country.forms));
        match country.code {
            "ID" => format!("{form} {town} {word}"),
            _ => format!("{town} {word} {form}"),
        }
    }

    pub(crate) fn town(&self, draw: &mut Draw, country: &CountryRow) -> String {
        self.towns.get(country.code).map_or_else(|| country.name.to_owned(), |many| draw.pick(many).clone())
    }

    /// A street with its number, and the town.
    pub(crate) fn address(draw: &mut Draw, country: &CountryRow, town: &str) -> String {
        let number = 1 + draw.below(180);
        format!("{} {number}, {} {town}", draw.pick(country.streets), 10_000 + draw.below(89_999))
    }

    /// A sea port: its name and its code.
    pub(crate) fn port(&self, draw: &mut Draw, code: &str) -> Option<(String, String)> {
        self.ports.get(code).map(|many| draw.pick(many).clone())
    }
}

/// A country of the table.
pub(crate) fn of_code(code: &str) -> &'static CountryRow {
    COUNTRIES.iter().find(|it| it.code == code).unwrap_or(&COUNTRIES[0])
}

/// A name for comparison to the letter.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|it| it.is_alphanumeric() || *it == ' ');
    letters.collect::<String>().to_uppercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .escape(Some(b'\\'))
        .from_reader(text.as_bytes());
    reader.into_records().filter_map(Result::ok).collect()
}
