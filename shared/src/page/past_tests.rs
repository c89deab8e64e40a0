//! What the past of a record says, whatever the clocks and the order of arrival.

use super::super::Writer;
use super::super::tests::{note, record_of, writer};
use super::super::vet::LATEST_S;
use super::*;
use crate::record::{Change, Note, Record, Scope, Setting};
use crate::seal::{DeviceKeys, Envelope, NewEnvelope, Random, ScopeKey};
use crate::{Moment, TeamId};
use automerge::AutoCommit;
use automerge::transaction::{CommitOptions, Transactable};

const ID: fn() -> RecordId = || record_of(1, 1);

fn at(device: u8, clock_s: i64) -> Writer {
    Writer { clock_s, ..writer(device) }
}

fn set(to: &str) -> [Change; 1] {
    [Change::Set("setting", Value::Word(to.into()))]
}

fn word(to: &str) -> Value {
    Value::Word(to.into())
}

fn change(page: &mut Page, writer: Writer, changes: &[Change]) -> Vec<u8> {
    page.change(writer, ID(), changes, None).expect("it is there").expect("it differs")
}

fn receive(page: &mut Page, device: u8, changes: &[&Vec<u8>]) {
    page.receive(DeviceId([device; 16]), changes).expect("they are fine");
    page.settle();
}

#[test]
fn each_change_says_who_when_and_what() {
    let mut page = Page::default();
    page.create(at(1, 100), ID(), "note", &note("Slept well.")).expect("it fits");
    page.create(at(1, 150), record_of(1, 2), "note", &note("another")).expect("it fits");
    change(&mut page, at(2, 200), &[Change::Rewrite("note", "Slept badly.".into())]);
    change(&mut page, at(1, 300), &set("school"));
    change(&mut page, at(1, 300), &[Change::Set("struck", word("logged twice"))]);

    let past = page.past(&[ID()]);
    let said: Vec<_> = past.iter().map(|deed| (deed.by.0[0], deed.said_ms, deed.at_once)).collect();
    let expected = [(1, ID().written_ms()), (2, 200_000), (1, 300_000), (1, 300_000)];
    assert_eq!(said, expected.map(|(by, ms)| (by, Some(ms), false)));
    assert!(past[0].made && past[1..].iter().all(|deed| !deed.made));
    let text = Altered {
        field: "note".into(),
        from: vec![Value::Prose("Slept well.".into())],
        to: Value::Prose("Slept badly.".into()),
    };
    assert_eq!(past[1].altered, [text]);
    let place = Altered { field: "setting".into(), from: vec![word("home")], to: word("school") };
    assert_eq!(past[2].altered, [place]);
    let struck = Altered { field: "struck".into(), from: vec![], to: word("logged twice") };
    assert_eq!(past[3].altered, [struck]);
}

#[test]
fn order_comes_from_what_was_seen_and_not_from_clocks() {
    let two_days_s = 2 * 86_400;
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let made = ours.create(at(1, 900), ID(), "note", &note("x")).expect("it fits");
    receive(&mut theirs, 1, &[&made]);
    let first = change(&mut ours, at(1, 1000 + two_days_s), &set("community"));
    receive(&mut theirs, 1, &[&first]);
    let answer = change(&mut theirs, at(2, 1060), &set("school"));
    receive(&mut ours, 2, &[&answer]);
    let last = change(&mut ours, at(1, 1120 + two_days_s), &set("clinic"));
    receive(&mut theirs, 1, &[&last]);
    let order: Vec<_> =
        ours.past(&[ID()]).into_iter().skip(1).map(|deed| (deed.by.0[0], deed.said_ms)).collect();
    let ahead_ms = two_days_s * 1000;
    let expected = [(1, 1_000_000 + ahead_ms), (2, 1_060_000), (1, 1_120_000 + ahead_ms)];
    assert_eq!(order, expected.map(|(by, ms)| (by, Some(ms))));
    assert_eq!(ours.past(&[ID()]), theirs.past(&[ID()]));
}

