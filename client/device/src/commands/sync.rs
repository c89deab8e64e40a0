//! Sharing and receiving everything, and where the relay is.

use std::collections::BTreeMap;

use carryover_core::App;
use serde_json::json;
use shared::RecordId;
use shared::record::Row;
use shared::sync::device::Team;

use super::line;
use crate::cli::{Online, Sync};
use crate::failure::Failure;
use crate::origin::Origin;
use crate::run::Run;

/// The name under which the relay is remembered.
const RELAY: &str = "relay";

pub(super) fn sync(run: &mut Run, sync: Sync) -> Result<String, Failure> {
    let relay = relay(run, &sync.online)?;
    if let Some(token) = &sync.token {
        run.with(|app, now, effects| app.keep_token(now, token, effects));
    }
    run.load_all();
    let (had, waited) = (records(run), run.waiting());
    let chosen = super::chosen(run.app())?;
    let is_gone = |app: &App| app.device().is_gone(chosen);
    if is_gone(run.app()) {
        return Err(Failure::Removed);
    }
    run.go_online(relay.clone(), sync.online.timeout);
    run.wait(|app| if is_gone(app) { Some(Err(Failure::Removed)) } else { settled(app) })?;
    keep_relay(run, &relay);
    run.load_all();
    let sent = waited.saturating_sub(run.waiting());
    let received = records(run).iter().filter(|(id, row)| had.get(*id) != Some(*row)).count();
    let traffic = run.traffic();
    let withheld = run.app().team().withheld;
    if sync.json {
        return Ok(line(json!({
            "sent": sent,
            "received": received,
            "bytes_sent": traffic.sent,
            "bytes_received": traffic.received,
            "withheld": withheld,
        })));
    }
    let mut said = line(format!(
        "sent {sent} ({} bytes), received {received} ({} bytes)",
        traffic.sent, traffic.received
    ));
    for who in withheld {
        said += &line(format!(
            "something {who} wrote has not arrived for more than a day: on its way, lost, or held back by the relay"
        ));
    }
    Ok(said)
}

/// The relay to talk with: the one asked for, or the one that is remembered.
pub(super) fn relay(run: &Run, online: &Online) -> Result<Origin, Failure> {
    online.relay.clone().or_else(|| kept_relay(run.app())).ok_or(Failure::NoRelay)
}

/// The relay that is remembered.
pub(super) fn kept_relay(app: &App) -> Option<Origin> {
    std::str::from_utf8(app.device().recall(RELAY)?).ok()?.parse().ok()
}

/// Remembers a relay.
pub(super) fn keep_relay(run: &mut Run, relay: &Origin) {
    if kept_relay(run.app()).as_ref() != Some(relay) {
        run.with(|app, now, effects| app.remember(now, RELAY, relay.to_string().into_bytes(), effects));
    }
}

/// Whether everything of every team is shared and received, or what stands in the way of some.
pub(super) fn settled(app: &App) -> Option<Result<(), Failure>> {
    let device = app.device();
    if device.is_up_to_date() {
        return Some(Ok(()));
    }
    let is_open = |team: &&Team| !team.is_refused() && !team.is_split() && !team.is_full();
    let (open, closed): (Vec<&Team>, Vec<&Team>) =
        device.teams().filter(|team| !team.is_sample()).partition(is_open);
    let is_done = open.iter().all(|team| team.is_caught_up() && team.waiting() == 0);
    let trouble = closed.first().filter(|_| is_done)?;
    Some(Err(match trouble {
        team if team.is_split() => Failure::Split,
        team if team.needs_token() => Failure::NeedsToken,
        team if team.is_full() => Failure::RelayFull,
        _ => Failure::NotLetIn,
    }))
}

/// Every record in memory, of every team.
fn records(run: &Run) -> BTreeMap<RecordId, Row> {
    run.teams().flat_map(|team| team.rows().map(|(_, row)| (row.id, row.clone()))).collect()
}
