//! Chains of roster operations.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("rosters");
