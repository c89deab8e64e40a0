//! A spare device of somebody in the team: linked by the clinician, or come in with the guardian's recovery sheet; taken
//! out again by whoever may, and back.

use carryover_core::Intent;
use carryover_core::view::{InviteStage, Stage};
use shared::DeviceId;
use shared::record::Role;
use shared::team::InviteState;

use super::World;
use super::governing::chosen;

const GUARDIAN: usize = 0;
const CLINICIAN: usize = 1;
/// Behind the four people's own.
pub(super) const SPARE: usize = 4;

impl World {
    /// Whether it is the spare one's turn, which comes in by ways of its own.
    pub(super) fn is_spare(&self, phone: usize) -> bool {
        phone == SPARE
    }

    /// Looks for a link of its person, or reads the words of their sheet.
    pub(super) fn spare_looks(&mut self) {
        if self.phones[SPARE].role == Role::Guardian {
            let words = self.phones[GUARDIAN].app.team().sheet;
            if let Some(words) = words.filter(|_| self.chance(50)) {
                self.governed.recovered += 1;
                self.intend(SPARE, Intent::OpenSheet { words: words.join(" ") });
            }
            return;
        }
        let links = self.phones[CLINICIAN].app.team().invites;
        let own = links.into_iter().filter(|invite| invite.own).find_map(|invite| invite.fragment);
        if let Some(link) = own {
            self.intend(SPARE, Intent::OpenInvite { link });
        }
    }

    /// What people do about their devices and sheets, if it is this phone's to do.
    pub(super) fn tend_devices(&mut self, phone: usize) -> bool {
        let spare = self.device_of(SPARE);
        let is_in = self.phones[SPARE].app.frame().stage == Stage::Ready && !self.is_gone(SPARE);
        match phone {
            CLINICIAN if !is_in && self.phones[SPARE].role == Role::Clinician => self.link_or_cancel(),
            CLINICIAN | GUARDIAN if is_in && self.chance(30) && self.may_take_out(phone, spare) => {
                self.governed.devices_out += 1;
                self.intend(phone, Intent::RemoveDevice { device: spare });
                true
            }
            GUARDIAN if self.chance(20) => {
                self.governed.sheets += 1;
                self.intend(GUARDIAN, Intent::ReplaceSheet);
                true
            }
            _ => false,
        }
    }

    fn link_or_cancel(&mut self) -> bool {
        let own = self.phones[CLINICIAN].app.team().invites.into_iter().find(|invite| invite.own);
        match own {
            None => {
                self.governed.linked += 1;
                self.intend(CLINICIAN, Intent::LinkDevice);
                true
            }
            Some(invite) if self.chance(60) && invite.may_cancel => {
                self.governed.cancelled += 1;
                self.intend(CLINICIAN, Intent::CancelInvite { invite: invite.invite });
                true
            }
            Some(_) => false,
        }
    }

    /// Whether it is somebody's last device, which only goes with them.
    fn may_take_out(&self, phone: usize, spare: DeviceId) -> bool {
        chosen(&self.phones[phone]).is_some_and(|team| {
            let member = team.roster().member_of(spare).map(|(member, _)| member);
            member.is_some_and(|member| team.roster().devices_of(member).len() > 1)
        })
    }

    /// Whether the spare one is between two states of the team: a relay that forgets now could be told two histories.
    pub(super) fn spare_is_joining(&self) -> bool {
        let Some(spare) = self.phones.get(SPARE) else { return false };
        let is_listed = |team: &shared::sync::device::Team| {
            team.roster().invites().values().any(|invite| invite.own && invite.state == InviteState::Open)
        };
        matches!(spare.app.invite(), InviteStage::Joining(_))
            || spare.app.frame().stage != Stage::Ready
                && chosen(&self.phones[CLINICIAN]).is_some_and(is_listed)
    }
}
