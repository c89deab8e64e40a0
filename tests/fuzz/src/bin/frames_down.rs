//! Frames as a device reads them.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("frames_down");
