//! What this device holds: entries, and the team.

use serde_json::json;
use shared::record::{Scope, ScopeSet};

use super::sync::kept_relay;
use super::{chosen, line, lines};
use crate::cli::helps::Helps;
use crate::cli::{History, List, Status};
use crate::failure::Failure;
use crate::print;
use crate::run::Run;

pub(super) fn list(run: &mut Run, list: &List) -> String {
    run.load_all();
    let mut entries = run.app().all_entries();
    entries.reverse();
    entries.retain(|entry| list.setting.is_none_or(|setting| entry.setting == setting));
    if list.json {
        lines(entries.iter().map(print::entry_json))
    } else {
        lines(entries.iter().map(print::entry_line))
    }
}

pub(super) fn helps(run: &mut Run, helps: &Helps) -> String {
    run.load_all();
    let view = run.app().helps(helps.into());
    if helps.json { lines(print::helps_json(&view)) } else { lines(print::helps_lines(&view)) }
}

pub(super) fn history(run: &mut Run, history: &History) -> String {
    run.load_all();
    let past = run.app().past(history.record);
    if history.json {
        lines(past.iter().map(print::deed_json))
    } else {
        lines(past.iter().map(print::deed_line))
    }
}

pub(super) fn status(run: &Run, status: &Status) -> Result<String, Failure> {
    let app = run.app();
    let id = chosen(app)?;
    let team = app.device().team(id).ok_or(Failure::NoTeam)?;
    let (view, paused) = (app.team(), app.today(crate::clock::now()).paused);
    // What the team shares; their private notes everybody reads.
    let shared = team.readable().filter(|scope| ScopeSet::SHARED.has(*scope));
    let readable: Vec<&str> = shared.map(Scope::code).collect();
    let relay = kept_relay(app).map(|relay| relay.to_string());
    if status.json {
        return Ok(line(json!({
            "team": id.to_string(),
            "child": view.child,
            "device": app.device().id().map(|device| device.to_string()),
            "members": view.members.iter().map(print::member_json).collect::<Vec<_>>(),
            "readable": readable,
            "waiting": team.waiting(),
            "paused": paused.iter().map(print::paused_json).collect::<Vec<_>>(),
            "relay": relay,
            "teams": run.teams().map(|team| team.id().to_string()).collect::<Vec<_>>(),
        })));
    }
    let mut said = vec![
        format!("team  {id}"),
        format!("child  {}", view.child),
        format!("readable  {}", readable.join(", ")),
        format!("waiting to share  {}", team.waiting()),
        format!("relay  {}", relay.as_deref().unwrap_or("none yet")),
    ];
    said.extend(view.members.iter().map(|member| format!("member  {}", print::member_line(member))));
    said.extend(
        paused.iter().map(|paused| format!("paused  {} ({})  {}", paused.title, paused.reason, paused.stop)),
    );
    Ok(lines(said.iter().map(|line| print::one_line(line))))
}
