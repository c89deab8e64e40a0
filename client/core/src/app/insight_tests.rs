//! What helps and how goals come along, over the sample child and as a person would write.

use shared::Moment;
use shared::record::{Helped, Role, Routine, Setting, Strategy};

use crate::app::tests::{Desk, NOW, push_ups};
use crate::insight::sift::day_of;
use crate::insight::{Asked, Sift, Unit};
use crate::intent::{Intent, Language, NewActivity};
use crate::view::EntryBody;

const DAY: i64 = 86_400_000;

fn sample() -> Desk {
    let mut desk = Desk::start();
    desk.ask(Intent::Explore { language: Language::English });
    for _ in 0..3 {
        desk.ask(Intent::ShowEarlier);
    }
    desk
}

/// The same tries counted from the entries one by one, without the code that is tested.
#[test]
fn the_samples_wall_push_ups_are_counted_right() {
    let desk = sample();
    let mut expected = (0, 0, 0);
    for entry in desk.app.all_entries().iter().filter(|entry| entry.struck.is_none()) {
        let EntryBody::Activity { library: Some(card), helped, .. } = &entry.body else { continue };
        // Of what may have been written twice only one counts.
        if card == "wall-push-ups" && entry.twin.is_none_or(|twin| twin < entry.id) {
            match helped {
                Some(Helped::Better) => expected.0 += 1,
                Some(Helped::Same) => expected.1 += 1,
                Some(Helped::Harder) => expected.2 += 1,
                _ => {}
            }
        }
    }
    let view = desk.app.helps(Asked::default());
    let held = view.activities.iter().find(|held| held.library.as_deref() == Some("wall-push-ups"));
    let answers = held.expect("wall push-ups").whole.answers;
    assert!(expected.0 + expected.1 + expected.2 > 20, "{expected:?}");
    assert_eq!((answers.better, answers.same, answers.harder), expected);
    assert_eq!(held.map(|held| held.routines.len()), Some(1), "before dinner");
}

#[test]
fn the_routine_is_the_one_the_plan_had_then() {
    let mut desk = Desk::with_team();
    let planned = |routine| Strategy { routine, ..Strategy::new("Push", Setting::Home) };
    desk.ask(Intent::PlanStrategy { replaces: vec![], strategy: Box::new(planned(Routine::Dinner)) });
    let first = desk.app.written().expect("planned");
    let log = |at: Moment| {
        Intent::LogActivity(NewActivity { strategy: Some(first), library: None, at: Some(at), ..push_ups() })
    };
    desk.ask(log(NOW));
    let later = NOW.plus_ms(2 * DAY);
    let bath = Intent::PlanStrategy { replaces: vec![first], strategy: Box::new(planned(Routine::Bath)) };
    desk.tell(NOW.plus_ms(DAY), crate::Input::Intent(bath));
    desk.tell(later, crate::Input::Intent(log(later)));
    let view = desk.app.helps(Asked::default());
    let routines: Vec<Routine> = view.activities[0].routines.iter().map(|(routine, _)| *routine).collect();
    assert_eq!(routines, [Routine::Dinner, Routine::Bath]);
}

#[test]
fn the_samples_first_goal_has_its_program_its_change_and_its_scale() {
    let mut desk = sample();
    desk.ask(Intent::LookAs { role: Role::Clinician });
    let courses = desk.app.courses();
    let course = courses.iter().find(|course| !course.charts.is_empty()).expect("a goal with data");
    let chart = &course.charts[0];
    assert_eq!(chart.unit, Unit::Percent);
    assert!(chart.points.len() > 15, "{}", chart.points.len());
    assert_eq!(chart.mastery.map(|mastery| mastery.tenths), Some(800));
    assert_eq!(
        course.phases.iter().map(|phase| phase.number).collect::<Vec<_>>(),
        [2, 2],
        "the animal walks, and then the program"
    );
    assert!(!course.looks.is_empty() && course.looks.iter().all(|look| look.t_tenths.is_some()));
    desk.ask(Intent::LookAs { role: Role::Guardian });
    let looks = desk.app.courses().into_iter().flat_map(|course| course.looks);
    assert!(looks.into_iter().all(|look| look.t_tenths.is_none()), "T is for clinicians");
}

#[test]
fn the_last_visit_is_a_day_at_the_clinic_and_what_came_since_is_picked() {
    let desk = sample();
    let (view, entries) = (desk.app.timeline(), desk.app.all_entries());
    let visits = &view.visits;
    assert!(visits.len() >= 4, "a visit a week: {visits:?}");
    assert!(visits.windows(2).all(|two| day_of(two[0]) > day_of(two[1])), "newest first, one a day");
    let at_clinic = |visit: &Moment| {
        let first = entries.iter().filter(|entry| entry.setting == Setting::Clinic && entry.struck.is_none());
        first.filter(|entry| day_of(entry.at) == day_of(*visit)).map(|entry| entry.at.unix_ms).min()
    };
    assert!(visits.iter().all(|visit| at_clinic(visit).is_some_and(|first| first <= visit.unix_ms)));
    let since = Sift { since_ms: Some(visits[0].unix_ms), ..Sift::default() };
    let (new, old): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| since.takes(entry));
    assert!(!new.is_empty() && !old.is_empty());
    assert!(old.iter().all(|entry| entry.at.unix_ms < visits[0].unix_ms));
}

#[test]
fn what_was_written_late_about_an_earlier_day_is_new() {
    let mut desk = Desk::with_team();
    let earlier = Some(NOW.plus_ms(-3 * DAY));
    desk.ask(Intent::LogActivity(NewActivity { at: earlier, ..push_ups() }));
    let entry = desk.app.all_entries().remove(0);
    let since = Sift { since_ms: Some(NOW.unix_ms - DAY), ..Sift::default() };
    assert!(since.takes(&entry), "it happened before and was written since");
    let until = Sift { until_ms: Some(NOW.unix_ms - DAY), ..Sift::default() };
    assert!(until.takes(&entry));
}

#[test]
fn entries_are_picked_by_goal_setting_and_person() {
    let desk = sample();
    let (goals, entries) = (desk.app.plan().goals, desk.app.all_entries());
    let count = |sift: Sift| entries.iter().filter(|entry| sift.takes(entry)).count();
    let all = count(Sift::default());
    let tally = entries.iter().find(|entry| matches!(entry.body, EntryBody::Tally(_))).expect("a tally");
    assert_eq!(tally.goal, Some(goals[0].series), "the program is for the first goal");
    let person = tally.author.member;
    let picked = [
        Sift { goal: Some(goals[0].series), ..Sift::default() },
        Sift { setting: Some(Setting::School), ..Sift::default() },
        Sift { person, ..Sift::default() },
    ];
    for sift in picked {
        let some = count(sift);
        assert!(sift.takes(tally) && some > 1 && some < all, "{sift:?}: {some} of {all}");
    }
}
