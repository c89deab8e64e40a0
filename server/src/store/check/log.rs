//! One log: every envelope in order, and the running hash from one to the next.
//!
//! A fault is told once: after it, the log is taken to be as it says from there on.

use std::collections::BTreeMap;

use rusqlite::params;
use shared::seal::{ENVELOPE_LIMIT, Envelope, EnvelopeError, Header, hash16, running_hash};
use shared::sync::relay::{LogName, judge};
use shared::team::Roster;
use shared::wire::Refused;
use shared::{DeviceId, EnvelopeId, TeamId};

use super::{BadEnvelope, BadLog, Check, Problem, TeamPlace};

/// How far a log was read.
struct Walk<'a> {
    team: TeamId,
    log: LogName,
    /// Without one, authors cannot be judged.
    roster: Option<&'a Roster>,
    sequence: i64,
    /// None right after a gap, where nobody knows.
    running: Option<[u8; 16]>,
    /// The highest counter of each author.
    counters: BTreeMap<DeviceId, u64>,
    /// Whether bytes are gone, so that the counters in them are not known.
    is_partial: bool,
}

/// What is kept of one envelope.
struct Row<'a> {
    sequence: i64,
    id: &'a [u8],
    tag: &'a [u8],
    running: [u8; 16],
    /// None once they were dropped.
    bytes: Option<&'a [u8]>,
}

impl Check<'_> {
    /// One log, by its number; `end` is the last sequence and the running hash that are noted for it.
    pub(super) fn log(
        &mut self,
        number: i64,
        team: TeamId,
        log: LogName,
        end: (i64, [u8; 16]),
        roster: Option<&Roster>,
    ) -> rusqlite::Result<()> {
        let before = self.found.problems;
        let mut walk = Walk {
            team,
            log,
            roster,
            sequence: 0,
            running: Some([0; 16]),
            counters: BTreeMap::new(),
            is_partial: false,
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT sequence, id, tag, running, passed, envelopes.bytes, aside.bytes
             FROM envelopes LEFT JOIN aside USING (log, sequence) WHERE log = ? ORDER BY sequence",
        )?;
        let mut rows = statement.query(params![number])?;
        while let Some(row) = rows.next()? {
            let (is_passed, aside) = (row.get(4)?, row.get_ref(6)?.as_blob_or_null()?);
            let bytes = if is_passed { aside } else { Some(row.get_ref(5)?.as_blob()?) };
            let sequence: i64 = row.get(0)?;
            self.found.envelopes += 1;
            self.found.set_aside += u64::from(aside.is_some());
            self.found.dropped += u64::from(bytes.is_none());
            if sequence != walk.sequence + 1 {
                let why = BadLog::Missing { from: walk.sequence + 1, to: sequence - 1 };
                self.note(&Problem::Log { team: TeamPlace(team), log, why });
                walk.running = None;
            }
            let (id, tag) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
            if let Err(why) = walk.step(&Row { sequence, id, tag, running: row.get(3)?, bytes }) {
                self.note(&Problem::Envelope { team: TeamPlace(team), log, sequence, why });
            }
        }
        let (noted, running) = end;
        let why = if noted != walk.sequence {
            BadLog::End { noted, found: walk.sequence }
        } else if Some(running) != walk.running {
            BadLog::EndHash
        } else if self.found.problems == before && !self.has_counters(number, &walk)? {
            BadLog::Counters
        } else {
            return Ok(());
        };
        self.note(&Problem::Log { team: TeamPlace(team), log, why });
        Ok(())
    }

    /// Whether the counters noted for the authors of a log are exactly these, or may be because bytes are gone.
    fn has_counters(&self, number: i64, walk: &Walk<'_>) -> rusqlite::Result<bool> {
        let sql = "SELECT author, counter FROM authors WHERE log = ?";
        let mut statement = self.connection.prepare_cached(sql)?;
        let noted: BTreeMap<DeviceId, u64> = statement
            .query_map(params![number], |row| Ok((DeviceId(row.get(0)?), u64::from_be_bytes(row.get(1)?))))?
            .collect::<rusqlite::Result<_>>()?;
        let reaches = |(author, counter): (&DeviceId, &u64)| noted.get(author) >= Some(counter);
        Ok(if walk.is_partial { walk.counters.iter().all(reaches) } else { noted == walk.counters })
    }
}

impl Walk<'_> {
    /// Takes the next envelope, and says what is wrong with it.
    fn step(&mut self, row: &Row<'_>) -> Result<(), BadEnvelope> {
        self.sequence = row.sequence;
        let before = self.running.replace(row.running);
        let id = match row.bytes {
            Some(bytes) => {
                let (id, header) = self.judge(bytes, row.id, row.tag)?;
                let highest = self.counters.entry(header.author).or_default();
                *highest = header.counter.max(*highest);
                id
            }
            None => {
                self.is_partial = true;
                EnvelopeId::from_slice(row.id).ok_or(BadEnvelope::OtherId)?
            }
        };
        let follows = before.map(|before| running_hash(&before, &id));
        if follows.is_some() && self.running != follows {
            self.running = follows;
            return Err(BadEnvelope::OtherHash);
        }
        Ok(())
    }

    fn judge(&self, bytes: &[u8], id: &[u8], tag: &[u8]) -> Result<(EnvelopeId, Header), BadEnvelope> {
        if bytes.len() > ENVELOPE_LIMIT {
            return Err(BadEnvelope::Bytes(EnvelopeError::TooLarge));
        }
        if id != hash16(bytes) {
            return Err(BadEnvelope::OtherId);
        }
        let envelope = Envelope::parse(bytes.to_vec()).map_err(BadEnvelope::Bytes)?;
        let header = envelope.header();
        if (header.team, header.scope, header.era) != (self.team, self.log.scope, self.log.era) {
            return Err(BadEnvelope::OtherLog);
        }
        if header.tag.as_bytes() != tag {
            return Err(BadEnvelope::OtherPage);
        }
        self.roster.map_or(Ok(()), |roster| judge(roster, &envelope)).map_err(|why| match why {
            Refused::NotAllowed => BadEnvelope::NotAllowed,
            _ => BadEnvelope::NotSigned,
        })?;
        Ok((envelope.id(), header.clone()))
    }
}
