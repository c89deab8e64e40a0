//! `cargo xtask fuzz`: builds the fuzz targets of `tests/fuzz` for libFuzzer, with the compiler that is there, and runs one
//! or all of them for a while. docs/fuzzing.md tells the rest.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Explain, Failure, Outcome};
use crate::places;
use crate::process::{answer, cargo, run};

/// What makes a program tell libFuzzer which ways it took. Any compiler knows it; the sanitizers would need a nightly
/// one, and there is no unsafe code here that they could judge.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs a target, or each of them if none is named, for so many seconds. What ends one is kept as a file.
pub(crate) fn fuzz(target: Option<&str>, seconds: u32) -> Outcome {
    let manifest = places::root().join("tests/fuzz/Cargo.toml");
    let sources = places::list(&places::root().join("tests/fuzz/src/bin"))?;
    let names = sources.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    let names: Vec<String> = names.filter(|name| target.is_none_or(|target| name == target)).collect();
    if names.is_empty() {
        return Err(Failure::new(
            "There is no such target; the files in tests/fuzz/src/bin have their names.",
        ));
    }
    let said = answer("rustc", &["-vV"]).unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let built = places::target().join("fuzz");
    let mut build = cargo("build");
    build.args(["--release", "--bins", "--manifest-path"]).arg(manifest);
    // With a target named, the flags are not for what runs while building.
    build.args(["--target", &host]).env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &built);
    run(&mut build, "Building the fuzz targets")?;
    let mut failed = Vec::new();
    for name in names {
        println!("\n== {name}");
        if run_one(&name, &built.join(&host).join("release").join(&name), seconds).is_err() {
            failed.push(name);
        }
    }
    match failed.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!("Something ended {}; see target/fuzz/found.", failed.join(", ")))),
    }
}

fn run_one(name: &str, program: &PathBuf, seconds: u32) -> Outcome {
    let folder = |kind: &str| {
        let folder = places::target().join("fuzz").join(kind).join(name);
        fs::create_dir_all(&folder).explain(format!("Cannot make {}", places::shown(&folder)))?;
        Ok::<_, Failure>(folder)
    };
    let (corpus, found) = (folder("corpus")?, folder("found")?);
    let mut command = std::process::Command::new(program);
    command.arg(&corpus).env("CARRYOVER_SEEDS", &corpus);
    command.arg(format!("-artifact_prefix={}/", found.display()));
    command.args([format!("-max_total_time={seconds}").as_str(), "-timeout=20", "-print_final_stats=1"]);
    run(&mut command, name)
}
