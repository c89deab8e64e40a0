//! Which compiler builds the app for the browser: three ways, tried in order.
//!
//! 1. the active toolchain has the target already;
//! 2. rustup can add it;
//! 3. Debian's own toolchain with the standard library's source, built along.
//!
//! What is shipped is smaller with a standard library that is built along, for size and without panic messages: with
//! the first two ways that is done where rustup has or adds its source.
//!
//! `CARRYOVER_WASM_TOOLCHAIN=debian` (or `rustup`) takes that way alone, to compare the two.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::debian;
use crate::failure::{Failure, Outcome};
use crate::places;
use crate::process::{answer, cargo, find_program, forget_the_outer_package};
use crate::wasm_build::Profile;

const TARGET: &str = "wasm32-unknown-unknown";
/// What is shipped says neither where in the sources it panicked nor what a value looks like to a programmer: 27 kB of
/// a download that nobody reads. The development build says both.
const SMALLER: [&str; 2] = ["-Zlocation-detail=none", "-Zfmt-debug=none"];
/// A panic ends the app without a word; with a standard library that was built so, nothing of its messages is left.
const WORDLESS: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-19"];

/// A compiler for the browser, found on this machine.
pub(crate) enum WasmToolchain {
    /// The toolchain that runs this task.
    Active {
        /// How the target came to be there.
        how: &'static str,
    },
    /// Debian's, beside whatever else is installed.
    Debian(DebianToolchain),
}

/// Where Debian's packages put what is needed.
pub(crate) struct DebianToolchain {
    cargo: PathBuf,
    cargo_clippy: PathBuf,
    rustc: PathBuf,
    rustdoc: PathBuf,
    linker: PathBuf,
}

impl WasmToolchain {
    /// Tries the three ways and says which one it took.
    pub(crate) fn find() -> Outcome<Self> {
        let found = match env::var("CARRYOVER_WASM_TOOLCHAIN").as_deref() {
            Ok("debian") => Self::debian()?,
            Ok("rustup") => Self::active().ok_or_else(|| {
                Failure::new(format!("This toolchain has no {TARGET} target and rustup cannot add it."))
            })?,
            Ok(other) => {
                return Err(Failure::new(format!(
                    "CARRYOVER_WASM_TOOLCHAIN is rustup or debian, not {other}."
                )));
            }
            Err(_) => Self::active().map_or_else(Self::debian, Ok)?,
        };
        println!("WASM toolchain: {}", found.describe());
        Ok(found)
    }

    fn active() -> Option<Self> {
        if has_target() {
            return Some(Self::Active { how: "has the target" });
        }
        find_program("rustup")?;
        let mut add = Command::new("rustup");
        let added = add.args(["target", "add", TARGET]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let is_there = added.is_ok_and(|status| status.success()) && has_target();
        is_there.then_some(Self::Active { how: "rustup added the target" })
    }

    fn debian() -> Outcome<Self> {
        if let Some(found) = DebianToolchain::installed() {
            return Ok(Self::Debian(found));
        }
        debian::install(&DEBIAN_PACKAGES)?;
        let found = DebianToolchain::installed();
        found.map(Self::Debian).ok_or_else(|| {
            Failure::new(format!(
                "{} are installed, yet a program of theirs is missing.",
                DEBIAN_PACKAGES.join(" ")
            ))
        })
    }

    fn describe(&self) -> String {
        match self {
            Self::Active { how } => format!("the active one ({how})"),
            Self::Debian(found) => {
                format!("Debian's {} with the standard library built along", found.rustc.display())
            }
        }
    }

    /// A cargo command for the browser's target, in its own target folder. `clippy` works too.
    pub(crate) fn cargo(&self, subcommand: &str, profile: Profile) -> Command {
        let mut command = match self {
            Self::Active { .. } => cargo(subcommand),
            Self::Debian(found) => found.cargo(subcommand),
        };
        command.args(["--target", TARGET, "--target-dir"]).arg(places::target().join("wasm"));
        let mut flags = shortened_paths();
        let is_shipped = profile == Profile::Release;
        let is_std_built = match self {
            Self::Debian(_) => true,
            Self::Active { .. } => is_shipped && has_std_source(),
        };
        if is_std_built {
            command.arg("-Zbuild-std=std,panic_abort");
        }
        if is_std_built && is_shipped {
            command.arg("-Zbuild-std-features=optimize_for_size");
            flags.extend(WORDLESS.map(str::to_owned));
        }
        if is_shipped {
            flags.extend(SMALLER.map(str::to_owned));
            // These flags are not stable yet; nothing depends on them but the size.
            command.env("RUSTC_BOOTSTRAP", "1");
        }
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        command
    }
}

/// Whether the active toolchain's standard library can be built along: its source is there or rustup adds it, and what
/// it depends on can be had.
fn has_std_source() -> bool {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let Some(sysroot) = answer(&rustc, &["--print", "sysroot"]) else { return false };
    let manifest = PathBuf::from(sysroot).join("lib/rustlib/src/rust/library/Cargo.toml");
    let is_quietly_done = |command: &mut Command| {
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    if !manifest.exists() {
        is_quietly_done(Command::new("rustup").args(["component", "add", "rust-src"]));
    }
    let mut fetch = cargo("fetch");
    fetch.env("RUSTC_BOOTSTRAP", "1").arg("--locked").arg("--manifest-path").arg(&manifest);
    manifest.exists() && is_quietly_done(&mut fetch)
}

impl DebianToolchain {
    fn installed() -> Option<Self> {
        debian::file_of("rust-web-src", "/library/std/Cargo.toml")?;
        debian::file_of("rust-web-clippy", "/bin/clippy-driver")?;
        Some(Self {
            cargo: debian::file_of("cargo-web", "/bin/cargo")?,
            cargo_clippy: debian::file_of("rust-web-clippy", "/bin/cargo-clippy")?,
            rustc: debian::file_of("rustc-web", "/bin/rustc")?,
            rustdoc: debian::file_of("rustc-web", "/bin/rustdoc")?,
            linker: debian::file_of("lld-19", "/bin/wasm-ld-19")?,
        })
    }

    /// Nothing of the outer toolchain may reach this one, and rustup's shims come first on the search path.
    fn cargo(&self, subcommand: &str) -> Command {
        let program = if subcommand == "clippy" { &self.cargo_clippy } else { &self.cargo };
        let mut command = Command::new(program);
        command.arg(subcommand).current_dir(places::root());
        forget_the_outer_package(&mut command);
        for name in ["RUSTUP_TOOLCHAIN", "RUSTFLAGS", "CARGO_TARGET_DIR", "LD_LIBRARY_PATH"] {
            command.env_remove(name);
        }
        command.env("CARGO", &self.cargo).env("RUSTC", &self.rustc).env("RUSTDOC", &self.rustdoc);
        command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker);
        command
    }
}

fn has_target() -> bool {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let folder = answer(&rustc, &["--print", "target-libdir", "--target", TARGET]).map(PathBuf::from);
    let files = folder.and_then(|folder| places::list(&folder).ok()).unwrap_or_default();
    files.iter().any(|file| file.extension().is_some_and(|ending| ending == "rlib"))
}

/// Panic messages name source files; these flags keep this machine's folders out of what is shipped.
fn shortened_paths() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let registries = home.map(|home| home.join("registry/src")).unwrap_or_default();
    let folders = places::list(&registries).unwrap_or_default();
    folders.iter().map(|from| format!("--remap-path-prefix={}=", from.display())).collect()
}
