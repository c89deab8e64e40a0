//! Before and after as a small table: only the states that were written down.

use carryover_core::insight::Turn;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Regulation;

use super::card::notes;
use crate::desk::{language, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;

/// The table; none where nobody wrote both down.
pub(super) fn turns(turns: &[Turn]) -> Option<El> {
    if turns.is_empty() {
        return None;
    }
    let words = &text().helping;
    let shown = RwSignal::new(Vec::<RecordId>::new());
    let there = |is: &dyn Fn(&Turn, Regulation) -> bool| {
        let there = Regulation::ALL.iter().copied().filter(|state| turns.iter().any(|turn| is(turn, *state)));
        there.collect::<Vec<_>>()
    };
    let (before, after) =
        (there(&|turn, state| turn.before == state), there(&|turn, state| turn.after == state));
    let head = after.iter().map(|state| {
        el("th").set("scope", "col").add(fill(words.after, &[&state.label(language()).to_lowercase()]))
    });
    let head = el("tr").add(el("th").set("scope", "col").add(words.before)).add(head.collect::<Vec<El>>());
    let rows = before.iter().map(|from| {
        let cells = after.iter().map(|to| {
            let turn = turns.iter().find(|turn| (turn.before, turn.after) == (*from, *to));
            el("td").add(turn.map(|turn| cell(turn, shown)))
        });
        let name = el("th").set("scope", "row").add(from.label(language()));
        el("tr").add(name).add(cells.collect::<Vec<El>>())
    });
    let table = el("table").class("turns").test("turns").add(el("caption").add(words.turns));
    let table = table.add(el("thead").add(head)).add(el("tbody").add(rows.collect::<Vec<El>>()));
    let behind = live(move || {
        let ids = shown.get();
        (!ids.is_empty()).then(|| untrack(|| notes(ids)))
    });
    Some(el("div").class("turned").add(table).add(behind))
}

fn cell(turn: &Turn, shown: RwSignal<Vec<RecordId>>) -> El {
    let times = turn.times.to_string();
    let (from, to) = (turn.before.label(language()), turn.after.label(language()));
    let ids = turn.entries.clone();
    let show = move || {
        let same = shown.with_untracked(|held| *held == ids);
        shown.set(if same { Vec::new() } else { ids.clone() });
    };
    let cell = el("button")
        .set("type", "button")
        .class("turn")
        .spoken(&fill(text().helping.turn, &[from, to, &times]));
    cell.press(show).add(times)
}
