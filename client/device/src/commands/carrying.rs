//! Handing over in a file, offline: everything of the team into one, and what one brings.

use carryover_core::view::InviteRefusal;
use serde_json::json;
use shared::sync::device::{Contents, UnpackError, Unpacked};
use shared::team::SheetCode;
use shared::wire::Parcel;
use shared::{Now, TeamId};

use super::{chosen, line};
use crate::cli::{Pack, Restore, Unpack};
use crate::failure::Failure;
use crate::file;
use crate::run::Run;

pub(super) fn pack(run: &mut Run, pack: &Pack) -> Result<String, Failure> {
    file::must_be_new(&pack.file)?;
    let team = chosen(run.app())?;
    let contents = match &pack.lacked_by {
        None if pack.unshared => Contents::Unshared,
        None => Contents::Everything,
        Some(path) => {
            let parcel = Parcel::from_bytes(&file::read(path)?);
            let parcel = parcel.map_err(|why| Failure::Parcel { path: path.clone(), why })?;
            if parcel.team != team {
                return Err(Failure::OtherTeam { path: path.clone(), team: parcel.team });
            }
            Contents::lacked_by(&parcel)
        }
    };
    let asked = run.with(|app, now: Now, effects| app.pack(now, team, contents, effects));
    asked.map_err(|_| Failure::NotYours)?;
    run.check()?;
    let packed = run.with(|app, _, _| app.take_packed()).ok_or(Failure::NotDurable)?;
    let packed = packed.map_err(|why| Failure::Parcel { path: pack.file.clone(), why })?;
    file::write_new(&pack.file, &packed.bytes)?;
    Ok(line(format!(
        "packed {} envelopes, {} roster operations ({} bytes)",
        packed.envelopes,
        packed.operations,
        packed.bytes.len()
    )))
}

pub(super) fn unpack(run: &mut Run, unpack: &Unpack, asked: Option<TeamId>) -> Result<String, Failure> {
    let path = &unpack.file;
    let parcel = Parcel::from_bytes(&file::read(path)?);
    let parcel = parcel.map_err(|why| Failure::Parcel { path: path.clone(), why })?;
    let team = parcel.team;
    if asked.is_some_and(|asked| asked != team) {
        return Err(Failure::OtherTeam { path: path.clone(), team });
    }
    let taken = run.with(|app, now, effects| app.unpack(now, parcel, effects));
    taken.map_err(|why| match why {
        UnpackError::NotInTeam => Failure::OtherTeam { path: path.clone(), team },
        UnpackError::NotReady | UnpackError::OtherBranch | UnpackError::Newer => {
            Failure::NotUnpacked { path: path.clone(), why }
        }
    })?;
    run.check()?;
    let unpacked = run.with(|app, _, _| app.take_unpacked()).ok_or(Failure::NotDurable)?;
    Ok(said(unpacked, unpack.json))
}

fn said(unpacked: Unpacked, json: bool) -> String {
    let Unpacked { new, known, set_aside, not_for_here } = unpacked;
    if json {
        return line(json!({
            "new": new,
            "known": known,
            "set_aside": set_aside,
            "not_for_here": not_for_here,
        }));
    }
    line(format!("new {new}, known {known}, set aside {set_aside}, not for this device {not_for_here}"))
}

pub(super) fn restore(run: &mut Run, restore: &Restore) -> Result<String, Failure> {
    let path = &restore.file;
    let parcel = Parcel::from_bytes(&file::read(path)?);
    let parcel = parcel.map_err(|why| Failure::Parcel { path: path.clone(), why })?;
    let code = SheetCode::parse(&restore.sheet);
    let code = code.map_err(|_| Failure::InviteRefused(InviteRefusal::NotASheet))?;
    let team = parcel.team;
    let done = run.with(|app, now, effects| app.restore(now, parcel, &code, effects));
    done.map_err(|why| Failure::NotRestored { path: path.clone(), why })?;
    run.check()?;
    Ok(line(team))
}
