//! `cargo xtask plant`: plants known faults, one at a time, in a copy of the sources, and runs the tests that should
//! find them. A fault that nothing finds is a promise that nothing holds.
//!
//! Where to start: [`FAULTS`] is the list; each names the promise it breaks and replaces one piece of text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Explain, Failure, Outcome};
use crate::places;
use crate::process::{answer, cargo};

/// A piece of a source file and what a tired programmer might have written there.
struct Fault {
    what: &'static str,
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
}

/// How many lives of a team are run for each.
const SEEDS: &str = "60";

const FAULTS: [Fault; 28] = [
    Fault {
        what: "the relay acknowledges before the commit",
        file: "shared/src/sync/relay/append.rs",
        right: "            self.store_envelopes(appending, writes);",
        wrong: "            for (log, run) in &appending.runs {
                let (team, from, ids) = (team_id, run.from, run.ids.clone());
                self.send(id, &FromRelay::Appended { team, scope: log.scope, era: log.era, from, ids });
            }
            self.store_envelopes(appending, writes);",
    },
    Fault {
        what: "the relay sends everything to every member",
        file: "shared/src/sync/relay/team.rs",
        right: "        self.roster.may_read(device, log.scope, log.era)",
        wrong: "        self.is_member(device) || self.roster.may_read(device, log.scope, log.era)",
    },
    Fault {
        what: "a grant from today opens the whole past",
        file: "shared/src/team/roster.rs",
        right: "self.reads.has(scope) && era >= self.first_era(scope)",
        wrong: "self.reads.has(scope) && era + self.first_era(scope) >= self.first_era(scope)",
    },
    Fault {
        what: "what is written after a removal counts",
        file: "shared/src/team/roster.rs",
        right: "span.from < ended && span.until > began",
        wrong: "span.from < ended && span.until > 0",
    },
    Fault {
        what: "whoever joins has the keys of when they looked",
        file: "shared/src/sync/device/inviting.rs",
        right: "        let mut writes = team.take(new);",
        wrong: "        let mut writes = team.take(new.into_iter().take(0).collect());",
    },
    Fault {
        what: "keys come without anybody looking for whom",
        file: "shared/src/team/rules.rs",
        right: "        if fits { Ok(()) } else { Err(Refusal::WrongKeys) }",
        wrong: "        if fits || !handings.is_empty() { Ok(()) } else { Err(Refusal::WrongKeys) }",
    },
    Fault {
        what: "the relay does not check signatures",
        file: "shared/src/sync/relay/append.rs",
        right: "    envelope.verify(&author.keys).map_err(refused)",
        wrong: "    let _ = author;\n    Ok(())",
    },
    Fault {
        what: "a device does not check signatures",
        file: "shared/src/sync/device/receiving.rs",
        right: "            || envelope.verify(&author.keys).is_err()",
        wrong: "            || author.keys.signing == [0; 32]",
    },
    Fault {
        what: "a start does not take a new number",
        file: "shared/src/sync/device/opening.rs",
        right: ".map_or(0, u32::from_be_bytes) + 1;",
        wrong: ".map_or(1, u32::from_be_bytes);",
    },
    Fault {
        what: "a device drops the first envelope of what it is sent",
        file: "shared/src/sync/device/receiving.rs",
        right: "        for (id, bytes) in envelopes {",
        wrong: "        for (id, bytes) in envelopes.into_iter().skip(1) {",
    },
    Fault {
        what: "a device takes an envelope off the outbox when it is refused for now",
        file: "shared/src/sync/device/talking.rs",
        right: "            Refused::TryLater | Refused::TooMuch => self.hang_up(now, effects),",
        wrong: "            Refused::TryLater | Refused::TooMuch => self.acknowledge(team_id, ids, effects),",
    },
    Fault {
        what: "a device drops a change that came before what it depends on",
        file: "shared/src/page/mod.rs",
        right: "                Err(Rejection::Missing) => self.waiting.push(Waiting::new(author, raw.as_ref())),",
        wrong: "                Err(Rejection::Missing) => {}",
    },
    Fault {
        what: "a device sends before its disk has answered",
        file: "shared/src/sync/device/writing.rs",
        right: "        team.outbox.insert(envelope.id(), outgoing);",
        wrong: "        team.outbox.insert(envelope.id(), outgoing);
        team.packed.insert(envelope.id(), envelope.bytes().to_vec());",
    },
    Fault {
        what: "a batch that the disk refused is forgotten",
        file: "shared/src/sync/device/saver.rs",
        right: "        let retry_ms = now.unix_ms.saturating_add(wait_ms);",
        wrong: "        let retry_ms = now.unix_ms.saturating_add(wait_ms);
        if let Some(under_way) = &mut self.under_way {
            under_way.batch.clear();
        }",
    },
    Fault {
        what: "a relay that lost its disk is not refilled",
        file: "shared/src/sync/device/refilling.rs",
        right: "        if !had.is_empty() {",
        wrong: "        if had.len() > 99 {",
    },
    Fault {
        what: "a damaged envelope is not fetched again",
        file: "shared/src/sync/device/applying.rs",
        right: "        place.read_anew();",
        wrong: "",
    },
    Fault {
        what: "an envelope is applied without a mark",
        file: "shared/src/sync/device/receiving.rs",
        right: "                    writes.push(team.mark(&opened));\n",
        wrong: "",
    },
    Fault {
        what: "of two changes under one number the first to come counts",
        file: "shared/src/page/equivocation.rs",
        right: "        if held > change.hash() {",
        wrong: "        if held > change.hash() && raw.is_empty() {",
    },
    Fault {
        what: "a month that is sealed anew lacks something",
        file: "shared/src/sync/device/compacting.rs",
        right: "        self.changes.extend(changes);",
        wrong: "        self.changes.extend(changes.into_iter().skip(usize::from(self.ids.len() == 3)));",
    },
    Fault {
        what: "a device drops what a replacement does not hold",
        file: "shared/src/sync/device/compacting.rs",
        right: "opened.changes.iter().all(|change| whole.contains(change))",
        wrong: "opened.changes.len() < usize::MAX - whole.len()",
    },
    Fault {
        what: "a list from outside is read as far as it goes",
        file: "shared/src/limited.rs",
        right: "        if list.len() == LIMIT {",
        wrong: "        if list.len() == usize::MAX {",
    },
    Fault {
        what: "a lock leaves the key open beside it",
        file: "shared/src/sync/device/locking.rs",
        right: "            Write::Delete(Table::Device, LOCAL_KEY.to_vec()),",
        wrong: "            Write::Delete(Table::Device, Vec::new()),",
    },
    Fault {
        what: "a wrong try is forgotten with the app",
        file: "shared/src/sync/device/locking.rs",
        right: "        self.saver.write([Write::Put(Table::Device, TRIES_KEY.to_vec(), row.clone())]);",
        wrong: "        self.saver.write([Write::Put(Table::Device, Vec::new(), row.clone())]);",
    },
    Fault {
        what: "secrets of a team are stored as they are",
        file: "shared/src/sync/device/rows.rs",
        right: "        Table::Teams | Table::Keys => true,",
        wrong: "        Table::Teams | Table::Keys => key.is_empty(),",
    },
    Fault {
        what: "damage that is found while connected is not mended",
        file: "shared/src/sync/device/opening.rs",
        right: "            if self.read_page(*team_id, *page, &mut stored) {",
        wrong: "            if self.read_page(*team_id, *page, &mut stored) && now.unix_ms == 0 {",
    },
    Fault {
        what: "whoever activates it, it counts",
        file: "shared/src/record/receipt.rs",
        right: "        for row in rows.filter(|row| row.kind == Activation::KIND && by_clinician(row)) {",
        wrong: "        for row in rows.filter(|row| row.kind == Activation::KIND) {",
    },
    Fault {
        what: "who has read the first version has read them all",
        file: "client/core/src/app/plan.rs",
        right: "            readers: self.named(team, facts.readers.get(&version).into_iter().flatten()),",
        wrong: "            readers: self.named(
                team,
                facts.readers.get(&version).or(facts.readers.get(&first)).into_iter().flatten(),
            ),",
    },
    Fault {
        what: "a tap counts twice where somebody else counts as well",
        file: "client/core/src/app/counting.rs",
        right: "            Counting::More(count) => tally::tap(row, count, false).into_iter().collect(),",
        wrong: "            Counting::More(count) => {
                let all = team.rows().filter(|(_, row)| row.kind == Tally::KIND).map(|(_, row)| row);
                let most = tally::total(all).of(count) + 1;
                vec![shared::record::Change::Set(count.field(), shared::record::Value::Number(most.into()))]
            }",
    },
];

