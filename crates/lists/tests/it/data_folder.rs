//! The folder of real lists beside the project, which is not part of it and may be missing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ledger::Entry;
use lists::{Kind, Report, SourceFile};
use vocab::ListName;

/// What one version of a list gave.
pub(crate) struct Loaded {
    pub(crate) report: Report,
    pub(crate) entries: Vec<Entry>,
}

impl Loaded {
    pub(crate) fn by_list(&self) -> BTreeMap<ListName, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.list).or_insert(0) += 1;
        }
        counts
    }

    pub(crate) fn get(&self, list: ListName, id: &str) -> &Entry {
        self.entries.iter().find(|entry| entry.list == list && entry.id == id).unwrap()
    }
}

/// Reads the named files, or all of a folder; `None` with a word on standard output where the data folder is missing.
pub(crate) fn load(kind: Kind, paths: &[&str]) -> Option<Loaded> {
    let files = files(paths)?;
    let sources: Vec<_> = files.iter().map(|(name, bytes)| SourceFile::new(name, bytes)).collect();
    let began = Instant::now();
    let mut entries = Vec::new();
    let report = lists::parse(kind, &sources, &mut |entry| entries.push(entry)).unwrap();
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let micros = began.elapsed().as_micros().max(1);
    println!(
        "{kind} {paths:?}: {} rows, {} entries, {} rejects, {size} bytes, {} MB/s; notes {:?}; cut {:?}",
        report.rows,
        report.entries,
        report.reject_count,
        size as u128 / micros,
        report.notes,
        report.cut
    );
    for reject in report.rejects.iter().take(5) {
        println!("  reject {reject}");
    }
    let mut keys: Vec<_> = entries.iter().map(|entry| (entry.list, entry.id.as_str())).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "an id stands twice on a list");
    Some(Loaded { report, entries })
}

/// The uncompressed content of the named files, or of all files of a folder.
pub(crate) fn files(paths: &[&str]) -> Option<Vec<(String, Vec<u8>)>> {
    let folder = std::env::var_os("PLIMSOLL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!("skipped: the data folder is not there (set PLIMSOLL_DATA)");
        return None;
    }
    let mut found = Vec::new();
    for path in paths {
        let path = folder.join(path);
        if path.is_dir() {
            found.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else {
            found.push(path);
        }
    }
    found.sort();
    Some(found.iter().map(|path| (name_of(path), content(path))).collect())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().trim_end_matches(".zst").to_owned()
}

fn content(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_none_or(|it| it != "zst") {
        return bytes;
    }
    let mut plain = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(bytes.as_slice()).unwrap().read_to_end(&mut plain).unwrap();
    plain
}
