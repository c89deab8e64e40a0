//! The course of a goal, against days counted by hand.

use shared::record::{Area, Criterion, Regulation, tally::Counts};
use shared::{DeviceId, Moment};

use super::*;
use crate::view::{Person, SharedState, TallyView};

/// Noon of a Tuesday.
const NOON: i64 = 1_795_521_600_000;
const DAY: i64 = 86_400_000;

fn id(nth: u8) -> RecordId {
    RecordId::new(NOON, DeviceId([nth; 16]), [nth; 4])
}

fn goal() -> RecordId {
    id(200)
}

fn entry(nth: u8, day: i64, setting: Setting, body: EntryBody) -> EntryView {
    EntryView {
        id: id(nth),
        scope: Scope::School,
        setting,
        at: Moment::new(NOON + day * DAY, -300),
        author: Person {
            device: DeviceId([nth; 16]),
            member: None,
            place: 0,
            name: String::new(),
            role: None,
            me: false,
        },
        goal: Some(goal()),
        routine: None,
        body,
        struck: None,
        conflicts: vec![],
        copied: None,
        twin: None,
        shared: SharedState::Saved,
    }
}

fn counted(nth: u8, day: i64, setting: Setting, counts: &[(Count, u32)]) -> EntryView {
    let tally = Tally::new("Coat", Measure::Trials, setting, Moment::new(NOON + day * DAY, -300));
    let counts = counts.iter().fold(Counts::default(), |held, (count, times)| held.with(*count, *times));
    let tally = Tally { counts, ..tally };
    let view = TallyView { record: id(nth), tally, agreement: None, number: None };
    entry(nth, day, setting, EntryBody::Tally(Box::new(view)))
}

fn along(mut entry: EntryView) -> EntryView {
    if let EntryBody::Tally(view) = &mut entry.body {
        view.tally.checks = Some(id(1));
    }
    entry
}

fn made(entries: &[EntryView], criterion: Criterion) -> Course {
    let said = Goal { title: "Coat".into(), area: Some(Area::Classroom), criterion, ..Goal::default() };
    let sources = Sources {
        goal: (goal(), &said),
        phases: vec![],
        scales: &[],
        ladder: &|_| Ladder::default(),
        look: &|_| Some((id(100), 1)),
        scored: true,
    };
    course(entries, sources)
}

const VERBAL: Count = Count::Level(Prompt::Verbal);

/// Two observers of one day add up: 2 + 1 of 4 + 2; who only counts along does not, nor what is struck or private.
#[test]
fn a_day_in_a_lane_is_the_sum_of_what_was_counted_there() {
    let one = counted(1, 0, Setting::School, &[(Count::Plus, 2), (Count::Minus, 2)]);
    let two = counted(2, 0, Setting::School, &[(Count::Plus, 1), (VERBAL, 1)]);
    let home = counted(3, 0, Setting::Home, &[(Count::Plus, 6)]);
    let later = counted(4, 2, Setting::School, &[(Count::Plus, 3), (VERBAL, 2)]);
    let watched = along(counted(5, 0, Setting::School, &[(Count::Plus, 9)]));
    let struck =
        EntryView { struck: Some("No".into()), ..counted(6, 0, Setting::School, &[(Count::Plus, 9)]) };
    let private = EntryView { scope: Scope::Private, ..counted(7, 0, Setting::School, &[(Count::Plus, 9)]) };
    let entries = [later, home, two, one, watched, struck, private];
    let made = made(&entries, Criterion { percent: Some(80), ..Criterion::default() });
    assert_eq!(made.charts.len(), 1);
    let chart = &made.charts[0];
    assert_eq!((chart.unit, chart.mastery), (Unit::Percent, Some(Mastery { tenths: 800, at_most: false })));
    let told: Vec<_> = chart
        .points
        .iter()
        .map(|point| (point.lane, point.day, point.tenths, point.done, point.of))
        .collect();
    let day = day_of(Moment::new(NOON, -300));
    assert_eq!(
        told,
        [
            (Scope::Home, day, 1000, 6, 6),
            (Scope::School, day, 500, 3, 6),
            (Scope::School, day + 2, 600, 3, 5),
        ]
    );
    assert_eq!(chart.points[1].entries, [id(2), id(1)]);
    assert!(!chart.points[1].is_few(Unit::Percent));
}

