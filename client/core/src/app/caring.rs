//! Daily care beside activities and notes: what was read, taught, activated, asked, answered, chosen.

use shared::record::{
    Activation, Answer, Attained, CheckIn, Draft, Goal, Priorities, Question, Receipt, Record, Request, Role,
    Row, Said, Scale, Stop, Strategy, TEXT_LIMIT, TITLE_LIMIT, Training, receipt, safety,
};
use shared::sync::device::{Changed, Effect};
use shared::{Now, RecordId};

use super::App;
use super::logging::check_text;
use super::plan::builds_on;
use crate::intent::Care;
use crate::view::Notice;

/// The most versions read in one go, and the most goals put in order.
const LIST_LIMIT: usize = 50;

impl App {
    pub(super) fn care(&mut self, now: Now, care: Care, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        match care {
            Care::Count { strategy, counting } => self.count(now, strategy, counting, effects),
            Care::CountAlong { tally } => self.count_along(now, tally, effects),
            Care::MarkRead { versions } => self.mark_read(now, versions, effects),
            Care::Activate { versions, note } => self.activate(now, versions, note, effects),
            Care::Train(training) => self.train(now, *training, effects),
            Care::Prioritise { goals, why } => self.prioritise(now, goals, why, effects),
            Care::MakeScale(scale) => self.make_scale(now, &scale, effects),
            Care::Attain { scale, level } => self.attain(now, scale, level, effects),
            Care::CheckIn(check_in) => self.check_in(now, *check_in, effects),
            Care::Ask(question) => self.ask_team(now, &question, effects),
            Care::Answer { question, text, settled } => {
                check_text(&text, usize::from(!settled), TEXT_LIMIT)?;
                self.known(question, |row| [Question::KIND, Stop::KIND].contains(&row.kind.as_str()))?;
                self.keep_in_plan(now, &Answer { question, settled, text }, effects)
            }
            Care::Request { title, said } => self.request(now, title, said, effects),
        }
    }

    fn mark_read(
        &mut self,
        now: Now,
        versions: Vec<RecordId>,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        if versions.is_empty() || versions.len() > LIST_LIMIT {
            return Err(Notice::Unfit("name what was read".to_owned()));
        }
        versions
            .iter()
            .try_for_each(|version| self.known(*version, |row| receipt::is_read_by_version(&row.kind)))?;
        self.keep_in_plan(now, &Receipt { versions }, effects)
    }

