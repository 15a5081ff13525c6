//! The engine on names of the trade: golden cases with their near misses, laws, and the published lists.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a test says what it measured, and what it skipped

mod data;
mod golden;
mod laws;
mod lists;
