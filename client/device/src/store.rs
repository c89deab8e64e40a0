//! The store in one SQLite file: a table of keys and values for each [`Table`], nothing else known about either.
//!
//! WAL with `synchronous=FULL`: a batch is one transaction, and once it has returned it survives a power cut. The
//! file's `user_version` is the version of these tables; one that a newer version wrote is refused untouched.

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use shared::storage::{Batch, Read, StoreFailure, StoredRow, Table, Write};

use crate::failure::Failure;
use crate::folder::Folder;

/// Version 2 has tables for photos, and changes nothing that was there.
const SCHEMA: i64 = 2;

/// This device's store, in use by nobody else.
#[derive(Debug)]
pub(crate) struct SqliteStore {
    connection: Connection,
    _folder: Folder,
}

impl SqliteStore {
    /// Opens the store in a folder; an empty one gets its tables.
    pub(crate) fn open(folder: Folder) -> Result<Self, Failure> {
        let path = folder.database();
        let failed = |why| Failure::Database { path: path.clone(), why };
        let mut connection = Connection::open(&path).map_err(failed)?;
        let version: i64 =
            connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
        match version {
            0 if !is_empty(&connection).map_err(failed)? => return Err(Failure::NotAStore(path)),
            0 | 1 => make_tables(&mut connection).map_err(failed)?,
            SCHEMA => {}
            _ => return Err(Failure::NewerStore(path)),
        }
        // What is replaced or deleted is overwritten: a key that lay open before a lock was set must not stay in the file.
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON").map_err(failed)?;
        Ok(Self { connection, _folder: folder })
    }

    /// Applies a batch, whole or not at all; it is durable when this returns.
    pub(crate) fn apply(&mut self, batch: &Batch) -> Result<(), StoreFailure> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failure)?;
        for write in batch {
            if let Write::Expect(table, key, expected) = write
                && get(&transaction, *table, key).map_err(failure)? != *expected
            {
                return Err(StoreFailure::Raced);
            }
        }
        for write in batch {
            perform(&transaction, write).map_err(failure)?;
        }
        transaction.commit().map_err(failure)
    }

    /// The rows that `reads` ask for, in key order, read by read.
    pub(crate) fn read(&self, reads: &[Read]) -> Result<Vec<StoredRow>, StoreFailure> {
        let mut rows = Vec::new();
        for read in reads {
            self.range(read, &mut rows).map_err(failure)?;
        }
        Ok(rows)
    }

    fn range(&self, read: &Read, rows: &mut Vec<StoredRow>) -> rusqlite::Result<()> {
        let table = read.table;
        let end = after_prefix(&read.prefix);
        let until = if end.is_some() { "AND key < ?2" } else { "AND ?2 IS NULL" };
        let sql = format!("SELECT key, value FROM {} WHERE key >= ?1 {until} ORDER BY key", table.name());
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query(params![read.prefix, end])?;
        while let Some(row) = found.next()? {
            rows.push(StoredRow { table, key: row.get(0)?, value: row.get(1)? });
        }
        Ok(())
    }
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

fn make_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA journal_mode = WAL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in Table::ALL {
        let name = table.name();
        transaction.execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS {name} (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT"
        ))?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    transaction.commit()
}

fn get(transaction: &Transaction<'_>, table: Table, key: &[u8]) -> rusqlite::Result<Option<Vec<u8>>> {
    let sql = format!("SELECT value FROM {} WHERE key = ?1", table.name());
    transaction.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()
}

fn perform(transaction: &Transaction<'_>, write: &Write) -> rusqlite::Result<()> {
    match write {
        Write::Put(table, key, value) => {
            let sql = format!("INSERT OR REPLACE INTO {} (key, value) VALUES (?1, ?2)", table.name());
            transaction.prepare_cached(&sql)?.execute(params![key, value]).map(drop)
        }
        Write::Delete(table, key) => {
            let sql = format!("DELETE FROM {} WHERE key = ?1", table.name());
            transaction.prepare_cached(&sql)?.execute([key]).map(drop)
        }
        Write::Expect(..) => Ok(()),
    }
}

/// The first key behind all that begin with `prefix`; none if they go to the end of the table.
fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != 0xff)?;
    let mut end = prefix[..=kept].to_vec();
    end[kept] += 1;
    Some(end)
}

fn failure(why: rusqlite::Error) -> StoreFailure {
    match why.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreFailure::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            StoreFailure::Refused
        }
        Some(_) | None => StoreFailure::Failed,
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
