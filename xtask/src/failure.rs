//! The one error of the tasks: a plain line that says what happened and, where it helps, what to do.

use std::fmt::{self, Display};

/// What went wrong, worded for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What a task gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Says what was being done when something of the outside world failed.
pub(crate) trait Explain<T> {
    /// Turns the error into `what: error`.
    fn explain(self, what: impl Display) -> Outcome<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{what}: {error}")))
    }
}
