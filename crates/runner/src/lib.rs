//! Runs a Spin application on wasmtime: `spin.toml` in, HTTP out.
//!
//! It knows manifests, interfaces and limits, and nothing of what the components do.
//! Where its behaviour differs from Spin's, Spin is right, except where the text at hand
//! says why not.

mod activity;
mod app;
mod bindings;
mod body;
mod check;
mod cpu;
mod engine;
mod headers;
mod host;
mod log;
pub mod manifest;
mod mounts;
pub mod outbound;
pub mod routes;
mod server;
pub mod settings;
mod start;
#[cfg(feature = "virtual-clock")]
mod statement_log;
mod tick;
pub mod variables;
#[cfg(feature = "virtual-clock")]
pub mod virtual_clock;
mod worker;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

pub use settings::{Command, Settings};
pub use worker::Limits;

/// Does what the arguments of this process say.
pub fn command_line() -> ExitCode {
    let done =
        Settings::parse(std::env::args_os().skip(1)).and_then(
            |(command, settings)| match command {
                Command::Up => up(settings),
                Command::Check => check(&settings),
                Command::Help => {
                    print!("{}", settings::HELP);
                    Ok(())
                }
            },
        );
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Serves an application until SIGTERM or SIGINT.
///
/// # Errors
/// Everything that keeps it from starting, each with what to do.
pub fn up(settings: Settings) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cpu::threads())
        .enable_all()
        .build()?;
    let result = runtime.block_on(run(settings));
    // Whoever is still at work has had their time.
    runtime.shutdown_background();
    result
}

/// Checks an application without running it.
///
/// # Errors
/// Everything that would keep it from starting, short of compiling it.
pub fn check(settings: &Settings) -> anyhow::Result<()> {
    start::check(settings)
}

async fn run(settings: Settings) -> anyhow::Result<()> {
    let (app, variables) = start::load(&settings)?;
    let listener = server::bind(settings.listen)?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    announce(&listener).context("cannot say where the application is served")?;
    let token = variables
        .get(&settings.tick_variable)
        .and_then(tick::authorization);
    if let (Some(period), Some(token)) = (settings.tick_every, token) {
        let mut calls = tick::Call::of(&check::read(&settings.manifest)?)?;
        calls.push(tick::Call::tick(period));
        for call in calls {
            tokio::spawn(tick::run(app.clone(), call, token.clone()));
        }
    }
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        log::info("stopping", &[]);
        // Fails only when the server has ended already.
        _ = stop.send(true);
    });
    let Settings {
        max_connections,
        log_requests,
        shutdown,
        ..
    } = settings;
    server::serve(
        app,
        listener,
        max_connections,
        log_requests,
        stopped,
        shutdown,
    )
    .await;
    log::info("stopped", &[]);
    Ok(())
}

/// The first line of standard output, which tools wait for.
fn announce(listener: &tokio::net::TcpListener) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "Serving http://{}", listener.local_addr()?)?;
    output.flush()?;
    Ok(())
}
