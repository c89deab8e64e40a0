//! An empty place: what will be here, and the one next step.

use super::icon::{Icon, icon};
use crate::dom::{El, el};

/// The place: its shape, what is not here yet, and what will be.
pub(crate) fn empty(sign: Icon, title: &str, words: &str) -> El {
    let place = el("section").class("empty").add(el("div").class("empty-sign").add(icon(sign)));
    place.add(el("h2").add(title)).add(el("p").add(words))
}
