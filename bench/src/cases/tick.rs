//! The tick, when a hundred thousand appeals are late at once: after a long downtime, or on the first day.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::connection::Connection;
use crate::load::{Body, Request};
use crate::measure::Figures;
use crate::report::{Line, round};
use crate::stage::{Data, Stage};
use crate::state::TICK_TOKEN;

use super::Case;

/// Appeals whose time has come.
const DUE: usize = 100_000;

/// A call is bounded, so that a timer that calls every minute never meets itself.
const LONGEST_CALL: f64 = 10.0;

/// Calls the tick again and again for a time, as an instance does that has to catch up.
pub(super) fn tick(stage: &Stage) -> Result<()> {
    if stage.options.base_url.is_some() {
        eprintln!(
            "tick: would do the instance's due work; it is measured on a database of its own only"
        );
        return Ok(());
    }
    let server = stage.own(Data::Due(DUE))?;
    let mut connection = Connection::open(server.address)?;
    let plan = stage.options.plan();
    let time = Duration::from_secs_f64(stage.options.seconds() * plan.rounds as f64 * 2.0);
    let (before, started) = (server.cpu(), Instant::now());
    let (mut figures, mut fired, mut more) = (Figures::default(), 0, true);
    while more && started.elapsed() < time {
        let headers = format!("Authorization: Bearer {TICK_TOKEN}\r\n");
        let request = Request::post("/internal/tick", &headers, Body::Shared(&[]));
        let called = Instant::now();
        let answer = request.send(&mut connection, 200)?;
        figures.latencies.push(called.elapsed());
        let report: Value = serde_json::from_slice(&answer.body)?;
        fired += report["timers_fired"].as_u64().unwrap_or(0);
        more = report["more"] == true;
    }
    ensure!(fired > 0, "nothing was due");
    let seconds = started.elapsed().as_secs_f64();
    figures.rates.push(figures.latencies.len() as f64 / seconds);
    figures.cpu = server
        .cpu()
        .zip(before)
        .map(|(after, before)| after - before);
    figures.peak = server.peak();
    figures.latencies.sort_unstable();
    let longest = figures.percentile(1.0) / 1e3;
    let line = Line::new(Case::Tick.name())
        .with("due", DUE)
        .with("seconds", round(seconds))
        .sides(&[figures], None)
        .with("fired", fired)
        .with("fired_s", round(fired as f64 / seconds))
        .with("drained", !more)
        .aim("a call <= 10 s", longest <= LONGEST_CALL);
    println!("{line}");
    Ok(())
}
