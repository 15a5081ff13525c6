//! Every list of the data folder: its kind, the day it counts from, and how many entries it should have.

use anyhow::bail;
use serde_json::Value;

use crate::program::{Home, Program, Ran};
use crate::sources::Sources;

/// The day of the newest list, and so the day of the data in every figure.
pub(crate) const KNOWN_AT: &str = "2026-08-14";

/// One version of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListFile {
    pub(crate) title: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) paths: &'static [&'static str],
    /// The day it counts from, where the file does not say it itself.
    pub(crate) effective: Option<&'static str>,
    /// How many entries the data folder's own description counts.
    pub(crate) expected: Option<u64>,
    /// Why the number read may differ from it.
    pub(crate) why: &'static str,
}

const fn file(
    title: &'static str,
    kind: &'static str,
    paths: &'static [&'static str],
    effective: Option<&'static str>,
    expected: u64,
    why: &'static str,
) -> ListFile {
    ListFile { title, kind, paths, effective, expected: Some(expected), why }
}

/// The lists that every figure is measured over, oldest version first.
pub(crate) const ALL: [ListFile; 20] = [
    file("OFAC SDN, January 2022", "ofac-sdn", &["ofac/2022-01"], Some("2022-01-31"), 9_044, ""),
    file(
        "OFAC SDN, December 2022",
        "ofac-sdn",
        &["ofac/2022-12/sdn.csv.zst"],
        Some("2022-12-05"),
        11_118,
        "",
    ),
    file(
        "OFAC non-SDN, XML of 24 March 2022",
        "ofac-cons",
        &["ofac/2022-03-24/consolidated.xml.zst"],
        None,
        462,
        "462 parties are read; an entry for each list that names a party, as each has its own effect",
    ),
    file(
        "OFAC non-SDN, December 2022",
        "ofac-cons",
        &["ofac/2022-12/cons_prim.csv.zst"],
        Some("2022-12-05"),
        449,
        "449 parties are read; an entry for each list that names a party",
    ),
    file(
        "OFAC non-SDN, December 2025",
        "ofac-cons",
        &["ofac/cons_set_watchman"],
        Some("2025-12-01"),
        442,
        "442 parties are read; an entry for each list that names a party",
    ),
    file(
        "US Consolidated Screening List, derived",
        "us-csl",
        &["csl/2026-07-31_screening-list_derived.json.zst"],
        None,
        25_921,
        "",
    ),
    file("UN, October 2018", "un-sc", &["un/2018-10-29/consolidated.xml.zst"], None, 1_093, ""),
    file("UN, November 2025", "un-sc", &["un/2025-11-18/consolidated.xml.zst"], None, 1_000, ""),
    file("UN, February 2026", "un-sc", &["un/2026-02-27/UN_consolidated.xml.zst"], None, 1_003, ""),
    file("UN, August 2026", "un-sc", &["un/2026-08-01/consolidated.xml.zst"], None, 1_011, ""),
    file(
        "EU financial sanctions file, 2022",
        "eu-fsf",
        &["eu/2022-03/xmlFullSanctionsList_1_1.salvaged.xml.zst"],
        None,
        1_044,
        "",
    ),
    file(
        "EU Official Journal annexes",
        "eu-oj",
        &["eu/oj-annexes/consolidated", "eu/oj-annexes/amendments"],
        Some(KNOWN_AT),
        8_434,
        "8,434 rows are read; ten consolidated rows are replaced by an amendment's row of the same record",
    ),
    file("OFSI ConList, April 2018", "uk-conlist", &["uk/2018-04-13_ConList.csv.zst"], None, 2_106, ""),
    file("OFSI ConList, April 2020", "uk-conlist", &["uk/2020-04-27_ConList.csv.zst"], None, 2_114, ""),
    file("OFSI ConList, May 2022 (XLSX)", "uk-conlist", &["uk/2022-05/ConList.xlsx"], None, 3_430, ""),
    file(
        "Australia, August 2026 (XLSX)",
        "au-dfat",
        &["au/2026-08/regulation8_consolidated.xlsx"],
        Some("2026-08-02"),
        3_846,
        "",
    ),
    file("Canada, May 2022", "ca-sema", &["ca/2022-05/sema-lmes.xml.zst"], Some("2022-05-15"), 2_606, ""),
    file(
        "Ukraine, GUR ships",
        "ua-gur-ships",
        &["ua/gur_vessels_master.csv.zst"],
        Some("2026-06-12"),
        1_414,
        "",
    ),
    file(
        "Ukraine, NSDC (XLSX)",
        "ua-nsdc",
        &["ua/2022-04/nsdc_sanctions.xlsx"],
        Some("2022-04-15"),
        5_677,
        "one row has no name and is a reject",
    ),
    ListFile {
        title: "a book of 200 names",
        kind: "book",
        paths: &[],
        effective: None,
        expected: Some(200),
        why: "",
    },
];

