//! Automerge changes, checked before Automerge sees them.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("changes");
