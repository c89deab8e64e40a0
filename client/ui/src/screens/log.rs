//! The core act: what a tap on better, same or harder writes down.

use carryover_core::{Intent, NewActivity};
use shared::Moment;
use shared::record::{Helped, Setting};

use crate::desk::Desk;
use crate::timer::Subject;

/// Logs that `subject` was done, for every child that is selected. Everything else can be added afterwards.
pub(crate) fn activity(
    desk: Desk,
    subject: Subject,
    helped: Helped,
    minutes: Option<u16>,
    at: Option<Moment>,
) {
    let Subject { title, strategy, library, .. } = subject;
    desk.dispatch(Intent::LogActivity(NewActivity {
        title,
        strategy,
        library,
        setting: setting(desk),
        at,
        minutes,
        helped: Some(helped),
        before: None,
        after: None,
        note: String::new(),
        teams: desk.selected_teams(),
    }));
}

/// The setting offered first.
pub(crate) fn setting(desk: Desk) -> Setting {
    use leptos::prelude::*;
    let usual = desk.today.with_untracked(|today| today.setting);
    usual.unwrap_or_else(|| desk.role().usual_setting())
}
