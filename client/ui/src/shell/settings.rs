//! The settings of this device: language and colours, in `localStorage`. Nothing personal is ever kept there.

use carryover_core::Language;
use leptos::prelude::{document, window};

const LANGUAGE: &str = "carryover.language";
const THEME: &str = "carryover.theme";

/// The colours chosen; also the value of `data-theme` on the page's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the device is set.
    #[default]
    Device,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

impl Theme {
    /// Every choice, in the order of the settings screen.
    pub(crate) const ALL: [Self; 4] = [Self::Device, Self::Light, Self::Dark, Self::Contrast];

    /// Its word in storage and in the style sheet.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// The language chosen, or else the browser's.
pub(super) fn language() -> Language {
    let word = kept(LANGUAGE).or_else(|| window().navigator().language()).unwrap_or_default();
    if word.starts_with("es") { Language::Spanish } else { Language::English }
}

/// The colours chosen.
pub(super) fn theme() -> Theme {
    let word = kept(THEME);
    Theme::ALL.into_iter().find(|theme| Some(theme.word()) == word.as_deref()).unwrap_or_default()
}

/// Remembers the language and tells the page.
pub(super) fn keep_language(language: Language) {
    keep(LANGUAGE, code(language));
    mark("lang", code(language));
}

/// Remembers the colours and tells the page.
pub(super) fn keep_theme(theme: Theme) {
    keep(THEME, theme.word());
    mark("data-theme", theme.word());
}

/// Tells the page both, as it starts.
pub(super) fn apply(language: Language, theme: Theme) {
    mark("lang", code(language));
    mark("data-theme", theme.word());
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Spanish => "es",
    }
}

fn kept(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// A browser that keeps no settings still shows what was chosen until the page is closed.
fn keep(name: &str, word: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(name, word);
    }
}

fn mark(attribute: &str, word: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(attribute, word);
    }
}
