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
fn a_program_names_who_carries_it_out_and_each_sees_their_own_first() {
    let mut desk = Desk::start();
    desk.ask(Intent::Explore { language: Language::English });
    desk.ask(Intent::LookAs { role: Role::Clinician });
    let of = |desk: &Desk, role| {
        let member = desk.app.team().members.into_iter().find(|member| member.role == role);
        member.expect("the sample has one").member
    };
    let (aide, teacher) = (of(&desk, Role::Aide), of(&desk, Role::Teacher));
    let at_school = |title: &str, who| {
        let program = Strategy { measure: Some(Measure::Trials), ..Strategy::new(title, Setting::School) };
        Strategy { who, ..program }
    };
    plan(&mut desk, at_school("For Ms. Green", vec![teacher]));
    plan(&mut desk, at_school("For all", vec![]));
    let first = plan(&mut desk, at_school("For Lee", vec![aide]));
    desk.ask(Intent::LookAs { role: Role::Aide });
    let board = desk.app.programs(NOW);
    let ours = board.iter().filter(|program| program.item.strategy.title.starts_with("For "));
    let ours: Vec<(&str, bool)> =
        ours.map(|program| (program.item.strategy.title.as_str(), program.item.for_me)).collect();
    assert_eq!(ours, [("For Lee", true), ("For all", false), ("For Ms. Green", false)]);

    // Another version keeps them, once each, and whoever is in the team.
    desk.ask(Intent::LookAs { role: Role::Clinician });
    let nobody = shared::MemberId([9; 16]);
    let strategy = Box::new(at_school("For both", vec![aide, nobody, teacher, aide]));
    desk.ask(Intent::PlanStrategy { replaces: vec![first], strategy });
    let item = desk.app.plan().strategies.into_iter().find(|item| item.series == first).expect("planned");
    assert_eq!((item.number, &item.strategy.who[..]), (2, &[aide, teacher][..]));
    let named = |all: &[crate::view::Named]| all.iter().map(|named| named.member).collect::<Vec<_>>();
    assert_eq!(named(&item.carriers), [aide, teacher]);
    assert_eq!(named(&item.unread), [aide, teacher], "who is named is asked to read it");
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
fn a_stop_is_a_concern_by_itself_until_it_is_cleared() {
    let mut desk = clinician();
    desk.ask(Intent::Stop(crate::intent::NewStop {
        title: "Swing".into(),
        strategy: None,
        library: None,
        reason: shared::record::StopReason::Dizziness,
        note: "After ten turns.".into(),
        setting: Setting::School,
    }));
    let concern = desk.app.questions().remove(0);
    assert_eq!((concern.question.ask, concern.question.to), (Ask::Concern, Some(Role::Clinician)));
    assert_eq!(
        (concern.question.title.as_str(), concern.question.text.as_str()),
        ("Swing", "After ten turns.")
    );
    let context = concern.stop.expect("it says what was stopped");
    assert_eq!((context.setting, context.author.name.as_str()), (Setting::School, "Kim"));
    let flags = desk.app.timeline().flags;
    assert!(matches!(flags.as_slice(), [Flag::Stopped(_)]), "it is told once: {flags:?}");

    let stop = concern.record;
    ask(&mut desk, Care::Answer { question: stop, text: "Five turns at most.".into(), settled: true });
    assert!(desk.app.questions()[0].open, "an answer lifts no stop");
    desk.ask(Intent::Strike { record: stop, why: "By mistake.".into() });
    assert!(desk.app.questions()[0].open, "nor does striking it");
    desk.ask(Intent::Clear { stops: vec![stop], note: String::new() });
    let concern = desk.app.questions().remove(0);
    assert_eq!((concern.open, concern.answers.len()), (false, 1));
}

#[test]
fn the_clocks_of_all_observers_add_up_and_one_that_watches_along_does_not() {
    use shared::record::{Measure, Record, Tally, tally::total_seconds};
    let tally = |seconds, checks| Tally {
        seconds,
        checks,
        ..Tally::new("Sits at circle", Measure::Duration, Setting::School, NOW)
    };
    let mut page = shared::page::Page::default();
    let mut ids = Vec::new();
    for (number, seconds) in [(1, 65), (2, 40), (3, 64)] {
        let device = shared::DeviceId([number; 16]);
        let writer = shared::page::Writer { device, boot: 1, salt: [0; 4], clock_s: 0 };
        let id = RecordId::new(NOW.unix_ms, device, [0; 4]);
        // The third watches along with the first.
        let tally = tally(seconds, ids.first().copied().filter(|_| number == 3));
        page.create(writer, id, Tally::KIND, &tally.draft()).expect("it fits");
        ids.push(id);
    }
    assert_eq!(total_seconds(page.rows().values()), 105);
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
