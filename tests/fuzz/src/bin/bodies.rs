//! What an envelope holds once its seal is off.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("bodies");