#[test]
fn what_two_did_at_once_is_marked_and_every_replica_lists_it_alike() {
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let made = ours.create(at(1, 100), ID(), "note", &note("x")).expect("it fits");
    receive(&mut theirs, 1, &[&made]);
    let a = change(&mut ours, at(1, 200), &set("school"));
    let b = change(&mut theirs, at(2, 201), &set("clinic"));
    receive(&mut ours, 2, &[&b]);
    receive(&mut theirs, 1, &[&a]);
    let chosen = change(&mut ours, at(1, 300), &set("school"));
    receive(&mut theirs, 1, &[&chosen]);

    let past = ours.past(&[ID()]);
    assert_eq!(past, theirs.past(&[ID()]));
    assert_eq!(past.iter().map(|deed| deed.at_once).collect::<Vec<_>>(), [false, true, true, false]);
    assert!(past[1..3].iter().all(|deed| deed.altered[0].from == [word("home")]));
    let settled = &past[3].altered[0];
    assert_eq!((settled.from.len(), &settled.to), (2, &word("school")), "it chose among both");
}

#[test]
fn a_change_from_before_times_were_kept_has_none_and_its_record_says_when_it_was_made() {
    let mut page = Page::default();
    page.create(writer(1), ID(), "note", &note("x")).expect("it fits");
    change(&mut page, writer(1), &set("school"));
    let times: Vec<_> = page.past(&[ID()]).into_iter().map(|deed| deed.said_ms).collect();
    assert_eq!(times, [Some(ID().written_ms()), None]);
}

#[test]
fn a_time_beyond_all_bounds_is_not_taken_and_a_clock_beyond_them_says_none() {
    let mut page = Page::default();
    let made = page.create(at(2, 0), record_of(2, 1), "note", &note("x")).expect("it fits");
    for (clock_s, taken) in [
        (i64::MAX, false),
        (i64::MIN, false),
        (-1, false),
        (LATEST_S + 1, false),
        (LATEST_S, true),
        (0, true),
    ] {
        let mut doc = AutoCommit::new().with_actor(at(2, 0).actor(Some(9)));
        doc.apply_changes([automerge::Change::try_from(made.as_slice()).expect("ours")]).expect("it applies");
        let (_, id) = doc.get(ROOT, format!("note/{}", record_of(2, 1))).expect("ok").expect("there");
        doc.put(&id, "setting", "school").expect("ok");
        doc.commit_with(CommitOptions::default().with_time(clock_s));
        let raw = doc.get_last_local_change().expect("one").raw_bytes().to_vec();
        let mut there = Page::default();
        receive(&mut there, 2, &[&made]);
        assert_eq!(there.receive(DeviceId([2; 16]), &[raw]).is_ok(), taken, "{clock_s}");
    }
    let mut page = Page::default();
    page.create(at(1, i64::MAX), ID(), "note", &note("x")).expect("it fits");
    for (clock_s, to) in [(i64::MIN, "school"), (i64::MAX, "clinic"), (-1, "home")] {
        let raw = change(&mut page, at(1, clock_s), &set(to));
        let said = automerge::Change::try_from(raw.as_slice()).expect("ours").timestamp();
        assert!((0..=LATEST_S).contains(&said), "others would not take it");
    }
}

#[test]
fn of_very_many_changes_the_first_and_the_newest_are_listed() {
    let mut page = Page::default();
    page.create(at(1, 1), ID(), "note", &note("x")).expect("it fits");
    let taps = i64::try_from(PAST_LIMIT).expect("small") + 40;
    for tap in 0..taps {
        change(&mut page, at(1, 2 + tap), &[Change::Set("plus", Value::Number(tap))]);
    }
    let past = page.past(&[ID()]);
    assert_eq!(past.len(), PAST_LIMIT);
    assert!(past[0].made && past.iter().all(|deed| !deed.at_once));
    assert_eq!(past.last().map(|deed| deed.altered[0].to.clone()), Some(Value::Number(taps - 1)));
}

