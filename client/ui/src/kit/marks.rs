//! Small marks of an entry: where, how it went, how far it has come. Always shape and word; colour only helps.

use carryover_core::Language;
use carryover_core::view::SharedState;
use shared::record::{Helped, Setting};

use super::icon::{Icon, icon, signed};
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::i18n::text_in;

/// The shape of a setting.
pub(crate) const fn setting_icon(setting: Setting) -> Icon {
    match setting {
        Setting::Home => Icon::House,
        Setting::School => Icon::Pencil,
        Setting::Clinic => Icon::Clinic,
        Setting::Community => Icon::Tree,
        Setting::Telehealth => Icon::Screen,
        Setting::EarlyIntervention => Icon::Hands,
    }
}

/// The shape of an answer.
pub(super) const fn helped_icon(helped: Helped) -> Icon {
    match helped {
        Helped::Better => Icon::Better,
        Helped::Same => Icon::Same,
        Helped::Harder => Icon::Harder,
        Helped::Unknown => Icon::Unknown,
    }
}

/// Where, as a tinted square with its shape; the word is for screen readers.
pub(crate) fn setting_mark(setting: Setting, language: Language) -> El {
    let word = el("span").class("spoken").add(setting.label(language));
    el("span").class(&["mark ", setting.code()].concat()).add(icon(setting_icon(setting))).add(word)
}

/// How it went: shape and word.
pub(crate) fn helped_mark(helped: Helped, language: Language) -> El {
    signed("span", helped_icon(helped), helped.label(language))
        .class(&["helped-mark ", helped.code()].concat())
}

/// How often it went so: shape, number and word.
pub(crate) fn helped_count(helped: Helped, times: u32, language: Language) -> El {
    let said = [&times.to_string(), " ", &helped.label(language).to_lowercase()].concat();
    signed("span", helped_icon(helped), &said).class(&["helped-mark ", helped.code()].concat())
}

/// A small thing to notice.
pub(crate) fn badge(sign: Icon, words: &str) -> El {
    signed("span", sign, words).class("badge")
}

/// A small clock until it is shared.
pub(crate) fn shared_mark(state: SharedState, language: Language) -> Option<El> {
    let words = &text_in(language).frame;
    let (sign, said) = match state {
        SharedState::Saving => return None,
        SharedState::Saved => (Icon::Clock, words.saved),
        SharedState::Shared => (Icon::Check, words.shared),
    };
    let word = el("span").class("spoken").add(said);
    Some(el("span").class("state").set("title", said).add(icon(sign)).add(word))
}

/// The word of the state that tests read.
pub(crate) const fn shared_word(state: SharedState) -> &'static str {
    match state {
        SharedState::Saving => "saving",
        SharedState::Saved => "saved",
        SharedState::Shared => "shared",
    }
}
