//! What holds of stops and clears whatever anybody writes over them: on every replica, in any order.

use super::tests::writer;
use super::*;
use crate::record::safety::{as_of, open_stops};
use crate::record::{
    Clear, Receipt, Record, SafetyNote, Setting, Stop, StopReason, Strategy, Value, Version,
};
use crate::{DeviceId, Moment};

const GUARDIAN: u8 = 1;
const CLINICIAN: u8 = 2;
const AT: Moment = Moment { unix_ms: 1_795_000_000_000, offset_min: 0 };

fn id(device: u8, n: u8) -> RecordId {
    RecordId::new(AT.unix_ms + i64::from(n), DeviceId([device; 16]), [n; 4])
}

fn stop(title: &str) -> Draft {
    let stop = Stop {
        title: title.into(),
        strategy: None,
        library: Some("swing".into()),
        reason: StopReason::Pain,
        setting: Setting::Home,
        at: AT,
        note: String::new(),
    };
    stop.draft()
}

fn clear(stops: &[RecordId]) -> Draft {
    Clear { stops: stops.to_vec(), note: String::new() }.draft()
}

/// The titles that are paused, where the clinician was one while the roster had two to five operations, of nine.
fn paused(page: &Page) -> Vec<String> {
    let was_clinician = |device, operations: Option<u32>| {
        device == DeviceId([CLINICIAN; 16])
            && operations.is_some_and(|operations| (2..6).contains(&operations))
    };
    open_stops(page.rows().values(), 9, was_clinician).into_iter().map(|(_, stop)| stop.title).collect()
}

/// A page on which the guardian has stopped something and the clinician has cleared it, and the changes that made it.
fn cleared(stopped: u32, cleared: u32) -> (Page, Vec<(u8, Vec<u8>)>) {
    let mut page = Page::default();
    let draft = as_of(&stop("Swing"), stopped);
    let first = page.create(writer(GUARDIAN), id(GUARDIAN, 1), Stop::KIND, &draft).expect("it fits");
    let draft = as_of(&clear(&[id(GUARDIAN, 1)]), cleared);
    let second = page.create(writer(CLINICIAN), id(CLINICIAN, 2), Clear::KIND, &draft).expect("it fits");
    (page, vec![(GUARDIAN, first), (CLINICIAN, second)])
}

/// A replica that hears of these changes the other way round.
fn backwards(changes: &[(u8, Vec<u8>)]) -> Page {
    let mut page = Page::default();
    for (author, change) in changes.iter().rev() {
        let _ = page.receive(DeviceId([*author; 16]), &[change]);
    }
    page.settle();
    page
}

#[test]
fn a_clear_counts_by_what_its_author_was_then_for_stops_that_were_there() {
    for (stopped, as_of, lifts) in [
        (2, 2, true),
        (2, 5, true),
        (5, 5, true),
        (0, 3, true),
        (2, 1, false),
        (2, 6, false),
        // Backdated: the stop came after the clinician was one.
        (6, 5, false),
        (3, 2, false),
        // What the roster does not have yet counts as nothing said.
        (99, 4, true),
        (2, 99, false),
    ] {
        let (page, changes) = cleared(stopped, as_of);
        assert_eq!(paused(&page).is_empty(), lifts, "stopped at {stopped}, cleared at {as_of}");
        assert_eq!(paused(&backwards(&changes)), paused(&page));
    }
}

#[test]
fn nobody_lifts_a_stop_by_writing_over_it_or_over_a_clear() {
    let (mut page, mut changes) = cleared(2, 3);
    let draft = as_of(&stop("Trampoline"), 2);
    let other = id(GUARDIAN, 3);
    changes.push((GUARDIAN, page.create(writer(GUARDIAN), other, Stop::KIND, &draft).expect("it fits")));
    assert_eq!(paused(&page), ["Trampoline"]);
    // An app that is not ours sets whatever it likes, in its own name.
    let word = |word: &str| Value::Word(word.into());
    for (record, field, value) in [
        (other, "title", word("Something else")),
        (other, "library", Value::Empty),
        (other, "strategy", word("00000000-0000-7000-8000-000000000000")),
        (other, "roster", Value::Number(0)),
        (other, "at", Value::Time(0)),
        (id(CLINICIAN, 2), "stops", word(&[id(GUARDIAN, 1), other].map(|id| id.to_string()).join(" "))),
        (id(CLINICIAN, 2), "roster", Value::Number(4)),
    ] {
        let change = page.change(writer(3), record, &[Change::Set(field, value)], None).expect("it is taken");
        changes.push((3, change.expect("something new")));
        assert_eq!(paused(&page), ["Trampoline"], "{field}");
    }
    let stopped = Stop::read(&page.rows()[&other]).expect("a stop");
    assert_eq!((stopped.library.as_deref(), stopped.strategy, stopped.at), (Some("swing"), None, AT));
    let replica = backwards(&changes);
    assert_eq!(replica.rows(), page.rows());
    assert_eq!(paused(&replica), ["Trampoline"]);
    // What may be corrected is corrected.
    let changes = [Change::Rewrite("note", "On the left side.".into())];
    page.change(writer(3), other, &changes, None).expect("it is taken");
    assert_eq!(page.rows()[&other].prose("note"), "On the left side.");
}

#[test]
fn nobody_changes_what_the_plan_says_by_writing_over_it() {
    let mut page = Page::default();
    let pad =
        Strategy { needs_ot: true, how: "On her lap.".into(), ..Strategy::new("Lap pad", Setting::School) };
    let note = SafetyNote { version: Version::default(), text: "No small things.".into() };
    let read = Receipt { versions: vec![id(CLINICIAN, 1)] };
    let drafts =
        [(Strategy::KIND, pad.draft()), (SafetyNote::KIND, note.draft()), (Receipt::KIND, read.draft())];
    let mut changes = Vec::new();
    for (n, (kind, draft)) in (1..).zip(&drafts) {
        let made = page.create(writer(CLINICIAN), id(CLINICIAN, n), kind, draft).expect("it fits");
        changes.push((CLINICIAN, made));
    }
    let before = page.rows().clone();
    for (n, change) in [
        (1, Change::Set("needs_ot", Value::Flag(false))),
        (1, Change::Set("series", Value::Word(id(GUARDIAN, 9).to_string()))),
        (1, Change::Rewrite("how", "On her head.".into())),
        (2, Change::Set("text", Value::Word("Anything goes.".into()))),
        (2, Change::Set("ended", Value::Flag(true))),
        (3, Change::Set("versions", Value::Word(id(CLINICIAN, 2).to_string()))),
    ] {
        let made = page.change(writer(3), id(CLINICIAN, n), &[change], None).expect("it is taken");
        changes.push((3, made.expect("something new")));
        assert_eq!(*page.rows(), before);
    }
    assert_eq!(*backwards(&changes).rows(), before);
}
