//! The two chores that only start others: `tidy` prints what is untidy, `gen` makes the tables that are made.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::tree::Tree;
use crate::{gen_goods, tidy};

/// Whether `gen` writes what it makes, or fails where it differs from what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write the files.
    Write,
    /// Compare only, for CI.
    Compare,
}

/// Prints every complaint about the work tree, and fails if there is one.
pub(crate) fn tidy(root: &Path) -> Result<()> {
    let tree = Tree::read(root)?;
    let complaints = tidy::complaints(&tree);
    for complaint in &complaints {
        println!("{complaint}");
    }
    if !complaints.is_empty() {
        bail!("{} things are untidy", complaints.len());
    }
    println!("tidy: {} files, nothing to do", tree.paths().count());
    Ok(())
}

/// Makes the tables under `data/` from the publishers' files, where these are at hand.
pub(crate) fn make_tables(root: &Path, mode: Mode) -> Result<()> {
    let sources = sources(root);
    if !sources.is_dir() {
        println!("gen: skipped: no folder {} (set PLIMSOLL_DATA)", sources.display());
        return Ok(());
    }
    gen_goods::run(&sources, &root.join("data/goods"), mode == Mode::Compare)?;
    match mode {
        Mode::Write => println!("gen: the tables under data/goods are written"),
        Mode::Compare => println!("gen: the tables under data/goods are what their sources give"),
    }
    Ok(())
}

/// The folder of the publishers' files: `PLIMSOLL_DATA`, else the one beside the project.
fn sources(root: &Path) -> PathBuf {
    std::env::var_os("PLIMSOLL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from)
}
