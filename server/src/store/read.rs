//! The SQL that reads.

use rusqlite::{Connection, OptionalExtension, Row, params};
use shared::record::Scope;
use shared::sync::relay::{
    Answer, LogName, LogPlace, Named, PASSED, Piece, Query, SealedForInvite, StoredTeam,
};
use shared::{DeviceId, EnvelopeId, PageTag, TeamId};

/// Answers a question.
pub(super) fn answer(connection: &Connection, query: &Query) -> rusqlite::Result<Answer> {
    match query {
        Query::Team { team } => {
            // One moment for all of it.
            let moment = connection.unchecked_transaction()?;
            Ok(Answer::Team(team_of(&moment, team)?))
        }
        Query::Envelopes { team, log, after, until, max_bytes } => {
            Ok(Answer::Envelopes(envelopes(connection, team, *log, *after..*until, *max_bytes)?))
        }
        Query::Running { team, places } => {
            let running = |(log, sequence): &(LogName, u64)| running_at(connection, team, *log, *sequence);
            Ok(Answer::Running(places.iter().map(running).collect::<rusqlite::Result<_>>()?))
        }
        Query::Held { team, ids } => {
            let (held, replaced) = (held(connection, team, ids)?, replaced(connection, team, ids)?);
            Ok(Answer::Held { held, replaced })
        }
        Query::TeamOf { invite } => Ok(Answer::TeamOf(team_of_invite(connection, invite)?)),
        Query::Old { after, replaced_before_ms, pages_before_ms, max } => {
            let Some((number, log)) = log_after(connection, *after)? else { return Ok(Answer::Old(None)) };
            let pages_before_ms = pages_before_ms.filter(|_| log.1.scope != Scope::Plan);
            let replaced_before_ms = pages_before_ms.unwrap_or(i64::MIN).max(*replaced_before_ms);
            let mut old = set_aside_by(connection, number, replaced_before_ms, *max)?;
            if let Some(before_ms) = pages_before_ms {
                add_old_pages(connection, number, before_ms, *max, &mut old)?;
            }
            old.sort_unstable();
            Ok(Answer::Old(Some((log, old))))
        }
        Query::Part { team, log, id } => {
            let sql = "SELECT bytes FROM parts WHERE team = ? AND scope = ? AND era = ? AND id = ?";
            let place = params![team.as_bytes(), log.scope.number(), log.era, id.as_bytes()];
            let held = connection.prepare_cached(sql)?.query_row(place, |row| row.get(0)).optional()?;
            Ok(Answer::Part(held))
        }
    }
}

