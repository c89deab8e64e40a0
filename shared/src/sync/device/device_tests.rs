//! One device on its own: what is saved, what survives, and what waits.

use super::*;
use crate::Moment;
use crate::page::PageName;
use crate::record::{Change, Note, Record, Role, Scope, Setting};
use crate::storage::{MemoryStore, StoreFailure};

pub(super) const NOW: Moment = Moment { unix_ms: 1_795_000_000_000, offset_min: 0 };

/// A device over a store in memory; frames and dials go nowhere.
pub(super) struct Desk {
    pub(super) device: Device,
    pub(super) store: MemoryStore,
    pub(super) fails: Option<StoreFailure>,
    batches: usize,
    wake: Option<i64>,
    /// The app ends whenever it is about to apply this one.
    pub(super) deadly: Option<EnvelopeId>,
    pub(super) is_dead: bool,
}

impl Desk {
    pub(super) fn new(store: MemoryStore) -> Self {
        let device = Device::default();
        Self { device, store, fails: None, batches: 0, wake: None, deadly: None, is_dead: false }
    }

    pub(super) fn start(store: MemoryStore, seed: u8) -> Self {
        let mut desk = Self::new(store);
        desk.tell(NOW, Input::Started { seed: [seed; 32] });
        desk
    }

    pub(super) fn tell(&mut self, now: Moment, input: Input) {
        if self.is_dead {
            return;
        }
        let mut effects = Vec::new();
        self.device.handle(now, input, &mut effects);
        self.perform(now, effects);
    }

    pub(super) fn perform(&mut self, now: Moment, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store { ticket, batch } => {
                    self.batches += 1;
                    match self.fails.map_or_else(|| self.store.apply(&batch), Err) {
                        // Its mark is durable, and it goes onto its page next.
                        Ok(()) if self.is_deadly(&batch) => self.is_dead = true,
                        Ok(()) => self.tell(now, Input::Stored { ticket }),
                        Err(why) => self.tell(now, Input::StoreFailed { ticket, why }),
                    }
                }
                Effect::Load { ticket, reads } => {
                    let rows = self.store.read(&reads);
                    self.tell(now, Input::Loaded { ticket, rows });
                }
                Effect::WakeAt { at_ms, .. } => self.wake = Some(at_ms),
                Effect::Dial | Effect::HangUp | Effect::Send(_) | Effect::Changed(_) => {}
            }
        }
    }

    fn is_deadly(&self, batch: &[Write]) -> bool {
        let marks = |write: &Write, id: EnvelopeId| matches!(write, Write::Put(Table::Arrived, key, _) if key.ends_with(&id.0));
        self.deadly.is_some_and(|id| batch.iter().any(|write| marks(write, id)))
    }

    pub(super) fn found(&mut self) -> TeamId {
        let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
        let team = self.device.found(NOW, &found).expect("ready");
        self.commit();
        team
    }

    pub(super) fn note(&mut self, team: TeamId, text: &str) -> crate::RecordId {
        self.note_at(team, NOW, text)
    }

    pub(super) fn note_at(&mut self, team: TeamId, at: Moment, text: &str) -> crate::RecordId {
        let mut effects = Vec::new();
        let note = Note { note: text.into(), setting: Setting::Home, at };
        let place = (Scope::Home, PageName::Month(at.month()));
        let id =
            self.device.write(NOW, team, place, Note::KIND, &note.draft(), &mut effects).expect("may write");
        self.perform(NOW, effects);
        id
    }

    pub(super) fn commit(&mut self) {
        let mut effects = Vec::new();
        self.device.commit(NOW, &mut effects);
        self.perform(NOW, effects);
    }

    pub(super) fn texts(&self, team: TeamId) -> Vec<String> {
        let team = self.device.team(team).expect("it is here");
        let mut texts: Vec<String> = team.rows().map(|(_, row)| row.prose("note").to_owned()).collect();
        texts.sort();
        texts
    }
}

