//! The relay's promises, each driven by hand through real keys, operations and envelopes.

mod alike;
mod allowance;
mod append;
mod chaos;
mod family;
mod feed;
mod governed;
mod handshake;
mod invites;
mod limits;
mod parts;
mod replacing;
mod restored;
mod roster;
mod storing;
mod world;
