//! Who is in the team and who reads what, as the person who decides it asks for it; and the recovery sheet.

use shared::record::{Consent, Record, Role, Row, Scope, ScopeSet, TEXT_LIMIT};
use shared::sync::device::{Changed, CommandError, Effect, RestoreError, Rights};
use shared::team::SheetCode;
use shared::wire::Parcel;
use shared::{DeviceId, MemberId, Now, RecordId, TeamId};

use super::App;
use super::commands::notice;
use super::logging::check_text;
use crate::intent::Agreement;
use crate::view::{ConsentView, InviteRefusal, Notice, SheetCheck};

impl App {
    pub(super) fn grant(
        &mut self,
        now: Now,
        (member, scope): (MemberId, Scope),
        (write, with_past): (bool, bool),
        agreement: Agreement,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&agreement.note, 0, TEXT_LIMIT)?;
        let (team, child) = self.governed()?;
        let has = self.rights_of(member)?;
        let reads = if has.reads.has(scope) { ScopeSet::NONE } else { ScopeSet::NONE.with(scope) };
        let writes = if write { ScopeSet::NONE.with(scope).without(has.writes) } else { ScopeSet::NONE };
        let rights = Rights { reads, writes };
        let done = self.device.grant(now, team, (member, rights), with_past, &child, effects);
        asked(team, done, effects)?;
        let writes = write || has.writes.has(scope);
        let with_past = with_past || has.reads.without(has.from_today).has(scope);
        let consent = Consent { reads: true, writes, with_past, ..decided(now, (member, scope), agreement) };
        self.write_plan(now, team, Consent::KIND, &consent.draft(), effects)
    }

    pub(super) fn withdraw(
        &mut self,
        now: Now,
        (member, scope): (MemberId, Scope),
        keep_reading: bool,
        agreement: Agreement,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&agreement.note, 0, TEXT_LIMIT)?;
        let (team, child) = self.governed()?;
        let has = self.rights_of(member)?;
        let with_past = keep_reading && has.reads.without(has.from_today).has(scope);
        let consent = Consent { reads: keep_reading, with_past, ..decided(now, (member, scope), agreement) };
        let scope = ScopeSet::NONE.with(scope);
        let reads = if keep_reading { ScopeSet::NONE } else { scope };
        let rights = Rights { reads, writes: scope.common(has.writes) };
        let done = self.device.withdraw(now, team, (member, rights), &child, effects);
        asked(team, done, effects)?;
        self.write_plan(now, team, Consent::KIND, &consent.draft(), effects)
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
        self.device.forget(team, effects).map_err(notice)?;
        self.forget_case(team);
        Ok(())
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

    /// Keys that are owed since somebody left are made by whoever is online and may, and those of this person's private notes.
    pub(super) fn settle_owed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let owing = self.device.teams().filter(|team| self.device.owes(team.id()));
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

    fn rights_of(&self, member: MemberId) -> Result<Held, Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let found = team.roster().members().get(&member).ok_or(Notice::NotAllowed)?;
        let from_today = found.reads.without(found.reads_whole());
        Ok(Held { reads: found.reads, writes: found.writes, from_today })
    }

    /// What was agreed about who reads what in the chosen team, newest first.
    pub fn consents(&self) -> Vec<ConsentView> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let view = |row: &Row| {
            let consent = Consent::read(row).filter(|_| row.struck().is_none())?;
            // Those who may decide say what was decided.
            let (_, author) = team.roster().author(row.author)?;
            if !matches!(author.role, Role::Guardian | Role::Clinician) {
                return None;
            }
            let by = self.person(team, row.author).name;
            Some((row.id, ConsentView { name: self.member_name(team, consent.member), by, consent }))
        };
        let mut found: Vec<(RecordId, ConsentView)> =
            team.rows().filter(|(scope, _)| *scope == Scope::Plan).filter_map(|(_, row)| view(row)).collect();
        shared::sorted::sort_by_key(&mut found, |(id, _)| std::cmp::Reverse(*id));
        found.into_iter().map(|(_, view)| view).collect()
    }
}

/// What a member may do now.
struct Held {
    reads: ScopeSet,
    writes: ScopeSet,
    from_today: ScopeSet,
}

/// A decision in which nothing is given yet.
fn decided(now: Now, (member, scope): (MemberId, Scope), agreement: Agreement) -> Consent {
    let Agreement { how: agreed, note } = agreement;
    Consent { member, scope, reads: false, writes: false, with_past: false, agreed, note, at: now }
}

/// What was asked is on its way, which the team's screen shows.
fn asked(team: TeamId, done: Result<(), CommandError>, effects: &mut Vec<Effect>) -> Result<(), Notice> {
    done.map_err(notice)?;
    effects.push(Effect::Changed(Changed::Team { team }));
    Ok(())
}
