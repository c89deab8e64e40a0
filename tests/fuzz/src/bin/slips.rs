//! Slips from a screen.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("slips");
