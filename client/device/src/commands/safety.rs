//! STOP and clear: written offline, in force everywhere they arrive.

use carryover_core::{Intent, NewStop};
use shared::record::{Role, Setting};

use super::{line, write};
use crate::cli::{Clear, Stop};
use crate::failure::Failure;
use crate::run::Run;

pub(super) fn stop(run: &mut Run, stop: Stop) -> Result<String, Failure> {
    let app = run.app();
    let title = stop.activity.trim().to_lowercase();
    let plan = app.plan();
    let planned = plan.strategies.iter().find(|view| view.strategy.title.to_lowercase() == title);
    let me = app.team().members.iter().find(|member| member.me).map(|me| me.role);
    let stop = NewStop {
        strategy: planned.map(|view| view.series),
        library: planned.and_then(|view| view.strategy.library.clone()),
        title: stop.activity,
        reason: stop.reason,
        setting: stop.setting.unwrap_or_else(|| me.map_or(Setting::Home, Role::usual_setting)),
        note: stop.note,
    };
    write(run, Intent::Stop(stop)).map(line)
}

pub(super) fn clear(run: &mut Run, clear: Clear) -> Result<String, Failure> {
    if !run.app().plan().may_clear {
        return Err(Failure::OnlyClinicians);
    }
    if let Some(unknown) = clear.stops.iter().find(|stop| run.app().entry(**stop).is_none()) {
        return Err(Failure::NoEntry(*unknown));
    }
    write(run, Intent::Clear { stops: clear.stops, note: clear.note }).map(line)
}