/// Files that are other views of the same lists, or no list in force: each is loaded into a home of its own.
pub(crate) const APART: [ListFile; 8] = [
    file(
        "CSL, official CSV, cut off",
        "us-csl",
        &["csl/watchman_csl_2_7MB.csv.zst"],
        Some("2023-11-30"),
        4_227,
        "the last row is cut, so the version is held",
    ),
    file(
        "EU financial sanctions file, cut off",
        "eu-fsf",
        &["eu/2022-03/xmlFullSanctionsList_1_1.xml.zst"],
        None,
        1_044,
        "the file is cut in an entity, so the version is held",
    ),
    file(
        "SDN and non-SDN glued together",
        "ofac-sdn",
        &["ofac/2022-12/USASanctions_sdn+cons_concatenated.csv.zst"],
        Some("2022-12-05"),
        11_567,
        "the 449 non-SDN rows are another kind; the report says that they were left out",
    ),
    file(
        "UK Sanctions List, excerpt",
        "uk-sl",
        &["uk/2026-09-02_excerpt/UK-Sanctions-List.excerpt.xml"],
        None,
        2,
        "",
    ),
    file(
        "FtM, Wikidata",
        "ftm",
        &["ftm/samples/khong_entities.ftm.json.zst"],
        Some(KNOWN_AT),
        1_565,
        "1,565 lines; edges such as Family and Occupancy are no parties",
    ),
    ListFile {
        title: "FtM, donors",
        kind: "ftm",
        paths: &["ftm/samples/parteispenden/entities.ftm.json"],
        effective: Some(KNOWN_AT),
        expected: Some(475),
        why: "475 lines; 290 payments and 89 addresses are no parties",
    },
    ListFile {
        title: "FtM, zala",
        kind: "ftm",
        paths: &["ftm/samples/zala/entities.ftm.json"],
        effective: Some(KNOWN_AT),
        expected: None,
        why: "",
    },
    ListFile {
        title: "FtM, with its deltas",
        kind: "ftm",
        paths: &["ftm/samples/t2"],
        effective: Some(KNOWN_AT),
        expected: None,
        why: "one of its delta files is empty",
    },
];

/// What loading a version came to.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) ran: Ran,
    /// `None` where the file was refused.
    pub(crate) entries: Option<u64>,
    pub(crate) rejects: u64,
    /// Why the version was held before it was accepted, if it was.
    pub(crate) held: Option<String>,
}

