//! From the sources to the two files a browser runs: the compiled module and its JavaScript glue.

use std::fmt::Display;

use wasm_bindgen_cli_support::Bindgen;

use crate::failure::{Explain, Failure, Outcome};
use crate::places;
use crate::process::run;
use crate::wasm_toolchain::WasmToolchain;

/// How much the compiler is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is shipped: smallest, slow to build.
    Release,
    /// For development: quick to build, larger, with readable stack traces.
    Dev,
}

/// What wasm-bindgen makes of the compiled client.
pub(crate) struct Client {
    pub(crate) wasm: Vec<u8>,
    pub(crate) glue: String,
}

impl Profile {
    /// The profile's name in the root `Cargo.toml`, and the folder cargo builds it in.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev-app",
        }
    }

    /// Where the packaged app goes, below `target/`.
    pub(crate) fn app_folder(self) -> &'static str {
        match self {
            Self::Release => "app",
            Self::Dev => "app-dev",
        }
    }
}

/// Builds `carryover-ui` and takes it through wasm-bindgen.
pub(crate) fn build(profile: Profile) -> Outcome<Client> {
    let toolchain = WasmToolchain::find()?;
    let mut command = toolchain.cargo("build");
    command.args(["--package", "carryover-ui", "--profile", profile.name()]);
    // The same profile is judged by speed for the relay and by size for the app.
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    run(&mut command, "The WASM build")?;
    bind(profile).map_err(|error| Failure::new(format!("wasm-bindgen: {error}")))
}

fn bind(profile: Profile) -> Outcome<Client> {
    let module =
        places::target().join("wasm/wasm32-unknown-unknown").join(profile.name()).join("carryover-ui.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).web(true).explain("target")?;
    bindgen.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(profile == Profile::Release).remove_producers_section(true);
    let mut output = bindgen.generate_output().explain("cannot bind the module")?;
    refuse(output.snippets().keys())?;
    refuse(output.local_modules().keys())?;
    Ok(Client { wasm: output.wasm_mut().emit_wasm(), glue: output.js().to_owned() })
}

/// Files that a dependency wants beside the glue would need hashed names of their own.
fn refuse<T: Display>(mut extra: impl Iterator<Item = T>) -> Outcome {
    match extra.next() {
        Some(name) => Err(Failure::new(format!(
            "a dependency brings JavaScript of its own ({name}), which is not packaged"
        ))),
        None => Ok(()),
    }
}
