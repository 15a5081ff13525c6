//! The README shows commands that `cargo xtask readme` can run, the test command among them.

use super::Complaint;
use crate::readme;
use crate::tree::Tree;

/// Where the commands are shown.
const README: &str = "README.md";
/// The command that `.ci/run` relies on the README for.
const TESTS: &str = "cargo test";

/// A README without commands, or with one that cannot be read.
pub(super) fn complaints(tree: &Tree) -> Vec<Complaint> {
    let Some(text) = tree.text(README) else {
        return vec![Complaint::file(README, "write it: what this is, and the two commands to begin with")];
    };
    match readme::commands(text) {
        Err(error) => vec![Complaint::file(README, format!("{error:#}"))],
        Ok(shown) if !shown.iter().any(|it| it.command.starts_with(TESTS)) => {
            vec![Complaint::file(README, format!("show `{TESTS}` in a fence of `sh` or `console`"))]
        }
        Ok(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    #[test]
    fn the_readme_shows_how_to_test() {
        check(complaints, &[(README, "```sh\ncargo test\n```\n")], &[]);
        check(complaints, &[(README, "Run `cargo test`.\n")], &["show `cargo test` in a fence"]);
        check(complaints, &[(README, "```sh\ncargo test # exits well\n```\n")], &["`exits` needs a number"]);
        check(complaints, &[], &["write it"]);
    }
}
