//! Words that must not stand in the project: paths of one machine, registry hosts, and work put off.

use super::Complaint;
use crate::tree::Tree;

/// Folders of one machine. In two parts, so that this file does not hold what it looks for.
const MACHINE: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
/// Hosts that package tools talk to: a page about a crate is fine, an index is a setting of one machine.
const REGISTRIES: [&str; 7] = [
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("registry.", "npmjs.org"),
    concat!("pypi", ".org/simple"),
    concat!("files.", "pythonhosted.org"),
    concat!("proxy.", "golang.org"),
    concat!("deb.", "debian.org"),
];
/// What people write where they put work off.
/// The last stands with its colon, since alone it is the currency code of "no currency".
const PUT_OFF: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

/// Texts that hold such words.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| !path.ends_with("Cargo.lock")) {
        let is_data =
            path.starts_with("data/") || path.starts_with("fuzz/seeds/") || path.contains("/fixtures/");
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(folder) = MACHINE.iter().find(|folder| has_path(line, folder)) {
                let advice =
                    format!("`{folder}` is a folder of one machine: write a path from the project's root");
                found.push(Complaint::line(path, number, advice));
            }
            if let Some(host) = REGISTRIES.iter().find(|host| line.contains(**host)) {
                let advice = format!(
                    "`{host}` is a registry host: that is a setting of the machine, not of the project"
                );
                found.push(Complaint::line(path, number, advice));
            }
            if let Some(word) = PUT_OFF.iter().find(|word| !is_data && has_word(line, word)) {
                let advice = format!("`{word}`: do it now, or file an issue and take the word out");
                found.push(Complaint::line(path, number, advice));
            }
        }
    }
    found
}

/// Whether `line` holds a path that begins with `folder`, and not an address on the web that has it in its middle.
fn has_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|char| {
            !char.is_alphanumeric() && !matches!(char, '.' | '-' | '_' | '}' | '/' | '*' | '~')
        })
    })
}

/// Whether `line` holds `word` as a word of its own and not as a quoted value (a currency code is one).
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let apart =
            |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric() && !"_-`\"'".contains(char));
        apart(before) && apart(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, line: &str, expected: &[&str]) {
        crate::tidy::check(complaints, &[(path, line)], expected);
    }

    #[test]
    fn a_folder_of_one_machine_is_named() {
        for folder in MACHINE {
            check("a.md", &format!("\nsee {folder}a/b"), &["a.md:2: `/"]);
            check("a.md", &format!("(`{folder}a`)"), &["folder of one machine"]);
            check("a.md", &format!("https://www.example.gov{folder}a"), &[]);
        }
    }

    #[test]
    fn a_registry_host_is_named() {
        check(".cargo/config.toml", &format!("registry = \"https://{}\"", REGISTRIES[0]), &["registry host"]);
        check("Cargo.lock", &format!("source = \"{}\"", REGISTRIES[0]), &[]);
        check("a.md", "https://crates.io/crates/jiff", &[]);
    }

    #[test]
    fn work_put_off_is_named() {
        for word in PUT_OFF {
            check("a.rs", &format!("// {word}: b"), &["do it now"]);
            check("a.rs", &format!("let a = \"{word}\";"), &[]);
            check("data/a.csv", &format!("a,{word},b"), &[]);
        }
        check("a.rs", concat!("// USD XX", "X"), &[]);
    }
}
