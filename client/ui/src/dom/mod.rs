//! Elements of the page, built by hand over Leptos' signals. Owns how a change of a signal reaches the page; knows no
//! screen and no word.
//!
//! Leptos' `view!` makes a type of every element with its attributes and children, and code for each such type. For
//! this app that was a third of all it downloads, so elements here have one type, [`El`], and everything that changes
//! is a boxed closure in one kind of effect. Signals, memos, owners and context are Leptos' own.
//!
//! Where to start: [`El`] is an element; [`Part`] is what can stand in one: text, an element, several, or what
//! [`live`] rebuilds when a signal it reads changes; [`each`] keeps the elements of a keyed list.

mod each;
mod element;
mod part;

pub(crate) use each::each;
pub(crate) use element::{El, Event, el, is_checked, svg, typed};
pub(crate) use part::{Part, effect, live, mount};
