//! Every way in, with what it begins with, with that mangled, and with anything: what the fuzz targets go on from.

use super::*;
use crate::hostile;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_way_in_reads_what_it_begins_with() {
    for Way { name, read, seeds } in WAYS {
        let seeds = seeds();
        let is_read = seeds.iter().map(|seed| read(seed));
        let read = is_read.filter(|is_read| *is_read).count();
        // Frames of both directions begin with the same.
        assert!(read > 0 && read >= seeds.len() / 3, "{name}: {read} of {}", seeds.len());
        assert!(
            !(WAYS.iter().find(|way| way.name == name).expect("here").read)(&[]),
            "{name}: nothing is nothing"
        );
    }
}

#[test]
fn every_way_in_has_a_fuzz_target_and_a_line_in_the_how_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let how_to = std::fs::read_to_string(root.join("docs/fuzzing.md")).expect("the how-to");
    let targets = std::fs::read_dir(root.join("tests/fuzz/src/bin")).expect("the targets");
    let targets: BTreeSet<String> = targets
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(targets, WAYS.iter().map(|way| way.name.to_owned()).collect());
    for target in targets {
        assert!(how_to.contains(&format!("`{target}`")), "{target} is not in docs/fuzzing.md");
    }
}

/// A way in, and bytes that are near to what it reads.
fn near() -> impl Strategy<Value = (Way, Vec<u8>)> {
    proptest::sample::select(WAYS.to_vec()).prop_flat_map(|way| {
        let mangled = proptest::sample::select((way.seeds)()).prop_flat_map(hostile::mangled);
        (Just(way), mangled)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn mangled_bytes_are_survived_by_every_way_in((way, bytes) in near()) {
        (way.read)(&bytes);
    }

    #[test]
    fn any_bytes_are_survived_by_every_way_in(way in proptest::sample::select(WAYS.to_vec()), bytes in hostile::anything()) {
        (way.read)(&bytes);
    }
}
