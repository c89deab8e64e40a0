//! Roster operations.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("operations");
