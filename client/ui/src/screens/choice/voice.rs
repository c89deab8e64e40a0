//! The device's own voice. Silent where it has none.

use carryover_core::Language;
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::SpeechSynthesisUtterance;

use crate::i18n::code;

/// Speaks the words, over whatever was being said.
pub(super) fn speak(words: &str, language: Language) {
    let window = window();
    let has_voice = js_sys::Reflect::get(&window, &JsValue::from_str("speechSynthesis"));
    if !has_voice.is_ok_and(|voice| voice.is_object()) {
        return;
    }
    let (Ok(voice), Ok(said)) = (window.speech_synthesis(), SpeechSynthesisUtterance::new_with_text(words))
    else {
        return;
    };
    said.set_lang(code(language));
    voice.cancel();
    voice.speak(&said);
}
