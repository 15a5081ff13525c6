//! Versions of published lists: which were loaded, which are in use, and who let them.
//!
//! A kind keeps a history: every version in use stays so, for answers as of an earlier date, until a newer
//! one names it as superseded. What stands in a version's blobs is for `lists` and the caller.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use vocab::{Date, Digest};

use crate::error::StoreError;
use crate::home::Home;
use crate::json_text::Object;
use crate::log::{LogKind, Stamp, append, filled, parsed};

/// The number of a list version: that of the log record with which it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId(pub i64);

/// A file as the publisher gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes. Whether the bytes are kept, `blobs().exists` says.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Where it came from.
    pub url: Option<String>,
    /// The server's `ETag`.
    pub etag: Option<String>,
    /// The server's `Last-Modified`.
    pub last_modified: Option<String>,
}

/// A list version to add; its two blobs must be in the home already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The list's kind, such as `ofac-sdn`.
    pub kind: String,
    /// Which of several lists of this kind, such as a book's name.
    pub sub_name: Option<String>,
    /// The date from which the publisher meant it.
    pub effective: Option<Date>,
    /// The publisher's own words for when it came out.
    pub published: Option<String>,
    /// The files that it was read from, in the order read.
    pub sources: Vec<SourceFile>,
    /// The packed entries.
    pub entries_blob: Digest,
    /// The report of what was not understood.
    pub rejects_blob: Digest,
    /// How many entries it has.
    pub entries: u32,
    /// How many rows were not understood.
    pub rejects: u32,
    /// Which fields the source lacks, in the form that the caller reads again.
    pub lacks: String,
    /// The version of the engine that read it.
    pub engine: String,
    /// Versions of the same kind whose place this one takes as soon as it is in use.
    pub supersedes: Vec<VersionId>,
}

/// How a new version comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// In use at once.
    InUse,
    /// Held back until a person accepts or rejects it.
    Held {
        /// Why, in words for that person.
        why: String,
    },
}

/// Where a list version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionState {
    /// Answers are given from it.
    InUse,
    /// It waits for a person.
    Held,
    /// A newer one took its place.
    Superseded,
    /// A person refused it.
    Rejected,
}

impl VersionState {
    /// The word in the record.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::Held => "held",
            Self::Superseded => "superseded",
            Self::Rejected => "rejected",
        }
    }

    fn from_text(text: String) -> Result<Self, StoreError> {
        [Self::InUse, Self::Held, Self::Superseded, Self::Rejected]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(StoreError::Unreadable { what: "state of a list version", text })
    }
}

/// A list version in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVersion {
    /// Its number.
    pub id: VersionId,
    /// What was added.
    pub content: NewVersion,
    /// When it was loaded, as the loader told it.
    pub loaded_at: String,
    /// Where it stands now.
    pub state: VersionState,
    /// Who brought it into that state.
    pub state_by: String,
    /// When that was.
    pub state_at: String,
    /// Why it was held or refused.
    pub why: Option<String>,
}

/// A kind's versions merged into one file that serves all dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The merged file.
    pub blob: Digest,
    /// The versions in it, in the order given.
    pub versions: Vec<VersionId>,
    /// When it was set.
    pub at: String,
}

impl Home {
    /// Adds a version, and in the same transaction supersedes those that it names if it comes into use.
    ///
    /// # Errors
    /// [`StoreError::NoBlob`] where one of its two blobs is not in this home: no version is seen before its
    /// bytes.
    pub fn add_version(
        &self,
        version: &NewVersion,
        arrival: &Arrival,
        stamp: &Stamp,
    ) -> Result<VersionId, StoreError> {
        filled("the kind of a list", &version.kind)?;
        self.needs_blobs(&[version.entries_blob, version.rejects_blob])?;
        self.write(|tx| {
            let (kind, state, why) = match arrival {
                Arrival::InUse => (LogKind::ListLoaded, VersionState::InUse, None),
                Arrival::Held { why } => (LogKind::ListHeld, VersionState::Held, Some(why.as_str())),
            };
            let body = version_body(version, state, why);
            let entry = append(tx, &self.home_id(), kind, body.as_bytes(), stamp)?;
            let id = VersionId(entry.seq);
            insert_version(tx, id, version, &stamp.at)?;
            insert_state(tx, entry.seq, id, &Change { state, who: &stamp.writer, why })?;
            if state == VersionState::InUse {
                self.supersede(tx, id, &version.supersedes, stamp)?;
            }
            Ok(id)
        })
    }

