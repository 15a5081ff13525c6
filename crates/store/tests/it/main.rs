//! The store from outside: what it keeps, what it refuses, and what it finds out.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod blobs;
mod crash;
mod decisions;
mod export;
mod figures;
mod home;
mod log;
mod sample;
mod tamper;
mod versions;
