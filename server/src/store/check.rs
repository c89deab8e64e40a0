//! Reads everything that is kept through, as if it had come from outside: the file, every team's chain and keys, every
//! envelope. Changes nothing and works on a running relay.
//!
//! Where to start: [`Problem`] is what may be wrong, `team` walks through one team, `log` through one log. Rows are read
//! one after the other; of a team only its roster is held.

mod log;
mod problem;
mod team;

use rusqlite::{Connection, params};
use shared::TeamId;

pub use problem::{BadEnvelope, BadKeys, BadLog, BadOperation, Problem, TeamPlace};

/// What was read, and how much of it was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Findings {
    /// Teams.
    pub teams: u64,
    /// Operations of their chains.
    pub operations: u64,
    /// Invites that keys are sealed to.
    pub sealed_keys: u64,
    /// Logs.
    pub logs: u64,
    /// Envelopes.
    pub envelopes: u64,
    /// Of these, envelopes that another one replaces and that are kept aside.
    pub set_aside: u64,
    /// Of these, envelopes whose bytes are kept no longer.
    pub dropped: u64,
    /// Parts of photos.
    pub parts: u64,
    /// Problems.
    pub problems: u64,
}

/// A check under way.
struct Check<'a> {
    connection: &'a Connection,
    found: Findings,
    report: &'a mut dyn FnMut(&Problem),
}

/// Reads all of it as it is at one moment; tells of every problem.
pub(super) fn check(connection: &Connection, report: &mut dyn FnMut(&Problem)) -> Findings {
    let mut check = Check { connection, found: Findings::default(), report };
    if let Err(why) = check.all() {
        check.note(&Problem::Unreadable(why));
    }
    check.found
}

impl Check<'_> {
    fn note(&mut self, problem: &Problem) {
        self.found.problems += 1;
        (self.report)(problem);
    }

    fn all(&mut self) -> rusqlite::Result<()> {
        let _moment = self.connection.unchecked_transaction()?;
        self.file()?;
        self.teams()?;
        self.strays()
    }

    /// SQLite's own check of its file.
    fn file(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let mut lines = statement.query([])?;
        while let Some(line) = lines.next()? {
            let said: String = line.get(0)?;
            if said != "ok" {
                self.note(&Problem::File(said));
            }
        }
        Ok(())
    }

    fn teams(&mut self) -> rusqlite::Result<()> {
        let mut last = Vec::new();
        while let Some(team) = self.team_after(&last)?.filter(|team| *team > last) {
            self.found.teams += 1;
            match TeamId::from_slice(&team) {
                Some(team) => {
                    if let Err(why) = self.team(team) {
                        self.note(&Problem::TeamUnreadable(TeamPlace(team), why));
                    }
                }
                None => self.note(&Problem::NotATeam),
            }
            last = team;
        }
        Ok(())
    }

    /// The next team that anything is kept of.
    fn team_after(&self, last: &[u8]) -> rusqlite::Result<Option<Vec<u8>>> {
        let sql = "SELECT min(team) FROM (
                       SELECT min(team) AS team FROM operations WHERE team > ?1
                       UNION ALL SELECT min(team) FROM logs WHERE team > ?1
                       UNION ALL SELECT min(team) FROM sealed_keys WHERE team > ?1
                       UNION ALL SELECT min(team) FROM parts WHERE team > ?1)";
        self.connection.prepare_cached(sql)?.query_row(params![last], |row| row.get(0))
    }

    /// Rows of logs or envelopes that are not there.
    fn strays(&mut self) -> rusqlite::Result<()> {
        for (table, sql) in [
            (
                "envelopes",
                "SELECT count(*) FROM envelopes AS row WHERE NOT EXISTS (SELECT 1 FROM logs WHERE log = row.log)",
            ),
            (
                "authors",
                "SELECT count(*) FROM authors AS row WHERE NOT EXISTS (SELECT 1 FROM logs WHERE log = row.log)",
            ),
            (
                "aside",
                "SELECT count(*) FROM aside AS row WHERE NOT EXISTS
                 (SELECT 1 FROM envelopes WHERE log = row.log AND sequence = row.sequence AND passed = 1)",
            ),
            (
                "awaited",
                "SELECT count(*) FROM awaited AS row WHERE NOT EXISTS (SELECT 1 FROM logs WHERE log = row.log)",
            ),
        ] {
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                self.note(&Problem::Strays { table, count });
            }
        }
        Ok(())
    }
}
