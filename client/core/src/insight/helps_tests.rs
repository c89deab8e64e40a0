//! What helps, against tables counted by hand.

use shared::{DeviceId, Moment};

use super::*;
use crate::view::{Conflict, CopiedView, EntryBody, Person, SharedState};

use Helped::{Better, Harder, Same, Unknown};

/// A Tuesday, 7:30 in the morning.
const MORNING: i64 = 1_795_505_400_000;
const HOUR: i64 = 3_600_000;

fn id(nth: u8) -> RecordId {
    RecordId::new(MORNING, DeviceId([nth; 16]), [nth; 4])
}

fn tried(nth: u8, title: &str, helped: Option<Helped>) -> EntryView {
    EntryView {
        id: id(nth),
        scope: Scope::Home,
        setting: Setting::Home,
        at: Moment::new(MORNING, 0),
        author: Person {
            device: DeviceId([nth; 16]),
            member: None,
            place: 0,
            name: String::new(),
            role: None,
            me: false,
        },
        goal: None,
        routine: None,
        body: EntryBody::Activity {
            title: title.into(),
            library: None,
            strategy: None,
            minutes: None,
            helped,
            before: None,
            after: None,
            note: String::new(),
        },
        struck: None,
        conflicts: vec![],
        copied: None,
        twin: None,
        shared: SharedState::Saved,
    }
}

fn answers(better: u32, same: u32, harder: u32, unknown: u32, silent: u32) -> Answers {
    Answers { better, same, harder, unknown, silent }
}

fn whole(entries: &[EntryView]) -> Figure {
    let view = helps(entries, Asked::default());
    assert_eq!(view.activities.len(), 1, "{view:?}");
    view.activities[0].whole.clone()
}

/// Twelve better, two same, one harder, one nobody knows, one nobody said.
#[test]
fn answers_are_counted_and_what_nobody_knows_is_no_part_of_the_share() {
    let said =
        [[Some(Better); 12].as_slice(), &[Some(Same); 2], &[Some(Harder), Some(Unknown), None]].concat();
    let entries: Vec<EntryView> = (0..).zip(said).map(|(nth, said)| tried(nth, "Push", said)).collect();
    let whole = whole(&entries);
    assert_eq!((whole.answers, whole.doubtful), (answers(12, 2, 1, 1, 1), 0));
    assert_eq!((whole.answers.told(), whole.entries.len()), (15, 17));
    let (low, high) = whole.answers.interval().expect("enough");
    assert!((low - 0.5481).abs() < 0.00005 && (high - 0.9295).abs() < 0.00005, "{low} {high}");
}

#[test]
fn four_of_four_is_too_few_for_a_share_and_five_of_five_is_not() {
    for (times, is_told) in [(4, false), (5, true)] {
        let entries: Vec<EntryView> = (0..times).map(|nth| tried(nth, "Push", Some(Better))).collect();
        let whole = whole(&entries);
        assert_eq!((whole.answers.better, whole.answers.interval().is_some()), (times.into(), is_told));
    }
}

#[test]
fn struck_entries_do_not_count() {
    let struck = EntryView { struck: Some("Twice".into()), ..tried(1, "Push", Some(Better)) };
    let whole = whole(&[struck, tried(2, "Push", Some(Same))]);
    assert_eq!((whole.answers, whole.entries), (answers(0, 1, 0, 0, 0), vec![id(2)]));
}

/// Two notes, one event: with one answer between them, with the same one, with two.
#[test]
fn a_possible_duplicate_counts_once_and_two_answers_are_none() {
    for (one, other, expected) in [
        (Some(Better), Some(Better), answers(1, 0, 0, 0, 0)),
        (Some(Better), None, answers(1, 0, 0, 0, 0)),
        (Some(Better), Some(Harder), answers(0, 0, 0, 1, 0)),
        (None, None, answers(0, 0, 0, 0, 1)),
    ] {
        let one = EntryView { twin: Some(id(2)), ..tried(1, "Push", one) };
        let other = EntryView { twin: Some(id(1)), ..tried(2, "Push", other) };
        let whole = whole(&[one, other]);
        assert_eq!((whole.answers, whole.doubtful), (expected, 1));
        assert_eq!(whole.entries, [id(1), id(2)], "both lead to it");
    }
}

