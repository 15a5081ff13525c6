//! `plimsoll tables`: the tables of goods that are loaded, never shipped.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use vocab::Date;

use super::{Desk, End, put};
use crate::jobs::load;
use crate::jobs::tables::{self, TableKind};

/// Load tables that the product does not ship: Part 746 of the EAR, annexes of EU regulations.
#[derive(Debug, Subcommand)]
pub(crate) enum Tables {
    Load(Load),
}

/// Load a table from a file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  plimsoll tables load ear-746 title-15-part-746.xml --effective 2026-07-23
  plimsoll tables load eu-annexes annexes.csv --effective 2026-08-14

Part 746 is the XML of the eCFR: https://www.ecfr.gov/api/versioner/v1/full/DATE/title-15.xml?part=746")]
pub(crate) struct Load {
    /// Which table.
    kind: TableKind,
    /// Its file; plain, .zst or .gz.
    path: PathBuf,
    /// The day of the edition; default: today.
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,
}

impl Tables {
    pub(crate) fn run(&self, desk: &Desk) -> anyhow::Result<End> {
        let Self::Load(it) = self;
        let home = desk.home()?;
        let effective = it.effective.unwrap_or_else(|| desk.today());
        let mut files = load::store_files(&home, std::slice::from_ref(&it.path))?;
        let (Some(file), None) = (files.pop(), files.pop()) else {
            anyhow::bail!("a table is one file");
        };
        put(&tables::load(&home, it.kind, file.source, effective, &desk.stamp())?, None)?;
        Ok(End::Done)
    }
}
