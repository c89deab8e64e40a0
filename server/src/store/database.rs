//! Opening SQLite: the file, its lock and its pragmas, each with its reason.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failure::OpenFailure;
use super::schema;

const DATABASE: &str = "relay.sqlite3";
const LOCK: &str = "relay.lock";

/// Opens the data folder for this process alone; the lock lasts as long as the file is open.
pub(super) fn lock(folder: &Path) -> Result<File, OpenFailure> {
    let cannot = |why: io::Error| OpenFailure::Folder { folder: folder.to_owned(), why };
    make_private(folder).map_err(cannot)?;
    let file = File::create(folder.join(LOCK)).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenFailure::InUse { folder: folder.to_owned() }),
        Err(TryLockError::Error(why)) => Err(cannot(why)),
    }
}

/// The connection that writes, with the database brought to this version of the format.
pub(super) fn open_for_writing(folder: &Path) -> Result<Connection, OpenFailure> {
    let mut connection = Connection::open(path(folder))?;
    configure(&connection)?;
    // Readers go on while the writer commits, and a commit is one fsync of one file.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A commit is on the disk before it is answered: "shared with the team" means this.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Keys that were deleted must not linger in free pages.
    connection.pragma_update(None, "secure_delete", "FAST")?;
    // The pages that every append touches stay in memory: 32 MiB.
    connection.pragma_update(None, "cache_size", -32_768)?;
    schema::migrate(&mut connection)?;
    // Finds out here, and not at the first append, whether it can be written to.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    Ok(connection)
}

/// A connection that reads; each sees whatever was committed before it asks.
pub(super) fn open_for_reading(folder: &Path) -> Result<Connection, OpenFailure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path(folder), flags)?;
    configure(&connection)?;
    Ok(connection)
}

/// A connection that reads a file which may be anything, of a relay that may be running; refuses what is no relay's.
pub(super) fn open_to_look(file: &Path) -> Result<Connection, OpenFailure> {
    if !file.is_file() {
        return Err(OpenFailure::Missing { file: file.to_owned() });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let looked_at =
        Connection::open_with_flags(file, flags).map_err(OpenFailure::from).and_then(|connection| {
            configure(&connection)?;
            schema::recognise(&connection, file)?;
            Ok(connection)
        });
    looked_at.map_err(|why| why.about(file))
}

/// The connection that brings a copy, which nobody else knows of, to this version of the format.
pub(super) fn open_copy(file: &Path) -> Result<Connection, OpenFailure> {
    let mut connection = Connection::open(file)?;
    configure(&connection)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> Result<(), OpenFailure> {
    // A backup or somebody's sqlite3 shell may hold the lock for a moment.
    connection.busy_timeout(Duration::from_secs(5))?;
    // Sorting and undoing need no files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// The database of a data folder.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Makes the folder, for this user alone.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
