//! Running `cargo test` while counting what its closing lines say.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use crate::failure::{Explain, Failure, Outcome};

/// How many tests went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`; any other line counts nothing.
    fn of_line(line: &str) -> Self {
        let mut counts = Self::default();
        let Some(result) = line.trim().strip_prefix("test result: ") else { return counts };
        for part in result.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => counts.passed = number.parse().unwrap_or(0),
                Some((number, "failed")) => counts.failed = number.parse().unwrap_or(0),
                _ => {}
            }
        }
        counts
    }
}

/// Runs to the end, passing on every line, and adds what was counted even when it fails.
pub(crate) fn run_counting(command: &mut Command, counts: &mut Counts) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().explain("Cannot start cargo test")?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.explain("Cannot read what cargo test says")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            *counts += Counts::of_line(&line);
        }
    }
    let status = child.wait().explain("Cannot wait for cargo test")?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("cargo test failed ({status})."))) }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn only_result_lines_count() {
        check("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; finished in 0.07s", 12, 0);
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; finished in 1.20s", 3, 2);
        check("test tests::ten_passed ... ok", 0, 0);
        check("running 4 tests", 0, 0);
    }

    fn check(line: &str, passed: usize, failed: usize) {
        assert_eq!(Counts::of_line(line), Counts { passed, failed });
    }
}
