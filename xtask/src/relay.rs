//! Building the native programs: the relay with the app inside, and the device without a screen.

use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::places;
use crate::process::{cargo, run};

/// The relay as it is shipped: release profile, the packaged app embedded in the one binary.
pub(crate) fn build_release(app: &Path) -> Outcome<PathBuf> {
    let mut command = cargo("build");
    command.args(["--release", "--package", "carryover-relay"]);
    // The relay's sources name this variable, so a different app makes cargo embed again.
    command.env("CARRYOVER_APP_INPUTS", places::read_text(&app.with_extension("inputs"))?);
    run(&mut command, "Building the relay")?;
    Ok(program("release", "carryover-relay"))
}

/// Relay and device as the tests compiled them; this relay reads the app from `target/app` when it starts.
pub(crate) fn build_for_tests() -> Outcome {
    run(
        cargo("build").args(["--bin", "carryover-relay", "--bin", "carryover-device"]),
        "Building relay and device",
    )
}

/// The path of a program built with a profile.
pub(crate) fn program(profile_folder: &str, name: &str) -> PathBuf {
    places::target().join(profile_folder).join(name).with_extension(std::env::consts::EXE_EXTENSION)
}
