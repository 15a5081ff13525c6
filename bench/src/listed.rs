//! Listed parties, read from the files apart from the program: what the planted orders must find.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::names::plain;
use crate::sources::{Sources, Table};

/// A party that is on a list.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    /// The list as decisions call it.
    pub(crate) list: &'static str,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) country: String,
    pub(crate) inn: String,
    pub(crate) address: String,
}

/// A ship that is on a list.
#[derive(Clone, Debug)]
pub(crate) struct Ship {
    pub(crate) name: String,
    pub(crate) imo: String,
}

/// Everything listed that the bench plants.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) parties: Vec<Party>,
    pub(crate) ships: Vec<Ship>,
    /// Every name and alias, for telling who is not listed.
    pub(crate) names: BTreeSet<String>,
}

/// The folders of the Official Journal's annexes that name legal persons.
const EU_FILES: [&str; 3] = [
    "eu/oj-annexes/consolidated/32014R0269.csv.zst",
    "eu/oj-annexes/consolidated/32014R0833.csv.zst",
    "eu/oj-annexes/consolidated/32012R0267.csv.zst",
];

impl Listed {
    pub(crate) fn read(sources: &Sources) -> anyhow::Result<Self> {
        let mut listed = Self::default();
        listed.read_csl(sources)?;
        for file in EU_FILES {
            listed.read_annexes(&sources.table(file)?);
        }
        listed.read_un(sources)?;
        let vessels: Value =
            serde_json::from_slice(&sources.bytes("maritime/vessels/ofac_sdn_vessels.json.gz")?)?;
        for ship in vessels.get("vessels").and_then(Value::as_array).into_iter().flatten() {
            let (Some(name), Some(imo)) =
                (ship.get("name").and_then(Value::as_str), ship.get("imo").and_then(Value::as_u64))
            else {
                continue;
            };
            listed.ships.push(Ship { name: name.to_owned(), imo: imo.to_string() });
        }
        let names = listed.parties.iter().flat_map(|it| it.aliases.iter().chain([&it.name]));
        listed.names.extend(names.map(|name| plain(name)));
        Ok(listed)
    }

    /// Parties of one list.
    pub(crate) fn of(&self, list: &str) -> Vec<&Party> {
        self.parties.iter().filter(|it| it.list == list).collect()
    }

    fn read_csl(&mut self, sources: &Sources) -> anyhow::Result<()> {
        let file: Value =
            serde_json::from_slice(&sources.bytes("csl/2026-07-31_screening-list_derived.json.zst")?)?;
        let titles: Vec<&str> = file
            .pointer("/tables/sources")
            .and_then(Value::as_array)
            .map_or_else(Vec::new, |it| it.iter().filter_map(Value::as_str).collect());
        for entry in file.get("entries").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let texts = |name: &str| {
                let many = entry.get(name).and_then(Value::as_array);
                many.map_or_else(Vec::new, |it| {
                    it.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
                })
            };
            let title =
                entry.get("s").and_then(Value::as_u64).and_then(|at| titles.get(usize::try_from(at).ok()?));
            let kind = text("t");
            // Firms only: a person's or ship's name is no consignee here.
            if !matches!(kind.as_str(), "Entity" | "") {
                continue;
            }
            let Some(list) = title.and_then(|it| code_of(it)) else { continue };
            let mut countries = texts("c");
            let (Some(country), None) = (countries.pop(), countries.pop()) else { continue };
            let party = Party {
                list,
                name: text("n"),
                aliases: texts("a"),
                country,
                inn: String::new(),
                address: String::new(),
            };
            self.parties.push(party);
        }
        Ok(())
    }

    fn read_annexes(&mut self, table: &Table) {
        for row in &table.rows {
            let cell = |column| table.cell(row, column).to_owned();
            if matches!(cell("schema").as_str(), "Person" | "Asset") {
                continue;
            }
            if cell("schema") == "Vessel" {
                let (name, imo) = (cell("name"), cell("imoNumber"));
                // A leading zero marks the number of a company.
                if imo.len() == 7 && !imo.starts_with('0') {
                    self.ships.push(Ship { name, imo });
                }
                continue;
            }
            // Of 833/2014 only the firms of Annex IV; its other annexes are neither freezes nor export lists of firms.
            let list = match (cell("celex").as_str(), cell("annex").as_str()) {
                ("32014R0833", "IV") => "EU-EXPORT",
                ("32014R0833", _) => continue,
                _ => "EU-FREEZE",
            };
            let aliases =
                cell("alias").split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
            self.parties.push(Party {
                list,
                name: cell("name"),
                aliases,
                country: cell("country").to_uppercase(),
                inn: cell("innCode"),
                address: cell("address"),
            });
        }
    }

    fn read_un(&mut self, sources: &Sources) -> anyhow::Result<()> {
        let text = sources.text("un/2026-08-01/consolidated.xml.zst")?;
        for entity in text.split("<ENTITY>").skip(1) {
            let name = between(entity, "<FIRST_NAME>", "</FIRST_NAME>");
            if let Some(name) = name.filter(|it| 8 < it.len() && !it.contains('&')) {
                self.parties.push(Party {
                    list: "UN-SC",
                    name: name.trim().to_owned(),
                    aliases: Vec::new(),
                    country: String::new(),
                    inn: String::new(),
                    address: String::new(),
                });
            }
        }
        Ok(())
    }
}

/// The list's code for a source of the Consolidated Screening List.
fn code_of(title: &str) -> Option<&'static str> {
    let codes = [
        ("Specially Designated Nationals", "US-SDN"),
        ("Entity List", "US-EL"),
        ("Denied Persons List", "US-DPL"),
        ("Unverified List", "US-UVL"),
        ("Military End User", "US-MEU"),
        ("Nonproliferation", "US-ISN"),
        ("Sectoral", "US-SSI"),
        ("ITAR", "US-DTC"),
        ("Chinese Military", "US-CMIC"),
    ];
    codes.into_iter().find(|(start, _)| title.contains(start)).map(|(_, code)| code)
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(inside, _)| inside)
}
