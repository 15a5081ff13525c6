//! Which law pack and which policy were in use from when.
//!
//! A pack is a blob under a name; the newest set is the one in use, and the ones before stay on record.

use rusqlite::{OptionalExtension as _, Transaction, params};
use vocab::Digest;

use crate::error::StoreError;
use crate::home::Home;
use crate::json_text::Object;
use crate::log::{LogKind, Stamp, append, parsed};

/// The packs that a decision depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackName {
    /// The dated rules.
    Law,
    /// The lines that the user draws.
    Policy,
}

impl PackName {
    /// The name in the record.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Policy => "policy",
        }
    }
}

/// A pack in use from some moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its bytes.
    pub digest: Digest,
    /// From when.
    pub at: String,
}

impl Home {
    /// Brings a pack into use; its blob must be in the home. Setting the one in use again writes nothing.
    pub fn set_pack(&self, name: PackName, digest: Digest, stamp: &Stamp) -> Result<(), StoreError> {
        self.needs_blobs(&[digest])?;
        self.write(|tx| {
            if history(tx, name)?.last().is_some_and(|pack| pack.digest == digest) {
                return Ok(());
            }
            let body = pack_text(name.as_str(), &digest.to_string());
            let seq = append(tx, &self.home_id(), LogKind::Pack, body.as_bytes(), stamp)?.seq;
            tx.prepare_cached("INSERT INTO pack (seq, name, digest) VALUES ($1, $2, $3)")?
                .execute(params![seq, name.as_str(), digest.to_string()])?;
            Ok(())
        })
    }

    /// The pack in use.
    pub fn pack(&self, name: PackName) -> Result<Option<Pack>, StoreError> {
        Ok(self.pack_history(name)?.pop())
    }

    /// Every pack of that name that was ever in use, oldest first.
    pub fn pack_history(&self, name: PackName) -> Result<Vec<Pack>, StoreError> {
        self.read(|tx| history(tx, name))
    }
}

fn history(tx: &Transaction<'_>, name: PackName) -> Result<Vec<Pack>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT digest, at FROM pack JOIN log ON log.seq = pack.seq WHERE name = $1 ORDER BY pack.seq",
    )?;
    let rows = statement
        .query_map([name.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (digest, at) = row?;
        Ok(Pack { digest: parsed("pack's digest", digest)?, at })
    })
    .collect()
}

fn pack_text(name: &str, digest: &str) -> String {
    Object::new().text("name", name).text("digest", digest).close()
}

/// What the log must say of the pack in record `seq`, from the row as it is now.
pub(crate) fn pack_row(tx: &Transaction<'_>, seq: i64) -> Result<Option<String>, StoreError> {
    let text = tx
        .prepare_cached("SELECT name, digest FROM pack WHERE seq = $1")?
        .query_row([seq], |row| {
            let (name, digest): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(pack_text(&name, &digest))
        })
        .optional()?;
    Ok(text)
}
