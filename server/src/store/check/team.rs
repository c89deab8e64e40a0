//! One team: its chain operation by operation, the keys beside it, then its logs.

use rusqlite::params;
use shared::record::Scope;
use shared::seal::{hash, hash16};
use shared::sync::relay::LogName;
use shared::team::{InviteState, Operation, Refusal, Roster};
use shared::{DeviceId, TeamId};

use super::{BadKeys, BadOperation, Check, Problem, TeamPlace};

impl Check<'_> {
    pub(super) fn team(&mut self, team: TeamId) -> rusqlite::Result<()> {
        let roster = self.chain(team)?;
        if let Some(roster) = &roster {
            self.sealed_keys(team, roster)?;
        }
        self.parts(team)?;
        self.logs(team, roster.as_ref())
    }

    /// Parts of photos: each must be what its id says. What is in them, nobody here can tell.
    fn parts(&mut self, team: TeamId) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare("SELECT id, bytes FROM parts WHERE team = ?")?;
        let mut rows = statement.query(params![team.as_bytes()])?;
        while let Some(row) = rows.next()? {
            self.found.parts += 1;
            if hash16(row.get_ref(1)?.as_blob()?) != row.get_ref(0)?.as_blob()? {
                self.note(&Problem::Part(TeamPlace(team)));
            }
        }
        Ok(())
    }

    /// The roster that follows from the chain; none if it does not hold.
    fn chain(&mut self, team: TeamId) -> rusqlite::Result<Option<Roster>> {
        let sql = "SELECT sequence, bytes FROM operations WHERE team = ? ORDER BY sequence";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(params![team.as_bytes()])?;
        let mut roster = None;
        while let Some(row) = rows.next()? {
            let (sequence, bytes): (u32, Vec<u8>) = (row.get(0)?, row.get(1)?);
            self.found.operations += 1;
            match next(team, roster.take(), sequence, bytes) {
                Ok(longer) => roster = Some(longer),
                Err((sequence, why)) => {
                    self.note(&Problem::Operation { team: TeamPlace(team), sequence, why });
                    return Ok(None);
                }
            }
        }
        if roster.is_none() {
            self.note(&Problem::NoChain(TeamPlace(team)));
        }
        Ok(roster)
    }

    fn sealed_keys(&mut self, team: TeamId, roster: &Roster) -> rusqlite::Result<()> {
        let sql = "SELECT invite, expires_ms, bytes FROM sealed_keys WHERE team = ? ORDER BY invite";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(params![team.as_bytes()])?;
        while let Some(row) = rows.next()? {
            self.found.sealed_keys += 1;
            let invite = DeviceId::from_slice(row.get_ref(0)?.as_blob()?);
            let wrong = match invite.and_then(|invite| roster.invites().get(&invite)) {
                None => BadKeys::NoInvite,
                Some(invite) if invite.state != InviteState::Open => BadKeys::Closed,
                Some(invite) if hash(&[row.get_ref(2)?.as_blob()?]) != invite.sealed => BadKeys::OtherKeys,
                Some(invite) if row.get::<_, i64>(1)? != invite.expires_ms => BadKeys::OtherTime,
                Some(_) => continue,
            };
            self.note(&Problem::Keys { team: TeamPlace(team), why: wrong });
        }
        Ok(())
    }

    fn logs(&mut self, team: TeamId, roster: Option<&Roster>) -> rusqlite::Result<()> {
        let sql = "SELECT log, scope, era, sequence, running FROM logs WHERE team = ? ORDER BY scope, era";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(params![team.as_bytes()])?;
        while let Some(row) = rows.next()? {
            self.found.logs += 1;
            let scope: i64 = row.get(1)?;
            let Some(known) = u8::try_from(scope).ok().and_then(Scope::from_number) else {
                self.note(&Problem::UnknownScope { team: TeamPlace(team), scope });
                continue;
            };
            let name = LogName { scope: known, era: row.get(2)? };
            self.log(row.get(0)?, team, name, (row.get(3)?, row.get(4)?), roster)?;
        }
        Ok(())
    }
}

/// The roster after one more operation; which one is wrong otherwise.
fn next(
    team: TeamId,
    roster: Option<Roster>,
    sequence: u32,
    bytes: Vec<u8>,
) -> Result<Roster, (u32, BadOperation)> {
    let expected = roster.as_ref().map_or(0, |roster| roster.head().length);
    if sequence != expected {
        return Err((expected, BadOperation::Missing));
    }
    let wrong = |why| (sequence, why);
    let rules = |why| match why {
        Refusal::NotNext => wrong(BadOperation::NotNext),
        other => wrong(BadOperation::Rules(other)),
    };
    let operation = Operation::parse(bytes).map_err(|why| wrong(BadOperation::Bytes(why)))?;
    match roster {
        Some(mut roster) => roster.extend(&operation).map(|()| roster).map_err(rules),
        None => {
            let founded = Roster::found(&operation).map_err(rules)?;
            if founded.team() == team { Ok(founded) } else { Err(wrong(BadOperation::OtherTeam)) }
        }
    }
}
