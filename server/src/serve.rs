//! Everything running: from a listener and a store to an orderly end.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use axum::serve::ListenerExt;
use shared::sync::relay::{Input, Relay};
use tokio::net::TcpListener;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app_files::AppFiles;
use crate::config::Config;
use crate::hub::Hub;
use crate::origin::Origin;
use crate::router::{Shared, router};
use crate::store::{Identity, Store};

const DAY_MS: i64 = 86_400_000;
/// How long devices and pages may take to go.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the relay cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeFailure {
    /// The folder with the app cannot be read.
    #[error("the app in {} cannot be read: {why}", folder.display())]
    App {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(getrandom::Error),
    /// Threads or the listener failed.
    #[error("the relay cannot run: {0}")]
    Io(#[from] io::Error),
}

/// Serves until `shutdown`, then lets everything that was taken become durable and says goodbye.
pub async fn serve(
    config: Config,
    store: Store,
    listener: TcpListener,
    shutdown: CancellationToken,
) -> Result<(), ServeFailure> {
    let app = app(config.app)?;
    let origins = match config.origins.is_empty() {
        true => Origin::of_listener(listener.local_addr()?),
        false => config.origins,
    };
    let (answers, from_store) = unbounded_channel();
    let keep_ms = config.keep_days.map(|days| i64::from(days) * DAY_MS);
    let Identity { secret, restored_ms } = store.identity();
    let relay = Relay::new(origins.iter().map(Origin::to_string).collect(), seed()?)
        .known_by(secret, restored_ms)
        .keeping(keep_ms)
        .allowing(config.allowance);
    let (hub, work) = Hub::new(relay, store.start(answers)?, from_store);
    let work = tokio::spawn(work);
    let sockets = TaskTracker::new();
    let shared = Shared { hub: hub.clone(), origins, sockets: sockets.clone(), shutdown: shutdown.clone() };

    // An acknowledgement is a small packet that must not wait for a larger one.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let pages = axum::serve(listener, router(shared, app, config.metrics));
    let pages = tokio::spawn(pages.with_graceful_shutdown(shutdown.clone().cancelled_owned()).into_future());
    shutdown.cancelled().await;
    tracing::info!("the relay is ending");
    hub.tell(Input::Draining).await;
    sockets.close();
    let everyone_gone = timeout(PATIENCE, sockets.wait()).await.is_ok();
    // A page that is still being fetched holds nothing that could be lost.
    let _ = timeout(PATIENCE, pages).await;
    hub.finish().await;
    if let Ok(store) = work.await {
        tokio::task::spawn_blocking(|| store.finish()).await.map_err(io::Error::other)?;
    }
    tracing::info!(everyone_gone, "the relay has ended");
    Ok(())
}

fn app(folder: Option<PathBuf>) -> Result<AppFiles, ServeFailure> {
    match folder {
        Some(folder) => AppFiles::from_folder(&folder).map_err(|why| ServeFailure::App { folder, why }),
        None => Ok(AppFiles::embedded()),
    }
}

fn seed() -> Result<[u8; 32], ServeFailure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(ServeFailure::Randomness)?;
    Ok(seed)
}