#[test]
fn a_copy_is_the_same_event_also_where_the_first_note_is_not_read() {
    let copied = |nth: u8, from: u8, said| {
        let author = tried(nth, "Push", None).author;
        let copied = Some(CopiedView { from: id(from), scope: Scope::Clinic, author });
        EntryView { copied, ..tried(nth, "Push", said) }
    };
    let first = tried(1, "Push", Some(Better));
    let (copy, again) = (copied(2, 1, Some(Better)), copied(3, 1, Some(Better)));
    let known = whole(&[again.clone(), copy.clone(), first.clone()]);
    assert_eq!((known.answers, known.doubtful), (answers(1, 0, 0, 0, 0), 0));
    let unread = whole(&[again.clone(), copy.clone()]);
    assert_eq!(unread.answers, answers(1, 0, 0, 0, 0), "two copies of what this person does not read");
    let struck = EntryView { struck: Some(String::new()), ..first };
    assert_eq!(whole(&[copy, struck]).answers, answers(1, 0, 0, 0, 0), "the copy stands by itself");
    // Three notes about one event: a copy, what it is of, and somebody else's.
    let twin = EntryView { twin: Some(id(2)), ..tried(5, "Push", Some(Better)) };
    let copy = EntryView { twin: Some(id(5)), ..copied(2, 1, Some(Better)) };
    let three = whole(&[twin, copy, tried(1, "Push", Some(Better))]);
    assert_eq!((three.answers, three.doubtful), (answers(1, 0, 0, 0, 0), 1));
}

#[test]
fn an_answer_that_was_changed_in_two_places_is_none_until_it_is_settled() {
    let conflict = Conflict { field: "helped".into(), values: vec!["better".into(), "same".into()] };
    let entry = EntryView { conflicts: vec![conflict], ..tried(1, "Push", Some(Better)) };
    let whole = whole(&[entry]);
    assert_eq!((whole.answers, whole.doubtful), (answers(0, 0, 0, 1, 0), 1));
}

#[test]
fn private_notes_count_for_their_owner_and_never_for_others() {
    let private = EntryView { scope: Scope::Private, ..tried(1, "Push", Some(Better)) };
    // A private twin does not settle or unsettle what others are shown.
    let twin = EntryView { twin: Some(id(3)), scope: Scope::Private, ..tried(2, "Push", Some(Harder)) };
    let open = EntryView { twin: Some(id(2)), ..tried(3, "Push", Some(Better)) };
    let entries = [private, twin, open];
    let own = helps(&entries, Asked::default());
    assert_eq!((own.activities[0].whole.answers, own.private), (answers(1, 0, 0, 1, 0), 2));
    let others = helps(&entries, Asked { for_others: true, ..Asked::default() });
    assert_eq!((others.activities[0].whole.answers, others.private), (answers(1, 0, 0, 0, 0), 0));
    assert_eq!(others.activities[0].whole.entries, [id(3)], "no id of a private note either");
}

