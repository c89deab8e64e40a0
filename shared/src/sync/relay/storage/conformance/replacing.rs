//! The part of the script in which envelopes replace others and bytes are dropped. The envelopes are real, because who
//! wrote one stands in its bytes.

use super::{HOME, SCHOOL, Step, TEAM, holds};
use crate::page::PageName;
use crate::record::Scope;
use crate::seal::{DeviceKeys, Envelope, EnvelopeError, NewEnvelope, Random, ScopeKey, running_hash};
use crate::sync::relay::io::{Answer, LogEntry, LogName, LogPlace, PASSED, Piece, Query, Write};
use crate::time::Month;
use crate::{EnvelopeId, TeamId};

const LOG: LogName = LogName { scope: Scope::Clinic, era: 1 };
const PLAN: LogName = LogName { scope: Scope::Plan, era: 0 };
const MAY: PageName = PageName::Month(Month { year: 2026, month: 5 });
const JUNE: PageName = PageName::Month(Month { year: 2026, month: 6 });
/// When the first of them came; each next one a millisecond later.
const FIRST_MS: i64 = 101;
const EVERYTHING: usize = 1 << 20;

pub(super) fn steps() -> Vec<Step> {
    // Envelopes this small can be sealed.
    Cast::new().map(|cast| cast.steps()).unwrap_or_default()
}

/// Every envelope, at its place in the log.
struct Cast {
    first: LogEntry,
    second: LogEntry,
    others: LogEntry,
    elsewhere: LogEntry,
    /// Names all of the others, also those that come after it.
    all: LogEntry,
    again: LogEntry,
    late: LogEntry,
    others_late: LogEntry,
}

impl Cast {
    fn new() -> Result<Self, EnvelopeError> {
        let mut random = Random::from_seed([3; 32]);
        let [me, other] = [(); 2].map(|()| DeviceKeys::generate(&mut random));
        let mut pen = Pen { key: ScopeKey::generate(LOG.scope, LOG.era, &mut random), random };
        let [mut first, mut second] = [pen.write(&me, MAY, 1, &[])?, pen.write(&me, MAY, 2, &[])?];
        let [mut others, mut elsewhere] = [pen.write(&other, MAY, 3, &[])?, pen.write(&me, JUNE, 4, &[])?];
        let [mut late, mut others_late] = [pen.write(&me, MAY, 5, &[])?, pen.write(&other, MAY, 6, &[])?];
        let named = [&first, &second, &others, &elsewhere, &late, &others_late].map(|entry| entry.id);
        let mut all = pen.write(&me, MAY, 7, &named)?;
        let mut again = pen.write(&me, MAY, 8, &[all.id])?;
        place([
            &mut first,
            &mut second,
            &mut others,
            &mut elsewhere,
            &mut all,
            &mut again,
            &mut late,
            &mut others_late,
        ]);
        Ok(Self { first, second, others, elsewhere, all, again, late, others_late })
    }

    fn steps(&self) -> Vec<Step> {
        let Self { first, second, others, elsewhere, all, again, late, others_late } = self;
        let held = [all.id, late.id];
        vec![
            Step {
                shows: "what is replaced is passed over: its author's, of the same page, and nothing else",
                writes: append(&[first, second, others, elsewhere, all]),
                outcome: Ok(()),
                asks: vec![
                    read(
                        (0, 9, EVERYTHING),
                        &[passed(first), passed(second), kept(others), kept(elsewhere), kept(all)],
                    ),
                    read((0, 9, PASSED), &[passed(first)]),
                    read((1, 9, 2 * PASSED), &[passed(second)]),
                    holds(TEAM, &[first.id, all.id], &[first.id, all.id], &[]),
                    (
                        Query::Running { team: TEAM, places: vec![(LOG, 1)] },
                        Answer::Running(vec![Some(first.place.running)]),
                    ),
                ],
            },
            Step {
                shows: "what replaces others can be replaced, and what it replaced stays so",
                writes: append(&[again]),
                outcome: Ok(()),
                asks: vec![
                    read((3, 9, EVERYTHING), &[kept(elsewhere), passed(all), kept(again)]),
                    holds(TEAM, &held, &[all.id], &[late.named()]),
                    holds(super::OTHER, &held, &[], &[]),
                ],
            },
            Step {
                shows: "what comes after the one that replaces it is set aside at once, another author's is not",
                writes: append(&[late, others_late]),
                outcome: Ok(()),
                asks: vec![
                    read((5, 9, EVERYTHING), &[kept(again), passed(late), kept(others_late)]),
                    holds(TEAM, &held, &held, &[]),
                ],
            },
            Step {
                shows: "what was set aside is old once its time is over, log by log",
                writes: vec![],
                outcome: Ok(()),
                asks: vec![
                    old(None, 9, Some((HOME, &[]))),
                    old(Some(HOME), 9, Some((SCHOOL, &[]))),
                    old(Some(SCHOOL), 4, Some((LOG, &[]))),
                    old(Some(SCHOOL), 5, Some((LOG, &[1, 2]))),
                    old(Some(SCHOOL), 9, Some((LOG, &[1, 2, 5]))),
                    old(Some(LOG), 9, None),
                ],
            },
            Step {
                shows: "a page is old once nothing came to it for long enough, with what was set aside by then",
                writes: vec![],
                outcome: Ok(()),
                asks: vec![
                    old_pages(3, 9, &[]),
                    old_pages(4, 9, &[4]),
                    old_pages(5, 9, &[1, 2, 4]),
                    old_pages(7, 9, &[1, 2, 4, 5, 7]),
                    old_pages(8, 9, &[1, 2, 3, 4, 5, 6, 7, 8]),
                ],
            },
            Step {
                shows: "the plan is never old",
                writes: vec![Write::Append(LogEntry {
                    log: PLAN,
                    place: LogPlace { sequence: 1, running: running_hash(&[0; 16], &others.id) },
                    id: EnvelopeId([6; 16]),
                    ..others.clone()
                })],
                outcome: Ok(()),
                asks: vec![plan_is_kept()],
            },
            Step {
                shows: "bytes that are dropped leave their place, and are not old any more",
                writes: vec![Write::DropBytes { team: TEAM, log: LOG, sequences: vec![1, 2, 4, 9] }],
                outcome: Ok(()),
                asks: vec![
                    old(Some(SCHOOL), 9, Some((LOG, &[5, 7]))),
                    read(
                        (0, 4, EVERYTHING),
                        &[passed(first), passed(second), kept(others), passed(elsewhere)],
                    ),
                    holds(TEAM, &[first.id, elsewhere.id], &[first.id, elsewhere.id], &[]),
                ],
            },
        ]
    }
}

