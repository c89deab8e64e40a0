//! The activity library as tiles with pictures, list by list: the app's cards and the team's own, and of them only what
//! can be done with what is nearby.

use std::rc::Rc;

use carryover_core::view::CardView;
use leptos::prelude::*;
use shared::record::{Channel, List, Near};

use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::kit::{chip, chips, picture};
use crate::shell::On;

const LISTS: [List; 5] =
    [List::Sensory, List::Strengthening, List::FineMotor, List::VisualMotor, List::Posture];

type Pick = Rc<dyn Fn(&CardView)>;

/// All cards that the person can pick, as the team has them.
pub(crate) fn cards() -> Vec<CardView> {
    desk().shell.view(&[On::Records, On::Team], |app, _| app.cards(language()))
}

/// All cards of `shown`, picked by a tap.
pub(crate) fn tiles(shown: fn(&CardView) -> bool, pick: impl Fn(&CardView) + 'static) -> Part {
    let pick: Pick = Rc::new(pick);
    live(move || {
        let cards: Vec<CardView> = cards().into_iter().filter(shown).collect();
        listed(cards, &pick)
    })
}

/// The same, after asking what is nearby.
pub(crate) fn tiles_nearby(shown: fn(&CardView) -> bool, pick: impl Fn(&CardView) + 'static) -> Part {
    let pick: Pick = Rc::new(pick);
    let nearby = RwSignal::new(Vec::<Near>::new());
    let list = live(move || {
        let nearby = nearby.get();
        let fits = |card: &CardView| nearby.is_empty() || card.fits(&nearby);
        let cards = cards().into_iter().filter(|card| shown(card) && fits(card)).collect();
        listed(cards, &pick)
    });
    let words = &text().cards;
    let help = el("p").class("help").add(words.nearby_help);
    [near_chips(words.nearby, nearby).into(), help.into(), list].into()
}

/// The question what is nearby.
pub(crate) fn near_chips(legend: &str, nearby: RwSignal<Vec<Near>>) -> El {
    let chip_of = |near: &Near| {
        let near = *near;
        let is_on = move || nearby.with(|nearby| nearby.contains(&near));
        let press = move || {
            nearby.update(|nearby| match nearby.iter().position(|other| *other == near) {
                Some(at) => drop(nearby.remove(at)),
                None => nearby.push(near),
            });
        };
        chip(near.label(language()), &["near-", near.code()].concat(), is_on, press)
    };
    chips(legend, Near::ALL.iter().map(chip_of).collect())
}

fn listed(cards: Vec<CardView>, pick: &Pick) -> El {
    let mut library = el("div").class("library");
    for list in LISTS {
        let here: Vec<El> =
            cards.iter().filter(|card| card.list == list).map(|card| one(card, pick)).collect();
        if !here.is_empty() {
            library =
                library.add(el("h3").add(list.label(language()))).add(el("div").class("tiles").add(here));
        }
    }
    library
}

fn one(card: &CardView, pick: &Pick) -> El {
    let (held, pick) = (card.clone(), pick.clone());
    let (library, id) = match card.own {
        Some(_) => (None, "own"),
        None => (Some(card.library.as_str()), card.library.as_str()),
    };
    let ours = card.own.as_ref().map(|_| el("span").class("help").add(text().cards.ours));
    tile(&card.title, library, card.channel, id, move || pick(&held)).add(ours)
}

/// One tile; its test hook is `card-` and `id`.
pub(crate) fn tile(
    title: &str,
    library: Option<&str>,
    channel: Option<Channel>,
    id: &str,
    press: impl FnMut() + 'static,
) -> El {
    let tile = el("button").set("type", "button").class("tile").test(&["card-", id].concat());
    tile.add(picture(library, channel)).add(el("span").add(title)).press(press)
}