    /// Lets a held version into use; those that it names as superseded are so from then on.
    pub fn accept(&self, version: VersionId, who: &str, stamp: &Stamp) -> Result<(), StoreError> {
        self.write(|tx| {
            self.change(tx, version, &Change { state: VersionState::InUse, who, why: None }, stamp)?;
            let older = supersedes_of(tx, version)?;
            self.supersede(tx, version, &older, stamp)
        })
    }

    /// Refuses a held version, for good.
    pub fn reject(&self, version: VersionId, who: &str, why: &str, stamp: &Stamp) -> Result<(), StoreError> {
        self.write(|tx| {
            self.change(tx, version, &Change { state: VersionState::Rejected, who, why: Some(why) }, stamp)
        })
    }

    /// All versions of a kind, oldest first, whatever their state.
    pub fn versions(&self, kind: &str) -> Result<Vec<ListVersion>, StoreError> {
        self.read(|tx| {
            let ids = tx
                .prepare_cached("SELECT version_id FROM list_version WHERE kind = $1 ORDER BY version_id")?
                .query_map([kind], |row| row.get(0).map(VersionId))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            ids.into_iter().map(|id| load_version(tx, id)).collect()
        })
    }

    /// The versions of a kind that answers are given from, oldest first.
    pub fn in_use(&self, kind: &str) -> Result<Vec<ListVersion>, StoreError> {
        let mut versions = self.versions(kind)?;
        versions.retain(|version| version.state == VersionState::InUse);
        Ok(versions)
    }

    /// The version of that number.
    pub fn version(&self, id: VersionId) -> Result<ListVersion, StoreError> {
        self.read(|tx| load_version(tx, id))
    }

    /// Every kind of which a version was ever loaded, in alphabetical order.
    pub fn all_kinds(&self) -> Result<Vec<String>, StoreError> {
        self.read(|tx| {
            let kinds = tx
                .prepare_cached("SELECT DISTINCT kind FROM list_version ORDER BY kind")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(kinds)
        })
    }

    /// Makes `blob` the merged file of a kind; the ones before stay on record.
    pub fn set_snapshot(
        &self,
        kind: &str,
        blob: Digest,
        versions: &[VersionId],
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        filled("the kind of a list", kind)?;
        self.needs_blobs(&[blob])?;
        self.write(|tx| {
            let body = snapshot_text(kind, &blob.to_string(), versions.iter().map(|id| id.0));
            let seq = append(tx, &self.home_id(), LogKind::Snapshot, body.as_bytes(), stamp)?.seq;
            tx.prepare_cached("INSERT INTO snapshot (seq, kind, blob) VALUES ($1, $2, $3)")?
                .execute(params![seq, kind, blob.to_string()])?;
            let mut insert = tx.prepare_cached(
                "INSERT INTO snapshot_version (seq, position, version_id) VALUES ($1, $2, $3)",
            )?;
            for (position, version) in (0_i64..).zip(versions) {
                insert.execute(params![seq, position, version.0])?;
            }
            Ok(())
        })
    }

