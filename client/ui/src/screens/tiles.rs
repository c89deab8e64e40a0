//! The activity library as tiles with pictures, list by list.

use std::rc::Rc;

use carryover_core::library::{CARDS, Card, List};
use shared::record::Channel;

use crate::desk::language;
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::kit::picture;

const LISTS: [List; 5] =
    [List::Sensory, List::Strengthening, List::FineMotor, List::VisualMotor, List::Posture];

/// All cards.
pub(crate) fn tiles(pick: impl Fn(&'static Card) + 'static) -> El {
    let pick: Rc<dyn Fn(&'static Card)> = Rc::new(pick);
    let mut library = el("div").class("library");
    for list in LISTS {
        let mut tiles = el("div").class("tiles");
        for card in CARDS.iter().filter(|card| card.list == list) {
            let pick = pick.clone();
            let title = card.words(language()).title;
            tiles = tiles.add(tile(title, Some(card.id), card.channel, card.id, move || pick(card)));
        }
        library = library.add(el("h3").add(list.label(language()))).add(tiles);
    }
    library
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
