//! Handing over in a file: a team packed for someone else's device, and what such a file brings.

use shared::sync::device::{
    Changed, CommandError, Contents, Effect, Packed, RestoreError, Team, UnpackError, Unpacked,
};
use shared::team::SheetCode;
use shared::wire::{Parcel, ParcelError};
use shared::{Now, TeamId};

use super::App;
use super::commands::notice;
use crate::view::{Brought, CarryView, NotTaken, Notice, Packing, Taking};

/// What was asked and what came of it, until it is put away.
#[derive(Debug, Default)]
pub(super) struct Carrying {
    is_packing: bool,
    packed: Option<Result<Packed, ParcelError>>,
    /// The team of the file that is being taken in, and how many entries it had before.
    taking: Option<(TeamId, usize)>,
    unpacked: Option<Unpacked>,
    taken: Taking,
}

impl App {
    /// Makes a parcel of a team; [`App::take_packed`] has it once it is ready.
    pub fn pack(
        &mut self,
        now: Now,
        team: TeamId,
        contents: Contents,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.device.pack(now, team, contents)?;
        self.carrying.packed = None;
        self.carrying.is_packing = true;
        self.device.commit(now, effects);
        Ok(())
    }

    /// The parcel that was asked for, once it is ready.
    pub fn take_packed(&mut self) -> Option<Result<Packed, ParcelError>> {
        self.carrying.packed.take()
    }

    /// The bytes of the parcel that was asked for, once it is ready.
    pub fn packed_bytes(&self) -> Option<&[u8]> {
        let packed = self.carrying.packed.as_ref()?.as_ref().ok()?;
        Some(&packed.bytes)
    }

    /// Takes a parcel in; [`App::take_unpacked`] says what it brought once that is durable.
    pub fn unpack(&mut self, now: Now, parcel: Parcel, effects: &mut Vec<Effect>) -> Result<(), UnpackError> {
        let team = parcel.team;
        let before = self.device.team(team).map_or(0, |team| self.entries(team).len());
        self.device.unpack(now, parcel, effects)?;
        self.carrying.unpacked = None;
        self.carrying.taking = Some((team, before));
        self.device.commit(now, effects);
        Ok(())
    }

    /// What the parcel brought that was taken in last, once it is durable.
    pub fn take_unpacked(&mut self) -> Option<Unpacked> {
        self.carrying.unpacked.take()
    }

    /// Handing over by hand, for the chosen team.
    pub fn carry(&self) -> CarryView {
        let team = self.chosen_team().filter(|team| !team.is_sample());
        CarryView {
            may: team.is_some(),
            child: team.map(|team| self.child_name(team)).unwrap_or_default(),
            all_shared: team.is_none_or(|team| team.waiting() == 0),
            alone: team.is_some_and(|team| team.roster().devices().len() < 2),
            packing: match &self.carrying.packed {
                Some(Ok(packed)) => Packing::Ready { bytes: packed.bytes.len() },
                Some(Err(_)) => Packing::TooLarge,
                None if self.carrying.is_packing => Packing::UnderWay,
                None => Packing::Nothing,
            },
            taking: self.carrying.taken.clone(),
        }
    }

    pub(super) fn pack_chosen(
        &mut self,
        now: Now,
        contents: Contents,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen.ok_or(Notice::NotAllowed)?;
        self.pack(now, team, contents, effects).map_err(notice)?;
        effects.push(Effect::Changed(Changed::Connection));
        Ok(())
    }

    pub(super) fn take_in(&mut self, now: Now, file: &[u8], effects: &mut Vec<Effect>) {
        let taken = Parcel::from_bytes(file).map_err(NotTaken::from);
        let taken = taken.and_then(|parcel| Ok(self.unpack(now, parcel, effects)?));
        self.carrying.taken = taken.map_or_else(Taking::Not, |()| Taking::UnderWay);
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// Comes back with a file and the words of its team's sheet. Where the team is here already, the file is taken in like
    /// any other.
    pub(super) fn come_back(&mut self, now: Now, words: &str, file: &[u8], effects: &mut Vec<Effect>) {
        let parcel = match Parcel::from_bytes(file) {
            Ok(parcel) if self.device.team(parcel.team).is_some() => return self.take_in(now, file, effects),
            parcel => parcel.map_err(NotTaken::from),
        };
        let code = SheetCode::parse(words).map_err(|_| NotTaken::OtherSheet);
        let done = parcel.and_then(|parcel| Ok(self.restore(now, parcel, &code?, effects)?));
        self.carrying.taken = done.map_or_else(Taking::Not, |()| Taking::Nothing);
        effects.push(Effect::Changed(Changed::Connection));
    }

    pub(super) fn put_carried_away(&mut self, effects: &mut Vec<Effect>) {
        self.carrying = Carrying::default();
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// Looks whether what was asked has come.
    pub(super) fn settle_carrying(&mut self, effects: &mut Vec<Effect>) {
        if let Some(packed) = self.device.take_packed() {
            self.carrying.is_packing = false;
            self.carrying.packed = Some(packed);
        }
        let Some(unpacked) = self.device.take_unpacked() else { return };
        self.carrying.unpacked = Some(unpacked);
        if let Some((id, before)) = self.carrying.taking.take()
            && let Some(team) = self.device.team(id)
        {
            self.carrying.taken = Taking::Brought(self.brought(team, before, unpacked));
            effects.push(Effect::Changed(Changed::Connection));
        }
    }

    fn brought(&self, team: &Team, before: usize, unpacked: Unpacked) -> Brought {
        Brought {
            child: self.child_name(team),
            entries: self.entries(team).len().saturating_sub(before),
            anything: unpacked.new > 0,
            set_aside: unpacked.set_aside,
            not_for_here: unpacked.not_for_here,
        }
    }
}

impl From<ParcelError> for NotTaken {
    fn from(why: ParcelError) -> Self {
        match why {
            ParcelError::NotAParcel => Self::NotOurs,
            ParcelError::Newer => Self::Newer,
            ParcelError::TooLarge => Self::TooLarge,
            ParcelError::Damaged => Self::Damaged,
        }
    }
}

impl From<RestoreError> for NotTaken {
    fn from(why: RestoreError) -> Self {
        match why {
            RestoreError::NotReady | RestoreError::AlreadyIn => Self::NotReady,
            RestoreError::OtherSheet => Self::OtherSheet,
            RestoreError::Roster => Self::Newer,
        }
    }
}

impl From<UnpackError> for NotTaken {
    fn from(why: UnpackError) -> Self {
        match why {
            UnpackError::NotReady => Self::NotReady,
            UnpackError::NotInTeam => Self::OtherTeam,
            UnpackError::OtherBranch => Self::OtherHistory,
            UnpackError::Newer => Self::Newer,
        }
    }
}

#[cfg(test)]
#[path = "carrying_tests.rs"]
mod tests;
