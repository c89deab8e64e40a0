//! Where the programs are: named by the environment, or built here once.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The relay: `CARRYOVER_RELAY`, or as this workspace builds it.
pub(super) fn relay() -> PathBuf {
    named("CARRYOVER_RELAY").unwrap_or_else(|| built().join("carryover-relay"))
}

/// The device without a screen: `CARRYOVER_DEVICE`, or as this workspace builds it.
pub(super) fn device() -> PathBuf {
    named("CARRYOVER_DEVICE").unwrap_or_else(|| built().join("carryover-device"))
}

/// A path from the environment; a relative one is meant from the workspace's folder.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(|path| workspace().join(path))
}

/// The folder of the built programs. Cargo looks once whether they are those of the sources.
fn built() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let test = std::env::current_exe().expect("the path of this test");
        let folder = test.ancestors().nth(2).expect("target/PROFILE/deps/TEST").to_owned();
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.current_dir(workspace()).args([
            "build",
            "--quiet",
            "--bin",
            "carryover-relay",
            "--bin",
            "carryover-device",
        ]);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().expect("cargo can be started").success(), "relay and device can be built");
        folder
    })
}

fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