    /// The merged file of a kind that was set last.
    pub fn snapshot(&self, kind: &str) -> Result<Option<Snapshot>, StoreError> {
        self.read(|tx| {
            let newest = tx
                .prepare_cached(
                    "SELECT snapshot.seq, blob, at FROM snapshot JOIN log ON log.seq = snapshot.seq
                     WHERE snapshot.kind = $1 ORDER BY snapshot.seq DESC LIMIT 1",
                )?
                .query_row([kind], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
                })
                .optional()?;
            let Some((seq, blob, at)) = newest else { return Ok(None) };
            let versions = snapshot_versions(tx, seq)?.into_iter().map(VersionId).collect();
            Ok(Some(Snapshot { blob: parsed("snapshot's digest", blob)?, versions, at }))
        })
    }

    /// Refuses to go on unless every one of `blobs` is here.
    pub(crate) fn needs_blobs(&self, blobs: &[Digest]) -> Result<(), StoreError> {
        for &digest in blobs {
            if !self.blobs().exists(digest)? {
                return Err(StoreError::NoBlob { digest });
            }
        }
        Ok(())
    }

    fn supersede(
        &self,
        tx: &Transaction<'_>,
        by: VersionId,
        older: &[VersionId],
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let why = format!("version {} took its place", by.0);
        for &id in older {
            if state_of(tx, id)? == VersionState::InUse {
                let change = Change { state: VersionState::Superseded, who: &stamp.writer, why: Some(&why) };
                self.change(tx, id, &change, stamp)?;
            }
        }
        Ok(())
    }

    fn change(
        &self,
        tx: &Transaction<'_>,
        id: VersionId,
        change: &Change<'_>,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        filled("the person", change.who)?;
        let now = state_of(tx, id)?;
        let (from, kind) = match change.state {
            VersionState::InUse => (VersionState::Held, LogKind::ListAccepted),
            VersionState::Rejected => (VersionState::Held, LogKind::ListRejected),
            VersionState::Superseded => (VersionState::InUse, LogKind::ListSuperseded),
            // Nothing goes back to being held.
            VersionState::Held => return Err(wrong_state(id, now, change.state)),
        };
        if now != from {
            return Err(wrong_state(id, now, change.state));
        }
        let body = change_text(id.0, change.state.as_str(), change.who, change.why);
        let entry = append(tx, &self.home_id(), kind, body.as_bytes(), stamp)?;
        insert_state(tx, entry.seq, id, change)
    }
}

struct Change<'a> {
    state: VersionState,
    who: &'a str,
    why: Option<&'a str>,
}

fn wrong_state(id: VersionId, now: VersionState, wanted: VersionState) -> StoreError {
    StoreError::WrongState { version: id.0, now: now.as_str(), wanted: wanted.as_str() }
}

fn insert_version(
    tx: &Transaction<'_>,
    id: VersionId,
    version: &NewVersion,
    loaded_at: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO list_version (version_id, kind, sub_name, effective, published, entries_blob,
         rejects_blob, entries, rejects, lacks, engine, loaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )?
    .execute(params![
        id.0,
        version.kind,
        version.sub_name,
        version.effective.map(|date| date.to_string()),
        version.published,
        version.entries_blob.to_string(),
        version.rejects_blob.to_string(),
        version.entries,
        version.rejects,
        version.lacks,
        version.engine,
        loaded_at,
    ])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO list_source (version_id, position, name, digest, size, url, etag, last_modified)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )?;
    for (position, source) in (0_i64..).zip(&version.sources) {
        insert.execute(params![
            id.0,
            position,
            source.name,
            source.digest.to_string(),
            i64::try_from(source.size)
                .map_err(|_| StoreError::TooLarge { bytes_max: i64::MAX.unsigned_abs() })?,
            source.url,
            source.etag,
            source.last_modified,
        ])?;
    }
    let mut insert =
        tx.prepare_cached("INSERT INTO list_supersedes (version_id, position, older) VALUES ($1, $2, $3)")?;
    for (position, older) in (0_i64..).zip(&version.supersedes) {
        if load_content(tx, *older)?.0.kind != version.kind {
            return Err(StoreError::NotThere { what: "list version of this kind", key: older.0.to_string() });
        }
        insert.execute(params![id.0, position, older.0])?;
    }
    Ok(())
}

