//! The device: a phone, a tablet, a laptop or a script, without screen, disk or network of its own.
//!
//! Where to start:
//! - [`Device::handle`]: everything that happens outside comes in here;
//! - [`writing`]: one record's way from a draft to a sealed, stored, shared envelope;
//! - [`talking`]: the conversation with the relay; [`receiving`]: what arrives in it; [`applying`]: how it gets
//!   onto its page;
//! - [`carrying`]: handing over in a file, where there is no relay; [`compacting`]: closed months as few envelopes;
//! - [`opening`]: what is read when the app starts; [`locking`]: the PIN or passphrase before that; [`inviting`]: invites and joining; [`governing`]: who reads what,
//!   and the keys for it; [`photos`]: adding and looking at them; [`sheet`]: the recovery sheet.
//!
//! Invariants: stored before sent (an envelope leaves only after its batch is durable); twice equals once (an
//! envelope is known by its id, a change by its hash); what waits to be sent is exactly the outbox.

mod applying;
mod carrying;
mod compacting;
mod following;
mod gathering;
mod governing;
mod inviting;
mod io;
mod keeping;
mod locking;
mod opening;
mod photos;
mod receipts;
mod receiving;
mod refilling;
mod rows;
mod saver;
mod sheet;
mod talking;
mod team;
mod watching;
mod writing;

use crate::sorted::{Map, Set};
use std::collections::VecDeque;

use crate::page::Writer;
use crate::record::{Row, Scope};
use crate::seal::{DeviceKeys, Random};
use crate::storage::{StoreFailure, Table, Write};
use crate::{DeviceId, EnvelopeId, Now, RecordId, TeamId};

use applying::{Alone, Arrival};
use carrying::{Carried, Carrying};
use locking::{Locked, Locking};
use opening::Opening;
use photos::Photos;
use saver::Saver;
use talking::Connection;

pub use carrying::{Contents, Packed, UnpackError, Unpacked};
pub use governing::Rights;
pub use inviting::{InviteProgress, Looking, Newcomer, Offer};
pub use io::{Changed, Effect, Input};
pub use keeping::KEPT_LOADED;
pub use locking::{LockAnswer, LockError};
pub use photos::PhotoState;
pub use rows::PageId;
pub use sheet::RestoreError;
pub use talking::Reach;
pub use team::Team;
pub use writing::{CommandError, Found, Sample};

