//! The one activity that runs on this device: what it is and since when. Survives a reload.

use carryover_core::view::{CardView, StrategyView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Channel;

use crate::shell::Shell;

/// The name under which it is remembered, sealed with the store.
const KEY: &str = "running";

/// What is done, stopped or timed: an item of the plan, a library card, or a person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Subject {
    /// In the words on the screen.
    pub(crate) title: String,
    /// The plan item's first version.
    pub(crate) strategy: Option<RecordId>,
    /// The library card.
    pub(crate) library: Option<String>,
    /// The channel, for the picture and for alternatives.
    pub(crate) channel: Option<Channel>,
}

/// A subject, and when it was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Running {
    /// What runs.
    pub(crate) subject: Subject,
    /// Since when, milliseconds since 1970.
    pub(crate) since_ms: i64,
}

/// The timer; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Timer {
    running: RwSignal<Option<Running>>,
    shell: Shell,
}

impl Timer {
    /// A timer that does not run.
    pub(crate) fn new(shell: Shell) -> Self {
        Self { running: RwSignal::new(None), shell }
    }

    /// As it was left, once the store is open.
    pub(crate) fn restore(&self) {
        let kept = self.shell.recall(KEY).and_then(|kept| Running::read(core::str::from_utf8(&kept).ok()?));
        self.running.set(kept);
    }

    /// What runs; tracked.
    pub(crate) fn running(&self) -> Option<Running> {
        self.running.get()
    }

    /// What runs.
    pub(crate) fn running_untracked(&self) -> Option<Running> {
        self.running.get_untracked()
    }

    /// Starts; what ran before is forgotten.
    pub(crate) fn start(&self, subject: Subject, since_ms: i64) {
        self.set(Some(Running { subject, since_ms }));
    }

    /// Stops.
    pub(crate) fn clear(&self) {
        self.set(None);
    }

    fn set(&self, running: Option<Running>) {
        let kept = running.as_ref().map(Running::write).unwrap_or_default();
        self.shell.remember(KEY, kept.into_bytes());
        self.running.set(running);
    }
}

impl Running {
    /// Whole minutes so far, at least one.
    pub(crate) fn minutes(&self, now_ms: i64) -> u16 {
        let minutes = (now_ms - self.since_ms + 30_000) / 60_000;
        u16::try_from(minutes.clamp(1, 1440)).unwrap_or(1)
    }

    /// A line each: since when, plan item, card, channel, title.
    fn write(&self) -> String {
        let Subject { title, strategy, library, channel } = &self.subject;
        [
            &self.since_ms.to_string(),
            &strategy.map(|id| id.to_string()).unwrap_or_default(),
            library.as_deref().unwrap_or_default(),
            channel.map(Channel::code).unwrap_or_default(),
            title,
        ]
        .join("\n")
    }

    fn read(kept: &str) -> Option<Self> {
        let mut lines = kept.splitn(5, '\n');
        let since_ms = lines.next()?.parse().ok()?;
        let strategy = lines.next()?.parse().ok();
        let library = lines.next().filter(|id| !id.is_empty()).map(str::to_owned);
        let channel = lines.next()?.parse().ok();
        let title = lines.next()?.to_owned();
        Some(Self { subject: Subject { title, strategy, library, channel }, since_ms })
    }
}

impl core::convert::From<&StrategyView> for Subject {
    fn from(view: &StrategyView) -> Self {
        let strategy = &view.strategy;
        Self {
            title: strategy.title.clone(),
            strategy: Some(view.series),
            library: strategy.library.clone(),
            channel: strategy.channel,
        }
    }
}

impl core::convert::From<&CardView> for Subject {
    fn from(card: &CardView) -> Self {
        Self {
            title: card.title.clone(),
            strategy: None,
            library: Some(card.library.clone()),
            channel: card.channel,
        }
    }
}
