//! What a memo can wait for, and who is told when the app says that something changed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;
use shared::RecordId;
use shared::sync::device::Changed;

/// Something that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Any record of any team.
    Records,
    /// One record: for a row that prints it.
    Record(RecordId),
    /// Whether records are saved or shared.
    Sharing,
    /// Members, invites, rights, and which teams there are.
    Team,
    /// The connection, and how far this device is.
    Connection,
    /// The clock: every minute, and when the page is looked at again.
    Minute,
}

/// Those who wait.
#[derive(Default)]
pub(super) struct Watchers {
    records: ArcTrigger,
    /// One shot each: told once and forgotten, because a memo that runs again waits again.
    record_by_id: RefCell<BTreeMap<RecordId, ArcTrigger>>,
    sharing: ArcTrigger,
    team: ArcTrigger,
    connection: ArcTrigger,
    minute: ArcTrigger,
}

impl Watchers {
    /// Lets whoever runs now wait for `on`.
    pub(super) fn track(&self, on: On) {
        match on {
            On::Records => self.records.track(),
            On::Record(record) => self.record_by_id.borrow_mut().entry(record).or_default().track(),
            On::Sharing => self.sharing.track(),
            On::Team => self.team.track(),
            On::Connection => self.connection.track(),
            On::Minute => self.minute.track(),
        }
    }

    /// A minute has passed.
    pub(super) fn tick(&self) {
        self.minute.notify();
    }

    /// Tells everyone whom `changes` concern, once each.
    pub(super) fn tell(&self, changes: &[Changed]) {
        let any = |is: fn(&Changed) -> bool| changes.iter().any(is);
        if any(|change| matches!(change, Changed::All)) {
            return self.tell_all();
        }
        for change in changes {
            if let Changed::Record { record, .. } = change {
                let waiting = self.record_by_id.borrow_mut().remove(record);
                waiting.iter().for_each(ArcTrigger::notify);
            }
        }
        for (trigger, concerned) in [
            (&self.records, any(|change| matches!(change, Changed::Record { .. }))),
            (&self.sharing, any(|change| matches!(change, Changed::Sharing { .. }))),
            (&self.team, any(|change| matches!(change, Changed::Team { .. }))),
            (&self.connection, any(|change| matches!(change, Changed::Connection))),
        ] {
            if concerned {
                trigger.notify();
            }
        }
    }

    /// Tells everyone.
    pub(super) fn tell_all(&self) {
        self.record_by_id.take().values().for_each(ArcTrigger::notify);
        for trigger in [&self.records, &self.sharing, &self.team, &self.connection] {
            trigger.notify();
        }
    }
}
