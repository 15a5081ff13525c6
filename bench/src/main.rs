//! Figures of the built program on real lists: accuracy, speed, memory and replay; each prints a table.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench speaks to whoever runs it")]

mod benign;
mod draw;
mod figure;
mod latency;
mod list_files;
mod listed;
mod load;
mod names;
mod orders;
mod outcome;
mod ownership;
mod planted;
mod program;
mod replay;
mod sources;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use crate::program::Program;
use crate::sources::Sources;

const USAGE: &str = "usage: bench <load|benign|planted|latency|replay|ownership|all> [--data DIR]

  load      every list of the data folder: entries against the expected count, seconds, MB/s, peak memory
  benign    1,000 complete benign orders: how many are held, and by which rule
  planted   1,000 orders with one planted reason each: how many find it
  latency   an order of 5 parties and 20 lines over all lists, and the cold start
  replay    1,000 decisions derived again after lists and law pack have changed
  ownership the fifty-per-cent rules over a graph of a million edges

The data folder is --data, else PLIMSOLL_DATA, else ../shared/data. The program is PLIMSOLL_BIN, else the release build.
Each figure is also written to target/bench/NAME.json.";

/// One figure: it prints its table and writes its file.
type Figure = fn(&Program, &Sources) -> anyhow::Result<()>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> anyhow::Result<()> {
    let mut what = None;
    let mut data = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => data = arguments.next().map(PathBuf::from),
            "--help" | "-h" => {
                println!("{USAGE}");
                return Ok(());
            }
            _ if what.is_none() => what = Some(argument),
            other => bail!("`{other}` is one argument too many\n{USAGE}"),
        }
    }
    let Some(what) = what else { bail!("name a figure\n{USAGE}") };
    let Some(sources) = Sources::find(data) else {
        println!("skipped: no data folder; name it with --data DIR or PLIMSOLL_DATA");
        return Ok(());
    };
    let program = Program::find()?;
    let all = what == "all";
    let figures: [(&str, Figure); 6] = [
        ("load", load::run),
        ("benign", benign::run),
        ("planted", planted::run),
        ("latency", latency::run),
        ("replay", replay::run),
        ("ownership", ownership::run),
    ];
    if !all && figures.iter().all(|(name, _)| *name != what) {
        bail!("`{what}` is no figure of this bench\n{USAGE}");
    }
    for (_, figure) in figures.iter().filter(|(name, _)| all || *name == what) {
        figure(&program, &sources)?;
        println!();
    }
    Ok(())
}
