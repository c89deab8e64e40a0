//! Files that are handed over: written whole or not at all, never over another one, and read up to a limit.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use shared::wire::{PARCEL_LIMIT, ParcelError};

use crate::failure::Failure;

/// Fails unless nothing is there under this name.
pub(crate) fn must_be_new(path: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(Failure::FileExists(path.to_owned())),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(why) => Err(failed(path, why)),
    }
}

/// Writes a file under a temporary name beside it and renames it once it is durable, so that nobody finds half a one.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    must_be_new(path)?;
    let part = beside(path).ok_or_else(|| failed(path, io::ErrorKind::InvalidFilename.into()))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part).map_err(|why| failed(path, why))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let renamed = written.map_err(|why| failed(path, why)).and_then(|()| {
        must_be_new(path)?;
        fs::rename(&part, path).map_err(|why| failed(path, why))
    });
    match renamed {
        Ok(()) => sync_folder(path).map_err(|why| failed(path, why)),
        Err(why) => {
            // The failure that is told is the one that came first.
            let _ = fs::remove_file(&part);
            Err(why)
        }
    }
}

/// Makes the folder that a file shall lie in, for its owner alone.
pub(crate) fn make_folder_of(path: &Path) -> Result<(), Failure> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|why| failed(folder, why))
}

/// Reads a file, of which no more than a parcel may have is ever in memory.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_up_to(path, PARCEL_LIMIT).map_err(|why| match why {
        Failure::FileTooLong { path, .. } => Failure::Parcel { path, why: ParcelError::TooLarge },
        why => why,
    })
}

/// Reads a file, of which no more than `limit` is ever in memory.
pub(crate) fn read_up_to(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|why| failed(path, why))?;
    file.take(most).read_to_end(&mut bytes).map_err(|why| failed(path, why))?;
    if bytes.len() <= limit { Ok(bytes) } else { Err(Failure::FileTooLong { path: path.to_owned(), limit }) }
}

/// A name for what is not finished, in the same folder; none if the path has no last part.
fn beside(path: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(path.file_name()?);
    name.push(format!(".{}.part", std::process::id()));
    Some(path.with_file_name(name))
}

/// A new name is durable once its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn failed(path: &Path, why: io::Error) -> Failure {
    Failure::File { path: path.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Temporary;

    #[test]
    fn a_file_is_written_once_and_leaves_nothing_beside_it() {
        let folder = Temporary::new();
        fs::create_dir(folder.path()).expect("a folder");
        let path = folder.path().join("day.carry");
        write_new(&path, b"first").expect("written");
        assert!(matches!(write_new(&path, b"second"), Err(Failure::FileExists(_))));
        assert_eq!(read(&path).expect("read"), b"first");
        let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
        assert_eq!(names.len(), 1);
        assert!(matches!(write_new(&folder.path().join("none/day"), b""), Err(Failure::File { .. })));
        assert!(matches!(write_new(Path::new("/"), b""), Err(Failure::FileExists(_))));
        assert!(matches!(read(&folder.path().join("none")), Err(Failure::File { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_leads_nowhere_is_not_written_through() {
        let folder = Temporary::new();
        fs::create_dir(folder.path()).expect("a folder");
        let path = folder.path().join("day.carry");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).expect("a link");
        assert!(matches!(write_new(&path, b"x"), Err(Failure::FileExists(_))));
    }
}
