//! Questions to the team, concerns, and the list for the next visit: what is open first.

mod ask;
mod visit;

use carryover_core::view::{AnswerView, QuestionView};
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Ask, Scope};

use super::past::past;
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, each, el, live};
use crate::drafts;
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Area, Icon, Kind, badge, button, explained, focus, icon, shared_mark, sheet, signed};
use crate::route::Sheet;
pub(super) use ask::ask;

/// The way to all questions, with how many are open; on the plan's page.
pub(super) fn way() -> El {
    let desk = desk();
    let words = &text().asking;
    let open = Memo::new(move |_| {
        desk.questions.with(|questions| questions.iter().filter(|question| question.open).count())
    });
    let said = live(move || match open.get() {
        0 => words.none_open.to_owned(),
        many => count(language(), words.open, many),
    });
    let way = el("button").set("type", "button").class("door").test("questions");
    let words = el("span").class("door-words").add(el("strong").add(words.title)).add(el("span").add(said));
    let way = way.add(el("span").class("door-sign").add(icon(Icon::Unknown))).add(words);
    way.add(icon(Icon::Next)).press(move || desk.router.open(Sheet::Questions))
}

/// The sheet with all of them.
pub(super) fn questions() -> El {
    let desk = desk();
    let words = &text().asking;
    let order = move || {
        desk.questions.with(|questions| {
            // Settling moves a question; it is drawn anew there.
            questions.iter().map(|question| (question.record, question.open)).collect::<Vec<_>>()
        })
    };
    let is_empty = Memo::new(move |_| desk.questions.with(Vec::is_empty));
    let empty = live(move || is_empty.get().then(|| el("p").class("help").add(words.empty)));
    let add = desk.may_write(Scope::Plan).then(|| {
        let open = move || desk.router.open(Sheet::Ask(None));
        button(Kind::Primary, words.ask, "ask", open).sign(Icon::Plus)
    });
    sheet(words.title, "questions-sheet", |body| {
        let answered = RwSignal::new(None::<RecordId>);
        let list = el("ul").class("cards").add(each(order, move |(record, _)| asked(record, answered)));
        body.add(el("div").class("acts").add(add)).add(empty).add(list).add(visit::starting())
    })
}

/// One question; `answered` is the one whose answer is being written.
fn asked(record: RecordId, answered: RwSignal<Option<RecordId>>) -> El {
    let questions = desk().questions;
    let question = Memo::new(move |_| {
        questions.with(|all| all.iter().find(|question| question.record == record).cloned())
    });
    let is_open = question.with_untracked(|question| question.as_ref().is_some_and(|question| question.open));
    // Only a clear settles a stop.
    let is_stop =
        question.with_untracked(|question| question.as_ref().is_some_and(|question| question.stop.is_some()));
    let may_answer = is_open && desk().may_write(Scope::Plan);
    let is_answered = Memo::new(move |_| answered.get() == Some(record));
    let answer = live(move || {
        may_answer.then(|| match is_answered.get() {
            true => untrack(|| answering(record, answered, is_stop)),
            false => {
                let open = move || {
                    answered.set(Some(record));
                    focus::first("#answer");
                };
                let open = button(Kind::Plain, text().asking.answer, "answer-open", open).sign(Icon::Pencil);
                el("div").class("acts").add(open)
            }
        })
    });
    let line = el("li").class("card question").test("question").set("data-record", &record.to_string());
    line.add(live(move || question.get().map(|question| said(&question)))).add(answer).add(past(record))
}

fn said(view: &QuestionView) -> Part {
    let words = &text().asking;
    let question = &view.question;
    let kind = question.ask.label(language());
    let to = question.to.map_or(words.to_all, |role| role.label(language()));
    let sign = if question.ask == Ask::Concern { Icon::Flag } else { Icon::Unknown };
    let settled = (!view.open).then(|| badge(Icon::Check, words.settled));
    let head =
        el("p").class("face-more").add(signed("span", sign, kind).class("routine kind-line")).add(settled);
    // A stop is a concern without anybody writing one.
    let stopped = view.stop.as_ref().map(|stop| {
        let said = words::dots(&[stop.reason.label(language()), stop.setting.label(language())]);
        signed("p", Icon::Stop, &said).class("line-up").test("stop-concern")
    });
    let title = (!question.title.is_empty()).then(|| el("p").class("quoted").add(question.title.as_str()));
    let by = fill(words.for_whom, &[&words::person(&view.author), to]);
    let by = el("p").class("meta").add(words::dots(&[&by, &words::day_and_time(view.at)]));
    let answers: Vec<El> = view.answers.iter().map(answer).collect();
    let answers = (!answers.is_empty()).then(|| el("ul").class("answers").add(answers));
    [
        head.add(shared_mark(view.shared, language())).into(),
        title.into(),
        stopped.into(),
        el("p").class("prose asked-text").add(explained(&question.text)).into(),
        by.into(),
        answers.into(),
    ]
    .into()
}

fn answer(view: &AnswerView) -> El {
    let said = match (view.answer.text.as_str(), view.answer.settled) {
        ("", true) => text().asking.settled,
        (said, _) => said,
    };
    let by = words::dots(&[&words::person(&view.author), &words::day_and_time(view.at)]);
    let line = el("li").class("answer").test("answer");
    line.add(el("p").class("prose").add(explained(said))).add(el("p").class("meta").add(by))
}

/// The field for an answer.
fn answering(question: RecordId, answered: RwSignal<Option<RecordId>>, is_stop: bool) -> El {
    let words = &text().asking;
    let draft = ["answer", &question.to_string()].concat();
    let typed = RwSignal::new(drafts::read(&draft));
    let named = draft.clone();
    let say = move |settled: bool| {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if text.is_empty() && !settled {
            return focus::first("#answer");
        }
        drafts::forget(&named);
        desk().dispatch(Intent::Care(Care::Answer { question, text, settled }));
        answered.set(None);
        focus::rescue();
    };
    let settle = say.clone();
    let area = Area { id: "answer", label: words.answer_field, help: "", test: "field-answer" };
    let area = area.ask(draft, move || typed.get(), move |text| typed.set(text));
    let send = button(Kind::Primary, words.answer_send, "answer-send", move || say(false)).sign(Icon::Check);
    let settle =
        (!is_stop).then(|| button(Kind::Quiet, words.settle, "settle-question", move || settle(true)));
    el("div").class("asked").add(area).add(el("div").class("acts").add(send).add(settle))
}
