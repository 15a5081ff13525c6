//! Whether decisions come out to the byte again after their lists, tables and law pack have changed.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};

use crate::draw::Draw;
use crate::figure::Figure;
use crate::list_files;
use crate::listed::Listed;
use crate::names::Names;
use crate::orders::{self, Wish};
use crate::program::{Home, Program, workspace};
use crate::sources::Sources;

const ORDERS: usize = 1_000;
const SEED: u64 = 4_711;

/// The lists that arrive after the decisions: newer versions of kinds that were in use, and kinds that were not.
const LATER: [&str; 6] = [
    "OFAC SDN, December 2022",
    "OFAC non-SDN, December 2025",
    "UN, February 2026",
    "UN, August 2026",
    "OFSI ConList, May 2022 (XLSX)",
    "EU Official Journal annexes",
];

/// Decides 1,000 orders over older lists, brings the newer ones in, and replays every decision.
pub(crate) fn run(program: &Program, sources: &Sources) -> anyhow::Result<()> {
    let listed = Listed::read(sources)?;
    let names = Names::read(sources, &listed.names)?;
    let orders = orders(&names, &listed);
    let home = Home::new()?;
    list_files::load_into(program, sources, &home, |list| !LATER.contains(&list.title))?;
    let policy = list_files::policy_of_any_age(&home)?;
    let path = home.file("random.jsonl", &orders::lines(&orders))?;
    let check = |as_of: &str| {
        let arguments = [
            "check",
            &path,
            "--as-of",
            as_of,
            "--known-at",
            list_files::KNOWN_AT,
            "--policy",
            &policy,
            "--format",
            "json",
        ];
        program.run(&home, &arguments)?.expect(&[0, 10, 20, 30, 40], "check")
    };
    let first = check("2026-08-05")?;
    list_files::load_into(program, sources, &home, |list| LATER.contains(&list.title))?;
    list_files::load_stand_in_annexes(program, &home)?;
    let law = change_law(&home)?;
    let again = check("2026-08-05")?;
    let changed = first.out.lines().zip(again.out.lines()).filter(|(a, b)| a != b).count();
    let replayed = program.run(&home, &["audit", "replay", "--all"])?;
    let count = counts(&replayed.out)
        .with_context(|| format!("`audit replay --all` said {:?} {:?}", replayed.out, replayed.err))?;
    let verified = program.run(&home, &["audit", "verify"])?;

    let mut figure = Figure::new("replay", &["what", "value"]);
    figure.row(vec!["decisions on record, before and after the changes".to_owned(), count[0].to_string()]);
    figure.row(vec!["the same to the byte".to_owned(), count[1].to_string()]);
    figure.row(vec!["differing".to_owned(), count[2].to_string()]);
    figure.row(vec!["seconds for all".to_owned(), format!("{:.2}", replayed.seconds)]);
    figure.row(vec!["the same orders, decided anew with other bytes".to_owned(), changed.to_string()]);
    figure.note(law.clone());
    figure.note(format!("audit verify: {}", verified.out.lines().next().unwrap_or_default()));
    figure.show(json!({ "replayed": count[0], "same": count[1], "differing": count[2], "changed_anew": changed, "law": law,
                        "seconds": replayed.seconds, "verified": verified.status == Some(0),
                        "met": ORDERS as u64 <= count[0] && count[1] == count[0] && count[2] == 0 }))
}

/// Brings another law pack into use: the shipped one with other words in a rule that every order meets.
/// No command does this, so it goes through the store.
fn change_law(home: &Home) -> anyhow::Result<String> {
    let mut changed = BTreeMap::new();
    let mut differs = false;
    for item in std::fs::read_dir(workspace().join("data/law"))? {
        let path = item?.path();
        let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
        if name == "policy.toml" || path.extension().is_none_or(|it| it != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let other = text.replace("Keep this record ten years", "Keep this record for ten years");
        differs |= other != text;
        changed.insert(name, other);
    }
    if !differs {
        bail!("the law pack has none of the words that this changes");
    }
    let store = store::Home::open(home.path()).map_err(|error| anyhow!("{error}"))?;
    let digest = store.blobs().put(&serde_json::to_vec(&changed)?)?;
    let stamp = store::Stamp { at: "2026-11-23T00:00:00Z".to_owned(), writer: "bench".to_owned() };
    store.set_pack(store::PackName::Law, digest, &stamp)?;
    Ok(format!("law pack changed: the shipped rules with other words in one of them, {}", digest.short()))
}

/// Random orders: every third with a listed party among its own, so that there is something to differ.
fn orders(names: &Names, listed: &Listed) -> Vec<Value> {
    let mut draw = Draw::new(SEED);
    let order = |number: usize| {
        let mut order = orders::benign(&format!("random-{number}"), &mut draw, names, Wish::default());
        if draw.percent(33) {
            let party = draw.pick(&listed.parties);
            order["parties"][1]["name"] = json!(party.name);
            if party.country.len() == 2 {
                order["parties"][1]["country"] = json!(party.country);
            }
        }
        if draw.percent(20) {
            let ship = draw.pick(&listed.ships);
            order["route"]["legs"][0]["vessel"] = json!({ "name": ship.name, "imo": ship.imo });
        }
        order
    };
    (1..=ORDERS).map(order).collect()
}

/// `replayed N, same N, differing N, …`.
fn counts(said: &str) -> Option<[u64; 3]> {
    let line = said.lines().find(|line| line.starts_with("replayed "))?;
    let number = |name: &str| line.split(", ").find_map(|it| it.strip_prefix(name)?.trim().parse().ok());
    Some([number("replayed ")?, number("same ")?, number("differing ")?])
}
