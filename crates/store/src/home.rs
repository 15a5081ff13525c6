//! One folder that holds a record and its blobs, shared by any number of processes.
//!
//! Opening makes, checks and migrates. What is written in it is for the other modules.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::blobs::{Blobs, make_folder, open_lock, sync_folder};
use crate::error::{BUSY_WAIT_S, StoreError};

/// The database's file name in a home.
pub const DATABASE_FILE: &str = "plimsoll.sqlite";

/// What a crash while a home was being made may leave before the database is there.
const OUR_NAMES: [&str; 5] =
    ["blobs", "home.lock", "plimsoll.sqlite", "plimsoll.sqlite-wal", "plimsoll.sqlite-shm"];

/// Each step from one schema to the next; the number of the last is the home's `user_version`.
const MIGRATIONS: [&str; 1] = [include_str!("schema/sqlite-1.sql")];

/// The newest `user_version` that this program knows.
const KNOWN_SCHEMA: i64 = 1;
const _: () = assert!(MIGRATIONS.len() == 1, "the last migration's number is KNOWN_SCHEMA");

/// `PLIM`, in SQLite's own field for whose file this is.
const APPLICATION_ID: i64 = 0x504c_494d;

/// Statements kept ready; the busiest operation uses about twenty.
const STATEMENTS_KEPT: usize = 64;

/// Sixteen random bytes given at birth: no record of one home fits into the chain of another.
pub(crate) type HomeId = [u8; 16];

/// An open home. Cheap to share between threads; open one a process.
#[derive(Debug)]
pub struct Home {
    path: PathBuf,
    id: HomeId,
    connection: Mutex<Connection>,
    blobs: Blobs,
}

impl Home {
    /// Opens the home at `path`, making it where there is none, and leaves it as durable as a record needs.
    ///
    /// # Errors
    /// A folder with other things in it, another program's database, a newer program's home, and a folder
    /// that cannot be written to are each told apart; none of them is changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        make_folder(path)?;
        let database = path.join(DATABASE_FILE);
        if !database.exists() && !is_ours_to_fill(path)? {
            return Err(StoreError::NotAHome { path: path.to_owned() });
        }
        // One process at a time makes or migrates; the lock goes with the process, however it ends.
        let lock = open_lock(&path.join("home.lock")).map_err(|error| as_read_only(error, path))?;
        lock.lock().map_err(|source| StoreError::file("lock", path, source))?;
        let mut connection = connect(path)?;
        migrate(&mut connection)?;
        let blobs = Blobs::open(path.join("blobs")).map_err(|error| as_read_only(error, path))?;
        sync_folder(path)?;
        sync_folder(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        let id = connection.query_row("SELECT home_id FROM home", [], |row| row.get(0))?;
        Ok(Self { path: path.to_owned(), id, connection: Mutex::new(connection), blobs })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The blobs of this home.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The home's name in exports and heads: 32 hexadecimal digits.
    pub fn id(&self) -> String {
        hex(&self.id)
    }

    pub(crate) fn home_id(&self) -> HomeId {
        self.id
    }

    /// Runs `work` in one transaction that holds the write lock from its start; durable when this returns.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Runs `work` on one unchanging view of the record.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&transaction)
    }

    /// Runs a long `work` on one unchanging view, without keeping this process's other threads from writing.
    pub(crate) fn read_apart<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = connect(&self.path)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&transaction)
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// An empty folder, or one in which we were killed while making a home.
fn is_ours_to_fill(path: &Path) -> Result<bool, StoreError> {
    let children = fs::read_dir(path).map_err(|source| StoreError::file("list", path, source))?;
    for child in children {
        let name = child.map_err(|source| StoreError::file("list", path, source))?.file_name();
        if !OUR_NAMES.iter().any(|ours| name == *ours) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn as_read_only(error: StoreError, home: &Path) -> StoreError {
    if let StoreError::File { source, .. } = &error
        && source.kind() == std::io::ErrorKind::PermissionDenied
    {
        return StoreError::ReadOnly { path: home.to_owned() };
    }
    error
}

fn connect(home: &Path) -> Result<Connection, StoreError> {
    let path = home.join(DATABASE_FILE);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(|error| as_home_error(error, home))?;
    connection.busy_timeout(Duration::from_secs(BUSY_WAIT_S))?;
    // Whose file it is comes first: nothing is set on a database that is not ours, or that a newer program
    // made.
    let (application, schema) = identify(&connection).map_err(|error| as_home_error(error, home))?;
    if application != APPLICATION_ID && (application != 0 || schema != 0 || holds_tables(&connection)?) {
        return Err(StoreError::NotARecord { path });
    }
    if schema > KNOWN_SCHEMA {
        return Err(StoreError::NewerHome { found: schema, known: KNOWN_SCHEMA });
    }
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly { path: home.to_owned() });
    }
    configure(&connection).map_err(|error| as_home_error(error, home))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}

fn identify(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let application = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let schema = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok((application, schema))
}

fn holds_tables(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // A commit is on the disk, not in a cache of the drive, when it returns (fullfsync matters on macOS
    // only).
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let (_, schema) = identify(connection)?;
    if schema == KNOWN_SCHEMA {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(schema).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    if schema == 0 {
        transaction.execute("INSERT INTO home (one, home_id) VALUES (1, randomblob(16))", [])?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", KNOWN_SCHEMA)?;
    transaction.commit()?;
    Ok(())
}

/// Tells a file that is no database, and one that may not be written, from other failures.
fn as_home_error(error: rusqlite::Error, home: &Path) -> StoreError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotARecord { path: home.join(DATABASE_FILE) },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::ReadOnly { path: home.to_owned() }
        }
        _ => StoreError::from(error),
    }
}
