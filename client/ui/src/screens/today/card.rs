//! One activity of the plan on Today: what it is, "Did it", and then how it went.

use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Helped;

use super::super::{log, words};
use super::{paused_line, strategy};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, badge, button, focus, helped_keys, picture};
use crate::timer::Subject;

/// The card; the first one is large. `skip` is "Not now".
pub(super) fn strategy_card(series: RecordId, first: bool, skip: impl FnMut() + Copy + 'static) -> El {
    let item = strategy(series);
    let may_log = desk().may_log;
    let is_asking = RwSignal::new(false);
    let body = move || -> Part {
        let Some(item) = item.get().filter(|_| may_log.get()) else { return Part::Nothing };
        match item.paused.first() {
            Some(stop) => paused_line(stop).into(),
            None if is_asking.get() => asking(&item, is_asking),
            None => offered(&item, first, is_asking, skip).into(),
        }
    };
    let card = el("article").class(if first { "card strategy next" } else { "card strategy" });
    let card = card.test("strategy").set("data-series", &series.to_string());
    card.add(live(move || item.get().map(|item| face(&item, first)))).add(live(body))
}

/// Picture, routine, title, minutes; how to do it where there is room.
pub(in crate::screens) fn face(item: &StrategyView, first: bool) -> Part {
    let plan = &item.strategy;
    let routine = plan.routine.label(language());
    let routine = if first { words::dots(&[text().day.next, routine]) } else { routine.to_owned() };
    let minutes = plan.minutes.map(|minutes| el("span").class("minutes").add(words::minutes(minutes)));
    let supervise = plan.supervise.then(|| badge(Icon::Eye, text().day.supervise));
    let more = el("p").class("face-more").add(minutes).add(supervise);
    let how = (first && !plan.how.is_empty()).then(|| el("p").class("how").add(plan.how.as_str()));
    let words = el("div").class("face-words").add(el("p").class("routine").add(routine));
    let words = words
        .add(el("h2").class("face-title").add(words::card_title(&plan.title, plan.library.as_deref())))
        .add(more);
    let face = el("div").class("face").add(picture(plan.library.as_deref(), plan.channel)).add(words);
    [face.into(), how.into()].into()
}

fn offered(item: &StrategyView, first: bool, is_asking: RwSignal<bool>, skip: impl FnMut() + 'static) -> El {
    let words = &text().day;
    let ask = move || {
        is_asking.set(true);
        focus::first(".keys .key");
    };
    let kind = if first { Kind::Primary } else { Kind::Quiet };
    let did = button(kind, words.did_it, "log-did-it", ask).sign(Icon::Check);
    let acts = el("div").class("acts").add(did.spoken(&fill(words.did_this, &[&item.strategy.title])));
    if !first {
        return acts;
    }
    let subject = Subject::from(item);
    let start = move || {
        let desk = desk();
        desk.timer.start(subject.clone(), desk.now().unix_ms);
    };
    let timer = button(Kind::Quiet, words.timer, "start-timer", start).sign(Icon::Play);
    acts.add(timer).add(button(Kind::Plain, words.not_now, "not-now", skip))
}

fn asking(item: &StrategyView, is_asking: RwSignal<bool>) -> Part {
    let words = &text().day;
    let legend = fill(words.how_was_this, &[&item.strategy.title]);
    let subject = Subject::from(item);
    let minutes = item.strategy.minutes;
    let pick = move |helped: Helped| {
        is_asking.set(false);
        log::activity(desk(), subject.clone(), helped, minutes, None);
    };
    let ask = el("p").class("ask").set("aria-hidden", "true").add(words.how_was_it);
    let cancel = button(Kind::Plain, text().frame.cancel, "cancel", move || is_asking.set(false));
    [ask.into(), helped_keys(&legend, language(), pick).into(), el("div").class("acts").add(cancel).into()]
        .into()
}
