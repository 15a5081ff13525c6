//! A dependency is a decision: one line in the root manifest with its reason, and no crate goes round it.

use std::collections::BTreeSet;

use super::Complaint;
use crate::rust_text;
use crate::tree::Tree;

/// The manifest that holds every dependency and its reason.
const ROOT: &str = "Cargo.toml";

/// What a manifest asks for a dependency for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// For what the crate is.
    Product,
    /// For its tests, benches or build script.
    Beside,
}

/// One line of a manifest's dependencies.
#[derive(Debug)]
pub(super) struct Dependency {
    /// The name that the manifest uses.
    pub name: String,
    /// What for.
    pub kind: Kind,
    /// Whether the root manifest says the version.
    pub inherited: bool,
}

/// A crate's manifest, as far as the checks read it.
#[derive(Debug)]
pub(super) struct Manifest {
    /// Where it is.
    pub path: String,
    /// The crate's name.
    pub name: String,
    /// What it depends on, platform by platform run together.
    pub dependencies: Vec<Dependency>,
}

impl Manifest {
    /// The folder of the crate, with a `/` at its end.
    fn folder(&self) -> &str {
        self.path.strip_suffix(ROOT).unwrap_or(&self.path)
    }
}

/// The manifests of every crate in `tree`; one that cannot be read is left to cargo, which says it better.
pub(super) fn manifests(tree: &Tree) -> Vec<Manifest> {
    let paths = tree.paths().filter(|path| path.ends_with("/Cargo.toml"));
    paths.filter_map(|path| manifest(path, tree.text(path)?)).collect()
}

/// Dependencies without a reason, past the root manifest, or without a use.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let manifests = manifests(tree);
    let mut found = without_reason(tree.text(ROOT).unwrap_or_default());
    let asked: BTreeSet<&str> =
        manifests.iter().flat_map(|it| it.dependencies.iter().map(|it| it.name.as_str())).collect();
    for name in declared(tree.text(ROOT).unwrap_or_default()) {
        if !asked.contains(name.as_str()) {
            found.push(Complaint::file(ROOT, format!("nothing uses `{name}`: take it out")));
        }
    }
    for manifest in &manifests {
        // cargo-fuzz wants `fuzz` outside the workspace, so it can inherit nothing.
        if manifest.name != "fuzz" {
            for named in manifest.dependencies.iter().filter(|it| !it.inherited) {
                found.push(Complaint::file(
                    &manifest.path,
                    format!(
                        "write `{}.workspace = true`; version and reason stand in the root manifest",
                        named.name
                    ),
                ));
            }
        }
        found.extend(unused(tree, manifest));
    }
    found
}

fn manifest(path: &str, text: &str) -> Option<Manifest> {
    let table: toml::Table = text.parse().ok()?;
    let name = table.get("package")?.get("name")?.as_str()?.to_owned();
    let mut dependencies = Vec::new();
    collect(&table, &mut dependencies);
    let platforms = table.get("target").and_then(toml::Value::as_table);
    for platform in platforms.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table) {
        collect(platform, &mut dependencies);
    }
    Some(Manifest { path: path.to_owned(), name, dependencies })
}

/// Adds the dependencies that the three sections of `table` name.
fn collect(table: &toml::Table, dependencies: &mut Vec<Dependency>) {
    let sections = [
        ("dependencies", Kind::Product),
        ("dev-dependencies", Kind::Beside),
        ("build-dependencies", Kind::Beside),
    ];
    for (section, kind) in sections {
        let Some(named) = table.get(section).and_then(toml::Value::as_table) else { continue };
        dependencies.extend(named.iter().map(|(name, asked)| {
            let inherited = asked.get("workspace").and_then(toml::Value::as_bool) == Some(true);
            Dependency { name: name.clone(), kind, inherited }
        }));
    }
}

/// The names under `[workspace.dependencies]`.
fn declared(root: &str) -> Vec<String> {
    let table: toml::Table = root.parse().unwrap_or_default();
    let named = table.get("workspace").and_then(|it| it.get("dependencies")).and_then(toml::Value::as_table);
    named.map(|named| named.keys().cloned().collect()).unwrap_or_default()
}

/// The lines under `[workspace.dependencies]` without a comment that says why.
fn without_reason(root: &str) -> Vec<Complaint> {
    let lines = (1..).zip(root.lines());
    let section = lines
        .skip_while(|(_, line)| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('['));
    section
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .filter(|(_, line)| line.rsplit_once(" # ").is_none_or(|(_, reason)| reason.trim().is_empty()))
        .map(|(number, _)| Complaint::line(ROOT, number, "say in a comment on this line why we depend on it"))
        .collect()
}

/// The dependencies of `manifest` that none of its sources names.
fn unused(tree: &Tree, manifest: &Manifest) -> Vec<Complaint> {
    let sources: Vec<String> = tree
        .sources()
        .filter(|(path, _)| path.starts_with(manifest.folder()))
        .map(|(_, text)| rust_text::blanked(text))
        .collect();
    let named = |name: &str| {
        let name = name.replace('-', "_");
        sources.iter().any(|code| rust_text::words(code).any(|(_, word)| word == name))
    };
    let idle = manifest.dependencies.iter().filter(|it| !named(&it.name));
    idle.map(|it| Complaint::file(&manifest.path, format!("no source names `{}`: take it out", it.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    const CRATE: &str = "crates/a/Cargo.toml";
    const SOURCE: (&str, &str) = ("crates/a/src/lib.rs", "use any_b::B;\n// any_c\n");

    #[test]
    fn a_reason_and_a_use_are_all_it_takes() {
        let root =
            (ROOT, "[workspace.dependencies]\n# For a.\nany-b = \"1\" # reads b\n[profile.dev]\ndebug = 1\n");
        let used = (CRATE, "[package]\nname = \"a\"\n[dependencies]\nany-b.workspace = true\n");
        check(complaints, &[root, used, SOURCE], &[]);
    }

    #[test]
    fn a_line_without_reason_is_named() {
        let root = (ROOT, "[workspace.dependencies]\nany-b = \"1\"\n");
        let used =
            (CRATE, "[package]\nname = \"a\"\n[dependencies]\nany-b = { workspace = true, features = [] }\n");
        check(complaints, &[root, used, SOURCE], &["Cargo.toml:2: say in a comment"]);
    }

    #[test]
    fn a_version_of_its_own_is_named() {
        let used = (CRATE, "[package]\nname = \"a\"\n[target.'cfg(unix)'.dependencies]\nany-b = \"1\"\n");
        check(complaints, &[used, SOURCE], &["write `any-b.workspace = true`"]);
        let fuzz = ("fuzz/Cargo.toml", "[package]\nname = \"fuzz\"\n[dependencies]\nany-b = \"1\"\n");
        check(complaints, &[fuzz, ("fuzz/src/lib.rs", SOURCE.1)], &[]);
    }

    #[test]
    fn what_nothing_uses_is_named() {
        let root = (ROOT, "[workspace.dependencies]\nany-c = \"1\" # reads c\n");
        check(complaints, &[root], &["nothing uses `any-c`"]);
        let idle = (CRATE, "[package]\nname = \"a\"\n[dev-dependencies]\nany-c.workspace = true\n");
        check(complaints, &[root, idle, SOURCE], &["no source names `any-c`"]);
    }
}
