//! Two people count the same session apart, to see how far they agree. How far is said afterwards, so that it sways
//! nobody.

use carryover_core::view::EntryBody;
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use super::{Program, open};
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, signed};

/// Who else counts, the way to count along, and afterwards how far both agreed.
pub(super) fn along(program: Program, series: RecordId) -> Part {
    let is_along = Memo::new(move |_| open(program, |open| open.tally.checks.is_some()));
    let others = Memo::new(move |_| {
        program.with(|program| program.as_ref().map(|program| program.others.clone()).unwrap_or_default())
    });
    let agreed = Memo::new(move |_| agreed(series));
    live(move || -> Part {
        let words = &text().counting;
        if is_along.get() == Some(true) {
            return signed("p", Icon::Eye, words.along_now).class("help along").into();
        }
        let is_open = is_along.get().is_some();
        let lines: Vec<El> = others.with(|others| {
            let line = |(person, tally): &(carryover_core::view::Person, RecordId)| {
                let who = words::person(person);
                let tally = *tally;
                let press = move || desk().dispatch(Intent::Care(Care::CountAlong { tally }));
                let along = fill(words.along, &[&who]);
                let along = (!is_open).then(|| button(Kind::Plain, &along, "count-along", press));
                el("li").add(el("span").add(fill(words.others, &[&who]))).add(along)
            };
            others.iter().map(line).collect()
        });
        let others = (!lines.is_empty()).then(|| el("ul").class("others").test("others").add(lines));
        let agreed = agreed.get().filter(|_| !is_open).map(|percent| {
            el("p").class("help").test("agreed").add(fill(words.agreed, &[&percent.to_string()]))
        });
        [others.into(), agreed.into()].into()
    })
}

/// How far this person's last finished count of today agrees with the one it watched.
fn agreed(series: RecordId) -> Option<u8> {
    desk().today.with(|today| {
        let mine = today.entries.iter().filter(|entry| entry.author.me && entry.struck.is_none());
        let finished = mine.filter_map(|entry| match &entry.body {
            EntryBody::Tally(view) if view.tally.strategy == Some(series) && view.tally.done => Some(view),
            _ => None,
        });
        finished.filter(|view| view.tally.checks.is_some()).find_map(|view| view.agreement)
    })
}
