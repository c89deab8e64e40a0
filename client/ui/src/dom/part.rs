//! What can stand in an element, and how what is live is kept up to date.

use leptos::prelude::{StoredValue, document};
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use super::each::Each;
use super::element::El;

/// What can stand in an element.
pub(crate) enum Part {
    /// Nothing.
    Nothing,
    /// Text that stays.
    Text(String),
    /// An element.
    El(El),
    /// Several, one after the other.
    Many(Vec<Part>),
    /// What is built anew whenever a signal it reads changes.
    Live(Box<dyn Fn() -> Part>),
    /// A keyed list.
    Each(Each),
}

/// A part that is built anew whenever a signal it reads changes.
pub(crate) fn live<P: Into<Part>>(build: impl Fn() -> P + 'static) -> Part {
    Part::Live(Box::new(move || build().into()))
}

/// Puts a part into an element of the page, for good.
pub(crate) fn mount(place: &Element, part: Part) {
    insert(place, None, part);
}

/// Runs at once, and again whenever a signal it reads changes, as long as its owner lives.
pub(crate) fn effect(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // The owner drops what is stored with it, and the effect ends.
    StoredValue::new_local(effect);
}

/// Inserts a part into `parent`, before a node or at the end.
pub(super) fn insert(parent: &Node, before: Option<&Node>, part: Part) {
    match part {
        Part::Nothing => {}
        Part::Text(text) => place(parent, before, &document().create_text_node(&text)),
        Part::El(el) => place(parent, before, el.element()),
        Part::Many(parts) => parts.into_iter().for_each(|part| insert(parent, before, part)),
        Part::Live(build) => {
            let (start, end) = marks(parent, before);
            effect(Box::new(move || {
                let part = build();
                clear(&start, &end);
                if let Some(parent) = end.parent_node() {
                    insert(&parent, Some(&end), part);
                }
            }));
        }
        Part::Each(each) => each.insert(marks(parent, before)),
    }
}

/// Puts one node into its place.
pub(super) fn place(parent: &Node, before: Option<&Node>, node: &Node) {
    let _ = parent.insert_before(node, before);
}

/// Two comments that show where a live part begins and ends.
fn marks(parent: &Node, before: Option<&Node>) -> (Node, Node) {
    let mark = || -> Node { document().create_comment("").unchecked_into() };
    let marks = (mark(), mark());
    place(parent, before, &marks.0);
    place(parent, before, &marks.1);
    marks
}

fn clear(start: &Node, end: &Node) {
    while let Some(node) = start.next_sibling().filter(|node| node != end) {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(&node);
        }
    }
}

impl From<()> for Part {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<El> for Part {
    fn from(el: El) -> Self {
        Self::El(el)
    }
}

impl<P: Into<Part>> From<Option<P>> for Part {
    fn from(part: Option<P>) -> Self {
        part.map_or(Self::Nothing, Into::into)
    }
}

impl<P: Into<Part>> From<Vec<P>> for Part {
    fn from(parts: Vec<P>) -> Self {
        Self::Many(parts.into_iter().map(Into::into).collect())
    }
}

impl<const N: usize> From<[Part; N]> for Part {
    fn from(parts: [Part; N]) -> Self {
        Self::Many(parts.into())
    }
}
