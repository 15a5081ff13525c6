//! What the program does between the files, the store and the engines.

pub(crate) mod decide;
pub(crate) mod differ;
mod download;
pub(crate) mod evidence_pack;
pub(crate) mod find;
pub(crate) mod holdings;
mod lines;
pub(crate) mod load;
pub(crate) mod merge;
pub(crate) mod owners;
mod packed;
pub(crate) mod parties;
pub(crate) mod places;
pub(crate) mod publishers;
pub(crate) mod refresh;
pub(crate) mod signed;
pub(crate) mod tables;
