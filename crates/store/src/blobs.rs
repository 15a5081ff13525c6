//! Bytes kept under their own digest: whole or not there, whenever the power goes.
//!
//! A blob is written to `blobs/tmp`, synced, made read-only, renamed to `blobs/ab/cdef…`, and its folder
//! synced. Nothing is ever written in place. What a blob means is for others to say.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;
use vocab::{Digest, DigestWriter};

use crate::error::StoreError;
use crate::mapped::Blob;

/// Bytes moved at a time by [`Blobs::put_stream`].
const CHUNK_BYTES: usize = 128 * 1024;

/// The content-addressed files of one home.
#[derive(Debug)]
pub struct Blobs {
    root: PathBuf,
    /// What this process has checked already: files do not change under their name.
    verified: Mutex<BTreeSet<[u8; 32]>>,
}

/// A blob on its way; while it lives, no other process sweeps.
struct Draft {
    file: NamedTempFile,
    _no_sweep: File,
}

impl Blobs {
    /// Opens `root`, making its folders where they are missing, and sweeps what a crash left over.
    pub(crate) fn open(root: PathBuf) -> Result<Self, StoreError> {
        let blobs = Self { root, verified: Mutex::default() };
        blobs.prepare()?;
        blobs.sweep()?;
        Ok(blobs)
    }

