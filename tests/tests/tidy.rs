//! House rules that no compiler checks: headers, arrows, no unwrapping, documents that name what exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Our crates, by the names they are depended on.
const OURS: [&str; 9] = [
    "carryover-scan",
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
const ARROWS: [(&str, &[&str]); 7] = [
    ("shared", &[]),
    ("client/core", &["shared"]),
    ("client/scan", &[]),
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

#[test]
fn what_it_can_do_is_tested_and_in_the_guide_in_both_languages() {
    let tests: BTreeSet<String> =
        sources("").iter().flat_map(|(_, text)| tests_in(text)).map(str::to_owned).collect();
    let guides = [guide("en"), guide("es")];
    let table = read(&root().join("docs/capabilities.md"));
    let rows: Vec<Vec<&str>> = table.lines().filter_map(capability).collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(numbers, (1..=62).map(|number| format!("C{number}")).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for row in rows {
        let [number, _, held_by] = row[..] else { panic!("{row:?} has not three columns") };
        let named: Vec<&str> = quoted(held_by).collect();
        wrong.extend(
            named.iter().filter(|name| !tests.contains(**name)).map(|name| format!("no test {name}")),
        );
        if named.is_empty() && !held_by.contains("not yet") {
            wrong.push(format!("nothing holds {number}"));
        }
        let is_told = guides.iter().all(|guide| guide.contains(number));
        if !named.is_empty() && !is_told {
            wrong.push(format!("the guide has not {number} in both languages"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_guide_shows_is_there_and_every_picture_is_shown() {
    let guide = root().join("docs/guide");
    let mut pages = vec![guide.join("README.md"), root().join("README.md")];
    ["en", "es"].iter().for_each(|language| pages.extend(files(&guide.join(language))));
    let mut shown = BTreeSet::new();
    for page in &pages {
        let folder = page.parent().expect("a page lies in a folder");
        for link in linked(&read(page)) {
            let target = folder.join(link.split('#').next().unwrap_or(link));
            assert!(target.exists(), "{}: {link}", page.display());
            shown.extend(target.file_name().map(ToOwned::to_owned));
        }
    }
    let pictures = files(&root().join("docs/pictures"));
    let unseen: Vec<&PathBuf> =
        pictures.iter().filter(|path| path.file_name().is_none_or(|name| !shown.contains(name))).collect();
    assert!(unseen.is_empty(), "shown nowhere: {unseen:?}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path()).collect()
}

/// The columns of a line of the table of what it can do.
fn capability(line: &str) -> Option<Vec<&str>> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let inner = columns.get(1..columns.len().checked_sub(1)?)?;
    inner.first()?.strip_prefix('C')?.parse::<u8>().ok()?;
    Some(inner.to_vec())
}

/// The numbers that the guide names in one language; a range names what lies between.
fn guide(language: &str) -> BTreeSet<String> {
    let folder = root().join("docs/guide").join(language);
    let pages = files(&folder).into_iter().map(|page| read(&page));
    pages.flat_map(|page| numbers_in(&page)).map(|number| format!("C{number}")).collect()
}

fn numbers_in(page: &str) -> Vec<u8> {
    let number = |text: &str| {
        let digits = text.strip_prefix('C')?;
        digits.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u8>().ok()
    };
    let in_brackets = page.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let parts = in_brackets.flat_map(|inside| inside.split(',')).map(str::trim);
    let numbers = parts.filter_map(|part| {
        let (first, last) = part.split_once('\u{2013}').unwrap_or((part, part));
        Some(number(first)?..=number(last)?)
    });
    numbers.flatten().collect()
}

/// The functions with the mark of a test.
fn tests_in(text: &str) -> impl Iterator<Item = &str> {
    let marked = text.split("#[test]").skip(1).chain(text.split("#[tokio::test]").skip(1));
    marked.filter_map(|rest| functions_in(rest).next())
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
