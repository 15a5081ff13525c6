//! The goods tables and engines against what the published sources say.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod control_list;
mod found_parts;
mod order_lines;
mod priority_list;
