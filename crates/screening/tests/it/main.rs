//! The engine on names of the trade: golden cases with their near misses, laws, and the published lists.
#![allow(clippy::unwrap_used)]

mod data;
mod golden;
mod laws;
mod lists;
