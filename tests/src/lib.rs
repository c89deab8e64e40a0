//! What no single crate can prove: the seeded world, and real processes together.

pub mod processes;
pub mod world;
pub mod year;
