//! A gentle reminder on Today: as long as one device alone can read the notes, a printed sheet is all that would bring
//! them back.

use leptos::prelude::*;
use shared::record::Role;

use crate::desk::{desk, text};
use crate::dom::{Part, el, live};
use crate::drafts;
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, door};
use crate::route::Sheet;

/// Kept with the window, so that it comes back another day.
const LATER: &str = "paper-later";

/// The reminder, once something was written that could be lost.
pub(crate) fn nag() -> Part {
    let desk = desk();
    let is_later = RwSignal::new(!drafts::read(LATER).is_empty());
    let is_due = Memo::new(move |_| {
        let is_alone = desk.team.with(|team| {
            let devices: usize = team.members.iter().map(|member| member.devices.len()).sum();
            team.sheet.is_some() && devices == 1
        });
        is_alone && desk.role() == Role::Guardian && desk.today.with(|today| !today.entries.is_empty())
    });
    live(move || {
        (is_due.get() && !is_later.get()).then(|| {
            let words = &text().paper;
            let child = desk.chip().map(|chip| chip.child).unwrap_or_default();
            let open = move || desk.router.open(Sheet::Paper);
            let later = move || {
                drafts::keep(LATER, "1");
                is_later.set(true);
            };
            let said = fill(words.nag_text, &[&child]);
            let door = door(Icon::Print, words.nag, &said, "paper").press(open);
            let later = button(Kind::Plain, words.later, "paper-later", later);
            el("div").class("doors").test("paper-nag").add(door).add(el("div").class("acts").add(later))
        })
    })
}
