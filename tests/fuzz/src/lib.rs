//! What every fuzz target is: bytes to one of the ways in of [`shared::outside`].
//!
//! Built with `--cfg fuzzing` a target is driven by libFuzzer. Built without it is a plain program that reads the files
//! it is given, so that what was found can be looked at with any compiler.

use std::path::Path;
use std::process::ExitCode;

use shared::outside::{WAYS, Way};

#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// A target for the way in of this name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_target!(
            init: $crate::begin($name),
            |bytes: &[u8]| {
                ($crate::way($name).read)(bytes);
            }
        );

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay($name)
        }
    };
}

/// The way in of this name.
pub fn way(name: &str) -> Way {
    WAYS.into_iter().find(|way| way.name == name).expect("every target has its way in")
}

/// Puts what a fuzzer begins with into the folder that `CARRYOVER_SEEDS` names, if it names one.
pub fn begin(name: &str) {
    let Some(folder) = std::env::var_os("CARRYOVER_SEEDS") else { return };
    std::fs::create_dir_all(&folder).expect("a folder for the seeds");
    for (number, seed) in (way(name).seeds)().into_iter().enumerate() {
        let path = Path::new(&folder).join(format!("seed-{number}"));
        std::fs::write(path, seed).expect("a seed");
    }
}

/// Reads every file that is named on the command line, and says what came of it.
pub fn replay(name: &str) -> ExitCode {
    begin(name);
    let read = way(name).read;
    for path in std::env::args_os().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(why) => {
                eprintln!("{}: {why}", path.display());
                return ExitCode::FAILURE;
            }
        };
        let what = if read(&bytes) { "read" } else { "refused" };
        println!("{}: {what}", path.display());
    }
    ExitCode::SUCCESS
}
