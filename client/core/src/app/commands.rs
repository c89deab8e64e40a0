//! Carrying intents out. What cannot be done comes back as the notice to show.

use shared::record::{Child, Member, NAME_LIMIT, Note, Record, Role, Scope, ScopeSet};
use shared::sync::device::{Changed, CommandError, Effect, Found, InviteProgress, Newcomer, Team};
use shared::{Now, TeamId};

use super::App;
use crate::intent::{Intent, Language, Whom};
use crate::sample;
use crate::view::{InviteRefusal, Notice};
use shared::page::PageName;

/// How long an invite can be used at most, in hours.
const INVITE_HOURS: u16 = 720;
/// How long a link for one's own other device can be used, in hours.
const LINK_HOURS: i64 = 24;

impl App {
    pub(super) fn intend(
        &mut self,
        now: Now,
        intent: Intent,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        match intent {
            Intent::Found { child, me, role } => self.found(now, &child, me, role, effects),
            Intent::Explore { language } => self.explore(now, language, effects),
            Intent::LookAs { role } => self.look_as(role, effects),
            Intent::LeaveSample => self.leave_sample(effects),
            Intent::Choose { team } => {
                self.look_at(now, team, effects);
                Ok(())
            }
            Intent::LogActivity(new) => self.log_activity(now, new, effects),
            Intent::LogNote { note, setting, at, private } => {
                self.log_note(now, Note { note, setting, at: at.unwrap_or(now) }, private, effects)
            }
            Intent::BeginEdit { record, from } => {
                let kept = from.and_then(|from| from.parse().ok());
                let seen = kept.or_else(|| self.chosen_team().and_then(|team| team.seen(record)));
                self.begun.extend(seen.map(|seen| (record, seen)));
                Ok(())
            }
            Intent::Edit { record, changes } => self.edit(now, record, &changes, effects),
            Intent::Settle { record, field, value } => self.settle(now, record, &field, &value, effects),
            Intent::Strike { record, why } => self.strike(now, record, why, effects),
            Intent::PutBack { record } => self.put_back(now, record, effects),
            Intent::AddPhoto { entry, bytes, shows } => self.add_photo(now, entry, bytes, shows, effects),
            Intent::LookAtPhoto { photo } => {
                let team = self.chosen.ok_or(Notice::NotAllowed)?;
                self.device.look_at_photo(team, photo, effects);
                Ok(())
            }
            Intent::Copy { record, scope } => self.copy(now, record, scope, effects),
            Intent::Stop(new) => self.stop(now, new, effects),
            Intent::Clear { stops, note } => self.clear(now, stops, note, effects),
            Intent::PlanStrategy { replaces, strategy } => {
                self.plan_strategy(now, &replaces, *strategy, effects)
            }
            Intent::PlanGoal { replaces, goal } => self.plan_goal(now, &replaces, *goal, effects),
            Intent::PlanCard { replaces, card } => self.plan_card(now, &replaces, *card, effects),
            Intent::PlanBoard { replaces, board } => self.plan_board(now, &replaces, *board, effects),
            Intent::School(school) => self.schooling(now, *school, effects),
            Intent::Care(care) => self.care(now, care, effects),
            Intent::PlanSafety { replaces, text } => self.plan_safety(now, &replaces, text, effects),
            Intent::EndPlan { versions } => self.end_plan(now, &versions, effects),
            Intent::Rename { whom, name } => self.rename(now, whom, name, effects),
            Intent::Invite { role, also, hours } => self.invite_as(now, (role, also), hours, effects),
            Intent::LinkDevice => self.link_device(now, effects),
            Intent::CancelInvite { invite } => {
                let team = self.chosen.ok_or(Notice::NotAllowed)?;
                self.device.cancel_invite(now, team, invite, effects).map_err(notice)
            }
            Intent::Grant { member, scope, write, with_past, agreement } => {
                self.grant(now, (member, scope), (write, with_past), agreement, effects)
            }
            Intent::Withdraw { member, scope, keep_reading, agreement } => {
                self.withdraw(now, (member, scope), keep_reading, agreement, effects)
            }
            Intent::ChangeRole { member, role } => self.change_role(now, member, role, effects),
            Intent::RemoveMember { member } => self.remove_member(now, member, effects),
            Intent::RemoveDevice { device } => self.remove_device(now, device, effects),
            Intent::Leave => self.leave_team(now, effects),
            Intent::Forget => self.forget_team(effects),
            Intent::ReplaceSheet => self.replace_sheet(effects),
            Intent::SheetPrinted => self.sheet_printed(effects),
            Intent::FollowRelay => self.follow_relay(now, effects),
            Intent::OpenSheet { words } => self.open_sheet(now, &words, effects),
            Intent::OpenInvite { link } => self.open_invite(now, &link, effects),
            Intent::Join { me } => self.join(me, effects),
            Intent::DismissInvite => {
                self.refusal = None;
                self.device.dismiss_invite();
                effects.push(Effect::Changed(Changed::Connection));
                Ok(())
            }
            Intent::Unlock { secret } => self.unlock(now, secret, effects),
            Intent::SetLock { current, kind, secret } => self.set_lock(now, current, (kind, secret), effects),
            Intent::RemoveLock { current } => self.remove_lock(now, current, effects),
            Intent::LockAfter { minutes } => {
                self.lock_after(minutes, effects);
                Ok(())
            }
            Intent::DismissLockAnswer => {
                self.device.dismiss_lock_answer();
                effects.push(Effect::Changed(Changed::Connection));
                Ok(())
            }
            Intent::Pack { contents } => self.pack_chosen(now, contents, effects),
            Intent::Unpack { file } => {
                self.take_in(now, &file, effects);
                Ok(())
            }
            Intent::Restore { words, file } => {
                self.come_back(now, &words, &file, effects);
                Ok(())
            }
            Intent::PutCarriedAway => {
                self.put_carried_away(effects);
                Ok(())
            }
            Intent::KeepToken { token } => {
                self.device.keep_token(now, &token, effects);
                Ok(())
            }
            Intent::TryNow => {
                self.device.nudge(now, effects);
                Ok(())
            }
            Intent::ShowEarlier => {
                let team = self.chosen.ok_or(Notice::NotAllowed)?;
                self.device.load_earlier(team, effects);
                Ok(())
            }
            Intent::DismissNotice => {
                if !self.notices.is_empty() {
                    self.notices.remove(0);
                }
                effects.push(Effect::Changed(Changed::Connection));
                Ok(())
            }
        }
    }

