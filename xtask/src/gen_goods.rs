//! Turns published export-control, tariff and recovered-component files into the tables under `data/goods`.
//!
//! Tables that people write (`chpl`, `hs-concordance`, `makers`, `words`) are not made here; the priority
//! list is compared with its source. `data/goods/SOURCES.toml` must name the digest of every file that is
//! read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

mod scope;

/// The eCFR issue that the Commerce tables were read from.
const ISSUE: &str = "2026-07-23";
/// Longest text kept of a nomenclature line or an entry's heading: enough to recognise it.
const TEXT_CHARS_MAX: usize = 110;

/// Makes every table, and writes them to `out_dir`, or with `check` compares them with what is there.
///
/// `data_dir` is the folder of published files; `out_dir` is `data/goods`.
pub(crate) fn run(data_dir: &Path, out_dir: &Path, check: bool) -> anyhow::Result<()> {
    let sources = std::fs::read_to_string(out_dir.join("SOURCES.toml")).context("reading SOURCES.toml")?;
    let read = |path: &str| -> anyhow::Result<String> {
        let bytes = plain_bytes(&data_dir.join(path))?;
        let mut digest = String::new();
        for byte in Sha256::digest(&bytes) {
            write!(digest, "{byte:02x}")?;
        }
        ensure!(sources.contains(&digest), "{path} has digest {digest}, which SOURCES.toml does not name");
        String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
    };
    let priority =
        std::fs::read_to_string(out_dir.join("chpl-2024-02-23.csv")).context("reading the priority list")?;
    compare_priority(&priority, &read("goods/chpl_2024-02-23.csv")?)?;
    let names = country_codes(&read("hs/unlocode_country-codes.csv")?)?;
    let made = [
        ("hs-2022.csv", nomenclature(&read("hs/harmonized-system.csv.zst")?)?),
        ("ccl-2026-07-23.csv", control_list(&read("goods/ccl_2026-07-23.json.zst")?)?),
        (
            "country-chart-2026-07-23.csv",
            country_chart(&read("goods/country-chart_2026-07-23.json")?, &names)?,
        ),
        ("country-groups-2026-07-23.csv", country_groups(&read("goods/country-groups.json")?, &names)?),
        ("recovered-components.csv", recovered(&read("goods/recovered-components/components.csv")?)?),
        ("eu-annex-xl.csv", annex_xl(&priority)?),
    ];
    for (name, text) in made {
        let path = out_dir.join(name);
        if !check {
            std::fs::write(&path, text).with_context(|| format!("writing {name}"))?;
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            bail!("data/goods/{name} is not what its sources give: run `cargo xtask gen`");
        }
    }
    Ok(())
}

fn plain_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    if path.extension().is_none_or(|it| it != "zst") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(bytes.as_slice())?.read_to_end(&mut plain)?;
    Ok(plain)
}

/// The rows of a CSV file by column name; lines that open with `#` are its header for people.
fn rows(text: &str) -> anyhow::Result<Vec<BTreeMap<String, String>>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.context("reading a CSV row")).collect()
}

fn column<'a>(row: &'a BTreeMap<String, String>, name: &str) -> anyhow::Result<&'a str> {
    row.get(name).map(String::as_str).with_context(|| format!("a row has no column {name}"))
}

/// A CSV text under a header for people.
fn table<const N: usize>(about: &str, columns: [&str; N], rows: Vec<[String; N]>) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(format!("{about}{}", String::from_utf8(writer.into_inner()?)?))
}

/// A text of one line, cut between words where it is too long.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= TEXT_CHARS_MAX {
        return text;
    }
    let cut: String = text.chars().take(TEXT_CHARS_MAX).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{} …", cut.trim_end_matches([',', ';', ' ']))
}

/// The list that ships is written by hand; its codes and tiers must be the source's.
fn compare_priority(ours: &str, source: &str) -> anyhow::Result<()> {
    let pairs = |text: &str, code: &str| -> anyhow::Result<BTreeSet<(String, String)>> {
        rows(text)?
            .iter()
            .map(|row| Ok((column(row, code)?.to_owned(), column(row, "tier")?.to_owned())))
            .collect()
    };
    let (ours, source) = (pairs(ours, "code")?, pairs(source, "hs6")?);
    ensure!(
        ours == source,
        "priority list and source differ: {:?}",
        ours.symmetric_difference(&source).collect::<Vec<_>>()
    );
    Ok(())
}

