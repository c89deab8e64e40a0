//! Something else: a card from the plan or the library, or one's own words, and then how it went. The third tap
//! saves.

use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::Moment;
use shared::record::Helped;

use super::super::log;
use super::super::tiles::{Tiles, tile};
use crate::desk::{desk, language, text};
use crate::drafts;
use crate::i18n::fill;
use crate::kit::{Button, Field, HelpedKeys, Icon, Input, Kind, Sheet, When, focus};
use crate::timer::Subject;

const OWN: &str = "own-words";

/// The sheet.
#[component]
pub(crate) fn More() -> impl IntoView {
    let subject = RwSignal::new(None::<Subject>);
    Effect::new(move || {
        if subject.with(Option::is_some) {
            focus::sheet_top();
        }
    });
    view! {
        <Sheet title=text().day.more_title test="more-sheet">
            {move || match subject.get() {
                None => picking(subject),
                Some(picked) => asking(picked),
            }}
        </Sheet>
    }
}

fn picking(subject: RwSignal<Option<Subject>>) -> AnyView {
    let words = &text().day;
    let planned: Vec<AnyView> = desk().today.with_untracked(|today| {
        let open = today.strategies.iter().filter(|item| item.paused.is_empty());
        open.map(|item| planned(item, subject)).collect()
    });
    let from_plan = (!planned.is_empty()).then(|| {
        view! { <h3>{words.from_plan}</h3><div class="tiles">{planned}</div> }
    });
    let pick = move |card: &'static carryover_core::library::Card| {
        subject.set(Some(Subject {
            title: card.words(language()).title.to_owned(),
            library: Some(card.id.to_owned()),
            channel: card.channel,
            strategy: None,
        }));
    };
    view! {
        <OwnWords subject=subject/>
        {from_plan}
        <Tiles pick=pick/>
    }
    .into_any()
}

/// A title in the person's own words.
#[component]
fn OwnWords(
    /// Where the answer goes.
    subject: RwSignal<Option<Subject>>,
) -> impl IntoView {
    let words = &text().day;
    let typed = RwSignal::new(drafts::read(OWN));
    let keep = move |text: String| {
        drafts::keep(OWN, &text);
        typed.set(text);
    };
    let go = move || {
        let title = typed.with(|typed| typed.trim().to_owned());
        if !title.is_empty() {
            subject.set(Some(Subject { title, ..Subject::default() }));
        }
    };
    view! {
        <div class="own">
            <Field id="own" label=words.own help=words.own_help input=Input::Line value=typed typed=keep test="own-words"/>
            <Button label=words.choose kind=Kind::Quiet sign=Icon::Next test="own-go" press=go/>
        </div>
    }
}

fn planned(item: &StrategyView, subject: RwSignal<Option<Subject>>) -> AnyView {
    let picked = StoredValue::new(Subject::from(item));
    let plan = &item.strategy;
    tile(
        &plan.title,
        plan.library.as_deref(),
        plan.channel,
        "plan-tile",
        Callback::new(move |()| subject.set(Some(picked.get_value()))),
    )
}

fn asking(picked: Subject) -> AnyView {
    let at = StoredValue::new(None::<Moment>);
    let legend = fill(text().day.how_was_this, &[&picked.title]);
    let heading = legend.clone();
    let pick = move |helped: Helped| {
        let desk = desk();
        drafts::forget(OWN);
        log::activity(desk, picked.clone(), helped, None, at.get_value());
        desk.router.close();
    };
    view! {
        <h3>{heading}</h3>
        <HelpedKeys legend=legend language=language() pick=pick/>
        <When pick=move |moment| at.set_value(moment)/>
    }
    .into_any()
}
