//! What is paused, why, and what can be done instead (C44).

use carryover_core::library::{CARDS, Card};
use carryover_core::view::{PausedView, StrategyView};
use leptos::prelude::*;
use shared::record::Channel;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, icon, picture};

/// How many alternatives are offered: a short list is chosen from, a long one is not.
const OFFERED: usize = 3;

/// Why it is paused, by whom, since when, and what to do instead.
pub(crate) fn paused_line(stop: &PausedView) -> AnyView {
    let words = &text().day;
    let who = words::person(&stop.author);
    let why = fill(words.paused_why, &[stop.reason.label(language()), &who, &words::day_and_time(stop.at)]);
    let note = (!stop.note.is_empty()).then(|| view! { <p class="quoted">{stop.note.clone()}</p> });
    view! {
        <div class="paused" data-test="paused">
            <p class="paused-why">{icon(Icon::Pause)}<strong>{why}</strong></p>
            {note}
            <p class="help">{words.paused_help}</p>
            <details>
                <summary>{words.instead}</summary>
                {alternatives(&stop.title, stop.library.as_deref())}
            </details>
        </div>
    }
    .into_any()
}

/// Other strategies in force, then library cards of the same channel.
pub(crate) fn alternatives(title: &str, library: Option<&str>) -> AnyView {
    let channel = library.and_then(carryover_core::library::card).and_then(|card| card.channel);
    let planned: Vec<StrategyView> = desk().today.with_untracked(|today| {
        let fits = |item: &&StrategyView| item.paused.is_empty() && item.strategy.title != title;
        today.strategies.iter().filter(fits).take(OFFERED).cloned().collect()
    });
    let held: Vec<String> = planned.iter().filter_map(|item| item.strategy.library.clone()).collect();
    let cards = CARDS
        .iter()
        .filter(|card| channel.is_some() && card.channel == channel && Some(card.id) != library)
        .filter(|card| !is_paused(card) && !held.iter().any(|held| held == card.id))
        .take(OFFERED.saturating_sub(planned.len()).max(1));
    let lines: Vec<AnyView> = planned
        .iter()
        .map(|item| line(&item.strategy.title, item.strategy.library.as_deref(), item.strategy.channel))
        .chain(cards.map(|card| line(card.words(language()).title, Some(card.id), card.channel)))
        .collect();
    match lines.is_empty() {
        true => view! { <p class="help">{text().stop.no_instead}</p> }.into_any(),
        false => view! { <ul class="instead">{lines}</ul> }.into_any(),
    }
}

fn is_paused(card: &Card) -> bool {
    desk()
        .today
        .with_untracked(|today| today.paused.iter().any(|stop| stop.library.as_deref() == Some(card.id)))
}

fn line(title: &str, library: Option<&str>, channel: Option<Channel>) -> AnyView {
    view! { <li>{picture(library, channel)}<span>{title.to_owned()}</span></li> }.into_any()
}
