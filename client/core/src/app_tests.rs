//! The app driven as a person would, over a store in memory.

use shared::Moment;
use shared::record::{Goal, Helped, Setting, StopReason, Strategy};
use shared::storage::{MemoryStore, StoreFailure};

use super::*;
use crate::intent::{NewActivity, NewStop};
use crate::view::{EntryBody, SharedState, Stage, SyncState, Trouble};

/// A Tuesday, 17:30 local.
pub(super) const NOW: Now = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };

pub(super) struct Desk {
    pub(super) app: App,
    pub(super) store: MemoryStore,
    fails: Option<StoreFailure>,
}

impl Desk {
    pub(super) fn start() -> Self {
        Self::over(MemoryStore::default(), 1)
    }

    pub(super) fn over(store: MemoryStore, seed: u8) -> Self {
        let mut desk = Self { app: App::new(), store, fails: None };
        desk.tell(NOW, Input::Device(DeviceInput::Started { seed: [seed; 32] }));
        desk
    }

    pub(super) fn with_team() -> Self {
        let mut desk = Self::start();
        desk.ask(Intent::Found { child: "Sam".into(), me: "Pat".into(), role: Role::Guardian });
        desk
    }

    pub(super) fn ask(&mut self, intent: Intent) {
        self.tell(NOW, Input::Intent(intent));
    }

    pub(super) fn tell(&mut self, now: Now, input: Input) {
        let mut effects = Vec::new();
        self.app.handle(now, input, &mut effects);
        self.perform(now, effects);
    }

    pub(super) fn perform(&mut self, now: Now, effects: Vec<Effect>) {
        for effect in effects {
            let answer = match effect {
                Effect::Store { ticket, batch } => {
                    match self.fails.map_or_else(|| self.store.apply(&batch), Err) {
                        Ok(()) => DeviceInput::Stored { ticket },
                        Err(why) => DeviceInput::StoreFailed { ticket, why },
                    }
                }
                Effect::Load { ticket, reads } => {
                    DeviceInput::Loaded { ticket, rows: self.store.read(&reads) }
                }
                Effect::Dial
                | Effect::HangUp
                | Effect::Send(_)
                | Effect::WakeAt { .. }
                | Effect::Changed(_) => {
                    continue;
                }
            };
            self.tell(now, Input::Device(answer));
        }
    }
}

pub(super) fn push_ups() -> NewActivity {
    NewActivity {
        title: "Wall push-ups".into(),
        strategy: None,
        library: Some("wall-push-ups".into()),
        setting: Setting::Home,
        at: None,
        minutes: Some(2),
        helped: Some(Helped::Better),
        before: None,
        after: None,
        note: String::new(),
        teams: vec![],
    }
}

#[test]
fn first_run_leads_to_logging_without_account_or_network() {
    let mut desk = Desk::start();
    assert_eq!(desk.app.frame().stage, Stage::FirstRun);
    desk.ask(Intent::Found { child: " Sam ".into(), me: "Pat".into(), role: Role::Guardian });
    let frame = desk.app.frame();
    assert_eq!((frame.stage, frame.teams[0].child.as_str()), (Stage::Ready, "Sam"));
    assert_eq!(frame.sync, SyncState::Offline { waiting: 1 });
    desk.ask(Intent::LogActivity(push_ups()));
    let entry = &desk.app.today(NOW).entries[0];
    assert_eq!(
        (entry.shared, entry.author.name.as_str(), entry.author.me),
        (SharedState::Saved, "Pat", true)
    );

    let again = Desk::over(desk.store, 2);
    assert_eq!(again.app.frame().stage, Stage::Ready);
    assert_eq!(again.app.today(NOW).entries.len(), 1);
}

#[test]
fn undo_takes_an_entry_off_today_and_keeps_it_struck() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::LogActivity(push_ups()));
    let record = desk.app.today(NOW).undo.expect("it can be undone");
    desk.ask(Intent::Strike { record, why: String::new() });
    assert!(desk.app.today(NOW).entries.is_empty());
    assert_eq!(desk.app.today(NOW).undo, None);
    assert_eq!(desk.app.all_entries()[0].struck.as_deref(), Some(""));
    desk.ask(Intent::PutBack { record });
    assert_eq!(desk.app.today(NOW).entries.len(), 1);
}

#[test]
fn stop_pauses_and_a_guardian_cannot_clear_it() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::Stop(NewStop {
        title: "wall push-ups".into(),
        strategy: None,
        library: None,
        reason: StopReason::Pain,
        setting: Setting::Home,
        note: String::new(),
    }));
    let stop = desk.app.today(NOW).paused[0].stop;
    desk.ask(Intent::Clear { stops: vec![stop], note: String::new() });
    assert_eq!(desk.app.frame().notices, [Notice::NotAllowed]);
    desk.ask(Intent::Strike { record: stop, why: "tapped by mistake".into() });
    assert_eq!(desk.app.today(NOW).paused.len(), 1, "striking a stop lifts nothing");
    desk.ask(Intent::Edit { record: stop, changes: vec![("activity".into(), "Swing".into())] });
    assert_eq!(
        desk.app.today(NOW).paused[0].title,
        "wall push-ups",
        "what was stopped stays as it was written"
    );
    assert!(matches!(desk.app.entry(stop).expect("there").body, EntryBody::Stop { open: true, .. }));
}

