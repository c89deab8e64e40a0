//! House rules that no compiler checks: headers, arrows, no unwrapping, documents that name what exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Our crates, by the names they are depended on.
const OURS: [&str; 8] = [
    "shared",
    "carryover-shared",
    "carryover-core",
    "carryover-ui",
    "carryover-device",
    "carryover-relay",
    "carryover-tests",
    "xtask",
];
/// Which of ours each crate may know.
const ARROWS: [(&str, &[&str]); 6] = [
    ("shared", &[]),
    ("client/core", &["shared"]),
    ("client/ui", &["shared", "carryover-core"]),
    ("client/device", &["shared", "carryover-core"]),
    ("server", &["shared"]),
    ("xtask", &[]),
];
const FOLDERS: [&str; 6] = ["shared", "client", "server", "tests", "xtask", "docs"];
const DOCUMENTS: [&str; 2] = ["README.md", "ARCHITECTURE.md"];

#[test]
fn every_source_file_says_what_it_owns() {
    let silent: Vec<String> =
        sources("").into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "these do not open with `//!`:\n{}", silent.join("\n"));
}

#[test]
fn arrows_point_inward() {
    for (folder, may) in ARROWS {
        let manifest = read(&root().join(folder).join("Cargo.toml"));
        let keys = manifest.lines().map(|line| {
            let key = line.trim_start_matches("[dependencies.").trim_start_matches("[dev-dependencies.");
            key.split(['.', ' ', '=', ']']).next().unwrap_or_default().trim_matches('"')
        });
        let wrong: Vec<&str> = keys.filter(|key| OURS.contains(key) && !may.contains(key)).collect();
        assert!(wrong.is_empty(), "{folder} must not know {wrong:?}");
    }
}

#[test]
fn nothing_shipped_unwraps() {
    let mut found = Vec::new();
    for folder in ["shared/src", "client/core/src", "server/src"] {
        for (path, text) in sources(folder) {
            if path.ends_with("tests.rs") || path.contains("/tests/") {
                continue;
            }
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = (1..).zip(shipped.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"));
            let wrong = lines.filter(|(_, line)| line.contains(".unwrap()") || line.contains(".expect("));
            found.extend(wrong.map(|(number, line)| format!("{path}:{number}: {}", line.trim())));
        }
    }
    assert!(found.is_empty(), "these panic on purpose:\n{}", found.join("\n"));
}

#[test]
fn what_the_documents_name_exists() {
    let functions: BTreeSet<String> =
        sources("").iter().flat_map(|(_, text)| functions_in(text)).map(str::to_owned).collect();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(&root().join(document));
        for name in quoted(&text).chain(linked(&text)) {
            let there = match (is_path(name), function(name)) {
                (true, _) => root().join(name.split('#').next().unwrap_or(name)).exists(),
                (false, Some(function)) => functions.contains(function),
                (false, None) => true,
            };
            if !there {
                missing.push(format!("{document}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "these are named and not there:\n{}", missing.join("\n"));
}

/// What stands in single backticks, outside of blocks of code.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let plain = text.split("```").step_by(2);
    plain.flat_map(|part| part.lines()).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Where links and pictures lead within the repository.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://"))
}

fn is_path(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    let in_a_folder = name.contains('/') && (FOLDERS.contains(&first) || first == ".ci" || first == ".cargo");
    let is_file = [".rs", ".md", ".toml", ".png", ".sql"].iter().any(|ending| name.ends_with(ending));
    !name.contains([' ', '*', '<', '{']) && (in_a_folder || is_file)
}

/// The function that a name means: the end of `Type::name`, or a name of at least three words, as tests have.
fn function(name: &str) -> Option<&str> {
    let last = name.rsplit("::").next()?;
    let plain = last.starts_with(|c: char| c.is_ascii_lowercase())
        && last.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    (plain && (last.len() < name.len() || last.matches('_').count() >= 2)).then_some(last)
}

fn functions_in(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    text.split("fn ").skip(1).filter_map(move |rest| rest.split(ends).next())
}

/// Every Rust file under a folder of the repository, with its path from the root and its text.
fn sources(under: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    let folders = if under.is_empty() { FOLDERS.to_vec() } else { vec![under] };
    folders.into_iter().for_each(|folder| walk(&root().join(folder), &mut paths));
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        (name, read(&path))
    });
    named.collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "target" {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