/// Four tries at home in the morning, two at school at noon, one at home at night in a routine.
#[test]
fn settings_times_and_routines_are_told_apart_and_asked_for() {
    let school = |nth, said| EntryView {
        setting: Setting::School,
        at: Moment::new(MORNING + 5 * HOUR, 0),
        ..tried(nth, "push ", said)
    };
    let night = EntryView {
        at: Moment::new(MORNING + 14 * HOUR, 0),
        routine: Some(Routine::Bedtime),
        ..tried(7, "Push", Some(Same))
    };
    let mut entries: Vec<EntryView> = (1..=4).map(|nth| tried(nth, "Push", Some(Better))).collect();
    entries.extend([school(5, Some(Harder)), school(6, Some(Same)), night]);
    let view = helps(&entries, Asked::default());
    let held = &view.activities[0];
    let told = |figure: &Figure| (figure.answers.better, figure.answers.told());
    let settings: Vec<_> = held.settings.iter().map(|(setting, figure)| (*setting, told(figure))).collect();
    assert_eq!(settings, [(Setting::Home, (4, 5)), (Setting::School, (0, 2))]);
    let parts: Vec<_> = held.parts.iter().map(|(part, figure)| (*part, told(figure))).collect();
    assert_eq!(parts, [(Part::Morning, (4, 4)), (Part::Afternoon, (0, 2)), (Part::Night, (0, 1))]);
    assert_eq!(held.routines.len(), 1);
    let cells: Vec<_> = held.cells.iter().map(|cell| (cell.setting, cell.part, cell.routine)).collect();
    assert_eq!(
        cells,
        [
            (Setting::Home, Part::Morning, None),
            (Setting::Home, Part::Night, Some(Routine::Bedtime)),
            (Setting::School, Part::Afternoon, None),
        ]
    );
    for (asked, expected) in [
        (Asked { setting: Some(Setting::School), ..Asked::default() }, 2),
        (Asked { part: Some(Part::Morning), ..Asked::default() }, 4),
        (Asked { routine: Some(Routine::Bedtime), ..Asked::default() }, 1),
        (Asked { since_ms: Some(MORNING + 1), ..Asked::default() }, 3),
    ] {
        assert_eq!(helps(&entries, asked).activities[0].whole.answers.told(), expected, "{asked:?}");
    }
}

#[test]
fn the_hours_of_a_day_have_their_parts() {
    for (hour, part) in [(0, Part::Night), (4, Part::Night), (5, Part::Morning), (11, Part::Morning)] {
        assert_eq!(Part::of(hour * 60), part, "{hour}");
    }
    for (hour, part) in [(12, Part::Afternoon), (16, Part::Afternoon), (17, Part::Evening), (21, Part::Night)]
    {
        assert_eq!(Part::of(hour * 60), part, "{hour}");
    }
}

#[test]
fn before_and_after_make_a_matrix() {
    let turned = |nth, from, to| {
        let mut entry = tried(nth, "Push", Some(Better));
        if let EntryBody::Activity { before, after, .. } = &mut entry.body {
            (*before, *after) = (from, to);
        }
        entry
    };
    let (high, ready) = (Some(Regulation::High), Some(Regulation::Ready));
    let entries =
        [turned(1, high, ready), turned(2, high, ready), turned(3, ready, ready), turned(4, high, None)];
    let turns = helps(&entries, Asked::default()).turns;
    let told: Vec<_> = turns.iter().map(|turn| (turn.before, turn.after, turn.times)).collect();
    assert_eq!(told, [(Regulation::Ready, Regulation::Ready, 1), (Regulation::High, Regulation::Ready, 2)]);
    assert_eq!(turns[1].entries, [id(1), id(2)]);
}

/// Ten of ten, then eight of ten, then four of four: what is surest first, what is too few last.
#[test]
fn what_is_surest_comes_first() {
    let mut entries = Vec::new();
    for (title, better, all) in [("Four", 4, 4), ("Eight", 8, 10), ("Ten", 10, 10)] {
        let said = |nth| if nth < better { Better } else { Same };
        let from = entries.len() as u8;
        entries.extend((0..all).map(|nth| tried(from + nth, title, Some(said(nth)))));
    }
    let view = helps(&entries, Asked::default());
    let order: Vec<&str> = view.activities.iter().map(|held| held.title.as_str()).collect();
    assert_eq!(order, ["Ten", "Eight", "Four"]);
}