/// Loads a version into a home; one that is held is accepted, and the reason kept.
pub(crate) fn load(
    program: &Program,
    sources: &Sources,
    home: &Home,
    list: &ListFile,
) -> anyhow::Result<Loaded> {
    let mut paths: Vec<String> = list.paths.iter().map(|it| sources.path(it).display().to_string()).collect();
    if list.kind == "book" {
        paths.push(home.file("book.csv", book(sources)?.as_bytes())?);
    }
    let mut arguments = vec!["lists", "load", list.kind];
    arguments.extend(paths.iter().map(String::as_str));
    let effective = if list.kind == "book" { Some(KNOWN_AT) } else { list.effective };
    if let Some(day) = effective {
        arguments.extend(["--effective", day]);
    }
    arguments.extend(["--format", "json"]);
    let ran = program.run(home, &arguments)?;
    let Ok(said) = serde_json::from_str::<Value>(&ran.out) else {
        return Ok(Loaded { ran, entries: None, rejects: 0, held: None });
    };
    let number = |path: &str| said.pointer(path).and_then(Value::as_u64);
    let held = (ran.status == Some(3))
        .then(|| said.get("why").and_then(Value::as_str).unwrap_or("held, and no reason given").to_owned());
    if held.is_some() {
        program.run(home, &["lists", "accept", list.kind, "--who", "bench"])?.expect(&[0], "lists accept")?;
    }
    Ok(Loaded {
        entries: number("/report/entries"),
        rejects: number("/report/reject_count").unwrap_or(0),
        ran,
        held,
    })
}

/// A home with every list of the data folder in use.
pub(crate) fn home_of_all(program: &Program, sources: &Sources) -> anyhow::Result<Home> {
    let home = Home::new()?;
    load_into(program, sources, &home, |_| true)?;
    Ok(home)
}

/// Loads those lists of the folder that are wanted.
pub(crate) fn load_into(
    program: &Program,
    sources: &Sources,
    home: &Home,
    wanted: impl Fn(&ListFile) -> bool,
) -> anyhow::Result<()> {
    for list in ALL.iter().filter(|list| wanted(list)) {
        let loaded = load(program, sources, home, list)?;
        if loaded.entries.is_none() {
            bail!("{} was not loaded: {}", list.title, loaded.ran.err.trim());
        }
    }
    Ok(())
}

/// A policy that takes lists of any age: the newest full files of the UK, the EU and Canada are of 2022.
pub(crate) fn policy_of_any_age(home: &Home) -> anyhow::Result<String> {
    let standard = std::fs::read_to_string(crate::program::workspace().join("data/law/policy.toml"))?;
    let mut lines: Vec<String> = standard.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|line| line.starts_with("list_age_days_max")) {
        "list_age_days_max = 3000".clone_into(line);
    }
    home.file("policy.toml", lines.join("\n").as_bytes())
}

/// A stand-in for annexes of Regulation 833/2014 that are not in the data folder: chapters of which the benign orders
/// have none. It is no law; it only answers "not in this annex" where an unloaded table would hold the order.
pub(crate) fn load_stand_in_annexes(program: &Program, home: &Home) -> anyhow::Result<()> {
    let mut table = "annex,cn_prefix,text,effective_from,effective_to,source\n".to_owned();
    for (annex, prefix) in [("XI", "8802"), ("XX", "2710"), ("XXXV", "9301")] {
        table.extend([annex, ",", prefix, ",stand-in of the bench,2022-02-26,,no law\n"]);
    }
    let path = home.file("annexes.csv", table.as_bytes())?;
    program
        .run(home, &["tables", "load", "eu-annexes", &path, "--effective", "2026-08-01"])?
        .expect(&[0], "tables load eu-annexes")?;
    Ok(())
}

/// A user's own list: airlines that no longer fly, which no benign order names.
fn book(sources: &Sources) -> anyhow::Result<String> {
    let text = sources.text("air/openflights_airlines.dat.gz")?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "name", "schema"])?;
    let mut rows = 0;
    for row in reader.records() {
        let row = row?;
        let (Some(id), Some(name), Some("N")) = (row.get(0), row.get(1), row.get(7)) else { continue };
        if rows < 200 && 8 < name.chars().count() {
            rows += 1;
            writer.write_record([id, name, "Company"])?;
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
