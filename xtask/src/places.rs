//! Where things are in the repository and below `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Outcome};

/// The root of the workspace. `cargo run` tells where this crate is; without it the current folder counts.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    here.and_then(|xtask| xtask.parent().map(Path::to_path_buf)).unwrap_or_else(|| PathBuf::from("."))
}

/// Everything that is built, the app's packages too.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// The browser client's own folder: templates, style, assets.
pub(crate) fn ui() -> PathBuf {
    root().join("client/ui")
}

/// A path as a person would type it from the root.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).explain(format!("Cannot read {}", shown(path)))
}

pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).explain(format!("Cannot read {}", shown(path)))
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).explain(format!("Cannot write {}", shown(path)))
}

/// The paths in a folder in name order; a folder that is not there has none.
pub(crate) fn list(folder: &Path) -> Outcome<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let what = format!("Cannot list {}", shown(folder));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).explain(&what)? {
        paths.push(entry.explain(&what)?.path());
    }
    paths.sort();
    Ok(paths)
}
