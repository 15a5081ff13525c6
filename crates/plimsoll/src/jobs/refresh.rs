//! The newest version of a list from its publisher, if there is one, without ever losing the one in use.

use std::fs::File;
use std::time::Duration;

use anyhow::{Context, anyhow};
use lists::Kind;
use store::{Home, ListVersion, SourceFile, Stamp};
use vocab::Date;

use super::download::{Answer, Limits, Validators, download};
use super::load::{self, Arriving, Loaded, Stored};
use super::merge;
use super::publishers::{Publisher, Publishers};

/// Attempts at one file.
const ATTEMPTS: u32 = 3;

/// The pause after the first failed attempt: publishers' bursts of errors last seconds.
const PAUSE: Duration = Duration::from_secs(2);

/// What a refresh of one kind came to.
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// The publisher says, or its bytes show, that the version in use is the current one.
    Confirmed,
    /// A new version arrived.
    Arrived(Box<Loaded>),
}

/// Asks the publisher of `kind` for a newer version.
///
/// On any error the version in use stays in use, and the error says what happened.
pub(crate) fn refresh(
    home: &Home,
    publishers: &Publishers,
    kind: Kind,
    today: Date,
    pause: Option<Duration>,
    stamp: &Stamp,
) -> anyhow::Result<Refreshed> {
    let publisher = publishers.get(kind).ok_or_else(|| {
        anyhow!(
            "{kind} has no publisher that can be asked: load its files with `plimsoll lists load {kind} PATH`"
        )
    })?;
    let newest = newest_refreshed(home, kind)?;
    let mut files = Vec::with_capacity(publisher.files.len());
    let mut changed = false;
    for index in 0..publisher.files.len() {
        let before = newest.as_ref().and_then(|version| source_of(version, publisher, index));
        let (file, is_new) = fetch(home, publisher, index, before, pause)
            .with_context(|| format!("{kind} was not refreshed; the version in use stays in use"))?;
        changed |= is_new;
        files.push(file);
    }
    if let (false, Some(newest)) = (changed, &newest)
        && newest.content.sources.len() == files.len()
    {
        merge::confirm(home, kind, stamp)?;
        return Ok(Refreshed::Confirmed);
    }
    let arriving =
        Arriving { kind, effective: None, today, shrink_max: publisher.shrink_max, newest_wanted: true };
    let loaded = load::load(home, &arriving, &files, stamp).with_context(|| {
        format!("{kind} was downloaded and cannot be used; the version in use stays in use")
    })?;
    if let Loaded::Same { .. } = loaded {
        merge::confirm(home, kind, stamp)?;
        return Ok(Refreshed::Confirmed);
    }
    Ok(Refreshed::Arrived(Box::new(loaded)))
}

/// The newest version that came from the publisher, whose validators may be sent.
fn newest_refreshed(home: &Home, kind: Kind) -> anyhow::Result<Option<ListVersion>> {
    let versions = home.in_use(kind.code())?;
    let refreshed =
        versions.into_iter().filter(|it| it.content.sources.iter().any(|source| source.url.is_some()));
    Ok(refreshed.max_by_key(|it| (it.content.effective, it.id.0)))
}

fn source_of<'a>(version: &'a ListVersion, publisher: &Publisher, index: usize) -> Option<&'a SourceFile> {
    let url = &publisher.files.get(index)?.url;
    version.content.sources.iter().find(|source| source.url.as_ref() == Some(url))
}

/// One file of the publisher's, in the store, and whether its bytes are new.
fn fetch(
    home: &Home,
    publisher: &Publisher,
    index: usize,
    before: Option<&SourceFile>,
    pause: Option<Duration>,
) -> anyhow::Result<(Stored, bool)> {
    let file = publisher.files.get(index).context("the publisher's row has no such file")?;
    let limits = Limits {
        timeout: Duration::from_secs(publisher.timeout_s),
        bytes_min: file.bytes_min.unwrap_or(publisher.bytes_min),
        bytes_max: publisher.bytes_max,
        attempts: ATTEMPTS,
        pause: pause.unwrap_or(PAUSE),
    };
    let have = before.map_or_else(Validators::default, |source| Validators {
        etag: source.etag.clone(),
        last_modified: source.last_modified.clone(),
    });
    let downloaded = match (download(&file.url, &have, &limits)?, before) {
        (Answer::NotModified, Some(before)) => return Ok((Stored { source: before.clone() }, false)),
        (Answer::NotModified, None) => {
            return Err(anyhow!("{} answered \"not modified\" to a first request", file.url));
        }
        (Answer::File(downloaded), _) => downloaded,
    };
    let digest = home.blobs().put_stream(File::open(downloaded.file.path())?, publisher.bytes_max)?;
    let source = SourceFile {
        name: file.name.clone(),
        digest,
        size: downloaded.bytes,
        url: Some(file.url.clone()),
        etag: downloaded.validators.etag,
        last_modified: downloaded.validators.last_modified,
    };
    Ok((Stored { source }, before.is_none_or(|before| before.digest != digest)))
}
