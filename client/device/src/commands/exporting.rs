//! Everything that this device reads, in formats that others read.

use std::path::Path;

use carryover_core::export::{self, File, Format, Wanted};
use shared::Moment;

use super::line;
use crate::cli::export::{As, Export};
use crate::failure::Failure;
use crate::file;
use crate::run::Run;

pub(super) fn export(run: &mut Run, export: &Export) -> Result<String, Failure> {
    match &export.out {
        Some(path) => file::must_be_new(path)?,
        None if Format::from(export.format).is_several() => {
            return Err(Failure::Usage("say where the files shall go: --out FILE".to_owned()));
        }
        None => {}
    }
    let format = Format::from(export.format);
    let wanted = Wanted { format, with_private: export.with_private };
    let (files, made) = exported(run, wanted)?;
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    let said = line(format!("exported {} files ({size} bytes)", files.len()));
    match (&export.out, files.as_slice()) {
        (None, files) => Ok(files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect()),
        (Some(path), files) if format.is_several() => {
            several(path, files, made, export.format == As::Zip)?;
            Ok(said)
        }
        (Some(path), files) => {
            files.iter().try_for_each(|file| file::write_new(path, &file.bytes))?;
            Ok(said)
        }
    }
}

/// Goes through all there is.
fn exported(run: &mut Run, wanted: Wanted) -> Result<(Vec<File>, Moment), Failure> {
    if !run.with(|app, now, effects| app.export(now, wanted, effects)) {
        return Err(Failure::NoTeam);
    }
    run.check()?;
    loop {
        let (before, done) = run.with(|app, _, _| {
            let before = app.exporting();
            app.export_on();
            (before, app.take_export())
        });
        match done {
            Some(done) => return Ok(done),
            None if run.app().exporting() == before => return Err(Failure::NotAllRead),
            None => {}
        }
    }
}

/// Files in a zip, or in a folder.
fn several(path: &Path, files: &[File], made: Moment, as_one: bool) -> Result<(), Failure> {
    if as_one || path.extension().is_some_and(|ending| ending == "zip") {
        let zip = export::zipped(files, made).ok_or(Failure::TooLargeForZip)?;
        return file::write_new(path, &zip);
    }
    files.iter().try_for_each(|file| {
        let within = path.join(&file.name);
        file::make_folder_of(&within)?;
        file::write_new(&within, &file.bytes)
    })
}