    fn found(
        &mut self,
        now: Now,
        child: &str,
        me: String,
        role: Role,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let child = Child { name: checked_name(child.to_owned())? };
        let found = Found { me: checked_name(me)?, role, sample: false };
        let team = self.device.found(now, &found).map_err(notice)?;
        self.write_plan(now, team, Child::KIND, &child.draft(), effects)?;
        self.choose(team);
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn explore(&mut self, now: Now, language: Language, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let held = self.device.teams().find(|team| team.is_sample()).map(Team::id);
        if let Some(team) = held {
            self.choose(team);
        } else {
            let seed = self.device.draw().ok_or(Notice::NotAllowed)?;
            let made = sample::build(seed, now, language).ok_or(Notice::NotAllowed)?;
            let team = self.device.join_sample(now, made).map_err(notice)?;
            self.choose(team);
        }
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn look_as(&mut self, role: Role, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let team = self.chosen_team().filter(|team| team.is_sample()).ok_or(Notice::NotAllowed)?.id();
        self.looks.insert(team, role);
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn leave_sample(&mut self, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let team = self.device.teams().find(|team| team.is_sample()).ok_or(Notice::NotAllowed)?.id();
        self.device.leave_sample(team).map_err(notice)?;
        self.looks.remove(&team);
        self.chosen = None;
        self.settle_choice(effects);
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn rename(
        &mut self,
        now: Now,
        whom: Whom,
        name: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let name = checked_name(name)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let id = team.id();
        let me =
            self.device.id().and_then(|device| team.roster().member_of(device)).map(|(member, _)| member);
        match (whom, me) {
            (Whom::Child, _) => self.write_plan(now, id, Child::KIND, &Child { name }.draft(), effects)?,
            (Whom::Me, Some(member)) => {
                self.write_plan(now, id, Member::KIND, &Member { member, name }.draft(), effects)?;
            }
            (Whom::Me, None) => return Err(Notice::NotAllowed),
        }
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn invite_as(
        &mut self,
        now: Now,
        (role, also): (Role, ScopeSet),
        hours: u16,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let (id, child) = (team.id(), self.child_name(team));
        let hours = i64::from(hours.clamp(1, INVITE_HOURS));
        let expires_ms = now.unix_ms.saturating_add(hours * 3_600_000);
        self.device.invite(id, role, also, expires_ms, &child).map_err(notice)?;
        effects.push(Effect::Changed(Changed::Team { team: id }));
        Ok(())
    }

    fn link_device(&mut self, now: Now, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let (id, child) = (team.id(), self.child_name(team));
        let expires_ms = now.unix_ms.saturating_add(LINK_HOURS * 3_600_000);
        self.device.link_device(id, expires_ms, &child).map_err(notice)?;
        effects.push(Effect::Changed(Changed::Team { team: id }));
        Ok(())
    }

    /// Another device of somebody who is in the team has their name already.
    fn join(&mut self, me: String, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let is_new = match self.device.progress() {
            InviteProgress::Offered(offer) => offer.whom == Newcomer::Member,
            _ => true,
        };
        let me = if is_new { checked_name(me)? } else { String::new() };
        self.device.join(&me).map_err(notice)?;
        effects.push(Effect::Changed(Changed::Connection));
        Ok(())
    }

    fn open_invite(&mut self, now: Now, link: &str, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        self.refusal = match self.device.open_invite(now, link, effects) {
            Ok(()) => None,
            Err(CommandError::NotALink) => Some(InviteRefusal::NotALink),
            Err(CommandError::MistypedCode) => Some(InviteRefusal::MistypedCode),
            Err(CommandError::AlreadyIn) => Some(InviteRefusal::AlreadyIn),
            Err(other) => return Err(notice(other)),
        };
        effects.push(Effect::Changed(Changed::Connection));
        Ok(())
    }

    /// Writes a record into a team's plan.
    pub(super) fn write_plan(
        &mut self,
        now: Now,
        team: TeamId,
        kind: &str,
        draft: &shared::record::Draft,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let place = (Scope::Plan, PageName::Plan);
        self.written = Some(self.device.write(now, team, place, kind, draft, effects).map_err(notice)?);
        Ok(())
    }
}

/// A name as it will be kept.
fn checked_name(name: String) -> Result<String, Notice> {
    let name = name.trim();
    if name.is_empty() || name.len() > NAME_LIMIT {
        return Err(Notice::Unfit(format!("a name has 1 to {NAME_LIMIT} letters")));
    }
    Ok(name.to_owned())
}

/// What to say when the device could not do what was asked.
pub(super) fn notice(why: CommandError) -> Notice {
    match why {
        CommandError::NeedsConnection => Notice::NeedsConnection,
        CommandError::NotReady
        | CommandError::NoSuchTeam
        | CommandError::NoSuchRecord
        | CommandError::NotAllowed
        | CommandError::AlreadyIn => Notice::NotAllowed,
        CommandError::NotALink
        | CommandError::MistypedCode
        | CommandError::NotAPhoto
        | CommandError::Refused => Notice::Unfit(why.to_string()),
    }
}
