//! Ownership as its users meet it: golden cases, laws that must hold, and the published examples.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod golden;
mod laws;
mod published;