fn insert_state(
    tx: &Transaction<'_>,
    seq: i64,
    id: VersionId,
    change: &Change<'_>,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO list_state (seq, version_id, state, who, why) VALUES ($1, $2, $3, $4, $5)",
    )?
    .execute(params![seq, id.0, change.state.as_str(), change.who, change.why])?;
    Ok(())
}

fn state_of(tx: &Transaction<'_>, id: VersionId) -> Result<VersionState, StoreError> {
    tx.prepare_cached("SELECT state FROM list_state WHERE version_id = $1 ORDER BY seq DESC LIMIT 1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .ok_or_else(|| not_there(id))
        .and_then(VersionState::from_text)
}

fn not_there(id: VersionId) -> StoreError {
    StoreError::NotThere { what: "list version", key: id.0.to_string() }
}

fn supersedes_of(tx: &Transaction<'_>, id: VersionId) -> Result<Vec<VersionId>, StoreError> {
    let older = tx
        .prepare_cached("SELECT older FROM list_supersedes WHERE version_id = $1 ORDER BY position")?
        .query_map([id.0], |row| row.get(0).map(VersionId))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(older)
}

fn sources_of(tx: &Transaction<'_>, id: VersionId) -> Result<Vec<SourceFile>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT name, digest, size, url, etag, last_modified FROM list_source
         WHERE version_id = $1 ORDER BY position",
    )?;
    let rows = statement.query_map([id.0], |row| Ok(read_source(row)))?;
    rows.map(|row| row?).collect()
}

fn read_source(row: &Row<'_>) -> Result<SourceFile, StoreError> {
    let size: i64 = row.get(2)?;
    Ok(SourceFile {
        name: row.get(0)?,
        digest: parsed("source's digest", row.get(1)?)?,
        size: u64::try_from(size)
            .map_err(|_| StoreError::Unreadable { what: "source's size", text: size.to_string() })?,
        url: row.get(3)?,
        etag: row.get(4)?,
        last_modified: row.get(5)?,
    })
}

fn load_version(tx: &Transaction<'_>, id: VersionId) -> Result<ListVersion, StoreError> {
    let (content, loaded_at) = load_content(tx, id)?;
    tx.prepare_cached(
        "SELECT state, who, at, why FROM list_state s JOIN log ON log.seq = s.seq
         WHERE version_id = $1 ORDER BY s.seq DESC LIMIT 1",
    )?
    .query_row([id.0], |row| {
        Ok(VersionState::from_text(row.get(0)?).and_then(|state| {
            let (state_by, state_at, why) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(ListVersion { id, content, loaded_at, state, state_by, state_at, why })
        }))
    })
    .optional()?
    .ok_or_else(|| not_there(id))?
}

/// What was added and when, without what became of it.
fn load_content(tx: &Transaction<'_>, id: VersionId) -> Result<(NewVersion, String), StoreError> {
    let sources = sources_of(tx, id)?;
    let supersedes = supersedes_of(tx, id)?;
    tx.prepare_cached(
        "SELECT kind, sub_name, effective, published, entries_blob, rejects_blob, entries, rejects, lacks,
         engine, loaded_at FROM list_version WHERE version_id = $1",
    )?
    .query_row([id.0], |row| Ok(read_content(row, sources, supersedes)))
    .optional()?
    .ok_or_else(|| not_there(id))?
}

fn read_content(
    row: &Row<'_>,
    sources: Vec<SourceFile>,
    supersedes: Vec<VersionId>,
) -> Result<(NewVersion, String), StoreError> {
    let effective: Option<String> = row.get(2)?;
    let content = NewVersion {
        kind: row.get(0)?,
        sub_name: row.get(1)?,
        effective: effective.map(|text| parsed("effective date", text)).transpose()?,
        published: row.get(3)?,
        sources,
        entries_blob: parsed("entries' digest", row.get(4)?)?,
        rejects_blob: parsed("rejects' digest", row.get(5)?)?,
        entries: row.get(6)?,
        rejects: row.get(7)?,
        lacks: row.get(8)?,
        engine: row.get(9)?,
        supersedes,
    };
    Ok((content, row.get(10)?))
}

