//! Daily care, driven as a person would: counting, reading, activating, asking.

use shared::record::{
    Ask, CheckIn, Count, Criterion, Goal, Measure, MissedReason, Prompt, Question, Role, Said, Scale,
    Setting, Sleep, Strategy,
};
use shared::{Now, RecordId};

use crate::app::tests::{Desk, NOW};
use crate::intent::{Care, Counting, Intent, Language};
use crate::view::{EntryBody, Flag, Notice, ProgramView};

fn ask(desk: &mut Desk, care: Care) {
    desk.ask(Intent::Care(care));
}

fn clinician() -> Desk {
    let mut desk = Desk::start();
    desk.ask(Intent::Found { child: "Sam".into(), me: "Kim".into(), role: Role::Clinician });
    desk
}

/// A program in the plan; returns its first version.
fn plan(desk: &mut Desk, strategy: Strategy) -> RecordId {
    desk.ask(Intent::PlanStrategy { replaces: vec![], strategy: Box::new(strategy) });
    desk.app.written().expect("it was written")
}

fn writes_name() -> Strategy {
    Strategy { measure: Some(Measure::Trials), ..Strategy::new("Writes name", Setting::Home) }
}

fn tap(desk: &mut Desk, strategy: RecordId, counting: Counting) {
    ask(desk, Care::Count { strategy, counting });
}

fn program(desk: &Desk, now: Now) -> ProgramView {
    desk.app.programs(now).into_iter().next().expect("a program")
}

#[test]
fn one_tap_counts_and_a_crash_at_any_tap_loses_none() {
    let mut desk = Desk::with_team();
    let strategy = plan(&mut desk, writes_name());
    let taps = [Count::Plus, Count::Level(Prompt::Verbal), Count::Plus, Count::Minus, Count::Plus];
    for (boot, key) in (2..).zip(taps) {
        tap(&mut desk, strategy, Counting::More(key));
        desk = Desk::over(desk.store, boot);
    }
    tap(&mut desk, strategy, Counting::Back(Count::Plus));
    let program = program(&desk, NOW);
    let key = |key| program.total.of(key);
    assert_eq!((key(Count::Plus), key(Count::Minus), key(Count::Level(Prompt::Verbal))), (2, 1, 1));
    let tallies =
        desk.app.all_entries().into_iter().filter(|entry| matches!(entry.body, EntryBody::Tally(_)));
    assert_eq!(tallies.count(), 1, "all taps are one session");
}

#[test]
fn a_session_ends_when_it_is_said_or_with_the_day() {
    let mut desk = Desk::with_team();
    let strategy = plan(&mut desk, writes_name());
    tap(&mut desk, strategy, Counting::More(Count::Plus));
    tap(&mut desk, strategy, Counting::End);
    assert!(program(&desk, NOW).open.is_none());
    tap(&mut desk, strategy, Counting::More(Count::Plus));
    let first = program(&desk, NOW).open.expect("another session").record;
    assert_eq!(program(&desk, NOW).total.of(Count::Plus), 2, "both count today");
    let tomorrow = NOW.plus_ms(86_400_000);
    assert_eq!(program(&desk, tomorrow).total.of(Count::Plus), 0);
    let more = Care::Count { strategy, counting: Counting::More(Count::Plus) };
    desk.tell(tomorrow, crate::Input::Intent(Intent::Care(more)));
    assert_ne!(program(&desk, tomorrow).open.expect("tomorrow's").record, first);
}

#[test]
fn a_clock_runs_through_a_reload() {
    let mut desk = Desk::with_team();
    let strategy = plan(
        &mut desk,
        Strategy { measure: Some(Measure::Duration), ..Strategy::new("Circle", Setting::Home) },
    );
    tap(&mut desk, strategy, Counting::Start);
    desk = Desk::over(desk.store, 2);
    let halt = Care::Count { strategy, counting: Counting::Halt };
    desk.tell(NOW.plus_ms(95_000), crate::Input::Intent(Intent::Care(halt)));
    let tally = program(&desk, NOW).open.expect("open").tally;
    assert_eq!((tally.seconds, tally.since_ms), (95, None));
}

#[test]
fn missed_is_written_down_with_its_reason_and_steps_with_their_help() {
    let mut desk = Desk::with_team();
    let strategy = plan(&mut desk, writes_name());
    tap(&mut desk, strategy, Counting::Missed(MissedReason::Refused));
    assert_eq!(program(&desk, NOW).missed, [MissedReason::Refused]);
    let dressing =
        Strategy { measure: Some(Measure::TaskAnalysis), ..Strategy::new("Coat on", Setting::Home) };
    let dressing = plan(&mut desk, dressing);
    tap(&mut desk, dressing, Counting::Step(1, Some(Prompt::Verbal)));
    tap(&mut desk, dressing, Counting::Step(0, Some(Prompt::Independent)));
    let programs = desk.app.programs(NOW);
    let open = programs.iter().find_map(|program| program.open.clone()).expect("open");
    assert_eq!(open.tally.steps, [Some(Prompt::Independent), Some(Prompt::Verbal)]);
}

