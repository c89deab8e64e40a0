//! Receipts that come with roster operations.
#![cfg_attr(fuzzing, no_main)]

carryover_fuzz::target!("receipts");
