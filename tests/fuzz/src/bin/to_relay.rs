//! Frames in a conversation, to a relay.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("to_relay");
