//! The command line: one file a command, and the exit status that scripts may trust.
//!
//! 40, 30, 20, 10 and 0 are outcomes, the worst of many orders. 2 is input that could not be used, 3 a check of ours
//! that failed or a list that was held back, 1 a fault of ours.

mod audit;
mod check;
mod claims;
mod compare;
mod goods;
mod lists;
mod own;
mod resolve;
mod screen;
mod tables;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{Home, Stamp, StoreError};
use vocab::Date;

/// How a command ended, where it did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing to report.
    Done,
    /// The outcome of a decision, as its exit status.
    Outcome(u8),
    /// A check of ours failed, or a list was held back.
    CheckFailed,
    /// Some of the input could not be used.
    BadInput,
}

/// Screen an order against the law as it stood on a date, with every reason cited.
#[derive(Debug, Parser)]
#[command(
    name = "plimsoll",
    version,
    about,
    after_help = "Plimsoll supports a decision and is no legal advice. It never says that a trade is free of restrictions: \
                  a clean result names the lists, rules and facts that were used, and those that were missing.",
    after_long_help = "Examples:
  plimsoll check examples/orders/june-2023.json
  plimsoll check order.json --as-of 2025-01-10 --format json
  plimsoll lists refresh
  plimsoll lists load us-csl consolidated.json
  plimsoll screen \"Alabuga Machinery\" --country RU
  plimsoll audit verify

Exit status:
  40 prohibited, 30 licence required, 20 hold, 10 conditions, 0 information or no restriction found;
  2 input that could not be used, 3 a check of ours that failed, 1 a fault of ours."
)]
struct Arguments {
    /// The folder of the record and the lists.
    #[arg(long, env = "PLIMSOLL_HOME", global = true, value_name = "DIR")]
    home: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Resolve(Box<resolve::Resolve>),
    #[command(subcommand)]
    Lists(lists::Lists),
    #[command(subcommand)]
    Tables(tables::Tables),
    Screen(screen::Screen),
    Compare(compare::Compare),
    Goods(goods::Goods),
    Own(own::Own),
    Claims(claims::Claims),
    #[command(subcommand)]
    Audit(audit::Audit),
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a program.
    Json,
    /// For a browser or a printer.
    Html,
}

/// What every command may need: where the home is, and what time it is.
#[derive(Debug)]
pub(crate) struct Desk {
    home: Option<PathBuf>,
    now: Timestamp,
}

impl Desk {
    /// Opens the home, making it where it is missing.
    pub(crate) fn home(&self) -> anyhow::Result<Home> {
        let path = match &self.home {
            Some(path) => path.clone(),
            None => default_home().context("no home folder could be found: name one with --home DIR")?,
        };
        Home::open(&path).map_err(|error| {
            let hint = error.hint().map_or_else(String::new, |hint| format!("\n  {hint}"));
            anyhow::anyhow!("{error}{hint}")
        })
    }

    /// Today, in UTC.
    pub(crate) fn today(&self) -> Date {
        self.now.to_zoned(TimeZone::UTC).date()
    }

    /// This moment and this program, for the record.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { at: self.now.to_string(), writer: concat!("plimsoll ", env!("CARGO_PKG_VERSION")).to_owned() }
    }
}

/// Runs the command line and gives the exit status.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap's own status for help is 0 and for bad arguments 2, as ours.
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            drop(error.print());
            return ExitCode::from(status);
        }
    };
    let desk = Desk { home: arguments.home, now: Timestamp::now() };
    let end = match arguments.command {
        Command::Check(it) => it.run(&desk),
        Command::Resolve(it) => it.run(&desk),
        Command::Lists(it) => it.run(&desk),
        Command::Screen(it) => it.run(&desk),
        Command::Tables(it) => it.run(&desk),
        Command::Compare(it) => it.run(&desk),
        Command::Goods(it) => it.run(&desk),
        Command::Own(it) => it.run(&desk),
        Command::Claims(it) => it.run(),
        Command::Audit(it) => it.run(&desk),
    };
    match end {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Outcome(status)) => ExitCode::from(status),
        Ok(End::CheckFailed) => ExitCode::from(3),
        Ok(End::BadInput) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let status = if is_ours(&error) { 1 } else { 2 };
            // Where standard error is closed, there is nobody left to tell.
            drop(writeln!(std::io::stderr(), "plimsoll: {error:#}"));
            ExitCode::from(status)
        }
    }
}

/// Writes an answer to `path`, or to standard output.
pub(crate) fn put(answer: &str, path: Option<&PathBuf>) -> anyhow::Result<()> {
    let Some(path) = path else {
        let mut out = std::io::stdout().lock();
        out.write_all(answer.as_bytes())?;
        out.flush()?;
        return Ok(());
    };
    std::fs::write(path, answer).with_context(|| format!("could not write {}", path.display()))
}

/// Says something beside the answer: progress, rejects, what was read.
pub(crate) fn say(text: &str) {
    // Where standard error is closed, there is nobody left to tell.
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// Whether the store is at fault somewhere behind the error: that is ours, unless it was asked for what it has not.
fn is_ours(error: &anyhow::Error) -> bool {
    let asked_wrong =
        |it: &StoreError| matches!(it, StoreError::NotThere { .. } | StoreError::Ambiguous { .. });
    error.chain().filter_map(|cause| cause.downcast_ref::<StoreError>()).any(|it| !asked_wrong(it))
}

/// A reader such as `head` that has seen enough is no fault.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |it: &std::io::Error| it.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(closed))
}

/// The platform's folder for a program's data.
fn default_home() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|it| it.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|it| it.join(".local/share")))
    };
    folder.map(|it| it.join("plimsoll"))
}
