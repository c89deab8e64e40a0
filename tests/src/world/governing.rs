//! The team changes: the guardian grants, withdraws and removes, the aide leaves, and comes back.

use carryover_core::view::{MemberView, Stage};
use carryover_core::{Agreement, Intent};
use shared::record::{Agreed, Role, Scope};
use shared::storage::{Read, Table};
use shared::sync::device::{Contents, Team};
use shared::team::{Operation, Roster};
use shared::{DeviceId, TeamId};

use super::World;
use super::people::CANARY;

const GUARDIAN: usize = 0;
const CLINICIAN: usize = 1;
const AIDE: usize = 2;

/// How often each change of the team was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Governed {
    /// Grants with what was written before.
    pub with_past: usize,
    /// Grants from today.
    pub from_today: usize,
    /// Withdrawals.
    pub withdrawn: usize,
    /// Removals.
    pub removed: usize,
    /// Members who became something else.
    pub changed: usize,
    /// Members who left.
    pub left: usize,
    /// Links for a spare device.
    pub linked: usize,
    /// Links taken back.
    pub cancelled: usize,
    /// Times that somebody came with a recovery sheet.
    pub recovered: usize,
    /// Devices taken out while their person stayed.
    pub devices_out: usize,
    /// Recovery sheets made anew.
    pub sheets: usize,
    /// Last words handed over in a file by who was removed, and the team forgotten there.
    pub handed_over: usize,
}

impl Governed {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            with_past: self.with_past + other.with_past,
            from_today: self.from_today + other.from_today,
            withdrawn: self.withdrawn + other.withdrawn,
            removed: self.removed + other.removed,
            changed: self.changed + other.changed,
            left: self.left + other.left,
            linked: self.linked + other.linked,
            cancelled: self.cancelled + other.cancelled,
            recovered: self.recovered + other.recovered,
            devices_out: self.devices_out + other.devices_out,
            sheets: self.sheets + other.sheets,
            handed_over: self.handed_over + other.handed_over,
        }
    }
}

impl World {
    /// Changes the team, if it is this phone's to do.
    pub(super) fn govern(&mut self, phone: usize) -> bool {
        if self.is_gone(phone) {
            self.hand_over_and_forget(phone);
            return true;
        }
        let team = self.phones[phone].app.team();
        if team.inviting || self.phones[phone].app.frame().stage != Stage::Ready {
            return false;
        }
        if phone == AIDE && self.chance(10) {
            self.governed.left += 1;
            self.intend(phone, Intent::Leave);
            return true;
        }
        if self.chance(40) && self.tend_devices(phone) {
            return true;
        }
        if phone != GUARDIAN {
            return false;
        }
        let of = |phone: usize| {
            let device = self.device_of(phone);
            team.members.iter().find(|member| member.devices.contains(&device)).cloned()
        };
        let (clinician, aide) = (of(CLINICIAN), of(AIDE));
        if let Some(clinician) = clinician.filter(|_| self.faults.roles && self.chance(25)) {
            self.change_role(&clinician, Role::Clinician, Role::Provider);
        } else if let Some(aide) = aide {
            self.decide_about(&aide);
        } else {
            return false;
        }
        true
    }

    /// What somebody may lift depends on what they were when they wrote, and everybody says the same of it.
    fn change_role(&mut self, who: &MemberView, one: Role, other: Role) {
        self.governed.changed += 1;
        let role = if who.role == one { other } else { one };
        self.intend(GUARDIAN, Intent::ChangeRole { member: who.member, role });
    }

    fn decide_about(&mut self, aide: &MemberView) {
        let member = aide.member;
        let agreement = Agreement { how: Some(Agreed::Spoken), note: CANARY.to_owned() };
        let scope = [Scope::Clinic, Scope::School, Scope::Home][self.pick(3)];
        if self.chance(20) {
            self.governed.removed += 1;
            self.intend(GUARDIAN, Intent::RemoveMember { member });
        } else if aide.reads.has(scope) {
            self.governed.withdrawn += 1;
            let keep_reading = self.chance(30) && aide.writes.has(scope);
            self.intend(GUARDIAN, Intent::Withdraw { member, scope, keep_reading, agreement });
        } else {
            let with_past = self.chance(50);
            self.governed.with_past += usize::from(with_past);
            self.governed.from_today += usize::from(!with_past);
            let write = self.chance(50);
            self.intend(GUARDIAN, Intent::Grant { member, scope, write, with_past, agreement });
        }
    }

