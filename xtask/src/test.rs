//! `cargo xtask test`: exactly what CI runs, stage by stage.

use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::process::{cargo, find_program, run};
use crate::test_counts::{Counts, run_counting};
use crate::wasm_build::Profile;
use crate::wasm_toolchain::WasmToolchain;
use crate::{app, debian, official, places, relay};

/// How much is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All that CI runs.
    Everything,
    /// Without the packaged app and the browser.
    Fast,
}

/// Runs every stage even after a failed one, so that one run tells all; ends with the counts.
pub(crate) fn test(scope: Scope) -> Outcome {
    let mut run = Run::default();
    run.stage("Formatting", |_| format());
    run.stage("Clippy on this machine", |_| clippy_native());
    run.stage("Clippy for the browser", |_| clippy_wasm());
    run.stage("Documentation", |_| documentation());
    run.stage("Tests", tests);
    if scope == Scope::Everything {
        run.stage("Pages in the official Automerge library", official::test);
        run.stage("The app and its size", |_| app::size());
        run.stage("Browser journeys", journeys);
    }
    run.finish()
}

#[derive(Default)]
struct Run {
    counts: Counts,
    failures: Vec<String>,
}

impl Run {
    fn stage(&mut self, name: &str, work: impl FnOnce(&mut Counts) -> Outcome) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = work(&mut self.counts);
        let seconds = start.elapsed().as_secs();
        match outcome {
            Ok(()) => println!("== {name}: good, {seconds} s"),
            Err(failure) => {
                println!("== {name}: FAILED, {seconds} s. {failure}");
                self.failures.push(format!("{name}: {failure}"));
            }
        }
    }

    fn finish(self) -> Outcome {
        println!();
        for failure in &self.failures {
            println!("{failure}");
        }
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        match self.failures.len() {
            0 => Ok(()),
            1 => Err(Failure::new("One stage failed.")),
            many => Err(Failure::new(format!("{many} stages failed."))),
        }
    }
}

fn format() -> Outcome {
    run(cargo("fmt").args(["--all", "--check"]), "cargo fmt (run `cargo fmt --all`)")?;
    let fuzzing = ["--manifest-path", "tests/fuzz/Cargo.toml", "--check"];
    run(cargo("fmt").args(fuzzing), "cargo fmt (run it with `--manifest-path tests/fuzz/Cargo.toml`)")
}

fn clippy_native() -> Outcome {
    run(cargo("clippy").args(["--all-targets", "--", "--deny", "warnings"]), "Clippy")
}

/// In the release profile, whose build scripts and macros the app's own build then uses again.
fn clippy_wasm() -> Outcome {
    let mut command = WasmToolchain::find()?.cargo("clippy", Profile::Release);
    command.args(["--release", "--package", "carryover-ui", "--package", "carryover-core"]);
    command.args([
        "--package",
        "carryover-scan",
        "--package",
        "carryover-shared",
        "--",
        "--deny",
        "warnings",
    ]);
    run(&mut command, "Clippy")
}

/// Links to private items are fine: this is read by whoever works on the code, with private items documented.
const RUSTDOC_FLAGS: &str = "--deny warnings --allow rustdoc::private_intra_doc_links";

fn documentation() -> Outcome {
    run(
        cargo("doc").args(["--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", RUSTDOC_FLAGS),
        "rustdoc",
    )
}

/// Browser journeys are marked as ignored, so they are compiled here and run below.
fn tests(counts: &mut Counts) -> Outcome {
    run_counting(cargo("test").arg("--no-fail-fast"), counts)
}

fn journeys(counts: &mut Counts) -> Outcome {
    if find_program("chromium").is_none() || find_program("chromedriver").is_none() {
        debian::install(&["chromium", "chromium-driver"])?;
    }
    relay::build_for_tests()?;
    run_counting(&mut journeys_command(), counts)
}

/// The journeys learn from the environment what to start.
fn journeys_command() -> Command {
    let mut command = cargo("test");
    command.args(["--test", "browser", "--no-fail-fast", "--", "--include-ignored", "--test-threads", "1"]);
    command.env("CARRYOVER_APP", places::target().join(Profile::Release.app_folder()));
    command.env("CARRYOVER_RELAY", relay::program("debug", "carryover-relay"));
    command.env("CARRYOVER_DEVICE", relay::program("debug", "carryover-device"));
    command
}