#[test]
fn a_full_store_says_so_and_keeps_the_entry_on_the_screen() {
    let mut desk = Desk::with_team();
    desk.fails = Some(StoreFailure::Full);
    desk.ask(Intent::LogActivity(push_ups()));
    assert_eq!(desk.app.today(NOW).entries[0].shared, SharedState::Saving);
    assert_eq!(desk.app.frame().notices, [Notice::NotSaved(Trouble::StorageFull)]);
    desk.fails = None;
    desk.tell(NOW.plus_ms(60_000), Input::Device(DeviceInput::Woke));
    assert_eq!(desk.app.today(NOW).entries[0].shared, SharedState::Saved);
    assert!(desk.app.frame().notices.is_empty());
}

#[test]
fn an_edit_changes_only_what_was_changed() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::LogActivity(push_ups()));
    let record = desk.app.all_entries()[0].id;
    desk.ask(Intent::BeginEdit { record, from: None });
    let changes = [("helped", "same"), ("minutes", "2"), ("note", "Ten of them.")];
    let changes = changes.map(|(field, value)| (field.to_owned(), value.to_owned())).to_vec();
    desk.ask(Intent::Edit { record, changes });
    let EntryBody::Activity { helped, minutes, note, .. } = desk.app.entry(record).expect("there").body
    else {
        panic!("an activity");
    };
    assert_eq!((helped, minutes, note.as_str()), (Some(Helped::Same), Some(2), "Ten of them."));
    desk.ask(Intent::Edit { record, changes: vec![("minutes".into(), "many".into())] });
    assert!(matches!(desk.app.frame().notices[0], Notice::Unfit(_)));
}

#[test]
fn a_plan_item_is_replaced_and_never_edited() {
    let mut desk = Desk::with_team();
    let goal = |title: &str| Box::new(Goal { title: title.into(), ..Goal::default() });
    desk.ask(Intent::PlanGoal { replaces: vec![], goal: goal("Sits through circle time") });
    let first = desk.app.plan().goals[0].version;
    desk.ask(Intent::PlanGoal { replaces: vec![first], goal: goal("Sits through circle time twice") });
    let plan = desk.app.plan();
    assert_eq!((plan.goals.len(), plan.goals[0].goal.title.as_str()), (1, "Sits through circle time twice"));
    assert!(desk.app.row(first).is_some(), "the past stays");
    desk.ask(Intent::EndPlan { versions: vec![plan.goals[0].version] });
    assert!(desk.app.plan().goals.is_empty());
}

#[test]
fn the_next_routine_comes_first() {
    use shared::record::Routine;
    let mut desk = Desk::with_team();
    for (title, routine) in [
        ("Morning", Routine::Morning),
        ("Any", Routine::Any),
        ("Bed", Routine::Bedtime),
        ("Dinner", Routine::Dinner),
    ] {
        let strategy = Strategy { routine, minutes: Some(2), ..Strategy::new(title, Setting::Home) };
        desk.ask(Intent::PlanStrategy { replaces: vec![], strategy: Box::new(strategy) });
    }
    let titles = |desk: &Desk| -> Vec<String> {
        desk.app.today(NOW).strategies.into_iter().map(|view| view.strategy.title).collect()
    };
    assert_eq!(titles(&desk), ["Dinner", "Bed", "Morning", "Any"]);
    let dinner = desk.app.today(NOW).strategies[0].series;
    desk.ask(Intent::LogActivity(NewActivity { strategy: Some(dinner), ..push_ups() }));
    assert_eq!(titles(&desk), ["Bed", "Morning", "Any", "Dinner"], "what is done goes last");
}

#[test]
fn one_note_is_copied_to_other_notes_with_a_trace() {
    let mut desk = Desk::with_team();
    desk.ask(Intent::LogActivity(push_ups()));
    let record = desk.app.today(NOW).entries[0].id;
    desk.ask(Intent::Copy { record, scope: Scope::School });
    let copy = desk.app.entry(desk.app.written().expect("written")).expect("there");
    let copied = copy.copied.expect("a copy says so");
    assert_eq!((copy.scope, copied.from, copied.scope), (Scope::School, record, Scope::Home));
    assert_eq!(copied.author.name, "Pat");
    assert!(desk.app.all_entries().iter().all(|entry| entry.twin.is_none()), "a copy is no doubt");
    for scope in [Scope::Home, Scope::Plan, Scope::Private] {
        desk.ask(Intent::Copy { record, scope });
        assert_eq!(desk.app.frame().notices, [Notice::NotAllowed], "{scope}");
        desk.ask(Intent::DismissNotice);
    }
    desk.ask(Intent::Strike { record, why: "Wrong child".into() });
    desk.ask(Intent::Copy { record, scope: Scope::Clinic });
    assert_eq!(desk.app.all_entries().len(), 2, "what is crossed out is not copied");
}