fn annex_xl(priority: &str) -> anyhow::Result<String> {
    let about = "\
# EU Regulation 833/2014, Annex XL (common high priority items), as a mirror of the list of 2024-02-23.
# Made by `cargo xtask gen` from chpl-2024-02-23.csv: the annex was not read, so every row is unverified.
";
    let mut made = Vec::new();
    for row in rows(priority)? {
        let cell = |name| column(&row, name).map(str::to_owned);
        let source = "mirror of the Common High Priority List, unverified".to_owned();
        made.push(["XL".to_owned(), cell("code")?, cell("text")?, cell("edition")?, String::new(), source]);
    }
    table(about, ["annex", "cn_prefix", "text", "effective_from", "effective_to", "source"], made)
}

fn nomenclature(source: &str) -> anyhow::Result<String> {
    let about = "\
# Harmonized System 2022: headings and subheadings with shortened texts. Made by `cargo xtask gen`.
# Source, link and licence (ODC-PDDL 1.0): SOURCES.toml, entry `nomenclature`.
";
    let mut made = Vec::new();
    for row in rows(source)? {
        let code = column(&row, "hscode")?;
        if matches!(code.len(), 4 | 6) && code.bytes().all(|byte| byte.is_ascii_digit()) {
            made.push([code.to_owned(), short(column(&row, "description")?)]);
        }
    }
    table(about, ["code", "text"], made)
}

fn control_list(source: &str) -> anyhow::Result<String> {
    let about = "\
# Commerce Control List (15 CFR Part 774, Supplement No. 1) as read in the eCFR issue of 2026-07-23.
# Made by `cargo xtask gen`. One line a control; an entry without a table of controls has one line with none.
# `scope` is how much of the entry the control covers (module `ccl` of `goods`), `chart` a Country Chart
# column, `to` the destinations that the text itself lists. Source and licence: SOURCES.toml, entry `ccl`.
";
    let list: Value = serde_json::from_str(source)?;
    ensure!(list["ecfrIssueDate"] == ISSUE, "the control list is of another issue");
    let mut made = Vec::new();
    for entry in list["entries"].as_array().context("no entries")? {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let (eccn, mut head) = (text("eccn"), [short(&text("heading")), text("reasonForControl")]);
        let mut controls = controls_of(entry)?;
        if controls.is_empty() {
            controls.push((String::new(), String::new()));
        }
        for (control, requirement) in controls {
            let [heading, reasons] = std::mem::take(&mut head);
            let [chart, to, text] = requirement_cells(&control, &requirement);
            let scope = if control.is_empty() { String::new() } else { scope::scope(&eccn, &control) };
            made.push([eccn.clone(), heading, reasons, control, scope, chart, to, text]);
        }
    }
    table(about, ["eccn", "heading", "reasons", "control", "scope", "chart", "to", "text"], made)
}

/// The (control, requirement) pairs of an entry, with the source's merged cells taken apart.
fn controls_of(entry: &Value) -> anyhow::Result<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for row in entry["countryChart"].as_array().context("an entry without a chart list")? {
        let cell = |name: &str| {
            row[name].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (control, requirement) = (cell("control"), cell("countryChart"));
        let two_controls = control.split_once(" AT applies").zip(requirement.split_once(" AT Column"));
        if let Some(((first, rest), (column, at))) = two_controls {
            pairs.push((first.to_owned(), column.to_owned()));
            pairs.push((format!("AT applies{rest}"), format!("AT Column{at}")));
        } else if let Some((before, column)) =
            (control == requirement).then(|| control.split_once("entire entry CB Column")).flatten()
        {
            pairs.push((format!("{before}entire entry"), format!("CB Column{column}")));
        } else {
            pairs.push((control, requirement));
        }
    }
    Ok(pairs)
}

/// The chart column, the listed destinations, and the text where a column does not say it all.
fn requirement_cells(control: &str, requirement: &str) -> [String; 3] {
    let reason = control.get(..2).unwrap_or_default();
    let plain = requirement.trim_end_matches('.');
    let number = plain.strip_prefix(reason).unwrap_or(plain).trim_start().strip_prefix("Column ");
    if let Some(number) = number {
        let (number, more) = number.split_at_checked(1).unwrap_or((number, ""));
        if !more.starts_with(|next: char| next.is_ascii_digit()) {
            let more = more.trim_start_matches([',', ' ']).to_owned();
            return [format!("{reason}:{number}"), String::new(), more];
        }
    }
    [String::new(), listed_destinations(requirement).to_owned(), requirement.to_owned()]
}

