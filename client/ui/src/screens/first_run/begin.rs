//! Right after starting: one routine, one activity. Can be skipped.

use carryover_core::library::Card;
use carryover_core::{Intent, NewStrategy};
use leptos::prelude::*;
use shared::record::Routine;

use super::super::log;
use super::super::tiles::Tiles;
use crate::desk::{Desk, desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Kind, Sheet, focus, picture};

/// The sheet.
#[component]
pub(crate) fn Begin() -> impl IntoView {
    let desk = desk();
    let words = &text().first;
    let picked = RwSignal::new(None::<&'static Card>);
    let child = Memo::new(move |_| desk.chip().map(|chip| chip.child).unwrap_or_default());
    let pick = Callback::new(move |card| {
        picked.set(Some(card));
        focus::sheet_top();
    });
    view! {
        <Sheet title=words.pick_title test="begin-sheet">
            {move || match picked.get() {
                None => view! {
                    <p>{move || fill(words.pick_text, &[&child.get()])}</p>
                    <Tiles pick=pick/>
                }.into_any(),
                Some(card) => when(desk, card),
            }}
            <div class="acts">
                <Button label=words.skip kind=Kind::Plain test="skip" press=move || desk.router.close()/>
            </div>
        </Sheet>
    }
}

/// One tap on a routine puts the card into the plan.
fn when(desk: Desk, card: &'static Card) -> AnyView {
    let words = card.words(language());
    let routines: Vec<AnyView> = Routine::ALL.iter().map(|routine| way(desk, card, *routine)).collect();
    view! {
        <div class="face">
            {picture(Some(card.id), card.channel)}
            <div class="face-words"><h3 class="face-title">{words.title}</h3><p>{words.how}</p></div>
        </div>
        <h3>{text().first.pick_when}</h3>
        <div class="routines">{routines}</div>
    }
    .into_any()
}

fn way(desk: Desk, card: &'static Card, routine: Routine) -> AnyView {
    let plan = move |_| {
        let words = card.words(language());
        desk.dispatch(Intent::PlanStrategy(NewStrategy {
            replaces: Vec::new(),
            title: words.title.to_owned(),
            library: Some(card.id.to_owned()),
            setting: log::setting(desk),
            routine,
            minutes: Some(card.minutes),
            channel: card.channel,
            supervise: card.supervise,
            how: words.how.to_owned(),
        }));
        desk.router.close();
    };
    view! {
        <button type="button" class="button quiet" data-test=["routine-", routine.code()].concat() on:click=plan>
            {routine.label(language())}
        </button>
    }
    .into_any()
}