#[test]
fn what_is_saved_survives_a_restart() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    let first = desk.note(team, "one");
    desk.note(team, "two");
    assert!(desk.device.team(team).expect("here").is_saving(first), "not before the durable write");
    desk.commit();
    assert!(!desk.device.team(team).expect("here").is_saving(first));

    let mut again = Desk::start(desk.store, 2);
    assert_eq!(again.texts(team), ["one", "two"]);
    assert_eq!(again.device.team(team).expect("here").waiting(), 2, "nothing is shared yet");
    let edit = [Change::Rewrite("note", "one more".into())];
    again.device.change(NOW, team, first, &edit, None, &mut Vec::new()).expect("may write");
    again.commit();
    assert_eq!(Desk::start(again.store, 3).texts(team), ["one more", "two"]);
}

#[test]
fn several_entries_at_once_are_one_batch_and_one_envelope() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    let before = desk.batches;
    for n in 0..20 {
        desk.note(team, &n.to_string());
    }
    desk.commit();
    assert_eq!(desk.batches, before + 1);
    assert_eq!(desk.device.team(team).expect("here").outbox.len(), 1);
}

#[test]
fn a_full_disk_keeps_the_entry_and_stores_it_when_there_is_room() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    desk.fails = Some(StoreFailure::Full);
    let first = desk.note(team, "kept");
    desk.commit();
    let second = desk.note(team, "also kept");
    desk.commit();
    assert_eq!(desk.device.store_trouble(), Some(StoreFailure::Full));
    for record in [first, second] {
        assert!(desk.device.team(team).expect("here").is_saving(record), "never ‘saved’ before it is");
    }
    desk.fails = None;
    let later = Moment { unix_ms: desk.wake.expect("a retry is planned"), ..NOW };
    desk.tell(later, Input::Woke);
    assert_eq!(desk.device.store_trouble(), None);
    assert!(!desk.device.team(team).expect("here").is_saving(second));
    assert_eq!(Desk::start(desk.store, 2).texts(team), ["also kept", "kept"]);
}

#[test]
fn two_starts_on_one_store_never_share_a_boot_number() {
    let mut first = Desk::start(MemoryStore::default(), 1);
    first.found();
    // The second window reads the store, and the first restarts before the second has written.
    let mut second = Device::default();
    let mut effects = Vec::new();
    second.handle(NOW, Input::Started { seed: [2; 32] }, &mut effects);
    let Some(Effect::Load { ticket, reads }) = effects.pop() else { panic!("it reads first") };
    let rows = first.store.read(&reads);
    let third = Desk::start(first.store.clone(), 3);
    let mut effects = Vec::new();
    second.handle(NOW, Input::Loaded { ticket, rows }, &mut effects);
    let Some(Effect::Store { ticket, batch }) = effects.pop() else { panic!("it takes a number") };
    let mut store = third.store;
    let why = store.apply(&batch).expect_err("the number is taken");
    second.handle(NOW, Input::StoreFailed { ticket, why }, &mut Vec::new());
    assert_eq!(second.blocked(), Some(StoreFailure::Raced));
}

#[test]
fn an_earlier_start_can_no_longer_write() {
    let mut first = Desk::start(MemoryStore::default(), 1);
    let team = first.found();
    let mut second = Desk::start(first.store.clone(), 2);
    second.note(team, "the window that has taken over");
    second.commit();
    std::mem::swap(&mut first.store, &mut second.store);
    first.note(team, "too late");
    first.commit();
    assert_eq!(first.device.blocked(), Some(StoreFailure::Raced));
    assert_eq!(Desk::start(first.store, 3).texts(team), ["the window that has taken over"]);
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    desk.found();
    let newer =
        vec![crate::storage::Write::Put(Table::Device, rows::FORMAT_KEY.to_vec(), vec![rows::FORMAT + 1])];
    desk.store.apply(&newer).expect("memory");
    let before = desk.store.clone();
    let again = Desk::start(desk.store, 2);
    assert_eq!(again.device.blocked(), Some(StoreFailure::Newer));
    assert_eq!(again.store, before);
}

#[test]
fn an_entry_for_a_month_that_is_not_loaded_joins_the_ones_there() {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    desk.note(team, "november");
    desk.commit();
    // Three months later November is not read at the start.
    let later = Moment { unix_ms: NOW.unix_ms + 92 * 86_400_000, ..NOW };
    let store = desk.store.clone();
    let mut again = Desk::new(store);
    again.tell(later, Input::Started { seed: [4; 32] });
    again.note(team, "remembered later");
    again.commit();
    assert_eq!(again.texts(team), ["november", "remembered later"]);
}
