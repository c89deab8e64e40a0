//! One hash over everything the app is made of, so that an unchanged app is not built again.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Outcome;
use crate::places;

const INPUTS: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", "client/core", "client/scan", "client/ui", "shared", "xtask"];

/// The hash of all sources of the app, by path and content.
pub(crate) fn of_sources() -> Outcome<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&places::root().join(input), &mut files)?;
    }
    let mut hash = Sha256::new();
    for file in files {
        let bytes = places::read(&file)?;
        hash.update(places::shown(&file).as_bytes());
        hash.update([0]);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    Ok(hex(&hash.finalize()))
}

/// A short name for content: 16 hex digits of its SHA-256.
pub(crate) fn of_content(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in places::list(path)? {
        collect(&entry, files)?;
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
