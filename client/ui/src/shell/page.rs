//! The page in its window: whether it is looked at, whether there may be a network again, and the passing minutes.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use web_sys::VisibilityState;

use super::{Shell, locking, tabs};

const MINUTE: Duration = Duration::from_secs(60);

/// Hears the page from here on, as long as it lives.
pub(super) fn hear(shell: Shell) {
    let _ = window_event_listener(ev::online, move |_| shell.wake());
    let _ = window_event_listener(ev::visibilitychange, move |_| seen(shell));
    let _ = set_interval_with_handle(move || shell.tick(), MINUTE);
    seen(shell);
}

/// Whoever looks at a window wants to use it.
fn seen(shell: Shell) {
    if is_seen() && !locking::look(shell) {
        tabs::take(shell);
        shell.wake();
        shell.tick();
    }
}

/// Whether somebody may be looking at this window.
pub(super) fn is_seen() -> bool {
    document().visibility_state() == VisibilityState::Visible
}
