//! Four questions to start the list for the next visit with (C61), while it is empty.

use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::record::{Ask, Question, Scope};

use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Icon, Kind, button, focus};

/// The offer; nothing once something is on the list, or for those who may not ask.
pub(super) fn starting() -> Part {
    let desk = desk();
    if !desk.may_write(Scope::Plan) {
        return Part::Nothing;
    }
    let is_empty = Memo::new(move |_| {
        desk.questions.with(|all| !all.iter().any(|view| view.open && view.question.ask == Ask::Visit))
    });
    // Those that were kept while this was open; the others stay on offer.
    let kept = RwSignal::new(Vec::<&'static str>::new());
    let is_offered = Memo::new(move |_| {
        let begun = kept.with(|kept| (1..4).contains(&kept.len()));
        begun || is_empty.get()
    });
    live(move || is_offered.get().then(|| offer(kept)))
}

fn offer(kept: RwSignal<Vec<&'static str>>) -> El {
    let words = &text().asking;
    let four = [words.visit_goals, words.visit_practise, words.visit_helps, words.visit_school];
    let list = live(move || {
        let left = four.into_iter().filter(|said| kept.with(|kept| !kept.contains(said)));
        left.map(|said| one(said, kept)).collect::<Vec<El>>()
    });
    let heading = el("h3").add(words.visit);
    let list = el("div").class("offers").add(list);
    el("section").test("visit-start").add(heading).add(el("p").class("help").add(words.visit_start)).add(list)
}

fn one(said: &'static str, kept: RwSignal<Vec<&'static str>>) -> El {
    let press = move || {
        let question =
            Question { ask: Ask::Visit, to: None, about: None, title: String::new(), text: said.to_owned() };
        desk().dispatch(Intent::Care(Care::Ask(Box::new(question))));
        kept.write().push(said);
        focus::first("[data-test=visit-question]");
    };
    button(Kind::Quiet, said, "visit-question", press).sign(Icon::Plus)
}
