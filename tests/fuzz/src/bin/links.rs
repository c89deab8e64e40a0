//! Invite links.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("links");
