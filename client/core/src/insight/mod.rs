//! What the record as a whole says: what helps, and how a goal comes along. Pure functions over the entries that one
//! person is shown; nothing here knows a page, a roster or a clock.
//!
//! Where to start: [`helps`] counts answers; [`interval`] says how far a share of few observations can be trusted;
//! [`observed`] decides what is one observation; [`course`] is the data of a goal over time; [`sift`] picks entries.

pub mod course;
pub mod helps;
pub mod interval;
pub mod observed;
pub mod sift;

pub use course::{Chart, Course, Dot, Look, Mastery, Phase, Point, Unit};
pub use helps::{Answers, Asked, Cell, Figure, HelpedView, HelpsView, Turn};
pub use observed::Part;
pub use sift::Sift;
