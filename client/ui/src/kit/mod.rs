//! The parts every screen is put together from. They take labels, values and callbacks; they know no screen and no
//! app, but for [`sheet`], which closes itself by the router.

#![expect(unreachable_pub, reason = "the component macro writes public items")]

mod area;
mod bar;
mod button;
mod choice;
mod empty;
mod field;
pub(crate) mod focus;
mod icon;
mod keys;
mod marks;
mod qr;
mod sheet;
mod when;

pub(crate) use area::Area;
pub(crate) use bar::{Bar, Urgency};
pub(crate) use button::{Button, Kind};
pub(crate) use choice::{Choice, Option_, options, options_with_none};
pub(crate) use empty::Empty;
pub(crate) use field::{Field, Input};
pub(crate) use icon::{Icon, icon, picture};
pub(crate) use keys::HelpedKeys;
pub(crate) use marks::{helped_mark, setting_icon, setting_mark, shared_mark, shared_word};
pub(crate) use qr::qr;
pub(crate) use sheet::Sheet;
pub(crate) use when::When;