fn team_of(connection: &Connection, team: &TeamId) -> rusqlite::Result<Option<StoredTeam>> {
    let operations: Vec<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM operations WHERE team = ? ORDER BY sequence")?
        .query_map([team.as_bytes()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if operations.is_empty() {
        return Ok(None);
    }
    let sealed = connection
        .prepare_cached("SELECT invite, expires_ms, bytes FROM sealed_keys WHERE team = ? ORDER BY invite")?
        .query_map([team.as_bytes()], |row| {
            let keys = SealedForInvite { expires_ms: row.get(1)?, bytes: row.get(2)? };
            Ok((DeviceId(row.get(0)?), keys))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let logs = connection
        .prepare_cached("SELECT scope, era, sequence, running FROM logs WHERE team = ? ORDER BY scope, era")?
        .query_map([team.as_bytes()], |row| {
            Ok((log_name(row)?, LogPlace { sequence: number(row, 2)?, running: row.get(3)? }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let counters = connection
        .prepare_cached(
            "SELECT scope, era, author, counter FROM logs JOIN authors USING (log)
             WHERE team = ? ORDER BY scope, era, author",
        )?
        .query_map([team.as_bytes()], |row| {
            Ok((log_name(row)?, DeviceId(row.get(2)?), u64::from_be_bytes(row.get(3)?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let bytes = connection
        .prepare_cached(
            "SELECT (SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM logs JOIN envelopes USING (log) WHERE team = ?1)
                  + (SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM parts WHERE team = ?1)",
        )?
        .query_row([team.as_bytes()], |row| number(row, 0))?;
    Ok(Some(StoredTeam { operations, sealed, logs, bytes, counters }))
}

fn team_of_invite(connection: &Connection, invite: &DeviceId) -> rusqlite::Result<Option<TeamId>> {
    connection
        .prepare_cached("SELECT team FROM invites WHERE invite = ?")?
        .query_row([invite.as_bytes()], |row| Ok(TeamId(row.get(0)?)))
        .optional()
}

/// What there is to read after the start of a stretch up to and with its end, as long as it follows each other.
fn envelopes(
    connection: &Connection,
    team: &TeamId,
    log: LogName,
    stretch: core::ops::Range<u64>,
    max_bytes: usize,
) -> rusqlite::Result<Vec<Piece>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, passed, running, bytes FROM envelopes
         WHERE log = (SELECT log FROM logs WHERE team = ? AND scope = ? AND era = ?)
         AND sequence > ? AND sequence <= ? ORDER BY sequence",
    )?;
    let (after, until) = (signed(stretch.start), signed(stretch.end));
    let mut rows = statement.query(params![team.as_bytes(), log.scope.number(), log.era, after, until])?;
    let (mut pieces, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let is_passed: bool = row.get(1)?;
        let size = if is_passed { PASSED } else { row.get_ref(3)?.as_blob()?.len() };
        let follows = number(row, 0)? == stretch.start + 1 + pieces.len() as u64;
        if !follows || (total > 0 && total + size > max_bytes) {
            break;
        }
        total += size;
        pieces.push(if is_passed { Piece::Passed(row.get(2)?) } else { Piece::Envelope(row.get(3)?) });
    }
    Ok(pieces)
}

fn running_at(
    connection: &Connection,
    team: &TeamId,
    log: LogName,
    sequence: u64,
) -> rusqlite::Result<Option<[u8; 16]>> {
    connection
        .prepare_cached(
            "SELECT envelopes.running FROM logs JOIN envelopes USING (log)
             WHERE team = ? AND scope = ? AND era = ? AND envelopes.sequence = ?",
        )?
        .query_row(params![team.as_bytes(), log.scope.number(), log.era, signed(sequence)], |row| row.get(0))
        .optional()
}

fn held(connection: &Connection, team: &TeamId, ids: &[EnvelopeId]) -> rusqlite::Result<Vec<EnvelopeId>> {
    let mut statement = connection
        .prepare_cached("SELECT 1 FROM logs JOIN envelopes USING (log) WHERE team = ? AND id = ?")?;
    let mut held = Vec::new();
    for id in ids {
        if statement.exists(params![team.as_bytes(), id.as_bytes()])? {
            held.push(*id);
        }
    }
    Ok(held)
}

/// Those of the envelopes that one which is held replaces, and that are not held themselves.
fn replaced(connection: &Connection, team: &TeamId, ids: &[EnvelopeId]) -> rusqlite::Result<Vec<Named>> {
    let mut statement = connection.prepare_cached(
        "SELECT scope, era, author, tag FROM logs JOIN awaited USING (log) WHERE team = ? AND id = ?",
    )?;
    let mut replaced = Vec::new();
    for id in ids {
        let mut rows = statement.query(params![team.as_bytes(), id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let (author, tag) = (DeviceId(row.get(2)?), PageTag(row.get(3)?));
            replaced.push(Named { log: log_name(row)?, id: *id, author, tag });
        }
    }
    Ok(replaced)
}

/// The next log, by team, scope and era, with its number.
fn log_after(
    connection: &Connection,
    after: Option<(TeamId, LogName)>,
) -> rusqlite::Result<Option<(i64, (TeamId, LogName))>> {
    let next = |row: &Row<'_>| Ok((row.get(2)?, (TeamId(row.get(3)?), log_name(row)?)));
    match after {
        None => connection
            .prepare_cached("SELECT scope, era, log, team FROM logs ORDER BY team, scope, era LIMIT 1")?
            .query_row([], next),
        Some((team, log)) => connection
            .prepare_cached(
                "SELECT scope, era, log, team FROM logs WHERE (team, scope, era) > (?, ?, ?)
                 ORDER BY team, scope, era LIMIT 1",
            )?
            .query_row(params![team.as_bytes(), log.scope.number(), log.era], next),
    }
    .optional()
}

/// The places of a log whose envelopes were set aside by then, the oldest first.
fn set_aside_by(
    connection: &Connection,
    log: i64,
    replaced_before_ms: i64,
    max: usize,
) -> rusqlite::Result<Vec<u64>> {
    let sql = "SELECT sequence FROM aside WHERE log = ? AND replaced_ms <= ? ORDER BY replaced_ms, sequence LIMIT ?";
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    connection
        .prepare_cached(sql)?
        .query_map(params![log, replaced_before_ms, max], |row| number(row, 0))?
        .collect()
}

/// Adds the places of the pages to which nothing came after that, up to as many in all. It goes from page to page and
/// reads one row of each, not all of them.
fn add_old_pages(
    connection: &Connection,
    log: i64,
    before_ms: i64,
    max: usize,
    old: &mut Vec<u64>,
) -> rusqlite::Result<()> {
    let next_page = "SELECT min(tag) FROM envelopes WHERE log = ? AND passed = 0 AND tag > ?";
    let newest = "SELECT at_ms FROM envelopes WHERE log = ? AND passed = 0 AND tag = ?
                  ORDER BY sequence DESC LIMIT 1";
    let places = "SELECT sequence FROM envelopes WHERE log = ? AND passed = 0 AND tag = ?
                  ORDER BY sequence LIMIT ?";
    let mut next_page = connection.prepare_cached(next_page)?;
    let mut newest = connection.prepare_cached(newest)?;
    let mut places = connection.prepare_cached(places)?;
    let mut last = Vec::new();
    while old.len() < max
        && let Some(tag) = next_page.query_row(params![log, last], |row| row.get::<_, Option<Vec<u8>>>(0))?
    {
        if newest.query_row(params![log, tag], |row| row.get::<_, i64>(0))? <= before_ms {
            let left = i64::try_from(max - old.len()).unwrap_or(i64::MAX);
            for place in places.query_map(params![log, tag, left], |row| number(row, 0))? {
                old.push(place?);
            }
        }
        last = tag;
    }
    Ok(())
}

fn log_name(row: &Row<'_>) -> rusqlite::Result<LogName> {
    let scope = Scope::from_number(row.get(0)?);
    let scope = scope.ok_or_else(|| rusqlite::Error::IntegralValueOutOfRange(0, i64::MAX))?;
    Ok(LogName { scope, era: row.get(1)? })
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// SQLite's integers are signed, and no log is that long.
fn signed(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}
