//! Writing entries down, correcting and striking them: always offline.

use carryover_core::{Intent, NewActivity};
use shared::RecordId;

use super::{line, write};
use crate::cli::{Edit, Log, Note, Strike};
use crate::failure::Failure;
use crate::run::Run;

pub(super) fn log(run: &mut Run, log: Log) -> Result<String, Failure> {
    let activity = NewActivity {
        title: log.activity,
        strategy: None,
        library: None,
        setting: log.setting,
        at: log.at,
        minutes: log.minutes,
        helped: log.helped,
        before: log.before,
        after: log.after,
        note: log.note,
        teams: Vec::new(),
    };
    write(run, Intent::LogActivity(activity)).map(line)
}

pub(super) fn note(run: &mut Run, note: Note) -> Result<String, Failure> {
    let Note { setting, text, at, private } = note;
    write(run, Intent::LogNote { note: text, setting, at, private }).map(line)
}

pub(super) fn edit(run: &mut Run, edit: Edit) -> Result<String, Failure> {
    find(run, edit.record)?;
    run.ask(Intent::BeginEdit { record: edit.record, from: None })?;
    run.ask(Intent::Edit { record: edit.record, changes: edit.set })?;
    Ok(line(edit.record))
}

pub(super) fn strike(run: &mut Run, strike: Strike) -> Result<String, Failure> {
    find(run, strike.record)?;
    run.ask(Intent::Strike { record: strike.record, why: strike.why })?;
    Ok(line(strike.record))
}

/// Reads months into memory until an entry is there.
pub(super) fn find(run: &mut Run, record: RecordId) -> Result<(), Failure> {
    if run.app().entry(record).is_none() {
        run.load_all();
    }
    run.app().entry(record).map(drop).ok_or(Failure::NoEntry(record))
}
