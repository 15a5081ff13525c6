//! The project's files by path, as the checks read them: what git tracks, or what lies there where there is no git.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// Folders that a tree without git holds and that are not ours.
const NOT_OURS: [&str; 5] = [".git", "target", "corpus", "artifacts", "node_modules"];

/// Every file of the project.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, Option<String>>, // None: not a text
}

impl Tree {
    /// Reads the files under `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let paths = match tracked(root) {
            Some(paths) => paths,
            None => lying(root)?,
        };
        let mut files = BTreeMap::new();
        for path in paths {
            // A file that git still names and the developer has deleted is no longer the project's.
            let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
            files.insert(path, String::from_utf8(bytes).ok());
        }
        Ok(Self { files })
    }

    /// A tree made of a few `(path, text)`: the samples that the checks are tested with.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|&(path, text)| (path.to_owned(), Some(text.to_owned()))).collect();
        Self { files }
    }

    /// The text at `path`.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Every path, in order, with `/` between its parts.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Every file that is a text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Every Rust source.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "rs"))
    }
}

/// The paths that git tracks; `None` where there is no git, or no repository.
fn tracked(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let names = String::from_utf8(output.stdout).ok()?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// The paths of the files that lie under `root`.
fn lying(root: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(root.join(&folder)).with_context(|| format!("reading folder {folder}"))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if entry.file_type()?.is_file() {
                paths.push(path);
            } else if entry.file_type()?.is_dir() && !NOT_OURS.contains(&name.as_str()) {
                folders.push(path);
            }
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_and_without_git_the_sources_of_this_crate_are_found() {
        let root = crate::root();
        for paths in [tracked(&root).unwrap_or_default(), lying(&root).unwrap()] {
            // A copy without git has no tracked files at all, which is what `read` allows for.
            assert!(paths.is_empty() || paths.iter().any(|path| path == "xtask/src/tree.rs"), "{paths:?}");
        }
    }
}
