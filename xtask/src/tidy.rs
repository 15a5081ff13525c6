//! The house rules that no compiler tests: every check reads the tree and says what to do about what it finds.

mod data_tables;
mod decisions;
mod dependencies;
mod layers;
mod purity;
mod shape;
mod shown_commands;
mod words;

use std::fmt;

use crate::tree::Tree;

/// Something untidy, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Complaint {
    /// The file.
    pub path: String,
    /// The one-based line, where there is one to point at.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub advice: String,
}

impl Complaint {
    /// About the whole file.
    fn file(path: &str, advice: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, advice: advice.into() }
    }

    /// About one line of it.
    fn line(path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: Some(line), advice: advice.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.path, self.advice),
            None => write!(out, "{}: {}", self.path, self.advice),
        }
    }
}

/// The checks; each is tested in its own file by a sample that it must complain of.
const CHECKS: [fn(&Tree) -> Vec<Complaint>; 8] = [
    layers::complaints,
    purity::complaints,
    shape::complaints,
    dependencies::complaints,
    words::complaints,
    data_tables::complaints,
    decisions::complaints,
    shown_commands::complaints,
];

/// Everything untidy in `tree`, by file and line.
pub(crate) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let mut found: Vec<Complaint> = CHECKS.iter().flat_map(|check| check(tree)).collect();
    found.sort();
    found
}

/// Tests one check with a small tree: every text in `expected` stands in a complaint of its own, and no other does.
#[cfg(test)]
#[track_caller]
fn check(complaints: fn(&Tree) -> Vec<Complaint>, files: &[(&str, &str)], expected: &[&str]) {
    let said: Vec<String> = complaints(&Tree::of(files)).iter().map(Complaint::to_string).collect();
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected), "{said:?} does not say {expected:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let tree = Tree::read(&crate::root()).unwrap();
        let said: Vec<String> = complaints(&tree).iter().map(Complaint::to_string).collect();
        assert!(said.is_empty(), "\n{}", said.join("\n"));
    }

    #[test]
    fn a_complaint_names_the_place_as_editors_do() {
        assert_eq!(Complaint::line("a.rs", 3, "mend it").to_string(), "a.rs:3: mend it");
        assert_eq!(Complaint::file("a.rs", "mend it").to_string(), "a.rs: mend it");
    }
}
