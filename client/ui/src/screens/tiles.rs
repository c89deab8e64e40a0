//! The activity library as tiles with pictures, list by list.

use carryover_core::library::{CARDS, Card, List};
use leptos::prelude::*;
use shared::record::Channel;

use crate::desk::language;
use crate::i18n::labels::Label;
use crate::kit::picture;

const LISTS: [List; 5] =
    [List::Sensory, List::Strengthening, List::FineMotor, List::VisualMotor, List::Posture];

/// All cards.
#[component]
pub(crate) fn Tiles(
    /// A card was picked.
    #[prop(into)]
    pick: Callback<&'static Card>,
) -> impl IntoView {
    let lists: Vec<AnyView> = LISTS.into_iter().map(|list| tiles_of(list, pick)).collect();
    view! { <div class="library">{lists}</div> }
}

fn tiles_of(list: List, pick: Callback<&'static Card>) -> AnyView {
    let of_list = CARDS.iter().filter(|card| card.list == list);
    let tiles: Vec<AnyView> = of_list
        .map(|card| {
            let press = Callback::new(move |()| pick.run(card));
            tile(card.words(language()).title, Some(card.id), card.channel, card.id, press)
        })
        .collect();
    if tiles.is_empty() {
        return ().into_any();
    }
    view! {
        <h3>{list.label(language())}</h3>
        <div class="tiles">{tiles}</div>
    }
    .into_any()
}

/// One tile; its test hook is `card-` and `id`.
pub(crate) fn tile(
    title: &str,
    library: Option<&str>,
    channel: Option<Channel>,
    id: &str,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button type="button" class="tile" data-test=["card-", id].concat() on:click=move |_| press.run(())>
            {picture(library, channel)}
            <span>{title.to_owned()}</span>
        </button>
    }
    .into_any()
}
