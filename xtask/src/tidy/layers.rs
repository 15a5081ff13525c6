//! The map is the territory: ARCHITECTURE.md names the crates that exist, with the edges that the manifests have.

use std::collections::{BTreeMap, BTreeSet};

use super::{Complaint, dependencies};
use crate::markdown;
use crate::tree::Tree;

/// The document that holds the map.
const MAP: &str = "ARCHITECTURE.md";

/// Crates of others that only some of ours may use outside their tests, each with the reason that a developer reads.
const RESTRICTED: [(&[&str], &[&str], &str); 4] = [
    (&["serde"], &["ledger", "lists", "law", "plimsoll"], "only these speak a wire format"),
    (&["serde_json"], &["ledger", "lists", "ownership", "law", "plimsoll"], "only these read or write JSON"),
    (&["clap", "ureq", "askama", "indicatif", "anyhow"], &["plimsoll"], "the edges stop at the program"),
    (&["rusqlite", "memmap2"], &["store"], "only the store keeps bytes"),
];

/// Crates that are not the product and use what they like.
const BESIDE: [&str; 3] = ["xtask", "bench", "fuzz"];

/// Crates and edges that the map and the manifests do not agree on.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let Some(rows) = tree.text(MAP).and_then(|text| markdown::table(text, &["crate", "may use"])) else {
        return vec![Complaint::file(MAP, "needs a table with the columns `crate` and `may use`")];
    };
    let mut map: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &rows {
        let used = markdown::code_words(row[1]).map(str::to_owned).collect::<BTreeSet<_>>();
        for name in markdown::code_words(row[0]) {
            map.insert(name.to_owned(), used.clone());
        }
    }
    let manifests = dependencies::manifests(tree);
    let mut found = Vec::new();
    for name in map.keys().filter(|name| !manifests.iter().any(|it| &it.name == *name)) {
        found.push(Complaint::file(
            MAP,
            format!("names the crate `{name}`, which does not exist: take its row out"),
        ));
    }
    for manifest in &manifests {
        let Some(allowed) = map.get(&manifest.name) else {
            found.push(Complaint::file(
                MAP,
                format!("add a row for the crate `{}` ({})", manifest.name, manifest.path),
            ));
            continue;
        };
        let names = || manifest.dependencies.iter().map(|it| &it.name);
        let used: BTreeSet<String> =
            names().filter(|used| manifests.iter().any(|it| &it.name == *used)).cloned().collect();
        for over in used.difference(allowed) {
            found.push(Complaint::file(
                &manifest.path,
                format!("uses `{over}`, which its row in {MAP} does not allow: take it out, or draw the edge and say why"),
            ));
        }
        for unused in allowed.difference(&used) {
            found.push(Complaint::file(
                MAP,
                format!(
                    "says that `{}` uses `{unused}`, which it does not: take the edge out",
                    manifest.name
                ),
            ));
        }
        found.extend(restricted(manifest));
    }
    found
}

/// Uses of crates that belong elsewhere.
fn restricted(manifest: &dependencies::Manifest) -> Vec<Complaint> {
    if BESIDE.contains(&manifest.name.as_str()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for used in manifest.dependencies.iter().filter(|it| it.kind == dependencies::Kind::Product) {
        for (crates, homes, why) in RESTRICTED {
            if crates.contains(&used.name.as_str()) && !homes.contains(&manifest.name.as_str()) {
                found.push(Complaint::file(
                    &manifest.path,
                    format!(
                        "`{}` belongs in {}, {why}: hand values over instead",
                        used.name,
                        homes.join(", ")
                    ),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    const MAP_OF_TWO: (&str, &str) = (
        MAP,
        "| crate | holds | may use |\n| --- | --- | --- |\n| `a` | x | nothing of ours |\n| `b` | y | `a` |\n",
    );
    const A: (&str, &str) = ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n");
    const B: (&str, &str) =
        ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n[dependencies]\na.workspace = true\n");

    #[test]
    fn the_map_and_the_manifests_agree() {
        check(complaints, &[MAP_OF_TWO, A, B], &[]);
    }

    #[test]
    fn an_edge_too_many_or_too_few_is_named() {
        let up = ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[dev-dependencies]\nb.workspace = true\n");
        check(complaints, &[MAP_OF_TWO, up, B], &["crates/a/Cargo.toml: uses `b`"]);
        let alone = ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n");
        check(complaints, &[MAP_OF_TWO, A, alone], &["says that `b` uses `a`"]);
    }

    #[test]
    fn a_crate_too_many_or_too_few_is_named() {
        check(complaints, &[MAP_OF_TWO, A], &["names the crate `b`"]);
        let third = ("bench/Cargo.toml", "[package]\nname = \"bench\"\n");
        check(complaints, &[MAP_OF_TWO, A, B, third], &["add a row for the crate `bench`"]);
        check(complaints, &[A, B], &["needs a table"]);
    }

    #[test]
    fn a_wire_crate_stays_at_the_edge_but_tests_may_use_it() {
        let serde =
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nserde.workspace = true\n");
        check(complaints, &[MAP_OF_TWO, serde, B], &["`serde` belongs in ledger, lists, law, plimsoll"]);
        let tests =
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[dev-dependencies]\nanyhow.workspace = true\n");
        check(complaints, &[MAP_OF_TWO, tests, B], &[]);
    }
}
