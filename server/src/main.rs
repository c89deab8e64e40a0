//! `carryover-relay`: reads the command line, and serves until it is told to stop or looks after the data.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a terminal")]

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::{io, process};

use carryover_relay::{Args, CommandLine, Config, LogFormat, Store, Task, serve};
use clap::Parser;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let done = match CommandLine::parse().task() {
        Ok(Task::Serve { data, args }) => run(&data, args).await,
        Ok(Task::Care(care)) => care.perform(&mut io::stdout()).map_err(Into::into),
        Err(why) => why.exit(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("carryover-relay: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(data: &Path, args: Args) -> Result<(), Box<dyn Error>> {
    start_logging(args.log);
    let listens_at = args.listen;
    let config = Config::try_from(args)?;
    let store = Store::open(data)?;
    let listener = listen(listens_at).await?;
    let shutdown = CancellationToken::new();
    cancel_on_signal(shutdown.clone())?;
    println!("Carryover relay is listening on http://{}", listener.local_addr()?);
    serve(config, store, listener, shutdown).await?;
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|why| match why.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{address} is in use by another program; choose another with --listen")
        }
        _ => format!("cannot listen on {address}: {why}"),
    })
}

/// The first signal asks for an orderly end, the second for any.
fn cancel_on_signal(shutdown: CancellationToken) -> io::Result<()> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        loop {
            #[cfg(unix)]
            let terminated = terminate.recv();
            #[cfg(not(unix))]
            let terminated = std::future::pending::<()>();
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated => {}
            }
            if shutdown.is_cancelled() {
                process::exit(1);
            }
            shutdown.cancel();
        }
    });
    Ok(())
}

fn start_logging(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
}
