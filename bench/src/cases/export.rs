//! CSV of many rows: how fast, and in how much memory.

use anyhow::{Result, ensure};
use chrono::SecondsFormat;

use crate::load::{Load, Request};
use crate::measure::{Figures, Plan, Side, measure};
use crate::options::SMALL;
use crate::report::{Line, ratio, round};
use crate::seed;
use crate::server::Server;
use crate::stage::{Data, Stage};

use super::{Case, HALF, lists};

/// Rows of the large export.
const LARGE: usize = 100_000;

/// Exports of one size; each is long enough to be a round of its own.
const ROUNDS: usize = 3;

/// Ten times the rows may take this many times the memory: the allocator's and SQLite's caches
/// are not full after the small export.
const GROWTH: f64 = 1.25;

pub(super) fn export(stage: &Stage) -> Result<()> {
    let Some(staff) = stage.staff() else {
        eprintln!("export: needs the service token in OTKLIK_STAFF_TOKEN");
        return Ok(());
    };
    let all = stage.options.rows;
    let servers = stage.servers(Data::Shared(all))?;
    if stage.options.base_url.is_some() {
        let rows = lists::total(&servers[0], &staff)?;
        let figures = exports(&servers, rows, "/api/v1/exports/appeals.csv", &staff)?;
        println!("{}", line(rows).sides(&figures, Some(rows)));
        return Ok(());
    }
    let mut smaller: Option<Vec<Figures>> = None;
    for rows in [SMALL, LARGE.min(all)] {
        let last = seed::created_at(rows - 1, all).to_rfc3339_opts(SecondsFormat::Millis, true);
        let path = format!("/api/v1/exports/appeals.csv?created_to={last}");
        let figures = exports(&servers, rows, &path, &staff)?;
        let mut line = line(rows).sides(&figures, Some(rows));
        if let [own, native] = figures.as_slice() {
            line = line.aim("ratio >= 0.5", ratio(own, native) >= HALF);
        }
        if let Some(growth) = smaller.as_deref().and_then(|few| growth(few, &figures)) {
            line = line.with("memory_growth", growth);
            line = line
                .with("memory_aim", "memory_growth <= 1.25")
                .with("memory_met", growth <= GROWTH);
        }
        println!("{line}");
        smaller = Some(figures);
    }
    Ok(())
}

fn line(rows: usize) -> Line {
    Line::new(Case::Export.name())
        .with("clients", 1)
        .with("rounds", ROUNDS)
        .with("rows", rows)
}

/// One client, one export after another. The first is measured like the others: nobody exports twice.
fn exports(servers: &[Server], rows: usize, path: &str, staff: &str) -> Result<Vec<Figures>> {
    let sides: Vec<Side<'_>> = servers
        .iter()
        .map(|server| Side {
            server,
            make: Box::new(|_| Request::get(path, staff)),
        })
        .collect();
    let load = Load {
        clients: 1,
        seconds: 600.0,
        most: 1,
        status: 200,
    };
    let figures = measure(
        &sides,
        load,
        Plan {
            rounds: ROUNDS,
            warm_up: 0.0,
        },
    )?;
    for (side, figures) in sides.iter().zip(&figures) {
        let lines = figures.lines / ROUNDS;
        let name = side.server.name;
        ensure!(
            lines == rows + 1,
            "{name} exported {lines} lines with its header, not {rows} rows"
        );
    }
    Ok(figures)
}

/// How many times as much memory the larger export took, as far as it is known.
fn growth(few: &[Figures], many: &[Figures]) -> Option<f64> {
    let (few, many) = (few.first()?.peak?, many.first()?.peak?);
    Some(round(many as f64 / few as f64))
}
