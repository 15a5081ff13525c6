//! Runs the commands that the README shows, so that what it promises is true.
//!
//! Commands stand in fences of `sh` (every line) or `console` (lines with `$ `). A note after a command says what is
//! expected of it: `# exits 20` where that is right, `# not run: why` where a machine cannot run it.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::markdown;

/// A command that the README shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The one-based line of the README.
    pub line: usize,
    /// What a reader would type.
    pub command: String,
    /// What should come of it.
    pub expected: Expected,
}

/// What should come of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// It ends with this exit status.
    Exits(i32),
    /// It is not run here, for the reason given.
    NotRun(String),
}

/// Prints the commands of the README, one a line.
pub(crate) fn list(root: &Path) -> Result<()> {
    for shown in commands(&text(root)?)? {
        println!("{}", shown.command);
    }
    Ok(())
}

/// Runs the commands of the README in order, in a home of their own, and fails at the first that surprises.
pub(crate) fn run(root: &Path) -> Result<()> {
    let shown = commands(&text(root)?)?;
    let home = root.join("target").join("readme-home");
    if home.exists() {
        std::fs::remove_dir_all(&home).with_context(|| format!("emptying {}", home.display()))?;
    }
    std::fs::create_dir_all(&home).with_context(|| format!("making {}", home.display()))?;
    for shown in &shown {
        run_one(shown, root, &home)?;
    }
    println!("readme: {} commands did what the README says", shown.len());
    Ok(())
}

/// The commands that `text` shows, in order.
pub(crate) fn commands(text: &str) -> Result<Vec<Shown>> {
    let mut shown = Vec::new();
    for fence in markdown::fences(text) {
        let prompt = match fence.language {
            "sh" => "",
            "console" => "$ ",
            _ => continue,
        };
        let mut unfinished: Option<(usize, String)> = None;
        for (number, line) in (fence.first_line..).zip(&fence.lines) {
            let (first, typed) = match unfinished.take() {
                Some((first, before)) => (first, before + line.trim_start().trim_start_matches("> ")),
                None => match line.trim_start().strip_prefix(prompt) {
                    Some(typed) if !typed.is_empty() && !typed.starts_with('#') => (number, typed.to_owned()),
                    _ => continue,
                },
            };
            match typed.strip_suffix('\\') {
                Some(before) => unfinished = Some((first, before.to_owned())),
                None => shown.push(read_command(first, &typed)?),
            }
        }
    }
    Ok(shown)
}

fn text(root: &Path) -> Result<String> {
    let path = root.join("README.md");
    std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
}

/// Splits `typed` into the command and the note after it.
fn read_command(line: usize, typed: &str) -> Result<Shown> {
    let Some((command, note)) = typed.split_once(" # ") else {
        return Ok(Shown { line, command: typed.trim().to_owned(), expected: Expected::Exits(0) });
    };
    let expected = if let Some(why) = note.strip_prefix("not run: ") {
        Expected::NotRun(why.trim().to_owned())
    } else if let Some((_, status)) = note.split_once("exits ") {
        let digits: String = status.chars().take_while(char::is_ascii_digit).collect();
        Expected::Exits(digits.parse().with_context(|| format!("README.md:{line}: `exits` needs a number"))?)
    } else {
        Expected::Exits(0)
    };
    Ok(Shown { line, command: command.trim().to_owned(), expected })
}

fn run_one(shown: &Shown, root: &Path, home: &Path) -> Result<()> {
    let Shown { line, command, expected } = shown;
    let expected = match expected {
        Expected::Exits(status) => *status,
        Expected::NotRun(why) => {
            println!("--- README.md:{line}: {command}\n    not run: {why}");
            return Ok(());
        }
    };
    println!("--- README.md:{line}: {command}");
    let began = Instant::now();
    let built = root.join("target").join("release");
    let path = std::env::var("PATH").unwrap_or_default();
    let status = Command::new("bash")
        .args(["-c", command])
        .current_dir(root)
        .env("PLIMSOLL_HOME", home)
        .env("PATH", format!("{}:{path}", built.display()))
        .status()
        .with_context(|| format!("README.md:{line}: bash did not start"))?;
    let got = status.code().with_context(|| format!("README.md:{line}: `{command}` was killed"))?;
    if got != expected {
        bail!(
            "README.md:{line}: `{command}` ended with {got} and not {expected}: mend it, or write `# exits {got}` after it"
        );
    }
    println!("    exit {got} in {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str, Expected)]) {
        let read = commands(text).unwrap();
        let read: Vec<_> = read.iter().map(|it| (it.line, it.command.as_str(), &it.expected)).collect();
        let expected: Vec<_> = expected.iter().map(|(line, command, end)| (*line, *command, end)).collect();
        assert_eq!(read, expected, "\n{text}");
    }

    #[test]
    fn every_line_of_sh_and_the_prompts_of_console_are_commands() {
        check("```sh\n# first\ncargo test\n\n```\n", &[(3, "cargo test", Expected::Exits(0))]);
        check(
            "```console\n$ ls a\na\n$ ls b # exits 2\n```\n",
            &[(2, "ls a", Expected::Exits(0)), (4, "ls b", Expected::Exits(2))],
        );
        check("```json\n{}\n```\n", &[]);
    }

    #[test]
    fn a_command_over_two_lines_is_one() {
        check(
            "```sh\ncargo run -- \\\n  check a.json  # HOLD: exits 20\nls\n```",
            &[(2, "cargo run -- check a.json", Expected::Exits(20)), (4, "ls", Expected::Exits(0))],
        );
    }

    #[test]
    fn what_is_not_run_says_why() {
        check(
            "```sh\nplimsoll serve # not run: it serves until it is stopped\n```",
            &[(2, "plimsoll serve", Expected::NotRun("it serves until it is stopped".to_owned()))],
        );
        assert!(commands("```sh\nls # exits soon\n```").is_err());
    }

    #[test]
    fn an_unexpected_exit_status_is_an_error() {
        let root = std::env::temp_dir();
        let shown =
            |expected| Shown { line: 1, command: "exit 3".to_owned(), expected: Expected::Exits(expected) };
        assert!(run_one(&shown(3), &root, &root).is_ok());
        let error = run_one(&shown(0), &root, &root).unwrap_err().to_string();
        assert!(error.contains("ended with 3 and not 0"), "{error}");
    }
}
