//! Newer versions of the app: `boot.js` keeps the service worker, says when a version waits and starts it when told.

use leptos::ev;
use leptos::prelude::*;
use web_sys::Event;

/// `boot.js` writes here how far an update is: `waiting`, or `replaced` when another window started it.
const MARK: &str = "data-update";

/// Hears from here on whether a newer version is ready.
pub(super) fn hear(update_waiting: RwSignal<bool>) {
    let look = move || update_waiting.set(mark().is_some());
    let _ = window_event_listener(ev::Custom::<Event>::new("carryover-update"), move |_| look());
    look();
}

/// Starts the version that waits; `boot.js` reloads the page when it has taken over.
pub(super) fn use_update() {
    if mark().as_deref() == Some("replaced") {
        let _ = location().reload();
    } else if let Ok(event) = Event::new("carryover-update-now") {
        let _ = window().dispatch_event(&event);
    }
}

fn mark() -> Option<String> {
    document().document_element()?.get_attribute(MARK)
}
