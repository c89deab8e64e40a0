//! Changing the team: what is asked reaches the relay first, and only then the screen.

use carryover_core::Intent;
use carryover_core::view::SyncState;
use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{Part, effect, el, live};
use crate::route::Sheet;

/// Asks for a change. What cannot be done now is said on the page below.
pub(crate) fn ask(intent: Intent) {
    let desk = desk();
    desk.dispatch(intent);
    if !desk.is_changing() {
        desk.router.close();
    }
}

/// Says that a change is on its way; once it is not any more, `then` takes the place of this sheet, or nothing does.
pub(crate) fn telling(then: Option<Sheet>) -> Part {
    let desk = desk();
    let is_changing = Memo::new(move |_| desk.team.with(|team| team.inviting));
    let mut was_changing = false;
    effect(Box::new(move || {
        let is_changing = is_changing.get();
        if was_changing && !is_changing {
            match then {
                Some(sheet) => desk.router.open(sheet),
                None => desk.router.close(),
            }
        }
        was_changing = is_changing;
    }));
    on_its_way()
}

/// That a change is on its way, or what it waits for.
pub(super) fn on_its_way() -> Part {
    let desk = desk();
    let is_changing = Memo::new(move |_| desk.team.with(|team| team.inviting));
    let is_offline = move || desk.frame.with(|frame| matches!(frame.sync, SyncState::Offline { .. }));
    let said = live(move || {
        let words = &text().consent;
        is_changing.get().then(|| if is_offline() { words.telling_offline } else { words.telling })
    });
    el("p").class("help").set("role", "status").test("on-its-way").add(said).into()
}
