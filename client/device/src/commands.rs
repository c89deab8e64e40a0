//! What each command does: every one opens the store, asks the app, and returns what to print.
//!
//! A group of commands is a file: [`team`], [`governing`] and [`sync`], and [`photos`] where one is not here, talk with the relay, [`entries`], [`safety`], [`plan`],
//! [`caring`], [`locking`], [`carrying`], [`exporting`], [`importing`] and [`reading`] never do.

mod caring;
mod carrying;
mod entries;
mod exporting;
mod governing;
mod importing;
mod locking;
mod photos;
mod plan;
mod reading;
mod safety;
mod schooling;
mod sync;
mod team;

use carryover_core::{App, Intent};
use shared::{RecordId, TeamId};

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::folder::Folder;
use crate::run::Run;
use crate::store::SqliteStore;

/// Carries out what was typed; returns what to print.
pub(crate) fn carry_out(cli: Cli) -> Result<String, Failure> {
    let missing = || Failure::Usage("say where the store is: --store DIR".to_owned());
    let path = cli.store.as_deref().ok_or_else(missing)?;
    let is_first = matches!(
        cli.command,
        Command::Found(_) | Command::Join(_) | Command::Recover(_) | Command::Restore(_)
    );
    let folder = if is_first { Folder::open_or_make(path)? } else { Folder::open(path)? };
    let secret = cli.passphrase_file.as_deref().map(locking::read).transpose()?;
    let mut run = Run::start(SqliteStore::open(folder)?)?;
    locking::open(&mut run, secret.clone(), is_first)?;
    if matches!(cli.command, Command::Lock(_) | Command::Unlock) {
        return locking::change(&mut run, secret, &cli.command);
    }
    if !is_first {
        choose(&mut run, cli.team)?;
    }
    let run = &mut run;
    match cli.command {
        Command::Found(found) => team::found(run, found),
        Command::Invite(invite) => team::invite(run, invite),
        Command::Link(link) => team::link(run, &link),
        Command::Join(join) => team::join(run, join),
        Command::Members(show) => Ok(governing::members(run, &show)),
        Command::Grant(grant) => governing::grant(run, &grant),
        Command::Withdraw(withdraw) => governing::withdraw(run, &withdraw),
        Command::ChangeRole(change) => governing::change_role(run, &change),
        Command::Remove(remove) => governing::remove(run, &remove),
        Command::Leave(leave) => governing::leave(run, &leave),
        Command::Forget => governing::forget(run),
        Command::Sheet(sheet) => governing::sheet(run, &sheet),
        Command::Recover(recover) => governing::recover(run, &recover),
        Command::Disclosures(show) => Ok(governing::disclosures(run, &show)),
        Command::Consents(show) => Ok(governing::consents(run, &show)),
        Command::Log(log) => entries::log(run, log),
        Command::Note(note) => entries::note(run, note),
        Command::Edit(edit) => entries::edit(run, edit),
        Command::Strike(strike) => entries::strike(run, strike),
        Command::Photo(photo) => photos::photo(run, photo),
        Command::Stop(stop) => safety::stop(run, stop),
        Command::Clear(clear) => safety::clear(run, clear),
        Command::Plan(command) => plan::plan(run, command),
        Command::Care(command) => caring::care(run, command),
        Command::School(command) => schooling::school(run, command),
        Command::Lock(_) | Command::Unlock => Ok(String::new()),
        Command::Sync(command) => sync::sync(run, command),
        Command::Pack(pack) => carrying::pack(run, &pack),
        Command::Restore(restore) => carrying::restore(run, &restore),
        Command::Follow(follow) => governing::follow(run, &follow),
        Command::Unpack(unpack) => carrying::unpack(run, &unpack, cli.team),
        Command::Export(export) => exporting::export(run, &export),
        Command::Import(import) => importing::import(run, &import),
        Command::List(list) => Ok(reading::list(run, &list)),
        Command::Helps(helps) => Ok(reading::helps(run, &helps)),
        Command::History(history) => Ok(reading::history(run, &history)),
        Command::Status(status) => reading::status(run, &status),
    }
}

/// Makes sure that there is a team to work in: the one asked for, or the one that is chosen.
fn choose(run: &mut Run, team: Option<TeamId>) -> Result<(), Failure> {
    let here: Vec<TeamId> = run.teams().map(|team| team.id()).collect();
    match team {
        _ if here.is_empty() => Err(Failure::NoTeam),
        Some(team) if !here.contains(&team) => Err(Failure::NotInTeam { team, here }),
        Some(team) => run.ask(Intent::Choose { team }),
        None => Ok(()),
    }
}

/// The team that is worked in.
fn chosen(app: &App) -> Result<TeamId, Failure> {
    app.frame().chosen.ok_or(Failure::NoTeam)
}

/// Asks for something that writes a record; returns its id.
fn write(run: &mut Run, intent: Intent) -> Result<RecordId, Failure> {
    run.ask(intent)?;
    run.app().written().ok_or(Failure::NotYours)
}

/// A line to print.
fn line(text: impl ToString) -> String {
    text.to_string() + "\n"
}

/// Lines to print.
fn lines(texts: impl IntoIterator<Item = impl ToString>) -> String {
    texts.into_iter().map(line).collect()
}
