//! Keys that were sealed to somebody.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("sealed_keys");
