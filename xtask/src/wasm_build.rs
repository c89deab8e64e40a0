//! From the sources to what a browser runs: the app and the reader of codes, each a compiled module and its JavaScript glue.

use wasm_bindgen_cli_support::{Bindgen, Output};

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

/// What is built.
pub(crate) struct Client {
    pub(crate) app: Module,
    /// Loaded by itself when somebody scans.
    pub(crate) scan: Module,
}

/// What wasm-bindgen makes of a compiled module.
pub(crate) struct Module {
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

/// Builds `carryover-ui` and `carryover-scan` and takes them through wasm-bindgen.
pub(crate) fn build(profile: Profile) -> Outcome<Client> {
    let toolchain = WasmToolchain::find()?;
    let mut command = toolchain.cargo("build", profile);
    command.args(["--package", "carryover-ui", "--package", "carryover-scan"]);
    command.args(["--profile", profile.name()]);
    if profile == Profile::Dev {
        command.args(["--features", "carryover-ui/tell_panics"]);
    }
    // The same profile is judged by speed for the relay and by size for the app.
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    run(&mut command, "The WASM build")?;
    Ok(Client { app: bind(profile, "carryover-ui")?, scan: bind(profile, "carryover_scan")? })
}

fn bind(profile: Profile, name: &str) -> Outcome<Module> {
    let folder = places::target().join("wasm/wasm32-unknown-unknown").join(profile.name());
    let module = folder.join(name).with_extension("wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).web(true).explain("wasm-bindgen")?;
    bindgen.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(profile == Profile::Release).remove_producers_section(true);
    let mut output = bindgen.generate_output().explain("wasm-bindgen")?;
    refuse_other_scripts(&output)?;
    Ok(Module { wasm: output.wasm_mut().emit_wasm(), glue: output.js().to_owned() })
}

/// Nothing but the glue is packaged, so a dependency must not bring scripts for it to import.
fn refuse_other_scripts(output: &Output) -> Outcome {
    let mut owners =
        output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(owner, _)| owner);
    match owners.next().or_else(|| output.local_modules().keys().next()) {
        Some(owner) => {
            Err(Failure::new(format!("{owner} brings a script of its own, which is not packaged.")))
        }
        None => Ok(()),
    }
}
