//! Frames as a relay reads them.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("frames_up");