    fn activate(
        &mut self,
        now: Now,
        versions: Vec<RecordId>,
        note: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&note, 0, TEXT_LIMIT)?;
        // Every replica asks the roster; whoever is no clinician is told here, before anything is written.
        let team = self.chosen_team().filter(|team| self.may_clear(team)).ok_or(Notice::NotAllowed)?;
        let as_of = builds_on(team, &versions);
        if versions.is_empty() || versions.len() > LIST_LIMIT {
            return Err(Notice::NotAllowed);
        }
        versions.iter().try_for_each(|version| self.known(*version, |row| row.kind == Strategy::KIND))?;
        let draft = safety::as_of(&Activation { versions, note }.draft(), as_of);
        self.keep(now, Activation::KIND, &draft, effects)
    }

    fn train(&mut self, now: Now, training: Training, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        check_text(&training.note, 0, TEXT_LIMIT)?;
        self.known(training.version, |row| row.kind == Strategy::KIND)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let is_here = team.roster().members().get(&training.who).is_some_and(|member| member.gone.is_none());
        let is_known_fidelity = training.fidelity.is_none_or(|(right, of)| right <= of && of > 0);
        if !is_here || !is_known_fidelity {
            return Err(Notice::Unfit("name somebody of the team, and steps done of all steps".to_owned()));
        }
        self.keep_in_plan(now, &Training { at: now, ..training }, effects)
    }

    fn prioritise(
        &mut self,
        now: Now,
        goals: Vec<RecordId>,
        why: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&why, 0, TITLE_LIMIT)?;
        if goals.len() > LIST_LIMIT || !self.chosen_team().is_some_and(|team| self.may_plan(team)) {
            return Err(Notice::NotAllowed);
        }
        goals.iter().try_for_each(|goal| self.known(*goal, |row| row.kind == Goal::KIND))?;
        self.keep_in_plan(now, &Priorities { goals, why }, effects)
    }

    fn make_scale(&mut self, now: Now, scale: &Scale, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        scale.levels.iter().try_for_each(|text| check_text(text, 1, TITLE_LIMIT))?;
        self.known(scale.goal, |row| row.kind == Goal::KIND)?;
        if self.chosen_team().is_none_or(|team| self.role_in(team) != Some(Role::Clinician)) {
            return Err(Notice::NotAllowed);
        }
        self.keep_in_plan(now, scale, effects)
    }

    fn attain(
        &mut self,
        now: Now,
        scale: RecordId,
        level: i8,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        self.known(scale, |row| row.kind == Scale::KIND)?;
        if !(-2..=2).contains(&level) {
            return Err(Notice::Unfit("a level is −2, −1, 0, 1 or 2".to_owned()));
        }
        self.keep_in_log(now, &Attained { scale, level, at: now }, effects)
    }

    fn check_in(&mut self, now: Now, check_in: CheckIn, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        let check_in = CheckIn { at: now, ..check_in };
        for text in [&check_in.wins, &check_in.coming, &check_in.note] {
            check_text(text, 0, TEXT_LIMIT)?;
        }
        let said =
            [&check_in.wins, &check_in.coming, &check_in.note].iter().any(|text| !text.trim().is_empty());
        if !said && check_in.sleep.is_none() && check_in.tough.is_empty() {
            return Err(Notice::Unfit("answer at least one question".to_owned()));
        }
        self.keep_in_log(now, &check_in, effects)
    }

    fn ask_team(&mut self, now: Now, question: &Question, effects: &mut Vec<Effect>) -> Result<(), Notice> {
        check_text(&question.text, 1, TEXT_LIMIT)?;
        check_text(&question.title, 0, TITLE_LIMIT)?;
        self.keep_in_plan(now, question, effects)
    }

    fn request(
        &mut self,
        now: Now,
        title: String,
        said: Said,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&title, 0, TITLE_LIMIT)?;
        let role = self.chosen_team().and_then(|team| self.role_in(team)).ok_or(Notice::NotAllowed)?;
        let (setting, note) = (role.usual_setting(), String::new());
        self.keep_in_log(now, &Request { title, said, setting, at: now, note }, effects)
    }

    /// Refuses to write about a record that is not there, or of another kind.
    fn known(&self, record: RecordId, fits: impl Fn(&Row) -> bool) -> Result<(), Notice> {
        let row = self.chosen_team().and_then(|team| team.row(record));
        match row {
            Some((_, row)) if fits(row) => Ok(()),
            Some(_) | None => Err(Notice::Unfit("what this is about is not here".to_owned())),
        }
    }

    fn keep_in_plan<R: Record>(
        &mut self,
        now: Now,
        record: &R,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        self.keep(now, R::KIND, &record.draft(), effects)
    }

    /// Writes into the chosen team's plan what may change any screen.
    pub(super) fn keep(
        &mut self,
        now: Now,
        kind: &str,
        draft: &Draft,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen.ok_or(Notice::NotAllowed)?;
        self.write_plan(now, team, kind, draft, effects)?;
        effects.push(Effect::Changed(Changed::All));
        Ok(())
    }

    fn keep_in_log<R: Record>(
        &mut self,
        now: Now,
        record: &R,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen.ok_or(Notice::NotAllowed)?;
        self.log(now, team, R::KIND, &record.draft(), now, effects)
    }
}

#[cfg(test)]
#[path = "caring_tests.rs"]
mod tests;
