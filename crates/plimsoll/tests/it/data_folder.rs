//! The folder of real lists beside the project, which is not part of it and may be missing.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where a file or folder of it lies; `None`, with a word on standard output, where the folder is missing.
pub(crate) fn path(relative: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("PLIMSOLL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!("skipped: the data folder is not there (set PLIMSOLL_DATA)");
        return None;
    }
    Some(folder.join(relative))
}

/// A file of it, unpacked.
pub(crate) fn content(relative: &str) -> Option<Vec<u8>> {
    path(relative).map(|path| unpacked(&path))
}

fn unpacked(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if path.extension().is_none_or(|it| it != "zst") {
        return bytes;
    }
    let mut plain = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(bytes.as_slice()).unwrap().read_to_end(&mut plain).unwrap();
    plain
}