    /// Whether a phone knows that it was taken out of the team.
    pub(super) fn is_gone(&self, phone: usize) -> bool {
        self.phones[phone].app.team().gone
    }

    /// Once everything is mended, whoever was removed hands over what they had not shared.
    pub(super) fn last_words(&mut self) {
        for phone in 0..self.phones.len() {
            for _ in 0..5 {
                if self.is_gone(phone) {
                    self.hand_over_and_forget(phone);
                    self.run_until(self.now_ms + 60_000);
                }
            }
            assert!(
                !self.is_gone(phone),
                "seed {}: phone {phone} cannot hand over its last words",
                self.seed
            );
        }
    }

    /// What a removed phone wrote and never shared goes to the guardian in a file; then it forgets the team.
    pub(super) fn hand_over_and_forget(&mut self, phone: usize) {
        let is_at_rest = |world: &Self, phone: usize| {
            let held = &world.phones[phone];
            let waiting = held.disk.read(&[Read { table: Table::Outbox, prefix: Vec::new() }]).len();
            (held.orders.is_empty() && held.app.device().store_trouble().is_none()).then_some(waiting)
        };
        let Some(waiting) = is_at_rest(self, phone) else { return };
        if waiting > 0 {
            self.intend(phone, Intent::Pack { contents: Contents::Unshared });
            self.run_until(self.now_ms + 2_000);
            let Some(Ok(packed)) = self.phones[phone].app.take_packed() else { return };
            self.intend(GUARDIAN, Intent::Unpack { file: packed.bytes });
            self.run_until(self.now_ms + 2_000);
            let Some(unpacked) = self.phones[GUARDIAN].app.take_unpacked() else { return };
            // Nobody else can use what is private.
            if unpacked.new + unpacked.known + unpacked.not_for_here < packed.envelopes {
                return;
            }
        }
        if self.is_gone(phone) && is_at_rest(self, phone) == Some(waiting) {
            self.governed.handed_over += 1;
            self.oracle.forget_private(phone);
            self.intend(phone, Intent::Forget);
        }
    }

    /// Whether a phone may be sent an era of a scope at this moment, by the roster on the relay's disk.
    pub(super) fn check_may_read(&mut self, phone: usize, team: TeamId, scope: Scope, era: u32) {
        let chain = self.server.disk.chain(team);
        if self.roster.as_ref().is_none_or(|(of, _)| of.as_slice() != chain) {
            self.roster = read(chain).map(|roster| (chain.to_vec(), roster));
        }
        let me = self.device_of(phone);
        let may = self.roster.as_ref().is_some_and(|(_, roster)| roster.may_read(me, scope, era));
        assert!(may, "seed {}: phone {phone} was sent {scope}, era {era}", self.seed);
    }

    /// Whether every phone has heard the same of the team: else a relay that forgets could be told two histories.
    pub(super) fn agrees_on_the_team(&self) -> bool {
        let heads = self.phones.iter().filter_map(|phone| chosen(phone).map(|team| team.roster().head()));
        let mut heads = heads.collect::<Vec<_>>();
        heads.dedup();
        heads.len() == 1
            && !self.spare_is_joining()
            && !self.phones.iter().any(|phone| phone.app.team().inviting)
    }

    pub(super) fn device_of(&self, phone: usize) -> DeviceId {
        self.phones[phone].app.device().id().unwrap_or(DeviceId([0; 16]))
    }

    /// Whether a phone's person may read an era of a scope, by the guardian's roster.
    pub(super) fn may_read(&self, phone: usize, scope: Scope, era: u32) -> bool {
        let me = self.device_of(phone);
        chosen(&self.phones[GUARDIAN]).is_some_and(|team| team.roster().may_read(me, scope, era))
    }
}

fn read(chain: &[Vec<u8>]) -> Option<Roster> {
    let mut operations =
        chain.iter().map(|bytes| Operation::parse(bytes.clone()).expect("the relay checks what it takes"));
    let mut roster = Roster::found(&operations.next()?).expect("the relay checks what it takes");
    for operation in operations {
        roster.extend(&operation).expect("the relay checks what it takes");
    }
    Some(roster)
}

/// The team a phone shows.
pub(super) fn chosen(phone: &super::phone::Phone) -> Option<&Team> {
    phone.app.frame().chosen.and_then(|team| phone.app.device().team(team))
}
