//! Golden cases as text and laws as properties, through the public face of the crate.
#![allow(clippy::unwrap_used)]

mod case;
mod golden;
mod properties;
