//! The database's format: numbered steps, one version each. A step that was shipped is never edited.

use std::path::Path;

use rusqlite::Connection;

use super::failure::OpenFailure;

/// Step n brings a database from version n to n + 1.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// What a database of version n + 1 lacks, put beside it for whoever only looks: such a database is not changed.
const STAND_INS: &[&str] = &[
    "CREATE TEMP VIEW envelopes AS SELECT *, 0 AS passed FROM main.envelopes;
    CREATE TEMP TABLE aside (log INTEGER, sequence INTEGER, replaced_ms INTEGER, bytes BLOB);
    CREATE TEMP TABLE awaited (log INTEGER, id BLOB, author BLOB, tag BLOB);",
    "CREATE TEMP TABLE invites (invite BLOB, team BLOB);",
    "CREATE TEMP TABLE parts (team BLOB, scope INTEGER, era INTEGER, id BLOB, at_ms INTEGER, bytes BLOB);",
];

/// Brings a database to this version of the format; refuses a newer one.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), OpenFailure> {
    let (version, steps) = missing_steps(connection)?;
    for (step, sql) in (version + 1..).zip(steps) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", step)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Refuses a database of a newer format, and one that never had any. An older one reads like one of this version.
pub(super) fn recognise(connection: &Connection, file: &Path) -> Result<(), OpenFailure> {
    let (version, missing) = missing_steps(connection)?;
    if version == 0 {
        return Err(OpenFailure::NotOurs { file: file.to_owned() });
    }
    let first = STAND_INS.len().saturating_sub(missing.len());
    STAND_INS[first..].iter().try_for_each(|stand_ins| connection.execute_batch(stand_ins))?;
    Ok(())
}

/// The format of a database, and the steps from there to this version's.
fn missing_steps(connection: &Connection) -> Result<(i64, &'static [&'static str]), OpenFailure> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let steps = STEPS.get(done..).ok_or(OpenFailure::Newer { found: version, known: STEPS.len() })?;
    Ok((version, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_database_gets_every_step_and_a_second_time_none() {
        let mut connection = Connection::open_in_memory().expect("memory");
        for _ in 0..2 {
            migrate(&mut connection).expect("the steps fit");
            let version: i64 =
                connection.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a number");
            assert_eq!(usize::try_from(version), Ok(STEPS.len()));
        }
    }

    #[test]
    fn a_newer_database_is_refused() {
        let mut connection = Connection::open_in_memory().expect("memory");
        connection.pragma_update(None, "user_version", 1_000).expect("a number");
        assert!(matches!(migrate(&mut connection), Err(OpenFailure::Newer { found: 1_000, .. })));
    }
}
