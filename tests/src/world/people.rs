//! What people do: invite and join, log, edit, strike, stop, clear, plan.

use carryover_core::view::{EntryBody, InviteStage, Stage};
use carryover_core::{Intent, NewActivity, NewStop};
use shared::RecordId;
use shared::page::PageName;
use shared::record::{Draft, Goal, Helped, Role, Scope, ScopeSet, Setting, StopReason};

use super::World;

/// A note that must never be seen at the relay.
pub(super) const CANARY: &str = "zanzibar-canary";

impl World {
    pub(super) fn act(&mut self, phone: usize) {
        if self.phones[phone].app.frame().stage != Stage::Ready {
            return self.come_in(phone);
        }
        if phone == 0 && self.invite_someone() {
            return;
        }
        if self.faults.governed && self.chance(20) && self.govern(phone) {
            return;
        }
        if self.faults.caring && self.chance(25) {
            return self.care(phone);
        }
        if self.faults.newer && self.chance(8) {
            return self.write_as_newer(phone);
        }
        match self.pick(12) {
            0 => self.note_privately(phone),
            1..=3 => self.log(phone),
            4 | 5 => self.edit_note(phone),
            6 => self.change_answer(phone),
            7 => self.strike_own(phone),
            8 => self.stop_or_clear(phone),
            9 => self.pin_safety(phone),
            10 => self.one_bedtime(),
            _ => self.plan_goal(phone),
        }
    }

    /// Whoever is not in a team yet looks for a link made for them.
    fn come_in(&mut self, phone: usize) {
        match self.phones[phone].app.invite() {
            InviteStage::Offered(_) => {
                let me = format!("Wimberly{phone}");
                self.intend(phone, Intent::Join { me });
            }
            InviteStage::None | InviteStage::Refused(_) => {
                if self.is_spare(phone) {
                    return self.spare_looks();
                }
                let role = self.phones[phone].role;
                let links = self.phones[0].app.team().invites;
                // Two people may try the same link, or its code: exactly one of them gets in.
                let types = phone % 2 == 1;
                let made = links.into_iter().find(|invite| invite.role == role && !invite.own);
                let link = made.and_then(|made| if types { made.code } else { made.fragment });
                if let Some(link) = link {
                    self.intend(phone, Intent::OpenInvite { link });
                }
            }
            InviteStage::Looking | InviteStage::Waiting | InviteStage::Joining(_) | InviteStage::Joined => {}
        }
    }

    fn invite_someone(&mut self) -> bool {
        let team = self.phones[0].app.team();
        let people = self.phones.iter().take(super::spare::SPARE);
        let out = people.filter(|phone| phone.app.frame().stage != Stage::Ready);
        let missing = out.map(|phone| phone.role).find(|role| {
            !team.invites.iter().any(|invite| invite.role == *role && invite.fragment.is_some())
        });
        match missing {
            Some(role) if !team.inviting => {
                self.intend(0, Intent::Invite { role, also: ScopeSet::NONE, hours: 720 });
                true
            }
            Some(_) | None => false,
        }
    }

    fn log(&mut self, phone: usize) {
        let helped = Helped::ALL[self.pick(4)];
        let title = ["Wall push-ups", "Crunchy snack", "Slow music"][self.pick(3)].to_owned();
        let setting = Setting::ALL[self.pick(3)];
        let number = self.random.below(1_000_000);
        self.intend(
            phone,
            Intent::LogActivity(NewActivity {
                title,
                strategy: None,
                library: None,
                setting,
                at: None,
                minutes: Some(2),
                helped: Some(helped),
                before: None,
                after: None,
                note: format!("{CANARY} {number}"),
                teams: vec![],
            }),
        );
    }

    fn note_privately(&mut self, phone: usize) {
        let note = format!("{CANARY} {}", self.random.below(1_000_000));
        self.intend(phone, Intent::LogNote { note, setting: Setting::Clinic, at: None, private: true });
    }

    /// Adds a word of one's own to a note; whatever others add meanwhile, the word must stay.
    fn edit_note(&mut self, phone: usize) {
        let Some((record, note)) = self.some_note(phone) else { return };
        let word = format!("word{}", self.random.below(u64::MAX));
        self.intend(phone, Intent::BeginEdit { record, from: None });
        self.intend(
            phone,
            Intent::Edit { record, changes: vec![("note".to_owned(), format!("{note} {word}"))] },
        );
        // Not everybody may write what they read.
        let row = self.phones[phone].app.row(record);
        if row.is_some_and(|row| row.prose("note").contains(&word)) {
            self.oracle.wrote(phone, record, word);
        }
    }

    /// A newer app writes what this one knows nothing of: another kind of record, or an activity with one answer more.
    pub(super) fn write_as_newer(&mut self, phone: usize) {
        let now = self.clock_of(phone);
        let month = PageName::Month(now.month());
        let draft = Draft::default().word("future", format!("{CANARY} {}", self.random.below(1_000)));
        let role = self.phones[phone].role;
        let (scope, kind) =
            if self.chance(50) { (role.log_scope(), "activity") } else { (Scope::Plan, "of-tomorrow") };
        let page = if scope == Scope::Plan { PageName::Plan } else { month };
        let mut effects = Vec::new();
        let written = self.phones[phone].app.write_row(now, (scope, page), kind, &draft, &mut effects);
        self.perform_all(phone, effects);
        self.newer.extend(written.ok());
    }

    fn change_answer(&mut self, phone: usize) {
        let Some((record, _)) = self.some_note(phone) else { return };
        let helped = Helped::ALL[self.pick(4)].code().to_owned();
        self.intend(phone, Intent::Edit { record, changes: vec![("helped".to_owned(), helped)] });
    }

    fn strike_own(&mut self, phone: usize) {
        let Some((record, _)) = self.some_note(phone) else { return };
        self.intend(phone, Intent::Strike { record, why: "written twice".to_owned() });
    }

    fn stop_or_clear(&mut self, phone: usize) {
        let paused = self.phones[phone].app.today(self.clock_of(phone)).paused;
        if let Some(stop) = paused.first().filter(|_| self.phones[phone].role == Role::Clinician) {
            let stops = vec![stop.stop];
            self.oracle.cleared(phone, &stops);
            return self.intend(phone, Intent::Clear { stops, note: CANARY.to_owned() });
        }
        let title = ["Wall push-ups", "Crunchy snack"][self.pick(2)].to_owned();
        let reason = StopReason::ALL[self.pick(4)];
        self.intend(
            phone,
            Intent::Stop(NewStop {
                title,
                strategy: None,
                library: None,
                reason,
                setting: Setting::Home,
                note: CANARY.to_owned(),
            }),
        );
    }

    fn plan_goal(&mut self, phone: usize) {
        let goals = self.phones[phone].app.plan().goals;
        let replaces = match goals.first() {
            Some(goal) if self.chance(60) => vec![goal.version],
            Some(_) | None => vec![],
        };
        let title = format!("Sits through circle time {}", self.random.below(1_000));
        let goal = Box::new(Goal { title, ..Goal::default() });
        self.intend(phone, Intent::PlanGoal { replaces, goal });
    }

    fn some_note(&mut self, phone: usize) -> Option<(RecordId, String)> {
        let entries = self.phones[phone].entries();
        let activities: Vec<(RecordId, String)> = entries
            .into_iter()
            .filter_map(|entry| match entry.body {
                EntryBody::Activity { note, .. } => Some((entry.id, note)),
                _ => None,
            })
            .collect();
        if activities.is_empty() {
            return None;
        }
        let at = self.pick(activities.len());
        activities.into_iter().nth(at)
    }
}
