//! What was asked in a team, and what was answered.

use shared::RecordId;
use shared::record::asking::{self, Answer, Ask, Question};
use shared::record::{Record, Role, Stop};
use shared::sync::device::Team;

use super::App;
use super::entries::shared_state;
use super::people::plan_rows;
use crate::view::{AnswerView, QuestionView};

impl App {
    /// Everything asked in the chosen team: what is open first, the newest of each first.
    pub fn questions(&self) -> Vec<QuestionView> {
        self.chosen_team().map(|team| self.questions_of(team)).unwrap_or_default()
    }

    /// What was asked, and every stop that holds: it is a concern to the OT by itself (C46), without a record of its own.
    /// One that was cleared stays where somebody answered it.
    pub(super) fn questions_of(&self, team: &Team) -> Vec<QuestionView> {
        let mut answers = asking::answers(plan_rows(team));
        let mut take = |record: RecordId| self.answers_to(team, answers.remove(&record).unwrap_or_default());
        let mut views: Vec<QuestionView> = Vec::new();
        for row in plan_rows(team).filter(|row| row.struck().is_none()) {
            let Some(question) = Question::read(row) else { continue };
            let answers = take(row.id);
            let open = !answers.iter().any(|answer| answer.answer.settled);
            views.push(self.question(team, row.id, question, (answers, open)));
        }
        let holding = self.open_stops(team);
        for (id, stop) in plan_rows(team).filter_map(|row| Some((row.id, Stop::read(row)?))) {
            let (answers, open) = (take(id), holding.iter().any(|(holds, _)| *holds == id));
            if open || !answers.is_empty() {
                let question = Question {
                    ask: Ask::Concern,
                    to: Some(Role::Clinician),
                    about: Some(id),
                    title: stop.title.clone(),
                    text: stop.note.clone(),
                };
                let view = self.question(team, id, question, (answers, open));
                views.push(QuestionView { stop: Some(self.paused_view(team, id, stop)), ..view });
            }
        }
        shared::sorted::sort_by_key(&mut views, |view| (!view.open, std::cmp::Reverse(view.record)));
        views
    }

    fn question(
        &self,
        team: &Team,
        record: RecordId,
        question: Question,
        (answers, open): (Vec<AnswerView>, bool),
    ) -> QuestionView {
        QuestionView {
            record,
            question,
            stop: None,
            author: self.author_of(team, record),
            at: self.written_at(record),
            open,
            answers,
            shared: shared_state(team, record),
        }
    }

    fn answers_to(&self, team: &Team, answers: Vec<(RecordId, Answer)>) -> Vec<AnswerView> {
        let view = |(record, answer): (RecordId, Answer)| AnswerView {
            record,
            answer,
            author: self.author_of(team, record),
            at: self.written_at(record),
        };
        answers.into_iter().map(view).collect()
    }
}
