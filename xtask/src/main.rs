//! The project's own chores: `tidy` tests the house rules, `gen` makes the tables, `readme` runs the README.
//!
//! Ask for one with `cargo xtask CHORE`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for developers: it speaks in the terminal"
)]

mod chores;
mod gen_goods;
mod markdown;
mod readme;
mod rust_text;
mod tidy;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

/// What this program can do, as it says when asked for something else.
const CHORES: &str = "chores: tidy | gen [--check] | readme [--list]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let root = root();
    let done = match words.as_slice() {
        ["tidy"] => chores::tidy(&root),
        ["gen"] => chores::make_tables(&root, chores::Mode::Write),
        ["gen", "--check"] => chores::make_tables(&root, chores::Mode::Compare),
        ["readme"] => readme::run(&root),
        ["readme", "--list"] => readme::list(&root),
        _ => {
            eprintln!("{CHORES}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the workspace.
fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map(PathBuf::from).unwrap_or(xtask)
}
