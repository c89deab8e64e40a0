//! What needs a look first: stops, changes in two places, possible duplicates.

use carryover_core::view::{Flag, PausedView};
use leptos::prelude::*;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Icon, Kind, icon};
use crate::route::{Place, Sheet};

/// The flags.
#[component]
pub(super) fn Flags() -> impl IntoView {
    let desk = desk();
    let flags = Memo::new(move |_| desk.timeline.with(|view| view.flags.clone()));
    let words = &text().since;
    view! {
        <section class="flags" aria-label=words.flags data-test="flags">
            {move || match flags.with(Vec::is_empty) {
                true => view! { <p class="help">{words.no_flags}</p> }.into_any(),
                false => {
                    let lines: Vec<AnyView> = flags.with(|flags| flags.iter().map(line).collect());
                    view! { <ul>{lines}</ul> }.into_any()
                }
            }}
        </section>
    }
}

fn line(flag: &Flag) -> AnyView {
    let words = &text().since;
    match flag {
        Flag::Stopped(stop) => stopped(stop),
        Flag::TwoPlaces { record, title } => {
            let record = *record;
            plain(Icon::Flag, fill(words.two_places, &[title]), words.look, move || {
                desk().router.open(Sheet::Entry(record));
            })
        }
        Flag::PlanTwoPlaces { title } => {
            plain(Icon::Flag, fill(words.plan_two_places, &[title]), words.look, || {
                desk().router.go(Place::Plan);
            })
        }
        Flag::Twins { record, title, .. } => {
            let record = *record;
            plain(Icon::Twins, fill(words.twins, &[title]), words.compare, move || {
                desk().router.open(Sheet::Entry(record));
            })
        }
    }
}

fn plain(sign: Icon, said: String, label: &'static str, press: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <li class="flag">
            <span class="mark">{icon(sign)}</span>
            <span class="flag-words">{said}</span>
            <Button label=label kind=Kind::Quiet test="flag-look" press=press/>
        </li>
    }
    .into_any()
}

fn stopped(stop: &PausedView) -> AnyView {
    let words = &text().since;
    let said = fill(words.stopped, &[&stop.title, stop.reason.label(language())]);
    let who = words::person(&stop.author);
    let by = fill(words.stopped_by, &[&who, stop.setting.label(language()), &words::day_and_time(stop.at)]);
    let note = (!stop.note.is_empty()).then(|| view! { <span class="line">{stop.note.clone()}</span> });
    let id = stop.stop;
    let router = desk().router;
    let clear = desk().plan.with(|plan| plan.may_clear).then(|| {
        view! { <Button label=words.clear kind=Kind::Quiet test="clear" press=move || router.open(Sheet::Clear(id))/> }
    });
    view! {
        <li class="flag whole" data-test="flag-stop">
            <span class="mark stopped">{icon(Icon::Stop)}</span>
            <span class="flag-words"><strong>{said}</strong>{note}<span class="meta">{by}</span></span>
            <Button label=words.look kind=Kind::Plain test="flag-look" press=move || router.open(Sheet::Entry(id))/>
            {clear}
        </li>
    }
    .into_any()
}
