//! The conformance suite: a script of writes and questions with the answers every store must give.

mod parts;
mod replacing;

use super::{Store, StoreFault};
use crate::record::Scope;
use crate::sync::relay::io::{
    Answer, LogEntry, LogName, LogPlace, Named, Piece, Query, SealedForInvite, StoredTeam, Write,
};
use crate::{DeviceId, EnvelopeId, PageTag, TeamId};

/// One step: write, then ask.
#[derive(Debug, Clone)]
pub struct Step {
    /// What the step shows, as a sentence.
    pub shows: &'static str,
    /// What to write, together.
    pub writes: Vec<Write>,
    /// What writing must answer.
    pub outcome: Result<(), StoreFault>,
    /// What to ask after it, and the answers.
    pub asks: Vec<(Query, Answer)>,
}

const TEAM: TeamId = TeamId([1; 16]);
const OTHER: TeamId = TeamId([2; 16]);
const HOME: LogName = LogName { scope: Scope::Home, era: 0 };
const SCHOOL: LogName = LogName { scope: Scope::School, era: 3 };
const AUTHOR: DeviceId = DeviceId([9; 16]);
const INVITE: DeviceId = DeviceId([8; 16]);
const LATE: DeviceId = DeviceId([7; 16]);

/// The script, to be run in order on an empty store.
pub fn steps() -> Vec<Step> {
    [
        roster_steps(),
        log_steps(),
        parts::steps(&after_logs()),
        failing_steps(),
        question_steps(),
        replacing::steps(),
    ]
    .concat()
}

/// Runs one step; the panic names it.
pub fn check(store: &mut impl Store, step: &Step) {
    assert_eq!(store.write(&step.writes), step.outcome, "{}", step.shows);
    for (query, answer) in &step.asks {
        assert_eq!(store.read(query).as_ref(), Ok(answer), "{}", step.shows);
    }
}

fn roster_steps() -> Vec<Step> {
    let founded = StoredTeam { operations: vec![vec![1, 1]], ..StoredTeam::default() };
    let longer = StoredTeam {
        operations: vec![vec![1, 1], vec![2], vec![3; 8_000]],
        sealed: vec![(LATE, sealed(2_000)), (INVITE, sealed(1_000))],
        ..StoredTeam::default()
    };
    let unexpired = StoredTeam { sealed: vec![(LATE, sealed(2_000))], ..longer.clone() };
    let bare = StoredTeam { sealed: vec![], ..longer.clone() };
    vec![
        Step {
            shows: "an empty store knows no team",
            writes: vec![],
            outcome: Ok(()),
            asks: vec![team(TEAM, None)],
        },
        Step {
            shows: "a team is there once it has an operation, and no other is",
            writes: vec![operations(0, &[&[1, 1]])],
            outcome: Ok(()),
            asks: vec![team(TEAM, Some(&founded)), team(OTHER, None)],
        },
        Step {
            shows: "a chain grows at its end only, with the keys beside it",
            writes: vec![operations(1, &[&[2], &[3; 8_000]]), keep(INVITE, 1_000), keep(LATE, 2_000)],
            outcome: Ok(()),
            asks: vec![team(TEAM, Some(&longer)), team_of(INVITE, Some(TEAM)), team_of(AUTHOR, None)],
        },
        Step {
            shows: "an operation at a place that is taken is refused, and what came with it",
            writes: vec![Write::DropSealedKeys { team: TEAM, invite: LATE }, operations(2, &[&[4]])],
            outcome: Err(StoreFault::NotNext),
            asks: vec![team(TEAM, Some(&longer))],
        },
        Step {
            shows: "an operation that leaves a gap is refused",
            writes: vec![operations(4, &[&[4]])],
            outcome: Err(StoreFault::NotNext),
            asks: vec![team(TEAM, Some(&longer))],
        },
        Step {
            shows: "keys of invites that have expired are deleted, at the very millisecond",
            writes: vec![Write::DropExpiredKeys { now_ms: 1_000 }],
            outcome: Ok(()),
            asks: vec![team(TEAM, Some(&unexpired))],
        },
        Step {
            shows: "keys of one invite are deleted, and deleting what is gone is fine",
            writes: vec![
                Write::DropSealedKeys { team: TEAM, invite: LATE },
                Write::DropSealedKeys { team: TEAM, invite: INVITE },
            ],
            outcome: Ok(()),
            asks: vec![team(TEAM, Some(&bare)), team_of(INVITE, Some(TEAM))],
        },
        Step {
            shows: "an invite stays that of the first team that listed it",
            writes: vec![
                Write::AddSealedKeys { team: OTHER, invite: LATE, keys: sealed(1) },
                Write::DropSealedKeys { team: OTHER, invite: LATE },
            ],
            outcome: Ok(()),
            asks: vec![team_of(LATE, Some(TEAM))],
        },
    ]
}

fn log_steps() -> Vec<Step> {
    vec![
        Step {
            shows: "several logs grow side by side, and envelopes come back as they were",
            writes: vec![append(HOME, 1, 5, 100), append(SCHOOL, 1, 7, 300), append(HOME, 2, 6, 200_000)],
            outcome: Ok(()),
            asks: vec![
                stretch(HOME, 0, 2, 1 << 20, &[(1, 100), (2, 200_000)]),
                stretch(SCHOOL, 0, 1, 1 << 20, &[(1, 300)]),
            ],
        },
        Step {
            shows: "a team's logs are known by where they end and by their authors' highest counters",
            writes: vec![append(HOME, 3, 4, 10)],
            outcome: Ok(()),
            asks: vec![team(TEAM, Some(&after_logs()))],
        },
    ]
}

