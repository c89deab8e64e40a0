//! Rows of a device's store.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("rows");