/// Destinations that a requirement lists in its own words; a `?` at the end says that others may be caught as
/// well.
fn listed_destinations(requirement: &str) -> &'static str {
    let told = [
        ("China, Russia", "CN RU VE"),
        ("To or within any destination worldwide", "*"),
        ("To or within Macau or a destination specified in Country Group D:5", "MO D:5 ?"),
        ("To or within the United Arab Emirates or destinations specified", "D:1 D:4 D:5 -A:5 -A:6 ?"),
        ("A license is required for all destinations", "*"),
        ("A license is required for ALL destinations, except Canada", "* -CA"),
    ];
    if let Some((_, to)) = told.iter().find(|(start, _)| requirement.starts_with(start)) {
        return to;
    }
    let one_country = requirement.starts_with("A license is required for ");
    let has = |words: &str| requirement.contains(words);
    match (one_country && has("to Iraq"), one_country && (has("to Pakistan") || has("or Pakistan"))) {
        (true, true) => "IQ PK",
        (true, false) => "IQ",
        (false, true) => "PK",
        (false, false) if one_country && has("to North Korea") => "KP",
        (false, false) => "",
    }
}

/// Names as the EAR's tables write them, where the register of codes writes them otherwise.
const EAR_NAMES: &[(&str, &str)] = &[
    ("Bahamas, The", "BS"),
    ("The Bahamas", "BS"),
    ("Bolivia", "BO"),
    ("Bosnia & Herzegovina", "BA"),
    ("Brunei", "BN"),
    ("Burma", "MM"),
    ("China (PRC)", "CN"),
    ("Congo (Democratic Republic of the)", "CD"),
    ("Congo (Democratic Republic of)", "CD"),
    ("Congo (Republic of the)", "CG"),
    ("Cote d'Ivoire", "CI"),
    ("Cote d'lvoire", "CI"),
    ("Czech Republic", "CZ"),
    ("Gambia, The", "GM"),
    ("Iran", "IR"),
    ("Korea, North", "KP"),
    ("Korea, South", "KR"),
    ("Kosovo", "XK"),
    ("Laos", "LA"),
    ("Macau", "MO"),
    ("Marshall Islands", "MH"),
    ("Micronesia (Federated State of)", "FM"),
    ("Micronesia, Federated States of", "FM"),
    ("Moldova", "MD"),
    ("Philippines", "PH"),
    ("Russia", "RU"),
    ("Saint Kitts & Nevis", "KN"),
    ("Sao Tome & Principe", "ST"),
    ("Seycheles", "SC"),
    ("Sint Maarten (the Dutch two-fifths of the island of Saint Martin)", "SX"),
    ("South Sudan, Republic of", "SS"),
    ("St. Kitts and Nevis", "KN"),
    ("St. Lucia", "LC"),
    ("St. Vincent and the Grenadines", "VC"),
    ("Sudan", "SD"),
    ("Syria", "SY"),
    ("Taiwan", "TW"),
    ("Tanzania", "TZ"),
    ("Trinidad & Tobago", "TT"),
    ("United Arab Emirates", "AE"),
    ("United States", "US"),
    ("Vatican City", "VA"),
    ("Venezuela", "VE"),
    ("Vietnam", "VN"),
];

fn country_codes(register: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut codes = BTreeMap::new();
    for row in rows(register)? {
        codes.insert(column(&row, "CountryName")?.to_owned(), column(&row, "CountryCode")?.to_owned());
    }
    codes.extend(EAR_NAMES.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())));
    Ok(codes)
}

fn code_of<'a>(names: &'a BTreeMap<String, String>, name: &str) -> anyhow::Result<&'a str> {
    names.get(name).map(String::as_str).with_context(|| format!("no country code is known for {name}"))
}