fn after_logs() -> StoredTeam {
    StoredTeam {
        operations: vec![vec![1, 1], vec![2], vec![3; 8_000]],
        sealed: vec![],
        logs: vec![(HOME, place(3)), (SCHOOL, place(1))],
        bytes: 200_410,
        counters: vec![(HOME, AUTHOR, 6), (SCHOOL, AUTHOR, 7)],
    }
}

fn failing_steps() -> Vec<Step> {
    let unchanged = || vec![stretch(HOME, 0, 9, 1 << 20, &[(1, 100), (2, 200_000), (3, 10)])];
    let twice = Write::Append(LogEntry { place: place(4), ..entry(HOME, 2, 8, 10) });
    vec![
        Step {
            shows: "a gap is refused, and what came with it",
            writes: vec![append(HOME, 4, 8, 10), append(HOME, 6, 9, 10)],
            outcome: Err(StoreFault::NotNext),
            asks: unchanged(),
        },
        Step {
            shows: "a place that is taken is refused",
            writes: vec![append(HOME, 3, 8, 10)],
            outcome: Err(StoreFault::NotNext),
            asks: unchanged(),
        },
        Step {
            shows: "a log begins at one",
            writes: vec![append(LogName { scope: Scope::Clinic, era: 0 }, 2, 8, 10)],
            outcome: Err(StoreFault::NotNext),
            asks: unchanged(),
        },
        Step {
            shows: "an envelope that is held is refused at any other place",
            writes: vec![twice],
            outcome: Err(StoreFault::NotNext),
            asks: unchanged(),
        },
        Step {
            shows: "after a refusal the log goes on where it was",
            writes: vec![append(HOME, 4, 8, 20)],
            outcome: Ok(()),
            asks: vec![stretch(HOME, 3, 9, 1 << 20, &[(4, 20)])],
        },
    ]
}

fn question_steps() -> Vec<Step> {
    let places = vec![(HOME, 2), (HOME, 5), (SCHOOL, 1), (HOME, 0), (SCHOOL, u64::MAX)];
    let hash = |sequence| Some(place(sequence).running);
    let ids = vec![id(HOME, 2), id(HOME, 9), id(SCHOOL, 1)];
    vec![Step {
        shows: "a stretch stops at its end or its size, but one envelope is always given",
        writes: vec![],
        outcome: Ok(()),
        asks: vec![
            stretch(HOME, 0, 1, 1 << 20, &[(1, 100)]),
            stretch(HOME, 0, 4, 150, &[(1, 100)]),
            stretch(HOME, 1, 4, 150, &[(2, 200_000)]),
            stretch(HOME, 2, 4, 30, &[(3, 10), (4, 20)]),
            stretch(HOME, 4, 9, 1 << 20, &[]),
            stretch(LogName { era: 1, ..HOME }, 0, 9, 1 << 20, &[]),
            (
                Query::Running { team: TEAM, places },
                Answer::Running(vec![hash(2), None, hash(1), None, None]),
            ),
            holds(TEAM, &ids, &[id(HOME, 2), id(SCHOOL, 1)], &[]),
            holds(OTHER, &ids, &[], &[]),
        ],
    }]
}

fn operations(from: u32, operations: &[&[u8]]) -> Write {
    let operations = operations.iter().map(|operation| operation.to_vec()).collect();
    Write::AddOperations { team: TEAM, from, operations }
}

fn keep(invite: DeviceId, expires_ms: i64) -> Write {
    Write::AddSealedKeys { team: TEAM, invite, keys: sealed(expires_ms) }
}

fn sealed(expires_ms: i64) -> SealedForInvite {
    SealedForInvite { expires_ms, bytes: vec![5; 50] }
}

fn append(log: LogName, sequence: u64, counter: u64, length: usize) -> Write {
    Write::Append(entry(log, sequence, counter, length))
}

fn entry(log: LogName, sequence: u64, counter: u64, length: usize) -> LogEntry {
    let (place, id, tag) = (place(sequence), id(log, sequence), PageTag([4; 16]));
    let bytes = content(sequence, length).into();
    LogEntry { team: TEAM, log, place, id, tag, author: AUTHOR, counter, at_ms: 1, replaces: vec![], bytes }
}

fn content(sequence: u64, length: usize) -> Vec<u8> {
    vec![sequence.to_be_bytes()[7]; length]
}

fn place(sequence: u64) -> LogPlace {
    LogPlace { sequence, running: [sequence.to_be_bytes()[7]; 16] }
}

fn id(log: LogName, sequence: u64) -> EnvelopeId {
    let mut id = [log.scope.number(); 16];
    id[..8].copy_from_slice(&sequence.to_be_bytes());
    EnvelopeId(id)
}

fn team(team: TeamId, answer: Option<&StoredTeam>) -> (Query, Answer) {
    (Query::Team { team }, Answer::Team(answer.cloned()))
}

fn team_of(invite: DeviceId, team: Option<TeamId>) -> (Query, Answer) {
    (Query::TeamOf { invite }, Answer::TeamOf(team))
}

fn stretch(
    log: LogName,
    after: u64,
    until: u64,
    max_bytes: usize,
    envelopes: &[(u64, usize)],
) -> (Query, Answer) {
    let envelope = |(sequence, length): &(u64, usize)| Piece::Envelope(content(*sequence, *length));
    let pieces = envelopes.iter().map(envelope).collect();
    (Query::Envelopes { team: TEAM, log, after, until, max_bytes }, Answer::Envelopes(pieces))
}

fn holds(team: TeamId, ids: &[EnvelopeId], held: &[EnvelopeId], replaced: &[Named]) -> (Query, Answer) {
    let (held, replaced) = (held.to_vec(), replaced.to_vec());
    (Query::Held { team, ids: ids.to_vec() }, Answer::Held { held, replaced })
}