#[test]
fn what_needs_an_ot_rests_until_a_clinician_activates_that_version() {
    let mut parents = Desk::with_team();
    let vest = Strategy { needs_ot: true, ..writes_name() };
    let version = plan(&mut parents, vest.clone());
    ask(&mut parents, Care::Activate { versions: vec![version], note: String::new() });
    assert_eq!(parents.app.frame().notices, [Notice::NotAllowed]);
    tap(&mut parents, version, Counting::More(Count::Plus));
    assert!(program(&parents, NOW).open.is_none(), "what rests is not begun");

    let mut desk = clinician();
    let first = plan(&mut desk, vest.clone());
    assert!(desk.app.plan().strategies[0].rests);
    ask(&mut desk, Care::Activate { versions: vec![first], note: "Ten minutes at most.".into() });
    let item = desk.app.plan().strategies.remove(0);
    assert!(!item.rests && item.activated.is_some_and(|(by, _)| by.name == "Kim"));
    desk.ask(Intent::PlanStrategy { replaces: vec![first], strategy: Box::new(vest) });
    let item = desk.app.plan().strategies.remove(0);
    assert_eq!((item.rests, item.number), (true, 2), "another version is activated anew");
}

#[test]
fn reading_counts_for_the_version_that_was_on_the_screen() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::PlanSafety { replaces: vec![], text: "No swings".into() });
    let note = desk.app.written().expect("written");
    assert!(desk.app.plan().safety[0].read, "whoever wrote it has read it");
    ask(&mut desk, Care::MarkRead { versions: vec![note] });
    assert_eq!(desk.app.plan().safety[0].readers[0].name, "Pat");
    desk.ask(Intent::PlanSafety { replaces: vec![note], text: "No swings at all".into() });
    assert!(desk.app.plan().safety[0].readers.is_empty());
    let goal = Box::new(Goal { title: "Sits".into(), ..Goal::default() });
    desk.ask(Intent::PlanGoal { replaces: vec![], goal });
    let goal = desk.app.written().expect("written");
    ask(&mut desk, Care::MarkRead { versions: vec![goal] });
    assert!(matches!(desk.app.frame().notices[0], Notice::Unfit(_)), "goals are not read by versions");
}

