//! Frames in a conversation, to a device.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("to_device");
