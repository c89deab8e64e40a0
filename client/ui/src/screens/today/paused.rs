//! What is paused, why, and what can be done instead (C44).

use carryover_core::library::{CARDS, Card};
use carryover_core::view::{PausedView, StrategyView};
use leptos::prelude::*;
use shared::record::Channel;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, icon, picture};

/// How many alternatives are offered: a short list is chosen from, a long one is not.
const OFFERED: usize = 3;

/// Why it is paused, by whom, since when, and what to do instead.
pub(crate) fn paused_line(stop: &PausedView) -> El {
    let words = &text().day;
    let who = words::person(&stop.author);
    let why = fill(words.paused_why, &[stop.reason.label(language()), &who, &words::day_and_time(stop.at)]);
    let instead = el("details").add(el("summary").add(words.instead));
    paused_box(&why, &stop.note)
        .add(el("p").class("help").add(words.paused_help))
        .add(instead.add(alternatives(&stop.title, stop.library.as_deref())))
}

/// That something is paused, and what was written about it.
pub(crate) fn paused_box(why: &str, note: &str) -> El {
    let said = el("p").class("paused-why").add(icon(Icon::Pause)).add(el("strong").add(why));
    let note = (!note.is_empty()).then(|| el("p").class("quoted").add(note));
    el("div").class("paused").test("paused").add(said).add(note)
}

/// Other strategies in force, then library cards of the same channel.
pub(crate) fn alternatives(title: &str, library: Option<&str>) -> El {
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
    let lines: Vec<El> = planned
        .iter()
        .map(|item| line(&item.strategy.title, item.strategy.library.as_deref(), item.strategy.channel))
        .chain(cards.map(|card| line(card.words(language()).title, Some(card.id), card.channel)))
        .collect();
    match lines.is_empty() {
        true => el("p").class("help").add(text().stop.no_instead),
        false => el("ul").class("instead").add(lines),
    }
}

fn is_paused(card: &Card) -> bool {
    desk()
        .today
        .with_untracked(|today| today.paused.iter().any(|stop| stop.library.as_deref() == Some(card.id)))
}

fn line(title: &str, library: Option<&str>, channel: Option<Channel>) -> El {
    el("li").add(picture(library, channel)).add(el("span").add(title))
}
