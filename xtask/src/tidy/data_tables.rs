//! Every table that the product ships says where it comes from, of what date, and under which licence.

use super::Complaint;
use crate::tree::Tree;

/// The file that states the sources of the tables beside it and below.
const SOURCES: &str = "SOURCES.toml";
/// What must be said of a table, each with the keys of [`SOURCES`] that say it.
const SAID: [(&str, &[&str]); 3] =
    [("source", &["source", "url"]), ("date", &["date", "retrieved", "edition"]), ("licence", &["licence"])];
/// Lines at the top of a table that may hold its header.
const HEADER_LINES: usize = 30;

/// Tables under `data/` without source, date or licence.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let mut found = Vec::new();
    for path in tree.paths().filter(|path| path.starts_with("data/")) {
        if path.ends_with(SOURCES) {
            found.extend(without_table(tree, path));
            continue;
        }
        if is_about_tables(path) {
            continue;
        }
        let missing = stated_in_sources(tree, path)
            .unwrap_or_else(|| stated_in_header(tree.text(path).unwrap_or_default()));
        if !missing.is_empty() {
            let advice = format!(
                "does not say its {}: say it in comments at the top, or in {SOURCES}",
                missing.join(", ")
            );
            found.push(Complaint::file(path, advice));
        }
    }
    found
}

/// Whether the file tells of tables and is none itself.
fn is_about_tables(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md")
}

/// What the comments at the top of `text` do not say, in words of their own or as `key: value`.
fn stated_in_header(text: &str) -> Vec<&'static str> {
    let comments =
        text.lines().take(HEADER_LINES).filter_map(|line| line.trim_start().strip_prefix(['#', '/', ';']));
    let header = comments.collect::<Vec<_>>().join(" ").to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let said = [
        ("source", says(&["source", "compiled"])),
        ("date", holds_a_date(&header)),
        ("licence", says(&["licence", "cc0", "public domain"])),
    ];
    said.into_iter().filter(|(_, said)| !said).map(|(what, _)| what).collect()
}

/// Whether `text` has a day in it, as 2024-02-23.
fn holds_a_date(text: &str) -> bool {
    let form = |word: &str| -> String {
        word.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect()
    };
    text.split(|char: char| !char.is_ascii_digit() && char != '-').any(|word| form(word) == "0000-00-00")
}

/// What the nearest [`SOURCES`] does not say of the table at `path`; `None` where none names it.
fn stated_in_sources(tree: &Tree, path: &str) -> Option<Vec<&'static str>> {
    let mut folder = path.rsplit_once('/')?.0;
    loop {
        let sources =
            tree.text(&format!("{folder}/{SOURCES}")).and_then(|text| text.parse::<toml::Table>().ok());
        let name = &path[folder.len() + 1..];
        if let Some(entry) = sources.as_ref().and_then(|sources| entry(sources, name)) {
            let says = |words: &[&str]| words.iter().any(|word| entry.contains_key(*word));
            return Some(SAID.iter().filter(|(_, words)| !says(words)).map(|&(what, _)| what).collect());
        }
        folder = folder.rsplit_once('/')?.0;
    }
}

/// The table of `sources` about the file `name`: under its name as the key, or in a list with `file` or `files`.
fn entry<'sources>(sources: &'sources toml::Table, name: &str) -> Option<&'sources toml::Table> {
    let names = |table: &toml::Table| {
        let file = table.get("file").and_then(toml::Value::as_str);
        let files = table.get("files").and_then(toml::Value::as_array);
        file == Some(name) || files.is_some_and(|files| files.iter().any(|it| it.as_str() == Some(name)))
    };
    sources.iter().find_map(|(key, value)| match (value.as_table(), value.as_array()) {
        (Some(table), _) => (key == name || names(table)).then_some(table),
        (_, Some(tables)) => tables.iter().filter_map(toml::Value::as_table).find(|table| names(table)),
        (None, None) => None,
    })
}

/// A list of sources that is no TOML states nothing.
fn without_table(tree: &Tree, path: &str) -> Option<Complaint> {
    let error = tree.text(path)?.parse::<toml::Table>().err()?;
    Some(Complaint::file(path, format!("is no TOML: {}", error.message())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    #[test]
    fn a_header_says_it() {
        let header = "# Source: the register\n# Date: 2024-02-23\n# Licence: public domain\ncode,tier\n";
        check(complaints, &[("data/goods/a.csv", header)], &[]);
        let prose = "# Facts, compiled by us on 2026-11-23;\n# CC0-1.0.\n";
        check(complaints, &[("data/goods/a.csv", prose)], &[]);
        check(
            complaints,
            &[("data/goods/a.csv", "code,tier\n")],
            &["does not say its source, date, licence"],
        );
        check(
            complaints,
            &[("data/goods/a.csv", "# Source: x\n# Date: 2024-02-23\n")],
            &["does not say its licence"],
        );
        check(complaints, &[("data/README.md", "Tables.")], &[]);
    }

    #[test]
    fn the_list_of_sources_says_it() {
        let table = ("data/goods/a.csv", "code,tier\n");
        for sources in [
            "[\"a.csv\"]\nsource = \"x\"\ndate = 2024-02-23\nlicence = \"y\"\n",
            "[[table]]\nfile = \"a.csv\"\nsource = \"x\"\nretrieved = 2024-02-23\nlicence = \"y\"\n",
            "[all]\nfiles = [\"a.csv\", \"b.csv\"]\nurl = \"x\"\ndate = 2024-02-23\nlicence = \"y\"\n",
        ] {
            check(complaints, &[table, ("data/goods/SOURCES.toml", sources)], &[]);
        }
        let above = "[[table]]\nfile = \"goods/a.csv\"\nsource = \"x\"\n";
        check(complaints, &[table, ("data/SOURCES.toml", above)], &["does not say its date, licence"]);
        check(complaints, &[("data/SOURCES.toml", "a b")], &["is no TOML"]);
    }
}
