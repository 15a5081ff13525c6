//! The program as a user runs it: the built binary, real lists, and everything that goes wrong on the way.
//!
//! Tests that need the published lists read them from the data folder (`PLIMSOLL_DATA`, else beside the
//! workspace) and say so where it is missing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it measured")]

mod batches;
mod codes;
mod data_folder;
mod golden;
mod hostile;
mod kill;
mod loaded_home;
mod program;
mod publisher;
mod record;
mod refresh;
mod resolve;
mod ships;
mod tables;
