//! Starting other programs: cargo with a clean environment, and plain lines when something fails.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::failure::{Explain, Failure, Outcome};
use crate::places;

/// The cargo that runs this task, started at the root and building into `target/`.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand).current_dir(places::root()).env_remove("CARGO_TARGET_DIR");
    forget_the_outer_package(&mut command);
    command
}

/// `cargo run` describes its package in the environment, and build scripts that watch it would run again.
pub(crate) fn forget_the_outer_package(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
}

/// Runs to the end with the terminal as its own; anything but success is a failure.
pub(crate) fn run(command: &mut Command, what: &str) -> Outcome {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().explain(format!("Cannot start {program}"))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{what} failed ({status})."))) }
}

/// What a program prints, or nothing when it is missing or fails.
pub(crate) fn answer<S: AsRef<OsStr>>(program: &str, arguments: &[S]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Where a program is on the search path.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
