//! Plimsoll: one order in, one cited decision out.

mod cli;
mod jobs;
mod orders;
mod render;
mod starter;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
