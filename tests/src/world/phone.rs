//! A phone: the shipped app over a disk that takes its time, fills up, and forgets what was not durable.

use std::collections::VecDeque;

use carryover_core::view::EntryView;
use carryover_core::{App, Input, Intent};
use shared::RecordId;
use shared::record::Role;
use shared::storage::{Batch, MemoryStore, Read, StoreFailure};
use shared::sync::device::{self, Changed, Effect};

use super::{Event, World};

/// A phone and its person.
#[derive(Debug)]
pub(super) struct Phone {
    pub(super) app: App,
    /// What the person will be to the child.
    pub(super) role: Role,
    /// How far the phone's clock is off.
    pub(super) skew_ms: i64,
    /// What survives a loss of power.
    pub(super) disk: MemoryStore,
    /// What the disk still has to do, in order, with the start and the ticket it is for.
    pub(super) orders: VecDeque<(u64, u64, Order)>,
    pub(super) full_until_ms: i64,
    /// How many envelopes on the disk were damaged.
    pub(super) rotten: usize,
    disk_free_ms: i64,
    /// Which start of the phone this is: what was on its way to an earlier one is lost.
    pub(super) life: u64,
    pub(super) line: Option<u64>,
    pub(super) wake_ms: Option<i64>,
}

/// One order to the disk.
#[derive(Debug)]
pub(super) enum Order {
    Store(Batch),
    Load(Vec<Read>),
}

impl Phone {
    pub(super) fn new(role: Role, skew_ms: i64) -> Self {
        Self {
            app: App::new(),
            role,
            skew_ms,
            disk: MemoryStore::default(),
            orders: VecDeque::new(),
            full_until_ms: 0,
            rotten: 0,
            disk_free_ms: 0,
            life: 0,
            line: None,
            wake_ms: None,
        }
    }

    /// What the phone says of a record and of the connection, for whoever reads a failure.
    pub(super) fn told(&self, record: RecordId) -> String {
        let waiting: usize = self.app.device().teams().map(|team| team.waiting()).sum();
        let (has, sync) = (self.app.row(record).is_some(), self.app.frame().sync);
        let unsettled: Vec<_> = self.app.device().teams().map(|team| team.unsettled()).collect();
        format!(
            "{} has it: {has}, {sync:?}, {waiting} waiting, {unsettled:?}, line {:?}",
            self.role, self.line
        )
    }

    /// Every entry the person can see.
    pub(super) fn entries(&self) -> Vec<EntryView> {
        self.app.all_entries()
    }
}

impl World {
    pub(super) fn start_phone(&mut self, phone: usize) {
        let seed = self.random.bytes();
        let held = &mut self.phones[phone];
        held.app = App::new();
        held.life += 1;
        held.wake_ms = None;
        self.tell_phone(phone, Input::Device(device::Input::Started { seed }));
    }

    /// Power is lost: what was not durable is gone, and so is everything in memory.
    pub(super) fn crash_phone(&mut self, phone: usize) {
        self.hang_up(phone);
        self.oracle.forget_unsaved(phone);
        self.phones[phone].orders.clear();
        self.start_phone(phone);
    }

    /// Another window takes the app over without waiting for an answer: what the first one had ordered still reaches
    /// the disk, until the second one has its number.
    pub(super) fn take_phone_over(&mut self, phone: usize) {
        self.hang_up(phone);
        self.oracle.forget_unsaved(phone);
        self.start_phone(phone);
    }

    pub(super) fn intend(&mut self, phone: usize, intent: Intent) {
        self.tell_phone(phone, Input::Intent(intent));
    }

    pub(super) fn tell_phone(&mut self, phone: usize, input: Input) {
        let now = self.clock_of(phone);
        let mut effects = Vec::new();
        self.phones[phone].app.handle(now, input, &mut effects);
        self.perform_all(phone, effects);
    }

    pub(super) fn perform_all(&mut self, phone: usize, effects: Vec<Effect>) {
        let sharing =
            |effect: &Effect| matches!(effect, Effect::Changed(Changed::Sharing { .. } | Changed::All));
        let looks = effects.iter().any(sharing);
        for effect in effects {
            self.perform(phone, effect);
        }
        if looks {
            self.oracle.look(phone, &self.phones[phone].app);
            self.taps.look(&self.phones[phone].app);
        }
    }

    fn perform(&mut self, phone: usize, effect: Effect) {
        match effect {
            Effect::Store { ticket, batch } => self.order(phone, ticket, Order::Store(batch)),
            Effect::Load { ticket, reads } => self.order(phone, ticket, Order::Load(reads)),
            Effect::Dial => self.dial(phone),
            Effect::HangUp => self.hang_up(phone),
            Effect::Send(bytes) => {
                self.check_stored_before_sent(phone, &bytes);
                self.send_up(phone, bytes);
            }
            Effect::WakeAt { at_ms, .. } => {
                let at_ms = at_ms - self.later_ms - self.phones[phone].skew_ms;
                let life = self.phones[phone].life;
                self.phones[phone].wake_ms = Some(at_ms);
                self.at(at_ms, Event::PhoneWoke(phone, life));
            }
            Effect::Changed(_) => {}
        }
    }

    fn order(&mut self, phone: usize, ticket: u64, order: Order) {
        let takes_ms = self.between(0, 30);
        let held = &mut self.phones[phone];
        held.disk_free_ms = (self.now_ms + takes_ms).max(held.disk_free_ms);
        let (life, at_ms) = (held.life, held.disk_free_ms);
        let event = match &order {
            Order::Store(_) => Event::PhoneStored(phone, life, ticket),
            Order::Load(_) => Event::PhoneLoaded(phone, life, ticket),
        };
        held.orders.push_back((life, ticket, order));
        self.at(at_ms, event);
    }

    pub(super) fn phone_stored(&mut self, phone: usize, life: u64, ticket: u64) {
        let is_full = self.now_ms < self.phones[phone].full_until_ms;
        let held = &mut self.phones[phone];
        let Some(Order::Store(batch)) = held.take(life, ticket) else { return };
        let answer = match if is_full { Err(StoreFailure::Full) } else { held.disk.apply(&batch) } {
            Ok(()) => device::Input::Stored { ticket },
            Err(why) => device::Input::StoreFailed { ticket, why },
        };
        if self.phones[phone].life == life {
            self.tell_phone(phone, Input::Device(answer));
        }
    }

    pub(super) fn phone_loaded(&mut self, phone: usize, life: u64, ticket: u64) {
        let held = &mut self.phones[phone];
        let Some(Order::Load(reads)) = held.take(life, ticket) else { return };
        let rows = held.disk.read(&reads);
        if held.life == life {
            self.tell_phone(phone, Input::Device(device::Input::Loaded { ticket, rows }));
        }
    }

    pub(super) fn phone_woke(&mut self, phone: usize, life: u64) {
        let held = &mut self.phones[phone];
        if held.life == life && held.wake_ms.is_some_and(|at_ms| at_ms <= self.now_ms) {
            held.wake_ms = None;
            self.tell_phone(phone, Input::Device(device::Input::Woke));
        }
    }
}

impl Phone {
    fn take(&mut self, life: u64, ticket: u64) -> Option<Order> {
        let at = self.orders.iter().position(|(by, held, _)| (*by, *held) == (life, ticket))?;
        self.orders.remove(at).map(|(_, _, order)| order)
    }
}
