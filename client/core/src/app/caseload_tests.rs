//! A caseload: what is known without reading everything, and what stays in memory.

use proptest::prelude::*;
use shared::record::{Question, Setting, StopReason};
use shared::storage::MemoryStore;
use shared::sync::device::KEPT_LOADED;

use super::super::tests::{Desk, NOW, push_ups};
use super::*;
use crate::intent::{Intent, NewStop};
use crate::view::EntryBody;

const CHILDREN: usize = KEPT_LOADED + 4;

/// A clinician with more children than stay in memory. Child 03 has a stop, Child 05 a concern, Child 07 an entry.
fn clinician() -> Desk {
    let mut desk = Desk::over(MemoryStore::default(), 1);
    for number in 0..CHILDREN {
        let child = format!("Child {number:02}");
        desk.ask(Intent::Found { child, me: "Noor".into(), role: Role::Clinician });
        match number {
            3 => desk.ask(Intent::Stop(NewStop {
                title: "Swing".into(),
                strategy: None,
                library: None,
                reason: StopReason::Dizziness,
                setting: Setting::Clinic,
                note: String::new(),
            })),
            5 => desk.ask(Intent::Care(crate::intent::Care::Ask(Box::new(Question {
                ask: Ask::Concern,
                to: None,
                about: None,
                title: String::new(),
                text: "Falls asleep at circle".into(),
            })))),
            7 => desk.ask(Intent::LogActivity(push_ups())),
            _ => {}
        }
    }
    desk
}

/// As the screen does it; how often it was asked.
fn look_through(desk: &mut Desk) -> usize {
    (1..=4 * CHILDREN)
        .find(|_| {
            let mut effects = Vec::new();
            let is_done = !desk.app.look_through(NOW, &mut effects);
            desk.perform(NOW, effects);
            is_done
        })
        .expect("it ends")
}

fn names(desk: &Desk) -> Vec<String> {
    desk.app.caseload(NOW).cases.into_iter().map(|case| case.child).collect()
}

fn in_memory(desk: &Desk) -> usize {
    desk.app.device().teams().filter(|team| team.has_pages()).count()
}

fn team_of(desk: &Desk, child: &str) -> TeamId {
    let cases = desk.app.caseload(NOW).cases;
    cases.iter().find(|case| case.child == child).expect("it is in the caseload").team
}

#[test]
fn a_caseload_is_known_at_the_next_start_and_few_of_it_are_in_memory() {
    let mut desk = clinician();
    look_through(&mut desk);
    let before = desk.app.caseload(NOW);
    assert_eq!(before.done, CHILDREN);
    assert!(in_memory(&desk) <= RECENT, "{} in memory", in_memory(&desk));

    let mut again = Desk::over(desk.store.clone(), 2);
    let at_once = again.app.caseload(NOW);
    assert_eq!(
        (&at_once.cases, at_once.done),
        (&before.cases, CHILDREN),
        "before anything was looked through"
    );
    assert_eq!(look_through(&mut again), 1, "nothing has changed");
    assert!(in_memory(&again) <= RECENT);
    assert_eq!(again.app.frame().teams.iter().filter(|chip| chip.stops == 1).count(), 1);
    assert!(again.app.frame().teams.iter().all(|chip| chip.child.starts_with("Child ")));
}

#[test]
fn who_needs_somebody_comes_first() {
    let mut desk = clinician();
    look_through(&mut desk);
    let names = names(&desk);
    assert_eq!(names[..2], ["Child 03", "Child 05"], "a stop, a concern");
    assert_eq!(names.last().map(String::as_str), Some("Child 07"), "the others are quiet");
    let needs = desk.app.caseload(NOW).cases[0].needs.expect("looked through");
    assert_eq!((needs.stops, needs.concerns), (1, 0), "a stop is not told twice");
}

#[test]
fn a_child_that_is_not_in_memory_is_shown_as_soon_as_it_is() {
    let mut desk = clinician();
    look_through(&mut desk);
    let mut again = Desk::over(desk.store, 2);
    look_through(&mut again);
    let seventh = team_of(&again, "Child 07");
    assert!(!again.app.device().is_team_loaded(NOW, seventh));

    // The store has not answered yet: whoever was looked at stays on the screen.
    let (mut effects, shown) = (Vec::new(), again.app.frame().chosen);
    again.app.handle(NOW, super::super::Input::Intent(Intent::Choose { team: seventh }), &mut effects);
    assert_eq!((again.app.frame().chosen, again.app.caseload(NOW).opening), (shown, Some(seventh)));
    again.perform(NOW, effects);
    assert_eq!((again.app.frame().chosen, again.app.caseload(NOW).opening), (Some(seventh), None));
    let entries = again.app.all_entries();
    assert!(matches!(entries[0].body, EntryBody::Activity { .. }), "{entries:?}");
}

#[test]
fn what_is_written_to_a_child_that_is_not_in_memory_is_looked_through_and_kept() {
    let mut desk = clinician();
    look_through(&mut desk);
    let second = team_of(&desk, "Child 01");
    assert!(!desk.app.device().is_team_loaded(NOW, second));
    desk.ask(Intent::LogActivity(crate::intent::NewActivity { teams: vec![second], ..push_ups() }));
    assert_eq!(desk.app.caseload(NOW).done, CHILDREN - 1);
    assert!(look_through(&mut desk) > 1);
    let case = |desk: &Desk| {
        let cases = desk.app.caseload(NOW).cases;
        cases.into_iter().find(|case| case.team == second).and_then(|case| case.needs)
    };
    assert_eq!(case(&desk).expect("looked through").last, Some(NOW));
    assert!(in_memory(&desk) <= RECENT + 1);
    let mut again = Desk::over(desk.store, 2);
    assert_eq!(case(&again).expect("kept").last, Some(NOW));
    again.ask(Intent::Choose { team: second });
    assert_eq!(again.app.all_entries().len(), 1);
}

#[test]
fn a_family_keeps_everything_in_memory_and_nothing_is_kept_beside_it() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::LogActivity(push_ups()));
    assert_eq!(look_through(&mut desk), 1);
    let [case] = &desk.app.caseload(NOW).cases[..] else { panic!("one child") };
    assert_eq!(case.needs.expect("it is in memory").last, Some(NOW));
    assert_eq!(desk.app.device().recall(&name(case.team)), None);
}

proptest! {
    #[test]
    fn a_summary_is_read_as_it_was_kept(
        counts in prop::array::uniform4(0..900_usize),
        state in any::<u64>(),
        behind in any::<u32>(),
        contact in prop::option::of(0..20_000_i64),
        last in prop::option::of((0..2_000_000_000_000_i64, -840..=840_i16)),
        child in "[ a-zñ-]{0,20}",
    ) {
        let day = |days: i64| Day::from(Moment::new(days * 86_400_000, 0).date());
        let [stops, concerns, questions, unread] = counts;
        let needs = Needs {
            stops, concerns, questions, unread, behind,
            contact: contact.map(day),
            last: last.map(|(unix_ms, offset_min)| Moment::new(unix_ms, offset_min)),
        };
        let summary = Summary { state, day: day(19_000), needs, child };
        prop_assert_eq!(summary.to_string().parse(), Ok(summary));
    }

    #[test]
    fn what_was_kept_and_is_no_summary_is_none(kept in "[ 0-9a-z-]{0,60}") {
        // It may not panic, and what it takes for one says the same again.
        if let Ok(summary) = kept.parse::<Summary>() {
            prop_assert_eq!(summary.to_string().parse(), Ok(summary));
        }
    }
}
