//! Writing entries down, correcting and striking them, STOP and clear.

use shared::page::PageName;
use shared::record::safety;
use shared::record::{
    Activity, Change, CheckIn, Clear, Copied, Note, Record, Request, Role, Scope, ScopeSet, Stop, TEXT_LIMIT,
    TITLE_LIMIT, Tally, Value, parse_change,
};
use shared::sync::device::{Changed, Effect, Team};
use shared::{Moment, Now, RecordId, TeamId};

use super::App;
use super::commands::notice;
use super::plan::{builds_on, planned};
use crate::intent::{NewActivity, NewStop};
use crate::view::Notice;

impl App {
    pub(super) fn log_activity(
        &mut self,
        now: Now,
        new: NewActivity,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&new.title, 1, TITLE_LIMIT)?;
        check_text(&new.note, 0, TEXT_LIMIT)?;
        let teams = if new.teams.is_empty() { self.chosen.into_iter().collect() } else { new.teams };
        let activity = Activity {
            title: new.title.trim().to_owned(),
            strategy: new.strategy,
            library: new.library,
            setting: new.setting,
            at: new.at.unwrap_or(now),
            minutes: new.minutes.map(|minutes| minutes.min(1440)),
            helped: new.helped,
            before: new.before,
            after: new.after,
            note: new.note,
        };
        for team in &teams {
            let mine = Activity { strategy: self.strategy_in(*team, &activity), ..activity.clone() };
            self.log(now, *team, Activity::KIND, &mine.draft(), mine.at, effects)?;
        }
        Ok(())
    }

    pub(super) fn log_note(
        &mut self,
        now: Now,
        note: Note,
        private: bool,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&note.note, 1, TEXT_LIMIT)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        match private {
            true if !self.keeps_private(team) => Err(Notice::NeedsConnection),
            true => {
                self.log_in(now, team.id(), Scope::Private, (Note::KIND, &note.draft()), note.at, effects)
            }
            false => self.log(now, team.id(), Note::KIND, &note.draft(), note.at, effects),
        }
    }

    /// Whether the person's private notes were begun here: at once where they started the team, and else with the first
    /// connection after they joined.
    pub(super) fn keeps_private(&self, team: &Team) -> bool {
        let me = self.device.id().and_then(|device| team.roster().member_of(device));
        me.is_some_and(|(id, _)| team.roster().private_era(id).is_some())
    }

    pub(super) fn edit(
        &mut self,
        now: Now,
        record: RecordId,
        changes: &[(String, String)],
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let (id, (_, row)) = (team.id(), team.row(record).ok_or(Notice::NotAllowed)?);
        let mut real = Vec::new();
        for (field, value) in changes {
            let change = parse_change(field, value).map_err(|why| Notice::Unfit(why.to_string()))?;
            let same = match &change {
                Change::Set(name, value) => {
                    row.cells.get(*name).map_or(*value == Value::Empty, |cell| cell.value == *value)
                }
                Change::Rewrite(name, text) => row.prose(name) == text,
            };
            if !same && !is_correctable(&row.kind, field) {
                return Err(Notice::Unfit(format!("‘{field}’ of a {} stays as it was written", row.kind)));
            }
            real.extend((!same).then_some(change));
        }
        let seen = self.begun.remove(&record);
        if real.is_empty() {
            return Ok(());
        }
        self.device.change(now, id, record, &real, seen.as_ref(), effects).map_err(notice)
    }

    pub(super) fn settle(
        &mut self,
        now: Now,
        record: RecordId,
        field: &str,
        value: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let (id, (_, row)) = (team.id(), team.row(record).ok_or(Notice::NotAllowed)?);
        // Written even where it is the value shown: choosing is what settles it.
        let change = if field == "struck" {
            row.cells.contains_key("struck").then(|| set_struck(value))
        } else {
            parse_change(field, value).ok()
        };
        let change =
            change.ok_or_else(|| Notice::Unfit(format!("there is nothing to settle in ‘{field}’")))?;
        self.device.change(now, id, record, &[change], None, effects).map_err(notice)
    }

    pub(super) fn strike(
        &mut self,
        now: Now,
        record: RecordId,
        why: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&why, 0, TITLE_LIMIT)?;
        if self.undo == Some(record) {
            self.undo = None;
        }
        let change = Change::Set("struck", Value::Word(why));
        self.device
            .change(now, self.chosen.ok_or(Notice::NotAllowed)?, record, &[change], None, effects)
            .map_err(notice)
    }

    pub(super) fn put_back(
        &mut self,
        now: Now,
        record: RecordId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let change = Change::Set("struck", Value::Empty);
        self.device
            .change(now, self.chosen.ok_or(Notice::NotAllowed)?, record, &[change], None, effects)
            .map_err(notice)
    }

    /// The copy is an entry of whoever copies; the original stays as it is.
    pub(super) fn copy(
        &mut self,
        now: Now,
        record: RecordId,
        scope: Scope,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let (id, (held_in, row)) = (team.id(), team.row(record).ok_or(Notice::NotAllowed)?);
        let is_log = [Scope::Home, Scope::School, Scope::Clinic].contains(&scope);
        let (kind, draft) =
            Copied::of(held_in, row).filter(|_| is_log && scope != held_in).ok_or(Notice::NotAllowed)?;
        let place = (scope, PageName::Month(row.at().month()));
        self.written = Some(self.device.write(now, id, place, kind, &draft, effects).map_err(notice)?);
        effects.push(Effect::Changed(Changed::Sharing { team: id }));
        Ok(())
    }

    pub(super) fn stop(&mut self, now: Now, new: NewStop, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        check_text(&new.title, 1, TITLE_LIMIT)?;
        check_text(&new.note, 0, TEXT_LIMIT)?;
        let stop = Stop {
            title: new.title.trim().to_owned(),
            strategy: new.strategy,
            library: new.library,
            reason: new.reason,
            setting: new.setting,
            at: now,
            note: new.note,
        };
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let draft = safety::as_of(&stop.draft(), team.roster().head().length);
        self.write_plan(now, team.id(), Stop::KIND, &draft, effects)
    }

    pub(super) fn clear(
        &mut self,
        now: Now,
        stops: Vec<RecordId>,
        note: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&note, 0, TEXT_LIMIT)?;
        let team = self.chosen_team().filter(|team| self.may_clear(team)).ok_or(Notice::NotAllowed)?;
        let id = team.id();
        let known = stops.iter().all(|stop| team.row(*stop).is_some_and(|(_, row)| row.kind == Stop::KIND));
        if stops.is_empty() || !known {
            return Err(Notice::Unfit("name the stops to clear".to_owned()));
        }
        let as_of = builds_on(team, &stops);
        let draft = safety::as_of(&Clear { stops, note }.draft(), as_of);
        self.write_plan(now, id, Clear::KIND, &draft, effects)
    }

    /// Whether the person's clear would lift anything: every replica asks the roster, not the screen.
    pub(super) fn may_clear(&self, team: &Team) -> bool {
        let me = self.device.id().and_then(|device| team.roster().member_of(device));
        me.is_some_and(|(_, member)| member.role == Role::Clinician)
            && self.role_in(team) == Some(Role::Clinician)
    }

    pub(super) fn log(
        &mut self,
        now: Now,
        team_id: TeamId,
        kind: &str,
        draft: &shared::record::Draft,
        at: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.device.team(team_id).ok_or(Notice::NotAllowed)?;
        let scope = self.log_scope(team).ok_or(Notice::NotAllowed)?;
        self.log_in(now, team_id, scope, (kind, draft), at, effects)
    }

    fn log_in(
        &mut self,
        now: Now,
        team_id: TeamId,
        scope: Scope,
        (kind, draft): (&str, &shared::record::Draft),
        at: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let place = (scope, PageName::Month(at.month()));
        let record = self.device.write(now, team_id, place, kind, draft, effects).map_err(notice)?;
        (self.undo, self.written) = (Some(record), Some(record));
        effects.push(Effect::Changed(Changed::Sharing { team: team_id }));
        Ok(())
    }

    /// The scope that the person's entries are kept in: it follows from who writes, not from where it happened.
    pub(super) fn log_scope(&self, team: &Team) -> Option<Scope> {
        let (_, me) = team.roster().member_of(self.device.id()?)?;
        let usual = self.role_in(team)?.log_scope();
        let others = [Scope::School, Scope::Clinic, Scope::Home];
        let writes: ScopeSet = me.writes;
        std::iter::once(usual).chain(others).find(|scope| writes.has(*scope))
    }

    /// The plan item that an activity belongs to in this team: an aide logs one activity for several children.
    fn strategy_in(&self, team: TeamId, activity: &Activity) -> Option<RecordId> {
        let team = self.device.team(team)?;
        let planned = planned(team);
        let named = activity.strategy.filter(|series| planned.contains_key(series));
        let shown = planned.iter().filter_map(|(series, versions)| Some((*series, &versions.last()?.1)));
        let alike = shown.filter(|(_, strategy)| strategy.title == activity.title);
        // Of several with one name the first of the day.
        named.or_else(|| {
            alike.min_by_key(|(series, strategy)| (strategy.routine, *series)).map(|(series, _)| series)
        })
    }
}

/// Whether a field may be corrected afterwards. What was stopped stays as it was written, so that no edit lifts a
/// STOP; a plan item is replaced by a new version.
fn is_correctable(kind: &str, field: &str) -> bool {
    match kind {
        Activity::KIND => true,
        Note::KIND | Stop::KIND | Tally::KIND | Request::KIND => matches!(field, "setting" | "note"),
        Clear::KIND | CheckIn::KIND => field == "note",
        _ => false,
    }
}

fn set_struck(value: &str) -> Change {
    if value.is_empty() {
        Change::Set("struck", Value::Empty)
    } else {
        Change::Set("struck", Value::Word(value.to_owned()))
    }
}

/// Checks a text's length in bytes.
pub(super) fn check_text(text: &str, least: usize, most: usize) -> Result<(), Notice> {
    let length = text.trim().len();
    if length < least || text.len() > most {
        return Err(Notice::Unfit(format!("a text of {least} to {most} letters is needed here")));
    }
    Ok(())
}
