//! Who is in the team and who reads what, as the person who decides it asks for it; and the recovery sheet.

use shared::record::{Role, Scope, ScopeSet};
use shared::sync::device::{Changed, CommandError, Effect, RestoreError, Rights};
use shared::team::SheetCode;
use shared::wire::Parcel;
use shared::{DeviceId, MemberId, Now, TeamId};

use super::App;
use super::commands::notice;
use crate::view::{InviteRefusal, Notice, SheetCheck};

impl App {
    pub(super) fn grant(
        &mut self,
        now: Now,
        (member, scope): (MemberId, Scope),
        write: bool,
        with_past: bool,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let (team, child) = self.governed()?;
        let has = self.rights_of(member)?;
        let reads = if has.reads.has(scope) { ScopeSet::NONE } else { ScopeSet::NONE.with(scope) };
        let writes = if write { ScopeSet::NONE.with(scope).without(has.writes) } else { ScopeSet::NONE };
        let rights = Rights { reads, writes };
        let done = self.device.grant(now, team, (member, rights), with_past, &child, effects);
        asked(team, done, effects)
    }

    pub(super) fn withdraw(
        &mut self,
        now: Now,
        (member, scope): (MemberId, Scope),
        keep_reading: bool,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let (team, child) = self.governed()?;
        let has = self.rights_of(member)?;
        let scope = ScopeSet::NONE.with(scope);
        let reads = if keep_reading { ScopeSet::NONE } else { scope };
        let rights = Rights { reads, writes: scope.common(has.writes) };
        let done = self.device.withdraw(now, team, (member, rights), &child, effects);
        asked(team, done, effects)
    }

    pub(super) fn change_role(
        &mut self,
        now: Now,
        member: MemberId,
        role: Role,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let (team, _) = self.governed()?;
        let done = self.device.change_role(now, team, (member, role), effects);
        asked(team, done, effects)
    }

    pub(super) fn remove_member(
        &mut self,
        now: Now,
        member: MemberId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let (team, child) = self.governed()?;
        let done = self.device.remove_member(now, team, member, &child, effects);
        asked(team, done, effects)
    }

    pub(super) fn remove_device(
        &mut self,
        now: Now,
        device: DeviceId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let (team, child) = self.governed()?;
        let done = self.device.remove_device(now, team, device, &child, effects);
        asked(team, done, effects)
    }

    pub(super) fn leave_team(&mut self, now: Now, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let (team, _) = self.governed()?;
        let done = self.device.leave(now, team, effects);
        asked(team, done, effects)
    }

    pub(super) fn forget_team(&mut self, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let team = self.chosen.ok_or(Notice::NotAllowed)?;
        self.device.forget(team, effects).map_err(notice)
    }

    pub(super) fn replace_sheet(&mut self, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let (team, _) = self.governed()?;
        let done = self.device.replace_sheet(team);
        asked(team, done, effects)
    }

    pub(super) fn sheet_printed(&mut self, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let (team, _) = self.governed()?;
        self.device.sheet_printed(team);
        asked(team, Ok(()), effects)
    }

    /// Whether these words, typed from the paper, are those of the chosen team's sheet, without using it.
    pub fn check_sheet(&self, words: &str) -> SheetCheck {
        match SheetCode::parse(words) {
            Ok(code) if self.chosen == Some(code.team) && self.device.is_sheet(&code) => SheetCheck::Works,
            Ok(_) => SheetCheck::OpensNothing,
            Err(_) => SheetCheck::NotASheet,
        }
    }

    pub(super) fn follow_relay(&mut self, now: Now, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let (team, _) = self.governed()?;
        self.device.follow_relay(now, team, effects).map_err(notice)
    }

    /// Starts anew from a parcel and the sheet of its team, without any relay.
    pub fn restore(
        &mut self,
        now: Now,
        parcel: Parcel,
        code: &SheetCode,
        effects: &mut Vec<Effect>,
    ) -> Result<(), RestoreError> {
        let team = parcel.team;
        self.device.restore(now, parcel, code, effects)?;
        self.choose(team);
        self.device.commit(now, effects);
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    pub(super) fn open_sheet(
        &mut self,
        now: Now,
        words: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let opened = match SheetCode::parse(words) {
            Ok(code) => self.device.open_sheet(now, &code, effects),
            Err(_) => Err(CommandError::NotALink),
        };
        self.refusal = match opened {
            Ok(()) => None,
            Err(CommandError::NotALink) => Some(InviteRefusal::NotASheet),
            Err(CommandError::AlreadyIn) => Some(InviteRefusal::AlreadyIn),
            Err(other) => return Err(notice(other)),
        };
        effects.push(Effect::Changed(Changed::Connection));
        Ok(())
    }

    /// Keys that are owed since somebody left are made by whoever is online and may.
    pub(super) fn settle_owed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let owing = self.device.teams().filter(|team| !team.is_sample() && !team.roster().owed().is_empty());
        let owing: Vec<(TeamId, String)> = owing.map(|team| (team.id(), self.child_name(team))).collect();
        for (team, child) in owing {
            self.device.settle_owed(now, team, &child, effects);
        }
    }

    /// The chosen team, and the child's name for invites that get new keys.
    fn governed(&self) -> Result<(TeamId, String), Notice> {
        let team = self.chosen_team().filter(|team| !team.is_sample()).ok_or(Notice::NotAllowed)?;
        Ok((team.id(), self.child_name(team)))
    }

    fn rights_of(&self, member: MemberId) -> Result<Rights, Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let found = team.roster().members().get(&member).ok_or(Notice::NotAllowed)?;
        Ok(Rights { reads: found.reads, writes: found.writes })
    }
}

/// What was asked is on its way, which the team's screen shows.
fn asked(team: TeamId, done: Result<(), CommandError>, effects: &mut Vec<Effect>) -> Result<(), Notice> {
    done.map_err(notice)?;
    effects.push(Effect::Changed(Changed::Team { team }));
    Ok(())
}
