//! A command at work that may be killed before it is done, from any thread.

use std::io::Read;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// A command at work.
#[derive(Debug)]
pub struct Started {
    child: Mutex<Child>,
    complaint: Mutex<Option<ChildStderr>>,
}

impl Started {
    pub(super) fn new(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program can be started");
        let complaint = Mutex::new(child.stderr.take());
        Self { child: Mutex::new(child), complaint }
    }

    /// Waits until it has ended; what it said if it did not do what it was asked.
    pub fn ends(&self) -> Result<(), String> {
        let complaint = self.complaint.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut said = String::new();
        // Its end closes this, and until then whoever wants to kill it does not wait.
        complaint.expect("waited for once").read_to_string(&mut said).expect("text");
        let status = self.child.lock().unwrap_or_else(PoisonError::into_inner).wait().expect("it ran");
        if status.success() { Ok(()) } else { Err(said) }
    }

    /// Ends it at once, with `SIGKILL`, if it has not ended by itself.
    pub fn kill(&self) {
        self.child.lock().unwrap_or_else(PoisonError::into_inner).kill().expect("a process of ours");
    }
}
