//! The two state machines, side by side: [`device`] is a phone, a tablet or a script; [`relay`] is the relay.
//!
//! Both have one shape: `handle(&mut self, now, input, effects)`. Inputs are facts in the past tense, effects are
//! orders that a shell carries out. Neither reads a clock, draws a random number of its own making, or waits; so
//! the same seed gives the same run, and the simulation drives what is shipped.

pub mod device;
pub mod relay;
