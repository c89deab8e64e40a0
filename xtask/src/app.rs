//! `cargo xtask app`: what the packaged app consists of, and when it has to be made again.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::package::Package;
use crate::wasm_build::{self, Client, Profile};
use crate::{budget, css, fingerprint, places, report, template};

/// `cargo xtask app`: the packaged app, and the table of what is in it.
pub(crate) fn show(profile: Profile) -> Outcome {
    report::print(&report::rows(&build(profile)?)?);
    Ok(())
}

/// `cargo xtask size`: the table of the release app, and a failure above the budget.
pub(crate) fn size() -> Outcome {
    let rows = report::rows(&build(Profile::Release)?)?;
    report::print(&rows);
    budget::check(report::first_bytes(&rows), report::reader_bytes(&rows))
}

/// Makes the packaged app unless it is there already. Gives back its folder.
pub(crate) fn build(profile: Profile) -> Outcome<PathBuf> {
    let folder = places::target().join(profile.app_folder());
    let record = folder.with_extension("inputs");
    let inputs = fingerprint::of_sources()?;
    if folder.exists() && record.exists() && places::read_text(&record)? == inputs {
        println!("{} is up to date.", places::shown(&folder));
        return Ok(folder);
    }
    package(wasm_build::build(profile)?)?.write(&folder)?;
    places::write(&record, inputs.as_bytes())?;
    Ok(folder)
}

/// Each file may name those added before it.
fn package(client: Client) -> Outcome<Package> {
    let mut package = Package::default();
    add_assets(&mut package)?;
    let style = package.fill("style", &css::minify(&style_sheets()?))?;
    package.add_hashed("app.css", style.into_bytes())?;
    for (name, module) in [("app", client.app), ("scan", client.scan)] {
        package.add_hashed(&format!("{name}.wasm"), module.wasm)?;
        package.add_hashed(&format!("{name}.js"), module.glue.into_bytes())?;
    }
    package.add_hashed("reader.js", filled(&package, "reader.js", template::without_js_comments)?)?;
    package.add_hashed("boot.js", filled(&package, "boot.js", template::without_js_comments)?)?;
    package.add_hashed("manifest.webmanifest", filled(&package, "manifest.webmanifest", str::to_owned)?)?;
    // The worker keeps the page under its hashed name, so what it keeps always belongs together.
    let page = filled(&package, "index.html", template::without_html_comments)?;
    package.add_hashed("index.html", page.clone())?;
    package.add_fixed("index.html", page);
    add_service_worker(&mut package)?;
    Ok(package)
}

/// Every file of client/ui/assets; those that the app looks up by name are listed for the page as `{{assets}}`.
fn add_assets(package: &mut Package) -> Outcome {
    for path in places::list(&places::ui().join("assets"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            return Err(Failure::new(format!("{} is a folder; assets are files.", places::shown(&path))));
        }
        package.add_hashed(&name, places::read(&path)?)?;
    }
    let looked_up = package.named().filter(|(name, _)| !name.starts_with("icon"));
    let meta = |(name, address)| format!("<meta name=\"asset:{name}\" content=\"{address}\">");
    let lines: Vec<String> = looked_up.map(meta).collect();
    package.define("assets", lines.join("\n"));
    Ok(())
}

/// All style sheets of client/ui/style in name order.
fn style_sheets() -> Outcome<String> {
    let mut all = String::new();
    for path in places::list(&places::ui().join("style"))? {
        if path.extension().is_some_and(|ending| ending == "css") {
            all.push_str(&places::read_text(&path)?);
            all.push('\n');
        }
    }
    Ok(all)
}

/// The worker keeps all hashed files but the PNG icons, which the system fetches when the app is installed.
fn add_service_worker(package: &mut Package) -> Outcome {
    let is_kept = |address: &&str| *address != "index.html" && !address.ends_with(".png");
    let files = package.addresses().filter(is_kept).collect::<Vec<_>>().join(" ");
    package.define("version", fingerprint::of_content(files.as_bytes()));
    package.define("files", files);
    package.add_fixed("sw.js", filled(package, "sw.js", template::without_js_comments)?);
    Ok(())
}

/// A template of client/ui without its comments, with every name filled.
fn filled(package: &Package, name: &str, strip: fn(&str) -> String) -> Outcome<Vec<u8>> {
    let text = strip(&places::read_text(&places::ui().join(name))?);
    package.fill(name, &text).map(String::into_bytes)
}
