//! The lists as their publishers ship them: counts, quirks and named records, read from the data folder.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(
    clippy::print_stdout,
    reason = "a skipped test says so, and the counts and speeds are shown on demand"
)]

mod data_folder;
mod eu;
mod hostile;
mod hostile_tables;
mod ofac;
mod others;
mod uk;
mod un;
mod us_csl;
mod versions;