    /// Keeps `bytes`; returns once they would survive a power cut. Keeping them again changes nothing.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest = Digest::of(bytes);
        if self.holds_whole(digest)? {
            return Ok(digest);
        }
        let mut draft = self.draft()?;
        draft.file.write_all(bytes).map_err(|source| StoreError::file("write", draft.file.path(), source))?;
        self.settle(draft, digest)?;
        Ok(digest)
    }

    /// Keeps all that `reader` gives, in bounded memory; more than `bytes_max` bytes are refused and nothing
    /// is kept.
    pub fn put_stream(&self, mut reader: impl Read, bytes_max: u64) -> Result<Digest, StoreError> {
        let mut draft = self.draft()?;
        let mut hasher = DigestWriter::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut bytes_left = bytes_max;
        loop {
            let count = match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(StoreError::Source { source }),
            };
            bytes_left = u64::try_from(count)
                .ok()
                .and_then(|count| bytes_left.checked_sub(count))
                .ok_or(StoreError::TooLarge { bytes_max })?;
            let bytes = chunk.get(..count).unwrap_or_default();
            hasher.update(bytes);
            draft
                .file
                .write_all(bytes)
                .map_err(|source| StoreError::file("write", draft.file.path(), source))?;
        }
        let digest = hasher.finish();
        if !self.holds_whole(digest)? {
            self.settle(draft, digest)?;
        }
        Ok(digest)
    }

    /// The bytes of `digest`, mapped. They are checked the first time that this process opens them.
    pub fn map(&self, digest: Digest) -> Result<Blob, StoreError> {
        let blob = self.map_unverified(digest)?;
        let key = *digest.as_bytes();
        let known = self.verified.lock().unwrap_or_else(PoisonError::into_inner).contains(&key);
        if !known {
            let found = Digest::of(&blob);
            if found != digest {
                return Err(StoreError::DamagedBlob { digest, found });
            }
            self.verified.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        }
        Ok(blob)
    }

    /// The bytes of `digest`, mapped and not checked: for large files that a caller has reason to trust.
    pub fn map_unverified(&self, digest: Digest) -> Result<Blob, StoreError> {
        let path = self.path_of(digest);
        let file = File::open(&path).map_err(|source| {
            if source.kind() == std::io::ErrorKind::NotFound {
                StoreError::NoBlob { digest }
            } else {
                StoreError::file("open", &path, source)
            }
        })?;
        Blob::map(&file).map_err(|source| StoreError::file("map", &path, source))
    }

    /// Whether a file of this name is here; [`Blobs::map`] says whether its bytes are right.
    pub fn exists(&self, digest: Digest) -> Result<bool, StoreError> {
        let path = self.path_of(digest);
        path.try_exists().map_err(|source| StoreError::file("look for", &path, source))
    }

    /// Files under `blobs/` whose bytes are not what their name says, in order of name. Reads everything.
    pub fn damaged(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut found = Vec::new();
        for shard in SHARDS.map(|shard| self.root.join(shard_name(shard))) {
            for path in children(&shard)? {
                let file = File::open(&path).map_err(|source| StoreError::file("open", &path, source))?;
                let blob = Blob::map(&file).map_err(|source| StoreError::file("map", &path, source))?;
                if self.path_of(Digest::of(&blob)) != path {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Deletes drafts that a crash left behind; skipped while any process is writing a blob.
    ///
    /// Gives the number of files deleted. Runs whenever a home is opened.
    pub fn sweep(&self) -> Result<usize, StoreError> {
        let lock = self.lock_file()?;
        if lock.try_lock().is_err() {
            return Ok(0);
        }
        let leftovers = children(&self.root.join("tmp"))?;
        for path in &leftovers {
            fs::remove_file(path).map_err(|source| StoreError::file("delete", path, source))?;
        }
        Ok(leftovers.len())
    }

    fn prepare(&self) -> Result<(), StoreError> {
        // `tmp` is made when all others are durable, so a crash half-way is finished the next time.
        let last = self.root.join("tmp");
        if last.is_dir() {
            return Ok(());
        }
        for shard in SHARDS {
            make_folder(&self.root.join(shard_name(shard)))?;
        }
        sync_folder(&self.root)?;
        make_folder(&last)?;
        sync_folder(&self.root)
    }

    fn draft(&self) -> Result<Draft, StoreError> {
        let no_sweep = self.lock_file()?;
        no_sweep.lock_shared().map_err(|source| StoreError::file("lock", &self.root, source))?;
        let folder = self.root.join("tmp");
        let file = NamedTempFile::with_prefix_in("draft-", &folder)
            .map_err(|source| StoreError::file("write in", &folder, source))?;
        Ok(Draft { file, _no_sweep: no_sweep })
    }

    fn settle(&self, draft: Draft, digest: Digest) -> Result<(), StoreError> {
        let Draft { file, _no_sweep } = draft;
        let path = self.path_of(digest);
        seal(file.as_file())
            .and_then(|()| file.as_file().sync_all())
            .map_err(|source| StoreError::file("sync", file.path(), source))?;
        file.persist(&path).map_err(|failed| StoreError::file("rename to", &path, failed.error))?;
        self.sync_shard_of(&path)
    }

    /// Whether the whole blob is here already; if so its name is durable too, whoever wrote it.
    fn holds_whole(&self, digest: Digest) -> Result<bool, StoreError> {
        match self.map(digest) {
            Ok(_) => self.sync_shard_of(&self.path_of(digest)).map(|()| true),
            Err(StoreError::NoBlob { .. } | StoreError::DamagedBlob { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn sync_shard_of(&self, path: &Path) -> Result<(), StoreError> {
        sync_folder(path.parent().unwrap_or(&self.root))
    }

    fn path_of(&self, digest: Digest) -> PathBuf {
        let hex = digest.to_string();
        let (shard, rest) = hex.split_at(2);
        self.root.join(shard).join(rest)
    }

    fn lock_file(&self) -> Result<File, StoreError> {
        open_lock(&self.root.join("lock"))
    }
}

const SHARDS: std::ops::RangeInclusive<u8> = 0..=u8::MAX;

fn shard_name(shard: u8) -> String {
    format!("{shard:02x}")
}

/// Opens, or makes, a file that is only ever locked.
pub(crate) fn open_lock(path: &Path) -> Result<File, StoreError> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)
        .map_err(|source| StoreError::file("open", path, source))
}

pub(crate) fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(|source| StoreError::file("make the folder", path, source))
}

/// Makes the names in a folder durable. Windows has no such call; there the journal of NTFS must do.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(|source| StoreError::file("sync the folder", path, source))?;
    }
    Ok(())
}

/// Read-only for everyone; who may look into the folder at all is the home's own permission.
fn seal(file: &File) -> std::io::Result<()> {
    let mut permissions = file.metadata()?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o444);
    #[cfg(not(unix))]
    permissions.set_readonly(true);
    file.set_permissions(permissions)
}

fn children(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut paths = Vec::new();
    for child in fs::read_dir(folder).map_err(|source| StoreError::file("list", folder, source))? {
        paths.push(child.map_err(|source| StoreError::file("list", folder, source))?.path());
    }
    paths.sort();
    Ok(paths)
}
