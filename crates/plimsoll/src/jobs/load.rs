//! A list's files to a version in use, or to one that is held for a person.
//!
//! The order of steps is the safety: the files become blobs, the entries become a blob, and only then does one
//! transaction make the version visible. Whatever fails before leaves the list in use as it was.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ledger::Entry;
use lists::{Kind, Reject, Report};
use store::{Arrival, Home, ListVersion, NewVersion, SourceFile, Stamp, VersionId};
use tempfile::NamedTempFile;
use vocab::{Date, Digest};

use super::merge;
use super::packed::Packer;
use super::publishers::SHRINK_MAX_PERCENT;

/// The largest file of a list that is read, unpacked: the largest collection in use today is below 4 GB.
const LIST_FILE_BYTES_MAX: u64 = 8 << 30;

/// Files in one folder of a list at most: the EU's annexes are 56.
const LIST_FILES_MAX: usize = 10_000;

/// A file of a version, already in the store.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// What the record keeps of it.
    pub(crate) source: SourceFile,
}

/// What the caller knows of a new version.
#[derive(Clone, Debug)]
pub(crate) struct Arriving {
    /// The kind.
    pub(crate) kind: Kind,
    /// From which day its words hold, where the caller says so.
    pub(crate) effective: Option<Date>,
    /// The day of loading, in UTC.
    pub(crate) today: Date,
    /// The largest share of entries that may go, in per cent.
    pub(crate) shrink_max: u64,
    /// Whether the publisher was asked for the newest version, so that an older one is a surprise.
    pub(crate) newest_wanted: bool,
}

impl Arriving {
    /// A version that somebody loads by hand.
    pub(crate) fn by_hand(kind: Kind, effective: Option<Date>, today: Date) -> Self {
        Self { kind, effective, today, shrink_max: SHRINK_MAX_PERCENT, newest_wanted: false }
    }
}

/// What became of a new version.
#[derive(Debug)]
pub(crate) enum Loaded {
    /// It is in use.
    InUse {
        /// Its number.
        version: VersionId,
        /// What its files gave.
        report: Report,
        /// From which day it counts.
        effective: Date,
    },
    /// It waits for `lists accept`; what was in use still is.
    Held {
        /// Its number.
        version: VersionId,
        /// What its files gave.
        report: Report,
        /// Why.
        why: String,
    },
    /// The very same files are in use already.
    Same {
        /// The version in use.
        version: VersionId,
    },
}

/// Puts the files at `paths` (files, or folders with everything in them) into the store, unpacked.
pub(crate) fn store_files(home: &Home, paths: &[PathBuf]) -> anyhow::Result<Vec<Stored>> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files).with_context(|| format!("could not read {}", path.display()))?;
    }
    if LIST_FILES_MAX < files.len() {
        bail!("{} files are more than a list has: name the folder of one list", files.len());
    }
    files.sort();
    files.dedup();
    files
        .iter()
        .map(|path| store_file(home, path).with_context(|| format!("could not read {}", path.display())))
        .collect()
}

/// Reads stored files as a version of a list and brings it into use, or holds it.
pub(crate) fn load(
    home: &Home,
    arriving: &Arriving,
    files: &[Stored],
    stamp: &Stamp,
) -> anyhow::Result<Loaded> {
    let kind = arriving.kind;
    let code = kind.code();
    let digests =
        |version: &ListVersion| version.content.sources.iter().map(|it| it.digest).collect::<Vec<_>>();
    let ours: Vec<_> = files.iter().map(|it| it.source.digest).collect();
    let before = home.in_use(code)?;
    if let Some(same) = before.iter().find(|version| digests(version) == ours)
        && arriving.effective.is_none_or(|day| same.content.effective == Some(day))
    {
        return Ok(Loaded::Same { version: same.id });
    }
    let (report, entries_blob) = parse(home, kind, files)?;
    let effective = effective(arriving, &report)?;
    let rejects_blob = home.blobs().put(&serde_json::to_vec_pretty(&report.rejects)?)?;
    let version = NewVersion {
        kind: code.to_owned(),
        sub_name: None,
        effective: Some(effective),
        published: report.published.as_ref().map(|it| it.text.clone()),
        sources: files.iter().map(|it| it.source.clone()).collect(),
        entries_blob,
        rejects_blob,
        entries: u32::try_from(report.entries).context("more entries than a list can have")?,
        rejects: u32::try_from(report.reject_count).unwrap_or(u32::MAX),
        lacks: report.lacks.iter().map(|it| it.words()).collect::<Vec<_>>().join(", "),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        supersedes: before
            .iter()
            .filter(|it| it.content.effective == Some(effective))
            .map(|it| it.id)
            .collect(),
    };
    let in_effect = |it: &&ListVersion| arriving.newest_wanted || it.content.effective <= Some(effective);
    let newest = before.iter().filter(in_effect).max_by_key(|it| (it.content.effective, it.id.0));
    let older = newest.and_then(|it| it.content.effective).filter(|day| effective < *day);
    let older =
        older.map(|day| format!("it was published on {effective}, before the version in use of {day}"));
    if let Some(why) = older.or_else(|| doubt(&report, newest, arriving.shrink_max)) {
        let id = home.add_version(&version, &Arrival::Held { why: why.clone() }, stamp)?;
        return Ok(Loaded::Held { version: id, report, why });
    }
    let id = home.add_version(&version, &Arrival::InUse, stamp)?;
    merge::remake(home, kind, stamp)?;
    Ok(Loaded::InUse { version: id, report, effective })
}

