//! A keyed list: an element is made when its key comes, moved when it moves, and removed when it goes; all others are
//! left alone, with the focus that one of them may have.

use leptos::prelude::{Owner, untrack};
use shared::{RecordId, TeamId};
use web_sys::Node;

use super::element::El;
use super::part::{Part, effect, place};

/// What tells the items of a list apart.
pub(crate) trait Key: Copy + 'static {
    /// The same for the same item, different for any other of the list.
    fn key(self) -> u128;
}

/// The items of a list as they should be now: keys, and how to make an element for one.
type Wanted = Vec<(u128, Box<dyn FnOnce() -> El>)>;

/// A keyed list that follows signals.
pub(crate) struct Each(Box<dyn Fn() -> Wanted>);

/// One item that stands on the page.
struct Item {
    key: u128,
    el: El,
    owner: Owner,
}

/// The list of `items`, each made by `make` once.
pub(crate) fn each<K: Key>(items: impl Fn() -> Vec<K> + 'static, make: impl Fn(K) -> El + 'static) -> Part {
    let make = std::rc::Rc::new(make);
    Part::Each(Each(Box::new(move || {
        let wanted = |item: K| {
            let make = make.clone();
            (item.key(), Box::new(move || make(item)) as Box<dyn FnOnce() -> El>)
        };
        items().into_iter().map(wanted).collect()
    })))
}

impl Each {
    /// Keeps the list between two marks.
    pub(super) fn insert(self, (start, end): (Node, Node)) {
        let parent = Owner::current().unwrap_or_default();
        let mut held: Vec<Item> = Vec::new();
        effect(Box::new(move || {
            let wanted = (self.0)();
            let mut old = core::mem::take(&mut held);
            for (key, make) in wanted {
                let known = old.iter().position(|item| item.key == key);
                held.push(known.map_or_else(|| Item::new(&parent, key, make), |at| old.swap_remove(at)));
            }
            old.into_iter().for_each(Item::remove);
            arrange(&held, &start, &end);
        }));
    }
}

impl Item {
    fn new(parent: &Owner, key: u128, make: Box<dyn FnOnce() -> El>) -> Self {
        let owner = parent.with(Owner::new);
        let el = untrack(|| owner.with(make));
        Self { key, el, owner }
    }

    fn remove(self) {
        self.owner.cleanup();
        self.el.element().remove();
    }
}

/// Puts the items into their order; what is in its place already is not touched.
fn arrange(items: &[Item], start: &Node, end: &Node) {
    let Some(parent) = end.parent_node() else { return };
    let mut next = start.next_sibling();
    for item in items {
        let node: &Node = item.el.element();
        match &next {
            Some(here) if here == node => next = here.next_sibling(),
            before => place(&parent, before.as_ref(), node),
        }
    }
}

impl Key for RecordId {
    fn key(self) -> u128 {
        self.0.as_u128()
    }
}

impl Key for TeamId {
    fn key(self) -> u128 {
        u128::from_be_bytes(self.0)
    }
}

impl Key for i64 {
    fn key(self) -> u128 {
        u128::from(self.cast_unsigned())
    }
}

/// An item that is made anew when the flag beside it changes.
impl<K: Key> Key for (K, bool) {
    fn key(self) -> u128 {
        self.0.key() ^ u128::from(self.1)
    }
}