/// A device, from the inside.
#[derive(Debug)]
pub struct Device {
    phase: Phase,
    teams: Map<TeamId, Team>,
    saver: Saver<After>,
    loads: Map<u64, Loading>,
    next_ticket: u64,
    /// Orders envelopes by when they came; only a hint for reading pages.
    arrivals: u64,
    connection: Connection,
    progress: InviteProgress,
    carrying: Carrying,
    set_aside: usize,
    /// Whether the relay takes no changes of the roster, because it was restored.
    is_held_back: bool,
    /// Envelopes that are tried alone; the first one is under way.
    alone: VecDeque<Alone>,
    /// Small things the app wants to find again at the next start.
    remembered: Map<Vec<u8>, Vec<u8>>,
    photos: Photos,
    /// The lock of this store.
    locking: Locking,
    /// The last `WakeAt` ordered.
    deadline: Option<(i64, &'static str)>,
}

/// How far this start is.
#[derive(Debug)]
enum Phase {
    /// Not told `Started` yet.
    Asleep,
    /// The store is locked: waiting for what opens it.
    Locked(Box<Locked>),
    /// Reading the store.
    Opening(Box<Opening>),
    /// At work.
    Ready(Box<Identity>),
    /// The store cannot be used; nothing was changed.
    Blocked(StoreFailure),
}

/// Who this device is in this start.
#[derive(Debug)]
pub(crate) struct Identity {
    keys: DeviceKeys,
    boot: u32,
    salt: [u8; 4],
    random: Random,
}

/// What to do once something is durable.
#[derive(Debug)]
enum After {
    /// A try to open the lock is counted.
    TryLock,
    /// A lock was set, changed or taken off.
    LockKept(LockAnswer),
    /// This start has its boot number.
    Begin,
    /// An envelope written here is durable.
    Saved(writing::Saved),
    /// Envelopes from elsewhere are durable.
    Apply { team: TeamId, arrivals: Vec<Arrival> },
    /// The mark of an envelope that is tried alone is durable.
    ApplyAlone,
    /// An invite's secret is kept: the relay may hear of it.
    PushMaking(TeamId),
    /// A join can no longer be lost: the relay may hear of it.
    PushJoin(TeamId),
    /// A team was joined or founded.
    TeamKept(TeamId),
    /// All that waits in a team is marked as something that may have left.
    LetGo(TeamId, Contents),
    /// What a parcel brought is durable.
    Carried(Carried),
}

/// What rows are being read for.
#[derive(Debug)]
enum Loading {
    /// What this device has of its own.
    Start,
    /// The small tables.
    Small,
    Pages(Vec<(TeamId, PageId)>),
    /// Everything of a team, to give a relay that lost it what it lacks.
    Refill(TeamId, Map<(Scope, u32), Set<EnvelopeId>>),
    /// What was set aside, to try it again.
    Aside(TeamId),
    /// A page, to seal this device's part of it anew.
    Compact(TeamId, PageId),
    /// Every envelope of a team, to make a parcel of them.
    Pack(TeamId, Contents),
    /// Everything of a team, to delete it.
    Forget(TeamId),
    /// What is here of a photo that somebody looks at.
    Photo(RecordId),
    /// A part of a photo that is to be sent.
    Part(TeamId, RecordId),
    /// What is held of a team, to find what the envelopes of a parcel bring beside it.
    Unpack(TeamId, Vec<Vec<u8>>),
}

impl Default for Device {
    fn default() -> Self {
        Self {
            phase: Phase::Asleep,
            teams: Map::new(),
            saver: Saver::default(),
            loads: Map::new(),
            next_ticket: 0,
            arrivals: 0,
            connection: Connection::default(),
            progress: InviteProgress::None,
            carrying: Carrying::default(),
            set_aside: 0,
            is_held_back: false,
            alone: VecDeque::new(),
            remembered: Map::new(),
            photos: Photos::default(),
            locking: Locking::default(),
            deadline: None,
        }
    }
}

impl Device {
    /// Takes one fact; orders come out in `effects`.
    pub fn handle(&mut self, now: Now, input: Input, effects: &mut Vec<Effect>) {
        match input {
            Input::Started { seed } => self.started(seed, effects),
            Input::Stored { ticket } if self.parts_stored(ticket, effects) => {}
            Input::StoreFailed { ticket, .. } if self.parts_not_stored(ticket, effects) => {}
            Input::Stored { ticket } => {
                for after in self.saver.stored(ticket).unwrap_or_default() {
                    self.stored(now, after, effects);
                }
            }
            Input::StoreFailed { ticket, why } => self.store_failed(now, ticket, why, effects),
            Input::Loaded { ticket, rows } => {
                if let Some(loading) = self.loads.remove(&ticket) {
                    self.loaded(now, loading, rows, effects);
                }
            }
            Input::LoadFailed { ticket, why } => {
                if self.loads.remove(&ticket).is_some() {
                    self.load_failed(why, effects);
                }
            }
            Input::Connected { origin } => self.connected(origin),
            Input::Received(bytes) => self.received(now, &bytes, effects),
            Input::Disconnected => self.disconnected(now, effects),
            Input::Woke => {
                self.deadline = None;
                self.woke(now, effects);
            }
        }
        self.flush(now, effects);
    }

    /// Whether the store is read and entries can be written.
    pub fn is_ready(&self) -> bool {
        matches!(self.phase, Phase::Ready(_))
    }

    /// Why the store cannot be used, if it cannot.
    pub fn blocked(&self) -> Option<StoreFailure> {
        match self.phase {
            Phase::Blocked(why) => Some(why),
            Phase::Asleep | Phase::Locked(_) | Phase::Opening(_) | Phase::Ready(_) => None,
        }
    }

    /// Why nothing can be stored at present; what was written waits and is tried again.
    pub fn store_trouble(&self) -> Option<StoreFailure> {
        self.saver.trouble()
    }

    /// This device's id, once it is ready.
    pub fn id(&self) -> Option<DeviceId> {
        self.identity().map(|identity| identity.keys.id())
    }

    /// The teams this device is in.
    pub fn teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.values().filter(|team| team.joining.is_none())
    }

    /// One team.
    pub fn team(&self, team: TeamId) -> Option<&Team> {
        self.teams.get(&team).filter(|team| team.joining.is_none())
    }

    /// How the relay is reached.
    pub fn reach(&self) -> Reach {
        self.connection.reach()
    }

    /// How far accepting or making an invite is.
    pub fn progress(&self) -> &InviteProgress {
        &self.progress
    }

    /// How many envelopes were set aside since the start, because they could not be used, or are refused by the relay.
    pub fn set_aside(&self) -> usize {
        self.set_aside + self.teams.values().map(|team| team.refused.len()).sum::<usize>()
    }

    /// Whether the relay has refused to change the roster, because it was restored less than a day ago; told once.
    pub fn take_held_back(&mut self) -> bool {
        core::mem::take(&mut self.is_held_back)
    }

