//! What a memo can wait for, and who is told when the app says that something changed.

use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;
use shared::sync::device::Changed;

/// Something that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// Any record of any team.
    Records,
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
    sharing: ArcTrigger,
    team: ArcTrigger,
    connection: ArcTrigger,
    minute: ArcTrigger,
}

impl Watchers {
    /// Lets whoever runs now wait for `on`.
    pub(super) fn track(&self, on: On) {
        self.trigger(on).track();
    }

    /// A minute has passed.
    pub(super) fn tick(&self) {
        self.minute.notify();
    }

    /// Tells everyone whom `changes` concern, once each.
    pub(super) fn tell(&self, changes: &[Changed]) {
        for on in [On::Records, On::Sharing, On::Team, On::Connection] {
            if changes.iter().any(|change| concerns(change, on)) {
                self.trigger(on).notify();
            }
        }
    }

    fn trigger(&self, on: On) -> &ArcTrigger {
        match on {
            On::Records => &self.records,
            On::Sharing => &self.sharing,
            On::Team => &self.team,
            On::Connection => &self.connection,
            On::Minute => &self.minute,
        }
    }
}

fn concerns(change: &Changed, on: On) -> bool {
    match change {
        Changed::Record { .. } => on == On::Records,
        Changed::Sharing { .. } => on == On::Sharing,
        Changed::Team { .. } => on == On::Team,
        Changed::Connection => on == On::Connection,
        Changed::All => true,
    }
}
