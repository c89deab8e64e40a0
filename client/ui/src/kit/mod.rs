//! The parts every screen is put together from. They take labels, values and callbacks; they know no screen and no
//! app, but for [`sheet`](mod@sheet), which closes itself by the router, and [`explained`], which explains words to those
//! who are no clinicians.

mod bar;
mod button;
mod check;
mod chip;
mod choice;
mod door;
mod empty;
mod field;
pub(crate) mod focus;
mod icon;
mod keys;
mod marks;
mod pick;
mod qr;
mod sheet;
mod term;
mod when;

pub(crate) use bar::{Urgency, bar};
pub(crate) use button::{Kind, button, round};
pub(crate) use check::check;
pub(crate) use chip::{chip, chips};
pub(crate) use choice::{Answer, Choice, Optional, options, options_with_none};
pub(crate) use door::door;
pub(crate) use empty::empty;
pub(crate) use field::{Area, Field, Input};
pub(crate) use icon::{Icon, icon, picture, signed};
pub(crate) use keys::helped_keys;
pub(crate) use marks::{
    badge, helped_count, helped_mark, setting_icon, setting_mark, shared_mark, shared_word,
};
pub(crate) use pick::pick;
pub(crate) use qr::qr;
pub(crate) use sheet::sheet;
pub(crate) use term::explained;
pub(crate) use when::when;
