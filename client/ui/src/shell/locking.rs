//! Ending the app in this window so that nothing of it stays in memory: locking it, by hand or by itself, and letting
//! another person write. The page is loaded anew, which is the one sure way.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::store::Database;
use super::{Shell, clock, people};

/// How often it is looked whether the app was left alone for too long.
const LOOK: std::time::Duration = std::time::Duration::from_secs(15);

const MINUTE_MS: i64 = 60_000;

/// Hears every touch from here on, and locks when there was none for as long as the person chose.
pub(super) fn hear(shell: Shell) {
    let touched = move || shell.touched_ms.set_value(clock::now().unix_ms);
    touched();
    let _ = window_event_listener(ev::pointerdown, move |_| touched());
    let _ = window_event_listener(ev::keydown, move |_| touched());
    let _ = set_interval_with_handle(
        move || {
            look(shell);
        },
        LOOK,
    );
}

/// Locks if the app was left alone for too long; says whether it does. Also asked when a window is looked at again: it may have been
/// asleep.
pub(super) fn look(shell: Shell) -> bool {
    let is_over = shell.with(|app, now| {
        let lock = app.lock();
        let is_open = lock.kind.is_some() && app.device().is_ready();
        let alone_ms = now.unix_ms.saturating_sub(shell.touched_ms.get_value());
        is_open && lock.after_minutes.is_some_and(|minutes| alone_ms >= i64::from(minutes) * MINUTE_MS)
    });
    if is_over {
        end(shell, || {});
    }
    is_over
}

/// Ends the app once all is stored, does something, and loads the page anew. What cannot be stored keeps the app open,
/// and the screen says why.
pub(super) fn end(shell: Shell, then: impl Fn() + 'static) {
    if shell.facts.is_leaving.get_untracked() {
        return;
    }
    shell.facts.is_leaving.set(true);
    spawn_local(async move {
        if finish(shell).await {
            then();
            let _ = location().reload();
        }
    });
}

/// Takes the person of this window off the device, with their database.
pub(super) fn remove(shell: Shell) {
    let number = shell.person_untracked();
    shell.facts.is_leaving.set(true);
    spawn_local(async move {
        if finish(shell).await {
            shell.run.set_value(None);
            Database::delete(&people::database(number)).await;
            people::remove(number);
            let _ = location().reload();
        }
    });
}

async fn finish(shell: Shell) -> bool {
    let is_saved = match shell.run.get_value() {
        Some(run) => run.finish().await,
        None => true,
    };
    if !is_saved {
        shell.facts.is_leaving.set(false);
    }
    is_saved
}
