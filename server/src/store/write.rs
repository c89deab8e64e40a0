//! The SQL that writes. Whatever does not follow what is there fails, so that a log can have no gap and hold nothing
//! twice, whoever made the mistake.

use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, named_params, params};
use shared::TeamId;
use shared::sync::relay::storage::StoreFault;
use shared::sync::relay::{LogEntry, Write};

/// Why a write failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteFailure {
    /// It does not follow what is there.
    #[error("what is to be written does not follow what is stored")]
    NotNext,
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for WriteFailure {
    fn from(why: rusqlite::Error) -> Self {
        match why.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::NotNext,
            _ => Self::Sqlite(why),
        }
    }
}

impl From<&WriteFailure> for StoreFault {
    fn from(why: &WriteFailure) -> Self {
        match why {
            WriteFailure::NotNext => Self::NotNext,
            WriteFailure::Sqlite(_) => Self::Failed,
        }
    }
}

/// Carries out one write, within the caller's transaction.
pub(super) fn apply(connection: &Connection, write: &Write) -> Result<(), WriteFailure> {
    match write {
        Write::Append(entry) => append(connection, entry),
        Write::AddOperations { team, from, operations } => {
            add_operations(connection, team, *from, operations)
        }
        Write::AddSealedKeys { team, invite, keys } => {
            let sql =
                "INSERT OR REPLACE INTO sealed_keys (team, invite, expires_ms, bytes) VALUES (?, ?, ?, ?)";
            let row = params![team.as_bytes(), invite.as_bytes(), keys.expires_ms, keys.bytes];
            connection.prepare_cached(sql)?.execute(row)?;
            Ok(())
        }
        Write::DropSealedKeys { team, invite } => {
            let sql = "DELETE FROM sealed_keys WHERE team = ? AND invite = ?";
            connection.prepare_cached(sql)?.execute(params![team.as_bytes(), invite.as_bytes()])?;
            Ok(())
        }
        Write::DropExpiredKeys { now_ms } => {
            connection.prepare_cached("DELETE FROM sealed_keys WHERE expires_ms <= ?")?.execute([now_ms])?;
            Ok(())
        }
    }
}

fn add_operations(
    connection: &Connection,
    team: &TeamId,
    from: u32,
    operations: &[Vec<u8>],
) -> Result<(), WriteFailure> {
    let sql = "SELECT coalesce(max(sequence) + 1, 0) FROM operations WHERE team = ?";
    let length: u32 = connection.prepare_cached(sql)?.query_row([team.as_bytes()], |row| row.get(0))?;
    if length != from {
        return Err(WriteFailure::NotNext);
    }
    let sql = "INSERT INTO operations (team, sequence, bytes) VALUES (?, ?, ?)";
    let mut insert = connection.prepare_cached(sql)?;
    for (sequence, bytes) in (from..).zip(operations) {
        insert.execute(params![team.as_bytes(), sequence, bytes])?;
    }
    Ok(())
}

fn append(connection: &Connection, entry: &LogEntry) -> Result<(), WriteFailure> {
    let log = move_end(connection, entry)?;
    connection
        .prepare_cached(
            "INSERT INTO envelopes (log, sequence, id, tag, running, at_ms, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            log,
            sequence(entry)?,
            entry.id.as_bytes(),
            entry.tag.as_bytes(),
            entry.place.running,
            entry.at_ms,
            &*entry.bytes,
        ])?;
    connection
        .prepare_cached(
            "INSERT INTO authors (log, author, counter) VALUES (?, ?, ?)
             ON CONFLICT DO UPDATE SET counter = max(counter, excluded.counter)",
        )?
        .execute(params![log, entry.author.as_bytes(), entry.counter.to_be_bytes()])?;
    Ok(())
}

/// Moves the end of a log by exactly one; returns the log's number.
fn move_end(connection: &Connection, entry: &LogEntry) -> Result<i64, WriteFailure> {
    let first = "INSERT INTO logs (team, scope, era, sequence, running)
                 VALUES (:team, :scope, :era, :sequence, :running) RETURNING log";
    let next = "UPDATE logs SET sequence = :sequence, running = :running
                WHERE team = :team AND scope = :scope AND era = :era AND sequence = :sequence - 1 RETURNING log";
    let sql = if entry.place.sequence == 1 { first } else { next };
    let mut statement: CachedStatement<'_> = connection.prepare_cached(sql)?;
    let end = named_params! {
        ":team": entry.team.as_bytes(),
        ":scope": entry.log.scope.number(),
        ":era": entry.log.era,
        ":sequence": sequence(entry)?,
        ":running": entry.place.running,
    };
    statement.query_row(end, |row| row.get(0)).optional()?.ok_or(WriteFailure::NotNext)
}

fn sequence(entry: &LogEntry) -> Result<i64, WriteFailure> {
    i64::try_from(entry.place.sequence).map_err(|_| WriteFailure::NotNext)
}