#[test]
fn whoever_carries_a_program_out_and_has_not_read_it_is_named() {
    let mut desk = Desk::start();
    desk.ask(Intent::Explore { language: Language::English });
    let item = desk.app.plan().strategies.into_iter().find(|item| item.strategy.measure.is_some());
    let item = item.expect("the sample has a program");
    let mut names: Vec<&str> = item.unread.iter().map(|named| named.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ms. Green"], "the aide has read version 2, and nobody at home is asked");
    let flags = desk.app.timeline().flags;
    let is_told = |flag: &Flag| matches!(flag, Flag::Unread { series, .. } if *series == item.series);
    assert!(flags.iter().any(is_told), "{flags:?}");
    let at_home = desk.app.plan().strategies.into_iter().find(|item| item.strategy.setting == Setting::Home);
    assert!(at_home.is_some_and(|item| item.unread.is_empty()));
}

#[test]
fn goals_keep_their_parts_and_come_in_the_order_that_was_chosen_last() {
    let mut desk = clinician();
    let mut series = Vec::new();
    for title in ["Buttons", "Scissors", "Name"] {
        let criterion = Criterion { level: Some(Prompt::Verbal), percent: Some(80), ..Criterion::default() };
        let goal = Goal {
            title: title.into(),
            condition: "at circle time".into(),
            criterion,
            settings: vec![Setting::School, Setting::Home],
            target: "2027-06-30".parse().ok(),
            ..Goal::default()
        };
        desk.ask(Intent::PlanGoal { replaces: vec![], goal: Box::new(goal) });
        series.extend(desk.app.written());
    }
    ask(&mut desk, Care::Prioritise { goals: vec![series[2], series[0]], why: "School asked.".into() });
    let plan = desk.app.plan();
    let order: Vec<(&str, Option<usize>)> =
        plan.goals.iter().map(|view| (view.goal.title.as_str(), view.place)).collect();
    assert_eq!(order, [("Name", Some(1)), ("Buttons", Some(2)), ("Scissors", None)]);
    assert_eq!(plan.order_why, "School asked.");
    let first = &plan.goals[0].goal;
    assert_eq!((first.criterion.percent, first.settings.len()), (Some(80), 2));
    assert_eq!(first.target.map(|day| day.to_string()).as_deref(), Some("2027-06-30"));
}

#[test]
fn a_scale_is_frozen_and_its_score_is_for_clinicians() {
    let mut desk = clinician();
    let goal = Box::new(Goal { title: "Buttons".into(), ..Goal::default() });
    desk.ask(Intent::PlanGoal { replaces: vec![], goal });
    let goal = desk.app.written().expect("written");
    let levels = ["none", "one", "two", "three", "all"].map(str::to_owned);
    ask(&mut desk, Care::MakeScale(Box::new(Scale { goal, levels, weight: 1 })));
    let scale = desk.app.written().expect("written");
    assert_eq!(desk.app.plan().t_score, None, "nobody has looked yet");
    ask(&mut desk, Care::Attain { scale, level: 1 });
    let plan = desk.app.plan();
    assert_eq!(plan.t_score.map(f64::round), Some(60.0));
    assert_eq!(plan.goals[0].scale.as_ref().and_then(|scale| scale.level).map(|(level, _)| level), Some(1));
    ask(&mut desk, Care::Attain { scale, level: 3 });
    assert!(matches!(desk.app.frame().notices[0], Notice::Unfit(_)));

    let mut parents = Desk::with_team();
    let goal = Box::new(Goal { title: "Buttons".into(), ..Goal::default() });
    parents.ask(Intent::PlanGoal { replaces: vec![], goal });
    assert_eq!(parents.app.plan().t_score, None);
}

#[test]
fn a_question_is_open_until_somebody_settles_it() {
    let mut desk = Desk::with_team();
    let text = "May Sam swing after lunch?".to_owned();
    let question =
        Question { ask: Ask::Concern, to: Some(Role::Clinician), about: None, title: String::new(), text };
    ask(&mut desk, Care::Ask(Box::new(question)));
    let record = desk.app.questions()[0].record;
    assert!(desk.app.timeline().flags.iter().any(|flag| matches!(flag, crate::view::Flag::Asked { .. })));
    ask(&mut desk, Care::Answer { question: record, text: "I ask Kim.".into(), settled: false });
    assert!(desk.app.questions()[0].open);
    ask(&mut desk, Care::Answer { question: record, text: "Yes.".into(), settled: true });
    let asked = desk.app.questions().remove(0);
    assert_eq!((asked.open, asked.answers.len()), (false, 2));
    assert!(desk.app.timeline().flags.is_empty());
}

#[test]
fn a_check_in_and_the_childs_no_are_entries() {
    let mut desk = Desk::with_team();
    let nothing = CheckIn {
        sleep: None,
        tough: vec![],
        wins: String::new(),
        coming: String::new(),
        note: String::new(),
        at: NOW,
    };
    ask(&mut desk, Care::CheckIn(Box::new(nothing.clone())));
    assert!(desk.app.all_entries().is_empty(), "nothing was answered");
    ask(&mut desk, Care::CheckIn(Box::new(CheckIn { sleep: Some(Sleep::Broken), ..nothing })));
    ask(&mut desk, Care::Request { title: "Swing".into(), said: Said::No });
    let entries = desk.app.all_entries();
    let is_no = |body: &EntryBody| matches!(body, EntryBody::Request { title, said: Said::No, .. } if title == "Swing");
    let is_slept = |body: &EntryBody| matches!(body, EntryBody::CheckIn(check_in) if check_in.sleep == Some(Sleep::Broken));
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().any(|entry| is_no(&entry.body)));
    assert!(entries.iter().any(|entry| is_slept(&entry.body)));
}

#[test]
fn what_is_written_about_must_be_there() {
    let mut desk = clinician();
    let nobody: RecordId = "00000000-0000-7000-8000-000000000000".parse().expect("an id");
    for care in [
        Care::MarkRead { versions: vec![nobody] },
        Care::MarkRead { versions: vec![] },
        Care::Activate { versions: vec![nobody], note: String::new() },
        Care::Prioritise { goals: vec![nobody], why: String::new() },
        Care::Attain { scale: nobody, level: 0 },
        Care::Answer { question: nobody, text: "Yes.".into(), settled: true },
        Care::Count { strategy: nobody, counting: Counting::More(Count::Plus) },
        Care::CountAlong { tally: nobody },
    ] {
        let before = desk.app.written();
        ask(&mut desk, care.clone());
        assert_eq!(desk.app.written(), before, "{care:?}");
        assert!(!desk.app.frame().notices.is_empty(), "{care:?}");
        desk.ask(Intent::DismissNotice);
    }
}
