//! What runs: its time, "Done", and then how it went. STOP stands beside it.

use std::time::Duration;

use leptos::prelude::*;
use shared::record::Helped;

use super::log;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::kit::{Button, HelpedKeys, Icon, Kind, focus, icon};
use crate::timer::Running;

/// What the bar asks.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Running,
    /// How it went, after this many minutes.
    Asking(u16),
}

/// The bar.
#[component]
pub(crate) fn RunningBar(
    /// What runs.
    running: Running,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Running);
    move || match stage.get() {
        Stage::Running => view! { <Ticking running=running.clone() stage=stage/> }.into_any(),
        Stage::Asking(minutes) => asking(running.clone(), minutes),
    }
}

#[component]
fn Ticking(
    /// What runs.
    running: Running,
    /// Goes on when it is done.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let desk = desk();
    let words = &text().day;
    let since_ms = running.since_ms;
    let seconds = RwSignal::new(elapsed(desk.now().unix_ms, since_ms));
    let tick = set_interval_with_handle(
        move || {
            let _ = seconds.try_set(elapsed(desk.now().unix_ms, since_ms));
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    let title = running.subject.title.clone();
    let spoken = fill(words.running, &[&title]);
    let done = move || {
        stage.set(Stage::Asking(running.minutes(desk.now().unix_ms)));
        focus::first(".running .key");
    };
    view! {
        <div class="running" role="timer" aria-label=spoken data-test="running">
            <p class="running-title">{icon(Icon::Clock)}<span>{title}</span></p>
            <p class="running-time">{move || clock(seconds.get())}</p>
            <Button label=words.done kind=Kind::Primary sign=Icon::Check test="timer-done" press=done/>
            <button type="button" class="round" data-test="timer-cancel" aria-label=text().frame.cancel on:click=move |_| desk.timer.clear()>
                {icon(Icon::Close)}
            </button>
        </div>
    }
}

fn asking(running: Running, minutes: u16) -> AnyView {
    let legend = fill(text().day.how_was_this, &[&running.subject.title]);
    let shown = legend.clone();
    let pick = move |helped: Helped| {
        let desk = desk();
        log::activity(desk, running.subject.clone(), helped, Some(minutes), None);
        desk.timer.clear();
    };
    view! {
        <div class="running asking">
            <p class="ask" aria-hidden="true">{shown}</p>
            <HelpedKeys legend=legend language=language() pick=pick/>
        </div>
    }
    .into_any()
}

fn elapsed(now_ms: i64, since_ms: i64) -> i64 {
    ((now_ms - since_ms) / 1000).max(0)
}

/// "2:05".
fn clock(seconds: i64) -> String {
    let rest = seconds % 60;
    let zero = if rest < 10 { "0" } else { "" };
    [&(seconds / 60).to_string(), ":", zero, &rest.to_string()].concat()
}