/// Why a version should not come into use before a person has looked, if there is a reason.
fn doubt(report: &Report, before: Option<&ListVersion>, shrink_max: u64) -> Option<String> {
    if let Some(cut) = &report.cut {
        return Some(format!("the file is cut off: {cut}"));
    }
    if let Some(stated) = report.stated_count.filter(|stated| *stated != report.published_entries) {
        let read = report.published_entries;
        return Some(format!("the publisher states {stated} entries and {read} could be read"));
    }
    let before = before?;
    let had = u64::from(before.content.entries);
    let least = had.saturating_sub(had * shrink_max / 100);
    if report.entries < least {
        return Some(format!(
            "it has {} entries and the version in use {had}: more than {shrink_max} % are gone",
            report.entries
        ));
    }
    let (rejects, rejects_before) = (report.reject_count, u64::from(before.content.rejects));
    if rejects_before * 2 + report.rows / 100 < rejects {
        return Some(format!("{rejects} rows could not be read, {rejects_before} in the version in use"));
    }
    None
}

/// From which day the version counts: what the caller says, else what the file says, else the day of loading.
fn effective(arriving: &Arriving, report: &Report) -> anyhow::Result<Date> {
    let published = report.published.as_ref().and_then(|it| it.date);
    let day = arriving.effective.or(published).unwrap_or(arriving.today);
    if arriving.today < day {
        bail!("{day} is not yet: a version counts from the day on which it was published");
    }
    if let (Some(asked), Some(published)) = (arriving.effective, published)
        && asked < published
    {
        bail!("the file says that it was published on {published}: it cannot count from {asked}");
    }
    Ok(day)
}

fn parse(home: &Home, kind: Kind, files: &[Stored]) -> anyhow::Result<(Report, Digest)> {
    let blobs: Vec<_> =
        files.iter().map(|it| home.blobs().map(it.source.digest)).collect::<Result<_, _>>()?;
    let sources: Vec<_> = files
        .iter()
        .zip(&blobs)
        .map(|(file, blob)| lists::SourceFile {
            name: &file.source.name,
            bytes: blob,
            digest: file.source.digest,
        })
        .collect();
    let scratch = NamedTempFile::new()?;
    let mut packer = Packer::new(BufWriter::new(scratch.as_file()))?;
    let mut fault = None;
    let report = lists::parse(kind, &sources, &mut |entry: Entry| {
        if fault.is_none() {
            fault = packer.push(&entry).err();
        }
    });
    let report = match report {
        Ok(report) => report,
        Err(error) => {
            let hint = error.hint();
            bail!("{error}\n  {hint}");
        }
    };
    if let Some(fault) = fault {
        return Err(fault);
    }
    drop(packer.finish()?);
    let digest = home.blobs().put_stream(File::open(scratch.path())?, LIST_FILE_BYTES_MAX)?;
    Ok((report, digest))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for item in std::fs::read_dir(path)? {
        let item = item?;
        // A note beside the files is no list, and one that is named on its own is refused by its parser.
        let is_note = item.file_name().to_string_lossy().starts_with('.')
            || item.path().extension().is_some_and(|it| it.eq_ignore_ascii_case("md"));
        if !is_note && files.len() <= LIST_FILES_MAX {
            collect(&item.path(), files)?;
        }
    }
    Ok(())
}

fn store_file(home: &Home, path: &Path) -> anyhow::Result<Stored> {
    let file = BufReader::new(File::open(path)?);
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let (name, mut reader): (String, Box<dyn Read>) = match path.extension().and_then(|it| it.to_str()) {
        Some("zst") => (
            name.trim_end_matches(".zst").to_owned(),
            Box::new(
                ruzstd::decoding::StreamingDecoder::new(file).map_err(|error| anyhow::anyhow!("{error}"))?,
            ),
        ),
        Some("gz") => {
            (name.trim_end_matches(".gz").to_owned(), Box::new(flate2::read::MultiGzDecoder::new(file)))
        }
        _ => (name, Box::new(file)),
    };
    let digest = home.blobs().put_stream(&mut reader, LIST_FILE_BYTES_MAX)?;
    let size = home.blobs().map_unverified(digest)?.len() as u64;
    Ok(Stored { source: SourceFile { name, digest, size, url: None, etag: None, last_modified: None } })
}

/// The rejects of a version, as its report kept them.
pub(crate) fn rejects(home: &Home, version: &ListVersion) -> anyhow::Result<Vec<Reject>> {
    Ok(serde_json::from_slice(&home.blobs().map(version.content.rejects_blob)?)?)
}
