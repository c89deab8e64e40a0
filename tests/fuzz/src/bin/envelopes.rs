//! Envelopes, from the outside.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("envelopes");
