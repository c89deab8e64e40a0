//! Asking: a question, a concern, something for the next visit; or to look at a goal again.

use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Ask, Question, Role};

use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::kit::{Area, Choice, Icon, Kind, Optional, button, focus, options, sheet};
use crate::route::Sheet;

const DRAFT: &str = "question";
/// What anybody asks; to review is asked from the goal.
const KINDS: [Ask; 3] = [Ask::Question, Ask::Concern, Ask::Visit];

/// The sheet; about a goal it asks to review it.
pub(crate) fn ask(about: Option<RecordId>) -> El {
    let words = &text().asking;
    let goal = about.and_then(|goal| {
        desk().plan.with_untracked(|plan| {
            let view = plan.goals.iter().find(|view| view.series == goal);
            view.map(|view| view.goal.title.clone())
        })
    });
    let is_review = goal.is_some();
    let form = RwSignal::new(Question {
        ask: if is_review { Ask::Review } else { Ask::Question },
        to: is_review.then_some(Role::Clinician),
        about: about.filter(|_| is_review),
        title: goal.clone().unwrap_or_default(),
        text: drafts::read(DRAFT),
    });
    let send = move || {
        let question = form.get_untracked();
        if question.text.trim().is_empty() {
            return focus::first("#asked");
        }
        drafts::forget(DRAFT);
        desk().dispatch(Intent::Care(Care::Ask(Box::new(question))));
        desk().router.open(Sheet::Questions);
    };
    let label = if is_review { words.review_what } else { words.what };
    let asked = Area { id: "asked", label, help: "", test: "field-question" };
    let asked = asked.ask(
        DRAFT.to_owned(),
        move || form.with(|form| form.text.clone()),
        move |typed| form.update(|form| form.text = typed),
    );
    let title = if is_review { words.review_title } else { words.ask_title };
    let send = button(Kind::Primary, words.send, "save", send).sign(Icon::Check);
    sheet(title, "ask-sheet", |body| {
        let body = body.add(goal.map(|goal| el("p").class("quoted").add(goal)));
        let body = body.add((!is_review).then(|| kind(form))).add(asked).add(whom(form));
        body.add(el("div").class("acts").add(send))
    })
}

fn kind(form: RwSignal<Question>) -> El {
    let kinds = options(&KINDS, Ask::code, |_| None, language());
    let kind = Choice { name: "ask", legend: text().asking.kind, answers: kinds };
    kind.ask(
        move || form.with(|form| form.ask.code().to_owned()),
        move |code| {
            form.update(|form| {
                form.ask = code.parse().unwrap_or(Ask::Question);
                // A concern is for the OT to look at.
                if form.ask == Ask::Concern {
                    form.to = Some(Role::Clinician);
                }
            });
        },
    )
}

/// For whom; only roles that somebody has.
fn whom(form: RwSignal<Question>) -> El {
    let words = &text().asking;
    let here: Vec<Role> = desk().team.with_untracked(|team| {
        let is_here = |role: &&Role| team.members.iter().any(|member| member.role == **role);
        Role::ALL.iter().filter(is_here).copied().collect()
    });
    let whom =
        Optional { name: "ask-to", legend: words.to, none: words.to_all, words: &here, code: Role::code };
    whom.ask(move || form.with(|form| form.to), move |to| form.update(|form| form.to = to))
}
