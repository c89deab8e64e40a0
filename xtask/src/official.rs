//! The official Automerge library, for one test: installed as its lock file says, beside what is built.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{cargo, find_program, run};
use crate::test_counts::{Counts, run_counting};
use crate::{debian, places};

/// What is copied beside what npm installs.
const FILES: [&str; 3] = ["package.json", "package-lock.json", "open.mjs"];

/// Runs the test that needs it, with what it installs.
pub(crate) fn test(counts: &mut Counts) -> Outcome {
    let folder = install()?;
    let mut command = cargo("test");
    command.args(["--test", "formats", "--", "--ignored", "official"]).env("CARRYOVER_OFFICIAL", folder);
    run_counting(&mut command, counts)
}

fn install() -> Outcome<PathBuf> {
    if find_program("node").is_none() || find_program("npm").is_none() {
        debian::install(&["nodejs", "npm"])?;
    }
    let (from, to) = (places::root().join("tests/official"), places::target().join("official"));
    fs::create_dir_all(&to).map_err(|why| Failure::new(format!("{}: {why}", to.display())))?;
    for file in FILES {
        fs::copy(from.join(file), to.join(file)).map_err(|why| Failure::new(format!("{file}: {why}")))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&to);
    run(&mut npm, "npm ci")?;
    Ok(to)
}
