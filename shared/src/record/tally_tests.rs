//! Counts: sums, taps taken back, absurd numbers, agreement.

use super::*;
use crate::id::DeviceId;
use crate::record::{Cell, Row};
use crate::sorted::Map;

const AIDE: DeviceId = DeviceId([1; 16]);
const TEACHER: DeviceId = DeviceId([2; 16]);

fn tally() -> Tally {
    Tally::new("Writes name", Measure::Trials, Setting::School, Moment::new(1_700_000_000_000, -300))
}

fn row(author: DeviceId, number: u8, tally: &Tally) -> Row {
    let cells = tally
        .draft()
        .0
        .into_iter()
        .map(|field| (field.name.to_owned(), Cell { value: field.value, by: author, others: vec![] }));
    Row {
        id: RecordId(uuid::Uuid::from_bytes([number; 16])),
        kind: Tally::KIND.into(),
        author,
        cells: cells.collect::<Map<_, _>>(),
    }
}

fn set(row: &mut Row, change: Change) {
    let Change::Set(field, value) = change else { panic!("a tap sets a number") };
    row.cells.insert(field.to_owned(), Cell { value, by: row.author, others: vec![] });
}

#[test]
fn two_and_one_are_three() {
    let [mut aide, mut teacher] = [row(AIDE, 1, &tally()), row(TEACHER, 2, &tally())];
    for _ in 0..2 {
        let more = tap(&aide, Count::Plus, false).unwrap();
        set(&mut aide, more);
    }
    let more = tap(&teacher, Count::Plus, false).unwrap();
    set(&mut teacher, more);
    let sum = total([&aide, &teacher].into_iter());
    assert_eq!(sum.of(Count::Plus), 3);

    let checking = row(TEACHER, 3, &Tally { checks: Some(aide.id), counts: sum, ..tally() });
    assert_eq!(total([&aide, &teacher, &checking].into_iter()), sum, "who watches along is not added");
    set(&mut teacher, Change::Set("struck", Value::Word("wrong child".into())));
    assert_eq!(total([&aide, &teacher].into_iter()).of(Count::Plus), 2, "struck is not added");
}

#[test]
fn what_was_tapped_can_be_taken_back_and_never_below_nothing() {
    let mut aide = row(AIDE, 1, &tally());
    assert_eq!(tap(&aide, Count::Minus, true), None);
    let more = tap(&aide, Count::Minus, false).unwrap();
    set(&mut aide, more);
    let back = tap(&aide, Count::Minus, true).unwrap();
    set(&mut aide, back);
    assert_eq!(Tally::read(&aide).unwrap().counts, Counts::default());
}

#[test]
fn a_number_that_somebody_else_wrote_at_the_same_time_does_not_count() {
    let mut aide = row(AIDE, 1, &Tally { counts: Counts::default().with(Count::Plus, 4), ..tally() });
    let others = vec![(Value::Number(4), AIDE)];
    aide.cells.insert("n_plus".into(), Cell { value: Value::Number(900), by: TEACHER, others });
    assert_eq!(Tally::read(&aide).unwrap().counts.of(Count::Plus), 4);
}

#[test]
fn absurd_numbers_count_as_the_limit() {
    let mut aide = row(AIDE, 1, &tally());
    for number in [i64::MAX, i64::from(u32::MAX), 100_001] {
        set(&mut aide, Change::Set("n_plus", Value::Number(number)));
        let counts = Tally::read(&aide).unwrap().counts;
        assert!(counts.of(Count::Plus) <= COUNT_LIMIT, "{number}");
    }
    assert_eq!(tap(&aide, Count::Plus, false), None, "the count is full");
}

#[test]
fn a_tally_reads_as_it_was_written() {
    let counts = Count::ALL.into_iter().zip(1..).fold(Counts::default(), |all, (key, n)| all.with(key, n));
    let written = Tally {
        strategy: Some(RecordId(uuid::Uuid::from_bytes([3; 16]))),
        version: Some(RecordId(uuid::Uuid::from_bytes([4; 16]))),
        goal: Some(RecordId(uuid::Uuid::from_bytes([5; 16]))),
        measure: Measure::TaskAnalysis,
        counts,
        rating: Some(4),
        seconds: 90,
        since_ms: Some(1_700_000_000_500),
        done: true,
        steps: vec![Some(Prompt::Independent), None, Some(Prompt::Verbal)],
        checks: Some(RecordId(uuid::Uuid::from_bytes([6; 16]))),
        missed: Some(MissedReason::Refused),
        note: "after lunch".into(),
        ..tally()
    };
    assert_eq!(Tally::read(&row(AIDE, 1, &written)), Some(written));
}

#[test]
fn a_clock_adds_up_over_stops_and_ends_at_a_day() {
    let begun = Moment::new(1_700_000_000_000, -300);
    let mut aide = row(AIDE, 1, &Tally { seconds: 30, ..tally() });
    start(begun).into_iter().for_each(|change| set(&mut aide, change));
    let running = Tally::read(&aide).unwrap();
    assert_eq!(running.since_ms.map(|since| elapsed_s(since, begun.plus_ms(2_900))), Some(2));
    assert_eq!(elapsed_s(begun.unix_ms, begun.plus_ms(-1)), 0, "a clock that was set back");
    stop(&running, begun.plus_ms(90_000)).into_iter().for_each(|change| set(&mut aide, change));
    let stopped = Tally::read(&aide).unwrap();
    assert_eq!((stopped.seconds, stopped.since_ms), (120, None));
    assert_eq!(stop(&stopped, begun), [], "it does not run");
    let forgotten = Tally { since_ms: Some(0), ..stopped };
    assert!(stop(&forgotten, begun).contains(&Change::Set("seconds", Value::Number(86_400))));
}

#[test]
fn opportunities_leave_out_the_count_of_prompts() {
    let counts = Counts::default()
        .with(Count::Plus, 3)
        .with(Count::Minus, 1)
        .with(Count::Level(Prompt::Independent), 2)
        .with(Count::Level(Prompt::Verbal), 4)
        .with(Count::Prompts, 50);
    assert_eq!((counts.opportunities(), counts.independent()), (10, 5));
}

/// Computed by hand: the smaller of each pair over the larger.
#[test]
fn observers_agree_as_computed_by_hand() {
    let of = |plus, minus| Counts::default().with(Count::Plus, plus).with(Count::Minus, minus);
    for (one, other, percent) in [
        (of(10, 0), of(10, 0), Some(100)),
        (of(9, 0), of(10, 0), Some(90)),
        (of(8, 2), of(7, 3), Some(82)), // (7 + 2) / (8 + 3)
        (of(5, 0), of(0, 5), Some(0)),
        (of(1, 0), of(2, 1), Some(33)), // 1 / 3
        (of(0, 0), of(0, 0), None),
    ] {
        assert_eq!(agreement(one, other), percent);
        assert_eq!(agreement(other, one), percent, "whoever is named first");
    }
}
