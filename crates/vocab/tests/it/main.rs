//! The words of the trade against what publishers really write.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says what it measured")]

mod countries;
mod identifiers;
mod published;
mod tables;
