//! The SQL that writes. Whatever does not follow what is there fails, so that a log can have no gap and hold nothing
//! twice, whoever made the mistake.

use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, named_params, params};
use shared::record::Scope;
use shared::seal::Envelope;
use shared::sync::relay::storage::StoreFault;
use shared::sync::relay::{LogEntry, LogName, Named, Write};
use shared::{DeviceId, TeamId};

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
            let sql = "INSERT OR IGNORE INTO invites (invite, team) VALUES (?, ?)";
            connection.prepare_cached(sql)?.execute(params![invite.as_bytes(), team.as_bytes()])?;
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
        Write::AddPart { team, log, id, at_ms, bytes } => {
            let sql =
                "INSERT OR IGNORE INTO parts (team, scope, era, id, at_ms, bytes) VALUES (?, ?, ?, ?, ?, ?)";
            let row = params![team.as_bytes(), log.scope.number(), log.era, id.as_bytes(), at_ms, bytes];
            connection.prepare_cached(sql)?.execute(row)?;
            Ok(())
        }
        Write::DropOldParts { before_ms } => {
            let sql = "DELETE FROM parts WHERE at_ms <= ? AND scope <> ?";
            connection.prepare_cached(sql)?.execute(params![before_ms, Scope::Plan.number()])?;
            Ok(())
        }
        Write::DropBytes { team, log, sequences } => drop_bytes(connection, team, *log, sequences),
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
    let mut awaited = connection
        .prepare_cached("DELETE FROM awaited WHERE log = ? AND id = ? AND author = ? AND tag = ?")?;
    if awaited.execute(key(log, &entry.named()))? > 0 {
        set_aside(connection, log, sequence(entry)?, entry.at_ms)?;
    }
    entry.replaced().try_for_each(|replaced| replace(connection, log, &replaced, entry.at_ms))
}

/// Sets aside what an envelope replaces, or notes that it is to be once it comes.
fn replace(connection: &Connection, log: i64, replaced: &Named, at_ms: i64) -> Result<(), WriteFailure> {
    let held: Option<(i64, bool, Option<DeviceId>)> = connection
        .prepare_cached(
            "SELECT sequence, passed = 0 AND tag = ?, bytes FROM envelopes WHERE log = ? AND id = ?",
        )?
        .query_row(params![replaced.tag.as_bytes(), log, replaced.id.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, author_of(row.get(2)?)))
        })
        .optional()?;
    match held {
        Some((sequence, true, author)) if author == Some(replaced.author) => {
            set_aside(connection, log, sequence, at_ms)
        }
        Some(_) => Ok(()),
        None => {
            let sql = "INSERT OR IGNORE INTO awaited (log, id, author, tag) VALUES (?, ?, ?, ?)";
            connection.prepare_cached(sql)?.execute(key(log, replaced))?;
            Ok(())
        }
    }
}

fn key(log: i64, named: &Named) -> impl rusqlite::Params {
    (log, *named.id.as_bytes(), *named.author.as_bytes(), *named.tag.as_bytes())
}

/// Who wrote an envelope, by its own word: that it is signed was checked before it came here.
fn author_of(bytes: Vec<u8>) -> Option<DeviceId> {
    Envelope::parse(bytes).ok().map(|envelope| envelope.header().author)
}

/// Moves an envelope's bytes out of the log.
fn set_aside(connection: &Connection, log: i64, sequence: i64, at_ms: i64) -> Result<(), WriteFailure> {
    connection
        .prepare_cached(
            "INSERT INTO aside (log, sequence, replaced_ms, bytes)
             SELECT log, sequence, ?, bytes FROM envelopes WHERE log = ? AND sequence = ?",
        )?
        .execute(params![at_ms, log, sequence])?;
    pass(connection, log, sequence)
}

fn pass(connection: &Connection, log: i64, sequence: i64) -> Result<(), WriteFailure> {
    let sql = "UPDATE envelopes SET passed = 1, bytes = x'' WHERE log = ? AND sequence = ?";
    connection.prepare_cached(sql)?.execute(params![log, sequence])?;
    Ok(())
}

fn drop_bytes(
    connection: &Connection,
    team: &TeamId,
    log: LogName,
    sequences: &[u64],
) -> Result<(), WriteFailure> {
    let sql = "SELECT log FROM logs WHERE team = ? AND scope = ? AND era = ?";
    let place = params![team.as_bytes(), log.scope.number(), log.era];
    let log: Option<i64> = connection.prepare_cached(sql)?.query_row(place, |row| row.get(0)).optional()?;
    let Some(log) = log else { return Ok(()) };
    let mut aside = connection.prepare_cached("DELETE FROM aside WHERE log = ? AND sequence = ?")?;
    for sequence in sequences.iter().filter_map(|sequence| i64::try_from(*sequence).ok()) {
        aside.execute(params![log, sequence])?;
        pass(connection, log, sequence)?;
    }
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
