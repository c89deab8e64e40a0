//! One activity of the plan, with what pauses it and who wrote it.

use carryover_core::view::{PausedView, StrategyView};
use leptos::prelude::*;
use shared::RecordId;

use super::super::today::paused_box;
use super::super::words;
use super::details::contact_due;
use super::{carriers, foot};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, badge, button, explained, picture, setting_icon, signed};
use crate::route::{From, Sheet};

/// The card of the version shown.
pub(super) fn plan_item(version: RecordId) -> El {
    let plan = desk().plan;
    let item = Memo::new(move |_| {
        plan.with(|plan| plan.strategies.iter().find(|item| item.version == version).cloned())
    });
    let card =
        el("article").class("card strategy").test("plan-item").set("data-record", &version.to_string());
    card.add(live(move || item.get().map(|item| body(&item))))
}

fn body(item: &StrategyView) -> Part {
    let plan = &item.strategy;
    let words = &text().plan;
    let by = fill(words.by, &[&words::person(&item.author), &words::day_and_time(item.written)]);
    let may_edit = desk().plan.with_untracked(|plan| plan.may_edit);
    let edit = may_edit.then_some((
        plan.title.as_str(),
        "edit-strategy",
        Sheet::Strategy(From::Version(item.version)),
    ));
    let rivals = (!item.rivals.is_empty()).then(|| {
        let rivals = el("div").class("doubt").test("rivals").add(signed("h4", Icon::Flag, words.rivals));
        rivals.add(el("p").add(words.rivals_text))
    });
    [
        face(item).into(),
        (!plan.how.is_empty()).then(|| el("p").class("how").add(explained(&plan.how))).into(),
        item.paused.iter().map(paused).collect::<Vec<El>>().into(),
        rivals.into(),
        badges(item).into(),
        foot(&by, edit).add(details(item)).into(),
    ]
    .into()
}

/// What to notice before one does it.
fn badges(item: &StrategyView) -> Option<El> {
    let words = &text().program;
    let rests = item.rests.then(|| badge(Icon::Pause, words.rests));
    let is_unread = item.strategy.measure.is_some() && !item.read;
    let said = || match item.number {
        1 => text().counting.new.to_owned(),
        number => fill(text().counting.changed, &[&number.to_string()]),
    };
    let unread = is_unread.then(|| badge(Icon::Eye, &said()));
    let carriers = carriers(item);
    let due = contact_due(item);
    let is_any = due.is_some() || rests.is_some() || unread.is_some() || carriers.is_some();
    is_any.then(|| el("p").class("face-more").add(carriers).add(due).add(rests).add(unread))
}

/// The way to all of it.
fn details(item: &StrategyView) -> El {
    let router = desk().router;
    let series = item.series;
    let words = &text().program;
    let open = move || router.open(Sheet::Item(series));
    button(Kind::Plain, words.details, "item-details", open)
        .spoken(&fill(words.details_of, &[&item.strategy.title]))
}

fn face(item: &StrategyView) -> El {
    let plan = &item.strategy;
    let setting = plan.setting;
    let more = words::dots(&[
        &plan.minutes.map(words::minutes).unwrap_or_default(),
        plan.channel.map_or("", |channel| channel.label(language())),
    ]);
    let place = signed("span", setting_icon(setting), setting.label(language()));
    let place = place.class(&["where ", setting.code()].concat());
    let more = el("p").class("face-more").add(place).add(el("span").class("minutes").add(more));
    let more = more.add(plan.supervise.then(|| badge(Icon::Eye, text().plan.supervise_short)));
    let said =
        el("div").class("face-words").add(el("p").class("routine").add(plan.routine.label(language())));
    let said = said
        .add(el("h3").class("face-title").add(words::card_title(&plan.title, plan.library.as_deref())))
        .add(more);
    el("div").class("face").add(picture(plan.library.as_deref(), plan.channel)).add(said)
}

/// What pauses it, and the way to clear that for those who may.
pub(super) fn paused(stop: &PausedView) -> El {
    let words = &text().plan;
    let desk = desk();
    let id = stop.stop;
    let why = fill(words.paused, &[stop.reason.label(language())]);
    let who = words::person(&stop.author);
    let by = fill(words.paused_by, &[&who, stop.setting.label(language()), &words::day_and_time(stop.at)]);
    let may_clear = desk.plan.with_untracked(|plan| plan.may_clear);
    let open = move || desk.router.open(Sheet::Clear(id));
    let clear = may_clear.then(|| button(Kind::Quiet, words.clear, "clear", open).sign(Icon::Check));
    paused_box(&why, &stop.note).add(el("p").class("help").add(by)).add(clear)
}