fn snapshot_versions(tx: &Transaction<'_>, seq: i64) -> Result<Vec<i64>, StoreError> {
    let versions = tx
        .prepare_cached("SELECT version_id FROM snapshot_version WHERE seq = $1 ORDER BY position")?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(versions)
}

fn version_body(version: &NewVersion, state: VersionState, why: Option<&str>) -> String {
    let sources = version.sources.iter().map(|source| {
        Object::new()
            .text("name", &source.name)
            .shown("digest", &source.digest)
            .shown("size", &source.size)
            .text_or_null("url", source.url.as_deref())
            .text_or_null("etag", source.etag.as_deref())
            .text_or_null("last_modified", source.last_modified.as_deref())
    });
    Object::new()
        .text("kind", &version.kind)
        .text_or_null("sub_name", version.sub_name.as_deref())
        .text_or_null("effective", version.effective.map(|date| date.to_string()).as_deref())
        .text_or_null("published", version.published.as_deref())
        .objects("sources", sources)
        .shown("entries_blob", &version.entries_blob)
        .shown("rejects_blob", &version.rejects_blob)
        .number("entries", version.entries.into())
        .number("rejects", version.rejects.into())
        .text("lacks", &version.lacks)
        .text("engine", &version.engine)
        .numbers("supersedes", version.supersedes.iter().map(|id| id.0))
        .text("state", state.as_str())
        .text_or_null("why", why)
        .close()
}

fn change_text(version: i64, state: &str, who: &str, why: Option<&str>) -> String {
    Object::new()
        .number("version", version)
        .text("state", state)
        .text("who", who)
        .text_or_null("why", why)
        .close()
}

fn snapshot_text(kind: &str, blob: &str, versions: impl Iterator<Item = i64>) -> String {
    Object::new().text("kind", kind).text("blob", blob).numbers("versions", versions).close()
}

/// What the log must say of the version that came with record `seq`, from the rows as they are now.
pub(crate) fn version_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    let id = VersionId(seq);
    let first = tx
        .prepare_cached(
            "SELECT state, why, v.loaded_at = log.at AND s.who = log.writer AND s.version_id = v.version_id
             FROM list_version v
             JOIN list_state s ON s.seq = v.version_id
             JOIN log ON log.seq = v.version_id
             WHERE v.version_id = $1",
        )?
        .query_row([seq], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, bool>(2)?))
        })
        .optional()?;
    let Some((state, why, true)) = first else { return Ok(None) };
    let (content, _) = load_content(tx, id)?;
    Ok(Some(version_body(&content, VersionState::from_text(state)?, why.as_deref())))
}

/// What the log must say of the change of state in record `seq`, from the row as it is now.
pub(crate) fn state_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    let text = tx
        .prepare_cached("SELECT version_id, state, who, why FROM list_state WHERE seq = $1")?
        .query_row([seq], |row| {
            let (state, who): (String, String) = (row.get(1)?, row.get(2)?);
            let why: Option<String> = row.get(3)?;
            Ok(change_text(row.get(0)?, &state, &who, why.as_deref()))
        })
        .optional()?;
    Ok(text)
}

/// What the log must say of the merged file in record `seq`, from the rows as they are now.
pub(crate) fn snapshot_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    let row = tx
        .prepare_cached("SELECT kind, blob FROM snapshot WHERE seq = $1")?
        .query_row([seq], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let Some((kind, blob)) = row else { return Ok(None) };
    Ok(Some(snapshot_text(&kind, &blob, snapshot_versions(tx, seq)?.into_iter())))
}