fn country_chart(source: &str, names: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let about = "\
# Commerce Country Chart (15 CFR Part 738, Supplement No. 1) as read in the eCFR issue of 2026-07-23.
# Made by `cargo xtask gen`. An embargoed row has no columns and says what to read instead: no mark then
# permits nothing. `follows` names the row that governs a destination without one of its own.
# Source and licence: SOURCES.toml, entry `country-chart`.
";
    let chart: Value = serde_json::from_str(source)?;
    ensure!(chart["ecfrIssueDate"] == ISSUE, "the country chart is of another issue");
    let footnotes = |row: &Value| -> String {
        let texts = row["footnotes"].as_array().into_iter().flatten().map(|number| {
            let text = chart["footnotes"][number.to_string()].as_str().unwrap_or_default();
            format!("footnote {number}: {text}")
        });
        texts.collect::<Vec<_>>().join(" ")
    };
    let mut made: BTreeMap<String, [String; 6]> = BTreeMap::new();
    for (name, row) in chart["countries"].as_object().context("no countries")? {
        let marks = row["marks"].as_array().context("a row without marks")?;
        let marks: Vec<String> =
            marks.iter().filter_map(Value::as_str).map(|mark| mark.replace(' ', ":")).collect();
        let code = code_of(names, name)?.to_owned();
        made.insert(
            code.clone(),
            [code, name.clone(), marks.join(" "), String::new(), String::new(), footnotes(row)],
        );
    }
    for (name, row) in chart["embargoed"].as_object().context("no embargoed rows")? {
        let code = code_of(names, name)?.to_owned();
        let see = row["pointer"].as_str().context("an embargoed row without its pointer")?.to_owned();
        made.insert(code.clone(), [code, name.clone(), String::new(), see, String::new(), footnotes(row)]);
    }
    for (code, name, row) in [("HK", "Hong Kong", "hong kong"), ("KY", "Cayman Islands", "cayman islands")] {
        let governs = &chart["territoryInheritance"][row];
        let parent = made
            .get(code_of(names, governs["row"].as_str().unwrap_or_default())?)
            .context("no parent row")?;
        let follows = format!("{} ({})", parent[1], governs["basis"].as_str().unwrap_or_default());
        let row = [
            code.to_owned(),
            name.to_owned(),
            parent[2].clone(),
            parent[3].clone(),
            follows,
            parent[5].clone(),
        ];
        made.insert(code.to_owned(), row);
    }
    table(about, ["country", "name", "columns", "see", "follows", "footnotes"], made.into_values().collect())
}

fn country_groups(source: &str, names: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let about = "\
# Country Groups (15 CFR Part 740, Supplement No. 1) as read in the eCFR issue of 2026-07-23.
# Made by `cargo xtask gen`. Hong Kong has no row: it is treated as China. Macau is not in D:5, and rules that
# mean it say so. Source and licence: SOURCES.toml, entry `country-groups`.
";
    let list: Value = serde_json::from_str(source)?;
    ensure!(list["ecfrIssueDate"] == ISSUE, "the country groups are of another issue");
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (group, members) in list["groups"].as_object().context("no groups")? {
        for name in members.as_array().context("a group without members")? {
            let code = code_of(names, name.as_str().unwrap_or_default())?;
            groups.entry(code.to_owned()).or_default().insert(group.clone());
        }
    }
    let china = groups.get("CN").cloned().context("no groups for China")?;
    groups.insert("HK".to_owned(), china);
    let rows =
        groups.into_iter().map(|(code, groups)| [code, groups.into_iter().collect::<Vec<_>>().join(" ")]);
    table(about, ["country", "groups"], rows.collect())
}

fn recovered(source: &str) -> anyhow::Result<String> {
    let about = "\
# Foreign components recovered from weapons, retrieved 2026-06-13. Made by `cargo xtask gen`.
# (c) Awesome Drone Warfare OSINT Contributors, CC BY 4.0, after the War & Sanctions portal of the Main
# Directorate of Intelligence of Ukraine; columns, and components whose marking has no number, were dropped.
# `guess` is a scraped guess at the part number. Component gur-N:
# https://war-sanctions.gur.gov.ua/en/components/N. SOURCES.toml, entry `recovered`.
";
    let mut made = Vec::new();
    for row in rows(source)? {
        let cell =
            |name| column(&row, name).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let (marking, guess) = (cell("name_marking")?, cell("part_number_guess")?);
        if guess.is_empty() && !marking.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let id = cell("component_id")?;
        let number =
            id.strip_prefix("gur-").with_context(|| format!("{id} is not a component of the portal"))?;
        let page = format!("https://war-sanctions.gur.gov.ua/en/components/{number}");
        ensure!(cell("source_url")? == page, "component {id} is on another page");
        ensure!(cell("retrieved")? == "2026-06-13", "component {id} was retrieved on another day");
        let category = cell("category")?;
        let category = if category == "unknown" { String::new() } else { category };
        made.push([
            id,
            marking,
            category,
            cell("manufacturer")?,
            cell("manufacturer_country")?,
            guess,
            cell("weapon_label")?,
        ]);
    }
    table(about, ["id", "marking", "category", "maker", "country", "guess", "weapon"], made)
}