struct Pen {
    key: ScopeKey,
    random: Random,
}

impl Pen {
    /// An envelope that has no place yet.
    fn write(
        &mut self,
        author: &DeviceKeys,
        page: PageName,
        counter: u64,
        replaces: &[EnvelopeId],
    ) -> Result<LogEntry, EnvelopeError> {
        let new = NewEnvelope { team: TEAM, page, counter, replaces: replaces.to_vec(), changes: &[] };
        let envelope = Envelope::seal(new, &self.key, author, &mut self.random)?;
        Ok(LogEntry {
            team: TEAM,
            log: LOG,
            place: LogPlace::default(),
            id: envelope.id(),
            tag: envelope.header().tag,
            author: author.id(),
            counter,
            at_ms: 0,
            replaces: replaces.to_vec(),
            bytes: envelope.into_bytes().into(),
        })
    }
}

/// Gives each its place, one after the other.
fn place(entries: [&mut LogEntry; 8]) {
    let mut end = LogPlace::default();
    for (entry, at_ms) in entries.into_iter().zip(FIRST_MS..) {
        end = LogPlace { sequence: end.sequence + 1, running: running_hash(&end.running, &entry.id) };
        (entry.place, entry.at_ms) = (end, at_ms);
    }
}

fn append(entries: &[&LogEntry]) -> Vec<Write> {
    entries.iter().map(|entry| Write::Append((*entry).clone())).collect()
}

fn passed(entry: &LogEntry) -> Piece {
    Piece::Passed(entry.place.running)
}

fn kept(entry: &LogEntry) -> Piece {
    Piece::Envelope(entry.bytes.to_vec())
}

fn read((after, until, max_bytes): (u64, u64, usize), pieces: &[Piece]) -> (Query, Answer) {
    (Query::Envelopes { team: TEAM, log: LOG, after, until, max_bytes }, Answer::Envelopes(pieces.to_vec()))
}

/// What is old, three at most, of what was set aside when the envelope at this place came.
fn old(after: Option<LogName>, place: i64, expected: Option<(LogName, &[u64])>) -> (Query, Answer) {
    let of_team = |log: LogName| -> (TeamId, LogName) { (TEAM, log) };
    let replaced_before_ms = FIRST_MS + place - 1;
    let query = Query::Old { after: after.map(of_team), replaced_before_ms, pages_before_ms: None, max: 3 };
    (query, Answer::Old(expected.map(|(log, places)| (of_team(log), places.to_vec()))))
}

/// What is old in the log of pages to which nothing came after the envelope at this place.
fn old_pages(place: i64, max: usize, expected: &[u64]) -> (Query, Answer) {
    let pages_before_ms = Some(FIRST_MS + place - 1);
    let query = Query::Old { after: Some((TEAM, SCHOOL)), replaced_before_ms: 0, pages_before_ms, max };
    (query, Answer::Old(Some(((TEAM, LOG), expected.to_vec()))))
}

/// The plan has pages too, which are never old.
fn plan_is_kept() -> (Query, Answer) {
    let query = Query::Old { after: None, replaced_before_ms: 0, pages_before_ms: Some(i64::MAX), max: 3 };
    (query, Answer::Old(Some(((TEAM, PLAN), vec![]))))
}
