//! All versions of a list as one file for all dates: each entry with the interval in which it was listed.

use std::fs::File;
use std::io::BufWriter;

use anyhow::Context;
use ledger::Entry;
use lists::Kind;
use lists::history::{self, Dated};
use store::{Home, ListVersion, Stamp, VersionId};
use tempfile::NamedTempFile;
use vocab::{Date, Digest};

use super::packed::{Packer, unpack};

/// The largest merged file.
const MERGED_BYTES_MAX: u64 = 16 << 30;

/// A kind's versions in one file.
#[derive(Clone, Debug)]
pub(crate) struct Merged {
    /// The file.
    pub(crate) blob: Digest,
    /// The versions in it, oldest first.
    pub(crate) versions: Vec<ListVersion>,
}

/// Makes the merged file of a kind anew from its versions in use, and brings it into use.
pub(crate) fn remake(home: &Home, kind: Kind, stamp: &Stamp) -> anyhow::Result<()> {
    let versions = by_date(home.in_use(kind.code())?);
    if versions.is_empty() {
        return Ok(());
    }
    let blob = merge(home, &versions)?;
    let ids: Vec<VersionId> = versions.iter().map(|it| it.id).collect();
    home.set_snapshot(kind.code(), blob, &ids, stamp)?;
    Ok(())
}

/// Says that the publisher confirmed today that the newest version is the current one.
pub(crate) fn confirm(home: &Home, kind: Kind, stamp: &Stamp) -> anyhow::Result<()> {
    match home.snapshot(kind.code())? {
        Some(snapshot) => home.set_snapshot(kind.code(), snapshot.blob, &snapshot.versions, stamp)?,
        None => remake(home, kind, stamp)?,
    }
    Ok(())
}

/// The last day on which the newest version of a kind was known to be the current one.
///
/// For a version from the publisher that is the last time it was asked; for one loaded by hand the day of the list.
pub(crate) fn confirmed(home: &Home, kind: &str) -> anyhow::Result<Option<Date>> {
    let Some(newest) = by_date(home.in_use(kind)?).pop() else { return Ok(None) };
    let asked = newest.content.sources.iter().any(|source| source.url.is_some());
    let day = match home.snapshot(kind)? {
        Some(snapshot) if asked => snapshot.at.get(..10).and_then(|day| day.parse().ok()),
        _ => None,
    };
    Ok(day.max(newest.content.effective))
}

/// The merged file of a kind as it was known on a day: versions that came later are left out.
///
/// Where a crash kept the merged file behind its versions, it is made anew here.
pub(crate) fn as_known(
    home: &Home,
    kind: Kind,
    known_at: Date,
    stamp: &Stamp,
) -> anyhow::Result<Option<Merged>> {
    let all = by_date(home.in_use(kind.code())?);
    let newest_too_new = all.last().is_some_and(|it| Some(known_at) < it.content.effective);
    if newest_too_new {
        let versions: Vec<_> = all.into_iter().filter(|it| it.content.effective <= Some(known_at)).collect();
        if versions.is_empty() {
            return Ok(None);
        }
        let blob = merge(home, &versions)?;
        return Ok(Some(Merged { blob, versions }));
    }
    if all.is_empty() {
        return Ok(None);
    }
    let ids: Vec<_> = all.iter().map(|it| it.id).collect();
    let mut snapshot = home.snapshot(kind.code())?;
    if snapshot.as_ref().is_none_or(|it| it.versions != ids) {
        remake(home, kind, stamp)?;
        snapshot = home.snapshot(kind.code())?;
    }
    Ok(snapshot.map(|it| Merged { blob: it.blob, versions: all }))
}

/// The entries of a merged file.
pub(crate) fn entries(home: &Home, blob: Digest) -> anyhow::Result<Vec<Dated>> {
    let bytes = home.blobs().map(blob)?;
    let mut entries = Vec::new();
    unpack(&bytes, &mut |entry| entries.push(entry)).context("a merged list does not read")?;
    Ok(entries)
}

/// The entries of one version.
pub(crate) fn version_entries(home: &Home, version: &ListVersion) -> anyhow::Result<Vec<Entry>> {
    let bytes = home.blobs().map(version.content.entries_blob)?;
    let mut entries = Vec::with_capacity(version.content.entries as usize);
    unpack(&bytes, &mut |entry| entries.push(entry)).context("a version of a list does not read")?;
    Ok(entries)
}

fn by_date(mut versions: Vec<ListVersion>) -> Vec<ListVersion> {
    versions.sort_by_key(|it| (it.content.effective, it.id.0));
    versions
}

fn merge(home: &Home, versions: &[ListVersion]) -> anyhow::Result<Digest> {
    let mut dated = Vec::with_capacity(versions.len());
    for version in versions {
        let effective =
            version.content.effective.context("a version in use has no day from which it counts")?;
        dated.push((effective, version_entries(home, version)?));
    }
    let scratch = NamedTempFile::new()?;
    let mut packer = Packer::new(BufWriter::new(scratch.as_file()))?;
    for entry in history::merge(&dated) {
        packer.push(&entry)?;
    }
    drop(packer.finish()?);
    Ok(home.blobs().put_stream(File::open(scratch.path())?, MERGED_BYTES_MAX)?)
}
