//! What helps (C31): each activity with its counts, where and when it helped, before and after; every figure leads to the
//! notes behind it.

mod card;
mod figure;
mod turns;

use carryover_core::insight::{Asked, HelpsView, Part as DayPart};
use leptos::prelude::*;
use shared::record::{Routine, Setting};

use super::notes::{show_earlier, unread};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};
use crate::kit::{Icon, Kind, button, empty, pick};
use crate::shell::On;
use card::card;
use turns::turns;

const DAY_MS: i64 = 86_400_000;

/// The spans that can be asked for, in days.
const SPANS: [(&str, i64); 3] = [("30", 30), ("90", 90), ("365", 365)];

/// What is asked for; empty is everything.
#[derive(Clone, Copy)]
struct Filter {
    setting: RwSignal<String>,
    part: RwSignal<String>,
    routine: RwSignal<String>,
    span: RwSignal<String>,
}

/// The screen.
pub(crate) fn screen() -> El {
    let words = &text().helping;
    let open = || RwSignal::new(String::new());
    let filter = Filter { setting: open(), part: open(), routine: open(), span: open() };
    let view = Memo::new(move |_| filter.view(false));
    let print = button(Kind::Quiet, text().team.print, "print", || {
        let _ = window().print();
    });
    let head = el("div").class("page-head").add(el("h1").focusable().add(text().frame.helps));
    el("div")
        .class("page helps")
        .add(head.add(el("div").class("acts").add(print.sign(Icon::Print))))
        .add(el("p").class("help").add(words.about))
        .add(filter.asked())
        .add(live(move || view.with(|view| found(filter, view))))
        .add(live(|| desk().timeline.with(unread)))
        .add(live(|| desk().timeline.with(|view| view.since).map(since)))
        .add(show_earlier(|| false, || {}))
}

pub(in crate::screens) fn since(at: shared::Moment) -> El {
    let day = format::date(language(), format::day_of(at));
    el("p").class("help").test("counted-since").add(fill(text().helping.since, &[&day]))
}

impl Filter {
    fn view(self, for_others: bool) -> HelpsView {
        let days = self.span.with(|span| SPANS.iter().find(|(code, _)| code == span).map(|(_, days)| *days));
        let routine: Option<Routine> = self.routine.with(|code| code.parse().ok());
        let setting: Option<Setting> = self.setting.with(|code| code.parse().ok());
        let part = self.part.with(|code| DayPart::ALL.into_iter().find(|part| part.code() == code));
        desk().shell.view(&[On::Records, On::Team], |app, now| {
            let since_ms = days.map(|days| now.unix_ms - days * DAY_MS);
            app.helps(Asked { setting, part, routine, since_ms, for_others })
        })
    }

    fn asked(self) -> El {
        let words = &text().helping;
        let spans = || {
            let span = |(code, days): &(&str, i64)| {
                let days = usize::try_from(*days).unwrap_or_default();
                ((*code).to_owned(), count(language(), text().helping.days, days))
            };
            SPANS.iter().map(span).collect::<Vec<_>>()
        };
        let parts = DayPart::ALL.map(|part| (part.code().to_owned(), part.label(language()).to_owned()));
        let list = |name, label, answers: Vec<(String, String)>, chosen| {
            let any = (String::new(), text().entry.all.to_owned());
            pick(name, label, move || [std::slice::from_ref(&any), answers.as_slice()].concat(), chosen)
        };
        el("div")
            .class("asked no-print")
            .add(list(
                "helps-setting",
                text().day.where_,
                labelled(Setting::ALL, Setting::code),
                self.setting,
            ))
            .add(list("helps-part", words.part, parts.to_vec(), self.part))
            .add(list("helps-routine", words.routine, labelled(Routine::ALL, Routine::code), self.routine))
            .add(list("helps-span", words.span, spans(), self.span))
    }
}

/// The words of a closed list with their codes.
pub(in crate::screens) fn labelled<T: Label>(
    words: &[T],
    code: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    words.iter().map(|word| (code(*word).to_owned(), word.label(language()).to_owned())).collect()
}

fn found(filter: Filter, view: &HelpsView) -> Part {
    let words = &text().helping;
    if view.activities.is_empty() {
        return empty(Icon::Better, words.empty, words.empty_text).into();
    }
    if view.private == 0 {
        return cards(view);
    }
    // On paper it may be handed on: there nothing counts that only this person reads.
    let private = usize::try_from(view.private).unwrap_or_default();
    let own = text().day.only_me;
    let said = [&count(language(), words.private, private), " (", own, ")"].concat();
    let note = el("p").class("help no-print").test("helps-private").add(said);
    let here = el("div").class("helped-list no-print").add(cards(view));
    let paper = el("div").class("helped-list on-paper").add(cards(&filter.view(true)));
    [note.into(), here.into(), paper.into()].into()
}

fn cards(view: &HelpsView) -> Part {
    let cards: Vec<El> = view.activities.iter().map(card).collect();
    let all = (view.activities.len() > 1).then(|| turns(&view.turns)).flatten();
    [cards.into(), all.map(|all| el("section").class("card").add(all)).into()].into()
}
