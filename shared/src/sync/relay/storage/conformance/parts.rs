//! Parts of photos: kept once, found where they belong, counted, and dropped when they are old.

use super::{AUTHOR, HOME, OTHER, SCHOOL, Step, TEAM};
use crate::PartId;
use crate::record::Scope;
use crate::sync::relay::io::{Answer, LogName, Query, StoredTeam, Write};

const PLAN: LogName = LogName { scope: Scope::Plan, era: 0 };

/// The last steps of the script.
pub(super) fn steps(before: &StoredTeam) -> Vec<Step> {
    let with = |bytes| {
        let stored = StoredTeam { bytes: before.bytes + bytes, ..before.clone() };
        (Query::Team { team: TEAM }, Answer::Team(Some(stored)))
    };
    let both = || {
        vec![
            held(HOME, 1, Some(40_000)),
            held(SCHOOL, 1, None),
            held(LogName { era: 1, ..HOME }, 1, None),
            (Query::Part { team: OTHER, log: HOME, id: id(1) }, Answer::Part(None)),
            held(PLAN, 2, Some(10)),
        ]
    };
    vec![
        Step {
            shows: "a part is found in its team, scope and era and nowhere else, and counts among its team's bytes",
            writes: vec![add(HOME, 1, 5, 40_000), add(PLAN, 2, 5, 10)],
            outcome: Ok(()),
            asks: [both(), vec![with(40_010)]].concat(),
        },
        Step {
            shows: "a part that is held is kept as it is, and counts once",
            writes: vec![add(HOME, 1, 9, 40_000)],
            outcome: Ok(()),
            asks: [both(), vec![with(40_010)]].concat(),
        },
        Step {
            shows: "the same part may be kept for another scope, too",
            writes: vec![add(SCHOOL, 1, 6, 40_000)],
            outcome: Ok(()),
            asks: vec![held(HOME, 1, Some(40_000)), held(SCHOOL, 1, Some(40_000)), with(80_010)],
        },
        Step {
            shows: "parts are dropped by when they came, to the millisecond, and the plan's never",
            writes: vec![Write::DropOldParts { before_ms: 5 }],
            outcome: Ok(()),
            asks: vec![
                held(HOME, 1, None),
                held(SCHOOL, 1, Some(40_000)),
                held(PLAN, 2, Some(10)),
                with(40_010),
            ],
        },
    ]
}

fn id(number: u8) -> PartId {
    PartId([number; 16])
}

fn add(log: LogName, number: u8, at_ms: i64, length: usize) -> Write {
    Write::AddPart { team: TEAM, log, id: id(number), at_ms, bytes: vec![AUTHOR.0[0]; length] }
}

fn held(log: LogName, number: u8, length: Option<usize>) -> (Query, Answer) {
    let bytes = length.map(|length| vec![AUTHOR.0[0]; length]);
    (Query::Part { team: TEAM, log, id: id(number) }, Answer::Part(bytes))
}
