//! Debian's packages: what is there, and installing what is missing where that is allowed.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{answer, find_program, run};

/// Installs the packages when root on a Debian-like machine; otherwise says the exact command.
pub(crate) fn install(packages: &[&str]) -> Outcome {
    let names = packages.join(" ");
    let is_root = answer("id", &["-u"]).is_some_and(|id| id == "0");
    if !is_root || find_program("apt-get").is_none() {
        return Err(Failure::new(format!(
            "Some packages are missing. Install them with: sudo apt-get install --no-install-recommends {names}"
        )));
    }
    println!("Installing {names}");
    run(Command::new("apt-get").args(["update", "--quiet=2"]), "apt-get update")?;
    let mut command = Command::new("apt-get");
    command.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut command, &format!("apt-get install {names}"))
}

/// The file of an installed package whose path ends so, for example `bin/rustc` of `rustc-web`.
pub(crate) fn file_of(package: &str, ending: &str) -> Option<PathBuf> {
    let files = answer("dpkg", &["-L", package])?;
    files.lines().find(|file| file.ends_with(ending)).map(PathBuf::from)
}
