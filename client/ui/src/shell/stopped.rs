//! What is painted when the app panics, without the framework: the page stays as it is below, so what was being
//! written can still be read and copied. Its look is `.stopped` in the style sheet.

use std::panic;

use wasm_bindgen::prelude::*;
use web_sys::Document;

const ID: &str = "stopped";

/// From here on, a panic paints.
pub(super) fn paint_on_panic() {
    panic::set_hook(Box::new(|panic| {
        // The place, never the message: it may hold what someone wrote.
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        web_sys::console::error_2(&"Carryover stopped at".into(), &place.into());
        #[cfg(feature = "selftest")]
        web_sys::console::error_1(&panic.to_string().into());
        let _ = paint();
    }));
}

/// Says that the app has stopped, that what was saved is safe, and offers to reload.
pub(super) fn paint() -> Result<(), JsValue> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Ok(()) };
    let (Some(body), None) = (document.body(), document.get_element_by_id(ID)) else { return Ok(()) };
    let words = Words::of(&document);
    let alert = document.create_element("div")?;
    alert.set_id(ID);
    alert.set_class_name("stopped");
    alert.set_attribute("role", "alert")?;
    alert.set_text_content(Some(words.safe));
    if document.query_selector("textarea")?.is_some() {
        alert.append_with_str_1(words.copy)?;
    }
    let reload = document.create_element("a")?;
    // An empty address is this page without its fragment, loaded afresh.
    reload.set_attribute("href", "")?;
    reload.set_text_content(Some(words.reload));
    alert.append_child(&reload)?;
    body.prepend_with_node_1(&alert)?;
    alert.scroll_into_view();
    Ok(())
}

struct Words {
    safe: &'static str,
    copy: &'static str,
    reload: &'static str,
}

impl Words {
    fn of(document: &Document) -> Self {
        let language = document.document_element().and_then(|root| root.get_attribute("lang"));
        match language.as_deref() {
            Some("es") => Self {
                safe: "Lo que guardó está seguro en este dispositivo. ",
                copy: "Si estaba escribiendo algo, cópielo antes. ",
                reload: "Volver a cargar",
            },
            _ => Self {
                safe: "Your saved entries are safe on this device. ",
                copy: "If you were writing something, copy it first. ",
                reload: "Reload",
            },
        }
    }
}
