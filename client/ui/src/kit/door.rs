//! A door: a large way on, with what is behind it.

use super::icon::{Icon, icon};
use crate::dom::{El, el};

/// The door; what pressing it does is added by whoever has it.
pub(crate) fn door(sign: Icon, label: &str, help: &str, test: &str) -> El {
    let words = el("span").class("door-words").add(el("strong").add(label)).add(el("span").add(help));
    let door = el("button").set("type", "button").class("door").test(test);
    door.add(el("span").class("door-sign").add(icon(sign))).add(words).add(icon(Icon::Next))
}
