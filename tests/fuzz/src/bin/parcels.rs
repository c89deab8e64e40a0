//! Hand-over files.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("parcels");
