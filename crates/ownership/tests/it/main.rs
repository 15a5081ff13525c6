//! Ownership as its users meet it: golden cases, laws that must hold, and the published examples.
#![allow(clippy::unwrap_used)]

mod golden;
mod laws;
mod published;
