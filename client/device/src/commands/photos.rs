//! Photos of entries: adding and listing offline, fetching from the relay what is not here.

use carryover_core::view::{PhotoState, SharedState};
use carryover_core::{App, Intent};
use shared::RecordId;

use super::entries::find;
use super::sync::{keep_relay, relay};
use super::{line, lines, write};
use crate::cli::photo::{Add, Get, Photo};
use crate::failure::Failure;
use crate::file;
use crate::run::Run;

pub(super) fn photo(run: &mut Run, photo: Photo) -> Result<String, Failure> {
    match photo {
        Photo::Add(add) => add_to(run, add),
        Photo::List { record } => list(run, record),
        Photo::Get(get) => fetch(run, &get),
    }
}

fn add_to(run: &mut Run, add: Add) -> Result<String, Failure> {
    find(run, add.record)?;
    let bytes = file::read(&add.file)?;
    let photo = write(run, Intent::AddPhoto { entry: Some(add.record), bytes, shows: add.shows })?;
    run.check()?;
    run.app().photo(photo).ok_or(Failure::NotDurable)?;
    Ok(line(photo))
}

fn list(run: &mut Run, record: RecordId) -> Result<String, Failure> {
    find(run, record)?;
    let photos = run.app().photos(record);
    Ok(lines(photos.iter().map(|photo| {
        let shared = if photo.shared == SharedState::Shared { "shared" } else { "not shared" };
        let here = match photo.state {
            PhotoState::Held | PhotoState::Open(_) => "here",
            _ => "not here",
        };
        format!("{}  {}  {shared}  {here}  {}", photo.id, photo.media, photo.shows)
    })))
}

fn fetch(run: &mut Run, get: &Get) -> Result<String, Failure> {
    file::must_be_new(&get.file)?;
    if run.app().photo(get.photo).is_none() {
        run.load_all();
    }
    run.app().photo(get.photo).ok_or(Failure::NoPhoto(get.photo))?;
    run.ask(Intent::LookAtPhoto { photo: get.photo })?;
    let bytes = match state(run.app(), get.photo)? {
        Some(bytes) => bytes,
        None => {
            let origin = relay(run, &get.online)?;
            run.go_online(origin.clone(), get.online.timeout);
            let photo = get.photo;
            let bytes = run.wait(move |app| state(app, photo).transpose())?;
            keep_relay(run, &origin);
            bytes
        }
    };
    file::write_new(&get.file, &bytes)?;
    Ok(line(format!("{} bytes", bytes.len())))
}

/// The photo if it is open, none while it is on its way.
fn state(app: &App, photo: RecordId) -> Result<Option<std::sync::Arc<[u8]>>, Failure> {
    match app.photo(photo).ok_or(Failure::NoPhoto(photo))?.state {
        PhotoState::Open(bytes) => Ok(Some(bytes)),
        PhotoState::NotShared => Err(Failure::PhotoNotShared),
        PhotoState::Broken => Err(Failure::PhotoBroken),
        PhotoState::NotHere | PhotoState::Held | PhotoState::Coming(_) => Ok(None),
    }
}