    /// 32 bytes from this start's generator.
    pub fn draw(&mut self) -> Option<[u8; 32]> {
        match &mut self.phase {
            Phase::Ready(identity) => Some(identity.random.bytes()),
            Phase::Asleep | Phase::Locked(_) | Phase::Opening(_) | Phase::Blocked(_) => None,
        }
    }

    /// Keeps a small value under a name until the next start and beyond.
    pub fn remember(&mut self, name: &str, value: Vec<u8>) {
        if !self.is_ready() {
            return;
        }
        let key = rows::remembered_key(name);
        self.saver.write([Write::Put(Table::Device, key.clone(), value.clone())]);
        self.remembered.insert(key, value);
    }

    /// What was kept under a name.
    pub fn recall(&self, name: &str) -> Option<&[u8]> {
        self.remembered.get(&rows::remembered_key(name)).map(Vec::as_slice)
    }

    fn identity(&self) -> Option<&Identity> {
        match &self.phase {
            Phase::Ready(identity) => Some(identity),
            Phase::Asleep | Phase::Locked(_) | Phase::Opening(_) | Phase::Blocked(_) => None,
        }
    }

    fn stored(&mut self, now: Now, after: After, effects: &mut Vec<Effect>) {
        match after {
            After::TryLock => self.try_lock(now, effects),
            After::LockKept(answer) => self.answer_lock(answer, effects),
            After::Begin => self.begin(effects),
            After::Saved(saved) => self.saved(now, saved, effects),
            After::Apply { team, arrivals } => self.apply(team, arrivals, effects),
            After::ApplyAlone => self.apply_alone(effects),
            After::PushMaking(team) => self.push_making(now, team, effects),
            After::PushJoin(team) => self.push_join(now, team, effects),
            After::TeamKept(team) => self.team_kept(now, team, effects),
            After::LetGo(team, contents) => self.left(team, contents, effects),
            After::Carried(carried) => self.carried(now, carried, effects),
        }
    }

    fn store_failed(&mut self, now: Now, ticket: u64, why: StoreFailure, effects: &mut Vec<Effect>) {
        match why {
            // Another window took this start's number, or a newer version owns the store: stop before any harm.
            StoreFailure::Raced | StoreFailure::Newer => {
                self.phase = Phase::Blocked(why);
                self.hang_up(now, effects);
                effects.push(Effect::Changed(Changed::All));
            }
            StoreFailure::Full | StoreFailure::Refused | StoreFailure::Busy | StoreFailure::Failed => {
                if self.saver.failed(now, ticket, why) {
                    effects.push(Effect::Changed(Changed::Connection));
                }
                // What the relay sends could not be kept either.
                self.hang_up(now, effects);
            }
        }
    }

    fn woke(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.saver.woke(now, &mut self.next_ticket, effects);
        self.locking.woke(now, effects);
        self.woke_connection(now, effects);
    }

    fn flush(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.blocked().is_some() {
            return;
        }
        if self.saver.is_idle() {
            self.seal_all(now);
        }
        self.talk_of_photos(now, effects);
        self.saver.flush(&mut self.next_ticket, effects);
        let deadlines = [self.saver.deadline(), self.connection_deadline(), self.locking.deadline()];
        let next = deadlines.into_iter().flatten().min();
        if next != self.deadline {
            self.deadline = next;
            effects.extend(next.map(|(at_ms, why)| Effect::WakeAt { at_ms, why }));
        }
    }

    fn load(&mut self, loading: Loading, reads: Vec<(Table, Vec<u8>)>, effects: &mut Vec<Effect>) {
        self.next_ticket += 1;
        self.loads.insert(self.next_ticket, loading);
        let reads = reads.into_iter().map(|(table, prefix)| crate::storage::Read { table, prefix }).collect();
        effects.push(Effect::Load { ticket: self.next_ticket, reads });
    }

    fn next_arrival(&mut self, now: Now) -> u64 {
        let clock = u64::try_from(now.unix_ms).unwrap_or(0) << rows::ARRIVALS_A_MS;
        self.arrivals = clock.max(self.arrivals + 1);
        self.arrivals
    }
}

impl Identity {
    fn writer(&self, now: Now) -> Writer {
        let clock_s = now.unix_ms.div_euclid(1000);
        Writer { device: self.keys.id(), boot: self.boot, salt: self.salt, clock_s }
    }
}

fn changed_record(team: TeamId, row: &Row) -> Effect {
    Effect::Changed(Changed::Record { team, record: row.id, row: Box::new(row.clone()) })
}

#[cfg(test)]
#[path = "device_tests.rs"]
mod tests;

#[cfg(test)]
mod applying_tests;

#[cfg(test)]
mod locking_tests;

#[cfg(test)]
mod lying_tests;

#[cfg(test)]
mod photos_tests;

#[cfg(test)]
mod talking_tests;