#[test]
fn with_a_level_in_the_goal_that_much_help_counts_as_done() {
    let entries = [counted(1, 0, Setting::School, &[(Count::Plus, 1), (VERBAL, 2), (Count::Minus, 1)])];
    let criterion = |level| Criterion { level, percent: Some(80), ..Criterion::default() };
    for (level, tenths) in [(None, 250), (Some(Prompt::Visual), 250), (Some(Prompt::Verbal), 750)] {
        let made = made(&entries, criterion(level));
        assert_eq!(made.charts[0].points[0].tenths, tenths, "{level:?}");
        assert!(made.charts[0].points[0].is_few(Unit::Percent), "four tries");
    }
}

#[test]
fn each_measure_has_its_unit() {
    let with = |nth: u8, measure: Measure, change: &dyn Fn(&mut Tally)| {
        let mut entry = counted(nth, 0, Setting::Clinic, &[]);
        if let EntryBody::Tally(view) = &mut entry.body {
            view.tally.measure = measure;
            change(&mut view.tally);
        }
        entry
    };
    let times = |tally: &mut Tally| tally.counts = tally.counts.with(Count::Plus, 7);
    let steps = |tally: &mut Tally| tally.steps = vec![Some(Prompt::Independent), Some(Prompt::Verbal), None];
    for (entry, unit, tenths) in [
        (with(1, Measure::Frequency, &times), Unit::Times, 70),
        (with(2, Measure::Duration, &|tally| tally.seconds = 95), Unit::Seconds, 950),
        (with(3, Measure::Rating, &|tally| tally.rating = Some(4)), Unit::Rating, 40),
        (with(4, Measure::TaskAnalysis, &steps), Unit::Percent, 333),
    ] {
        let made = made(&[entry], Criterion::default());
        let point = &made.charts[0].points[0];
        assert_eq!((made.charts[0].unit, point.tenths, point.lane), (unit, tenths, Scope::Clinic));
    }
    let prompts = counted(5, 0, Setting::School, &[(Count::Plus, 2), (Count::Prompts, 3)]);
    let one = Criterion { prompts: Some(1), ..Criterion::default() };
    let made = made(&[prompts], one);
    let chart = &made.charts[0];
    assert_eq!((chart.unit, chart.points[0].tenths), (Unit::Prompts, 15), "three prompts in two tries");
    assert_eq!(chart.mastery, Some(Mastery { tenths: 10, at_most: true }));
}

#[test]
fn what_says_nothing_is_no_point_and_looks_have_their_score() {
    let activity = EntryBody::Activity {
        title: "Walks".into(),
        library: None,
        strategy: None,
        minutes: None,
        helped: Some(Helped::Better),
        before: Some(Regulation::High),
        after: None,
        note: String::new(),
    };
    let look = EntryBody::Attained { title: "Coat".into(), level: 1 };
    let entries = [
        counted(1, 0, Setting::School, &[]),
        entry(2, 1, Setting::Community, activity),
        entry(3, 1, Setting::Clinic, look),
        EntryView { goal: None, ..counted(4, 0, Setting::School, &[(Count::Plus, 4)]) },
    ];
    let made = made(&entries, Criterion::default());
    assert!(made.charts.is_empty(), "{:?}", made.charts);
    assert_eq!((made.dots.len(), made.dots[0].lane), (1, Scope::School), "kept with the notes of the school");
    assert_eq!((made.looks[0].level, made.looks[0].t_tenths), (1, Some(600)), "50 + 10");
}
