//! The four keys that log: better, same, harder, don't know. One tap each; by shape, word and colour.

use std::rc::Rc;

use carryover_core::Language;
use shared::record::Helped;

use super::marks::helped_icon;
use crate::dom::{El, el};
use crate::i18n::labels::Label;

/// The keys; `legend` says to screen readers what the answer is about.
pub(crate) fn helped_keys(legend: &str, language: Language, pick: impl Fn(Helped) + 'static) -> El {
    let pick: Rc<dyn Fn(Helped)> = Rc::new(pick);
    let mut keys = el("div").class("keys").set("role", "group").spoken(legend);
    for helped in Helped::ALL {
        keys = keys.add(key(*helped, language, pick.clone()));
    }
    keys
}

fn key(helped: Helped, language: Language, pick: Rc<dyn Fn(Helped)>) -> El {
    let key = el("button").set("type", "button").class(&["key helped ", helped.code()].concat());
    let key = key.test(&["helped-", helped.code()].concat()).sign(helped_icon(helped));
    key.add(el("span").add(helped.label(language))).press(move || pick(helped))
}
