//! Waiting for what is bound to come, with a deadline; nothing here sleeps for a fixed time.

use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Asks `check` until it answers; none once the deadline has passed.
pub(crate) async fn poll<T>(mut check: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = check().await {
            return Some(found);
        }
        if Instant::now() > deadline {
            return None;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
