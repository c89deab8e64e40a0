//! The app in a browser: starts the shell, shows the screens.
//!
//! Where to start: [`shell`] is the browser, [`screens`] is what people see, [`kit`] the parts screens are built of,
//! [`i18n`] every word. What the app does is in `client/core`.

mod desk;
mod dom;
mod drafts;
mod i18n;
mod kit;
mod route;
mod screens;
mod shell;
mod timer;

use leptos::mount;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    let Some(place) = document().get_element_by_id("app") else { return };
    let parent = place.clone().unchecked_into();
    mount::mount_to(parent, move || screens::mount(shell::start(), &place)).forget();
    // What the page shows until the app is there.
    if let Some(waiting) = document().get_element_by_id("shell") {
        waiting.remove();
    }
}