#[test]
fn what_was_written_over_a_cell_that_stays_is_no_change() {
    let mut page = Page::default();
    let stop =
        crate::record::Draft::default().word("title", "Swing").word("reason", "pain").prose("note", "");
    page.create(at(1, 1), ID(), "stop", &stop).expect("it fits");
    change(&mut page, at(2, 2), &[Change::Set("title", word("Something else"))]);
    assert_eq!(page.past(&[ID()]).len(), 1);
    assert!(page.past(&[record_of(9, 9)]).is_empty(), "there is no such record");
}

#[test]
fn the_time_costs_few_bytes_in_a_correction_and_none_in_an_entry() {
    let alone = (sealed(1, 1_795_000_000), sealed(1, 0));
    assert_eq!(alone.0.entries, alone.1.entries, "the id says when");
    assert_eq!(alone.0.corrections, alone.1.corrections, "the padding has room for it");
    let (with, without) = (sealed(300, 1_795_000_000), sealed(300, 0));
    assert_eq!(with.entries, without.entries);
    assert!(with.corrections <= without.corrections + 300 * 6);
}

#[test]
fn several_records_are_told_as_one_story() {
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let first = ours.create(at(1, 1), ID(), "note", &note("one")).expect("it fits");
    receive(&mut theirs, 1, &[&first]);
    let second = ours.create(at(1, 2), record_of(1, 2), "note", &note("two")).expect("it fits");
    let rival = theirs.create(at(2, 2), record_of(2, 2), "note", &note("rival")).expect("it fits");
    receive(&mut ours, 2, &[&rival]);
    receive(&mut theirs, 1, &[&second]);
    let all = [record_of(2, 2), ID(), record_of(1, 2)];
    let past = ours.past(&all);
    assert_eq!(past, theirs.past(&all));
    assert_eq!(past[0].record, ID());
    assert_eq!(past.iter().map(|deed| deed.at_once).collect::<Vec<_>>(), [false, true, true]);
}

/// The bytes of envelopes.
struct Sealed {
    entries: usize,
    corrections: usize,
}

/// Entries of two months, sealed together, and a correction of each.
fn sealed(how_many: i64, clock_s: i64) -> Sealed {
    let mut random = Random::from_seed([7; 32]);
    let keys = DeviceKeys::generate(&mut random);
    let mut page = Page::default();
    let (mut entries, mut corrections) = (Vec::new(), Vec::new());
    for number in 0..how_many {
        let later_s = number * 5_003 + (number * number) % 977;
        let at = Moment::new((1_795_000_000 + later_s) * 1000, -300);
        let text = format!("Asked for it twice, {number} times in all");
        let draft = Note { note: text, setting: Setting::Home, at }.draft();
        let id = RecordId::new(at.unix_ms, keys.id(), random.bytes());
        let clock_s = if clock_s > 0 { clock_s + later_s + 60 } else { 0 };
        let writer = Writer { device: keys.id(), boot: 1, salt: [1, 2, 3, 4], clock_s };
        entries.push(page.create(writer, id, Note::KIND, &draft).expect("it fits"));
        let correction = page.change(writer, id, &set("school"), None).expect("there").expect("it differs");
        corrections.push(correction);
    }
    let key = ScopeKey::generate(Scope::Home, 0, &mut random);
    let mut size = |changes: &[Vec<u8>]| {
        let page = "2026-11".parse().expect("a month");
        let new = NewEnvelope { team: TeamId([1; 16]), page, counter: 1, replaces: Vec::new(), changes };
        Envelope::seal(new, &key, &keys, &mut random).expect("small").bytes().len()
    };
    Sealed { entries: size(&entries), corrections: size(&corrections) }
}
