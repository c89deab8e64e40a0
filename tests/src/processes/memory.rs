//! What a running process holds in its memory: all that can be read of it, as the system's owner could.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};

/// How much is read at once.
const CHUNK: usize = 1 << 20;
/// How many bytes of what is looked for are looked at first.
const START: usize = 4;

/// Which of these bytes stand anywhere in the memory of a process.
pub fn held_in_memory(process: u32, wanted: &[Vec<u8>]) -> BTreeSet<Vec<u8>> {
    let mut by_start: BTreeMap<[u8; START], Vec<&Vec<u8>>> = BTreeMap::new();
    for bytes in wanted {
        let start = bytes.first_chunk().expect("what is looked for is longer than its start");
        by_start.entry(*start).or_default().push(bytes);
    }
    let longest = wanted.iter().map(Vec::len).max().unwrap_or(0);
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).expect("the process runs");
    let mut memory = File::open(format!("/proc/{process}/mem")).expect("it is ours to look at");
    let mut found = BTreeSet::new();
    for (from, to) in maps.lines().filter_map(region) {
        let (mut at, mut held) = (from, Vec::new());
        while at < to {
            let mut chunk = vec![0; CHUNK.min(usize::try_from(to - at).expect("a chunk"))];
            let read = memory.seek(SeekFrom::Start(at)).and_then(|_| memory.read(&mut chunk));
            // What the system keeps for itself cannot be read, and what was just given back is not there.
            let Ok(read @ 1..) = read else { break };
            at += read as u64;
            held.extend_from_slice(&chunk[..read]);
            for (place, start) in held.windows(START).enumerate() {
                let start = start.first_chunk().expect("as long");
                let here = by_start.get(start).into_iter().flatten();
                found.extend(
                    here.filter(|bytes| held[place..].starts_with(bytes)).map(|bytes| (*bytes).clone()),
                );
            }
            // What goes over the edge is found with the next chunk.
            held.drain(..held.len().saturating_sub(longest));
        }
    }
    found
}

/// Where a readable part of memory begins and ends.
fn region(line: &str) -> Option<(u64, u64)> {
    let (place, rest) = line.split_once(' ')?;
    let (from, to) = place.split_once('-')?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    rest.starts_with('r').then_some((number(from)?, number(to)?))
}
