//! Months that pass: every clock moves on at once, and what was a month of today becomes one of long ago.

use carryover_core::Intent;
use carryover_core::view::Stage;

use super::{Event, World};

const DAY_MS: i64 = 86_400_000;

impl World {
    /// Six to twelve weeks go by in which nobody does anything. Invites expire meanwhile, so only once all are in.
    pub(super) fn months_pass(&mut self) {
        if !self.phones.iter().all(|phone| phone.app.frame().stage == Stage::Ready) {
            return;
        }
        self.faults.counts.months_passed += 1;
        let days = self.between(42, 84);
        self.days_pass(days);
    }

    /// Every clock moves on.
    pub(super) fn days_pass(&mut self, days: i64) {
        self.later_ms += days * DAY_MS;
        for phone in 0..self.phones.len() {
            let held = &mut self.phones[phone];
            held.wake_ms = Some(self.now_ms);
            let life = held.life;
            self.at(self.now_ms, Event::PhoneWoke(phone, life));
        }
        if let Some(wake_ms) = self.server.wake_ms {
            self.at(self.now_ms, Event::RelayWoke(self.server.life, wake_ms));
        }
    }

    /// Everybody looks back as far as there is anything.
    pub(super) fn look_back(&mut self) {
        let has_earlier = |world: &Self, phone: usize| {
            let device = world.phones[phone].app.device();
            device.teams().any(|team| device.has_earlier(team.id()))
        };
        for phone in 0..self.phones.len() {
            while has_earlier(self, phone) {
                self.intend(phone, Intent::ShowEarlier);
                self.run_until(self.now_ms + 1_000);
            }
        }
    }
}