/// Plants every fault whose description has these words in it, and says which tests found it; fails if one was not
/// found.
pub(crate) fn plant(words: &str) -> Outcome {
    let tree = places::target().join("planted/tree");
    copy_sources(&tree)?;
    let mut missed = Vec::new();
    let chosen: Vec<&Fault> = FAULTS.iter().filter(|fault| fault.what.contains(words)).collect();
    for fault in &chosen {
        let file = tree.join(fault.file);
        let text = places::read_text(&file)?;
        if text.matches(fault.right).count() != 1 {
            return Err(Failure::new(format!(
                "{}: the text to replace is not there once: {}",
                fault.file, fault.what
            )));
        }
        places::write(&file, text.replace(fault.right, fault.wrong).as_bytes())?;
        let found = failing_tests(&tree)?;
        places::write(&file, text.as_bytes())?;
        println!("{}", fault.what);
        if found.is_empty() {
            missed.push(fault.what);
            println!("    found by NOTHING");
        }
        for test in found {
            println!("    found by {test}");
        }
    }
    println!("{} faults planted, {} not found.", chosen.len(), missed.len());
    if missed.is_empty() { Ok(()) } else { Err(Failure::new(format!("Not found: {}.", missed.join("; ")))) }
}

/// The sources as they are now, those that git knows of. A file that is the same stays, so that little is built anew.
fn copy_sources(tree: &Path) -> Outcome {
    let files = answer("git", &["-C", &places::root().to_string_lossy(), "ls-files"]);
    for name in files.unwrap_or_default().lines() {
        let (from, to) = (places::root().join(name), tree.join(name));
        let bytes = places::read(&from)?;
        if fs::read(&to).is_ok_and(|held| held == bytes) {
            continue;
        }
        let folder = to.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        fs::create_dir_all(&folder).explain(format!("Cannot make {}", places::shown(&folder)))?;
        places::write(&to, &bytes)?;
    }
    Ok(())
}

/// The names of the tests that fail in the copy. Code that does not compile would find nothing, and says so.
fn failing_tests(tree: &Path) -> Outcome<BTreeSet<String>> {
    let mut failing = BTreeSet::new();
    for arguments in [
        &["--package", "carryover-shared", "--lib"][..],
        &["--package", "carryover-tests", "--test", "simulation"][..],
    ] {
        let output = test_command(tree, arguments).output().explain("Cannot start cargo test")?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !text.contains("test result: ") {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Failure::new(format!("The copy does not compile:\n{why}")));
        }
        let names = text.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
        failing.extend(names.map(str::to_owned));
    }
    Ok(failing)
}

fn test_command(tree: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo("test");
    command.current_dir(tree).arg("--no-fail-fast").args(arguments);
    command.env("CARGO_TARGET_DIR", places::target().join("planted/target")).env("CARRYOVER_SEEDS", SEEDS);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_can_be_planted() {
        for fault in FAULTS {
            let text = places::read_text(&places::root().join(fault.file)).expect("a source file");
            assert_eq!(text.matches(fault.right).count(), 1, "{}: {}", fault.file, fault.what);
        }
    }
}
