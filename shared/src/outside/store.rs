//! Rows of a device's store, as a disk gives them back that lost or invented something.

use super::talk::past;
use super::{joined, parts, sure};
use crate::page::PageName;
use crate::record::{Note, Record, Role, Scope, Setting};
use crate::seal::{DeviceKeys, Random};
use crate::storage::{MemoryStore, Read, StoredRow, Table, Write};
use crate::sync::device::{Device, Effect, Found, Input, Reach};
use crate::wire::{FRAME_LIMIT, FromRelay, Limits, VERSION};
use crate::{Now, TeamId};

pub(super) const NOW: Now = Now { unix_ms: 1_795_525_200_000, offset_min: -300 };

/// A device opens on a store some of whose rows are others. It stops or goes on, and so does the next start.
///
/// Each part is a row: its table, then the place of a row that is there whose value it replaces (even), or the length
/// of its own key (odd).
pub fn rows(bytes: &[u8]) -> bool {
    let past = past();
    let mut store = past.device.clone();
    let mut is_read = false;
    for part in parts(bytes) {
        let [table, how, rest @ ..] = part else { continue };
        let table = Table::ALL[usize::from(*table) % Table::ALL.len()];
        let row = match how % 2 {
            0 => {
                let rows = store.read(&[Read { table, prefix: Vec::new() }]);
                rows.get(usize::from(how / 2)).map(|row| (row.key.clone(), rest.to_vec()))
            }
            _ => {
                rest.split_at_checked(usize::from(how / 2)).map(|(key, value)| (key.to_vec(), value.to_vec()))
            }
        };
        if let Some((key, value)) = row {
            is_read = true;
            sure(store.apply(&vec![Write::Put(table, key, value)]));
        }
    }
    let mut desk = Desk::start(store, 9);
    if desk.device.is_ready() {
        desk.is_let_in(&DeviceKeys::from_secret([77; 32]), "https://relay.test");
        desk.hear(&FromRelay::CaughtUp { team: past.team }.to_bytes());
        let teams: Vec<TeamId> = desk.device.teams().map(|team| team.id()).collect();
        for team in teams {
            desk.act(|device, effects| while device.load_earlier(team, effects) {});
            desk.tries_to_note(team, "after it");
        }
    }
    let _ = Desk::start(desk.store, 10);
    is_read
}

/// Every row that is there: by its place, and by its key.
pub fn row_seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (number, table) in (0_u8..).zip(Table::ALL) {
        let rows = past().device.read(&[Read { table, prefix: Vec::new() }]);
        for (at, StoredRow { key, value, .. }) in (0_u8..).zip(rows) {
            let length = sure(u8::try_from(key.len()));
            seeds.push(joined(&[[&[number, at * 2][..], &value].concat()]));
            seeds.push(joined(&[[&[number, length * 2 + 1][..], &key, &value].concat()]));
        }
    }
    seeds
}

/// A device with a store in memory.
pub(super) struct Desk {
    pub(super) device: Device,
    pub(super) store: MemoryStore,
    pub(super) said: Vec<Vec<u8>>,
    now: Now,
    has_dialled: bool,
    wake_ms: Option<i64>,
}

impl Desk {
    pub(super) fn start(store: MemoryStore, seed: u8) -> Self {
        let device = Device::default();
        let mut desk = Self { device, store, said: Vec::new(), now: NOW, has_dialled: false, wake_ms: None };
        desk.tell(Input::Started { seed: [seed; 32] });
        desk
    }

    /// Does something with the device, then stores what follows.
    pub(super) fn act<T>(&mut self, act: impl FnOnce(&mut Device, &mut Vec<Effect>) -> T) -> T {
        let mut effects = Vec::new();
        let done = act(&mut self.device, &mut effects);
        self.device.commit(self.now, &mut effects);
        self.obey(effects);
        done
    }

    pub(super) fn founds(&mut self) -> TeamId {
        let found = Found { me: "Pat".to_owned(), role: Role::Guardian, sample: false };
        sure(self.act(|device, _| device.found(NOW, &found)))
    }

    pub(super) fn notes(&mut self, team: TeamId, text: &str) {
        assert!(self.tries_to_note(team, text), "it can be written");
    }

    pub(super) fn tries_to_note(&mut self, team: TeamId, text: &str) -> bool {
        let note = Note { note: text.to_owned(), setting: Setting::Home, at: NOW };
        let place = (Scope::Home, PageName::Month(NOW.month()));
        self.act(|device, effects| device.write(NOW, team, place, Note::KIND, &note.draft(), effects).is_ok())
    }

    /// Opens the socket it wants; the relay has said nothing.
    pub(super) fn dials(&mut self, origin: &str) {
        for _ in 0..10 {
            if core::mem::take(&mut self.has_dialled) {
                return self.tell(Input::Connected { origin: origin.to_owned() });
            }
            let Some(at_ms) = self.wake_ms.take() else { return };
            self.now.unix_ms = self.now.unix_ms.max(at_ms);
            self.tell(Input::Woke);
        }
    }

    pub(super) fn hangs_up(&mut self) {
        self.has_dialled = false;
        self.tell(Input::Disconnected);
    }

    /// Makes sure that it is let in by a relay with this key, if it is not yet.
    pub(super) fn is_let_in(&mut self, relay: &DeviceKeys, origin: &str) {
        if self.device.reach() == Reach::Open {
            return;
        }
        self.dials(origin);
        let limits = Limits { frame: 1 << 20, envelope: 512 << 10, drops_old: None, part: Some(1 << 20) };
        let relay = Some(relay.public().signing.into());
        let (nonce, now_ms) = (Random::from_seed([3; 32]).bytes(), self.now.unix_ms);
        let challenge = FromRelay::Challenge { version: VERSION, limits, now_ms, nonce, relay };
        self.hear(&challenge.to_bytes());
        self.hear(&FromRelay::Welcome {}.to_bytes());
    }

    pub(super) fn hear(&mut self, frame: &[u8]) {
        self.tell(Input::Received(frame.to_vec()));
    }

    /// Whatever happened: another start has every entry of the past, and this one can write.
    pub(super) fn keeps_what_it_had(mut self, team: TeamId) {
        self.notes(team, "after it");
        let again = Self::start(self.store, 10);
        let mut texts: Vec<String> = Vec::new();
        for team in again.device.teams() {
            texts.extend(team.rows().map(|(_, row)| row.prose("note").to_owned()));
        }
        for text in ["one", "two", "three", "after it"] {
            assert!(texts.iter().any(|held| held == text), "{text} is gone");
        }
    }

    fn tell(&mut self, input: Input) {
        let mut effects = Vec::new();
        self.device.handle(self.now, input, &mut effects);
        self.obey(effects);
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store { ticket, batch } => {
                    let stored = self.store.apply(&batch);
                    self.tell(match stored {
                        Ok(()) => Input::Stored { ticket },
                        Err(why) => Input::StoreFailed { ticket, why },
                    });
                }
                Effect::Load { ticket, reads } => {
                    let rows = self.store.read(&reads);
                    self.tell(Input::Loaded { ticket, rows });
                }
                Effect::Dial => self.has_dialled = true,
                Effect::HangUp => self.has_dialled = false,
                Effect::Send(frame) => {
                    assert!(frame.len() <= FRAME_LIMIT);
                    self.said.push(frame);
                }
                Effect::WakeAt { at_ms, .. } => self.wake_ms = Some(at_ms),
                Effect::Changed(_) => {}
            }
        }
    }
}
