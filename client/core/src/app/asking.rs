//! What was asked in a team, and what was answered.

use shared::record::Record;
use shared::record::asking::{self, Question};
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

    pub(super) fn questions_of(&self, team: &Team) -> Vec<QuestionView> {
        let mut answers = asking::answers(plan_rows(team));
        let asked = plan_rows(team).filter(|row| row.struck().is_none());
        let views = asked.filter_map(|row| {
            let answers: Vec<AnswerView> = answers
                .remove(&row.id)
                .unwrap_or_default()
                .into_iter()
                .map(|(record, answer)| AnswerView {
                    record,
                    answer,
                    author: self.author_of(team, record),
                    at: self.written_at(record),
                })
                .collect();
            Some(QuestionView {
                record: row.id,
                question: Question::read(row)?,
                author: self.author_of(team, row.id),
                at: self.written_at(row.id),
                open: !answers.iter().any(|answer| answer.answer.settled),
                answers,
                shared: shared_state(team, row.id),
            })
        });
        let mut views: Vec<QuestionView> = views.collect();
        shared::sorted::sort_by_key(&mut views, |view| (!view.open, std::cmp::Reverse(view.record)));
        views
    }
}
