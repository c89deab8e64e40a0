//! What holds for a version, and for whom.

use super::*;
use crate::record::{Cell, Setting};

const THERAPIST: DeviceId = DeviceId([1; 16]);
const PARENT: DeviceId = DeviceId([2; 16]);
const AIDE: DeviceId = DeviceId([3; 16]);

fn row<R: Record>(author: DeviceId, number: u8, record: &R) -> Row {
    let cells = record
        .draft()
        .0
        .into_iter()
        .map(|field| (field.name.to_owned(), Cell { value: field.value, by: author, others: vec![] }));
    Row { id: id(number), kind: R::KIND.into(), author, cells: cells.collect::<Map<_, _>>() }
}

fn id(number: u8) -> RecordId {
    RecordId(uuid::Uuid::from_bytes([number; 16]))
}

/// A version of a weighted vest, numbered by its id; the series begins with 1.
fn vest(author: DeviceId, number: u8, replaces: &[u8], needs_ot: bool) -> Row {
    let version = Version {
        series: (number > 1).then(|| id(1)),
        replaces: replaces.iter().copied().map(id).collect(),
        ended: false,
    };
    row(author, number, &Strategy { version, needs_ot, ..Strategy::new("Weighted vest", Setting::School) })
}

fn guided(rows: &[Row]) -> Guided {
    Guided::new(rows.iter(), 9, |device, _| device == THERAPIST)
}

fn number(rows: &[Row], version: RecordId) -> usize {
    version_number(|id| rows.iter().find(|row| row.id == id), version)
}

fn activation(author: DeviceId, number: u8, versions: &[u8]) -> Row {
    let versions = versions.iter().copied().map(id).collect();
    row(author, number, &Activation { versions, note: String::new() })
}

#[test]
fn only_a_clinician_activates_and_only_the_version_that_is_named() {
    let mut rows =
        vec![vest(THERAPIST, 1, &[], true), activation(AIDE, 10, &[1]), activation(PARENT, 11, &[1])];
    assert!(guided(&rows).rests(id(1)), "whoever is no clinician activates nothing");
    rows.push(activation(THERAPIST, 12, &[1]));
    assert_eq!(guided(&rows).activated(id(1)), Some(id(12)));
    assert!(!guided(&rows).rests(id(1)));
    rows.push(vest(THERAPIST, 2, &[1], true));
    assert!(guided(&rows).rests(id(2)), "another version is another thing");
}

#[test]
fn nobody_but_a_clinician_takes_the_mark_away() {
    let marked = vest(THERAPIST, 1, &[], true);
    for (what, number, replaces) in [
        ("as the next version", 2, &[1][..]),
        ("beside the others", 3, &[]),
        ("of what is unknown", 4, &[99]),
    ] {
        let rows = [marked.clone(), vest(PARENT, number, replaces, false)];
        assert!(guided(&rows).rests(id(number)), "{what}");
    }
    let rows = [marked.clone(), vest(PARENT, 2, &[1], false), vest(AIDE, 3, &[2], false)];
    assert!(guided(&rows).rests(id(3)), "nor in two steps");
    let rows = [marked, vest(THERAPIST, 2, &[1], false), vest(PARENT, 3, &[2], false)];
    assert!(!guided(&rows).needs_ot(id(2)), "a clinician may");
    assert!(!guided(&rows).needs_ot(id(3)), "and then it stays away");
}

#[test]
fn a_ring_of_versions_comes_to_an_end() {
    let rows = [vest(PARENT, 1, &[3], true), vest(PARENT, 2, &[1], false), vest(PARENT, 3, &[2], false)];
    let guided = guided(&rows);
    assert!(rows.iter().all(|row| guided.rests(row.id)));
    assert_eq!(number(&rows, id(2)), NUMBER_LIMIT);
}

#[test]
fn versions_are_numbered_by_the_longest_way_to_the_first() {
    let rows = [
        vest(PARENT, 1, &[], false),
        vest(PARENT, 2, &[1], false),
        vest(PARENT, 3, &[2], false),
        vest(AIDE, 4, &[1], false),
        vest(PARENT, 5, &[3, 4], false),
    ];
    let numbers: Vec<usize> = rows.iter().map(|row| number(&rows, row.id)).collect();
    assert_eq!(numbers, [1, 2, 3, 2, 4]);
}

#[test]
fn reading_and_training_count_for_the_version_they_name_and_no_other() {
    let who = MemberId([9; 16]);
    let member = |device| (device == AIDE).then_some(who);
    let training = Training {
        version: id(3),
        who,
        explained: true,
        modelled: true,
        coached: false,
        alone: false,
        fidelity: Some((8, 10)),
        at: Moment::new(1_700_000_000_000, 0),
        note: "pencil grip".into(),
    };
    let rows = [row(AIDE, 20, &Receipt { versions: vec![id(3)] }), row(THERAPIST, 21, &training)];
    let read = readers(rows.iter(), member);
    assert!(read.get(&id(3)).is_some_and(|readers| readers.contains(&who)));
    assert!(!read.contains_key(&id(4)), "version 4 was read by nobody");
    let trained = trained(rows.iter());
    assert_eq!(trained.get(&(id(3), who)), Some(&(id(21), training)));
    assert!(!trained.contains_key(&(id(4), who)));
}

#[test]
fn a_fidelity_that_cannot_be_is_read_as_none() {
    let training = Training {
        version: id(1),
        who: MemberId([9; 16]),
        explained: false,
        modelled: false,
        coached: false,
        alone: true,
        fidelity: Some((11, 10)),
        at: Moment::new(0, 0),
        note: String::new(),
    };
    assert_eq!(Training::read(&row(THERAPIST, 1, &training)).unwrap().fidelity, None);
}

/// A row as it is written when the roster has so many operations.
fn as_of(mut row: Row, operations: i64) -> Row {
    let value = crate::record::Value::Number(operations);
    row.cells.insert("roster".into(), Cell { value, by: row.author, others: vec![] });
    row
}

#[test]
fn whoever_is_no_clinician_any_more_activates_and_lifts_nothing_that_came_since() {
    // The therapist was one until the roster had five operations.
    let guided = |rows: &[Row]| {
        Guided::new(rows.iter(), 9, |device, at| device == THERAPIST && at.is_some_and(|at| at <= 5))
    };
    let old = as_of(vest(PARENT, 1, &[], true), 3);
    for (said, rests) in [(4, false), (5, false), (6, true), (2, true)] {
        let rows = [old.clone(), as_of(activation(THERAPIST, 10, &[1]), said)];
        assert_eq!(guided(&rows).rests(id(1)), rests, "activated at {said}");
    }
    let since = as_of(vest(PARENT, 2, &[1], true), 7);
    let rows = [old.clone(), since.clone(), as_of(activation(THERAPIST, 10, &[2]), 5)];
    assert!(guided(&rows).rests(id(2)), "a length of before does not reach what was written since");
    let rows = [old, since, as_of(vest(THERAPIST, 3, &[2], false), 5)];
    assert!(guided(&rows).rests(id(3)), "nor does a version that says it is of before");
}
