//! The list and the counters, at few appeals and at many.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::connection::Connection;
use crate::load::Request;
use crate::measure::{Side, measure};
use crate::options::SMALL;
use crate::report::round;
use crate::server::Server;
use crate::stage::{Data, Stage};

use super::{Case, against_half, begin, load, same_answers};

/// Pages that staff look at: everything, one status, one agency, one category, and a time long ago.
/// Each is full at the small number of appeals too, so that the answers weigh the same.
const PAGES: [&str; 6] = [
    "",
    "?status=created",
    "?agency=road_agency",
    "?agency=road_agency&status=closed",
    "?category=roads.surface",
    "?created_to=2025-06-01",
];

/// Items of a page where the caller names no number.
const ITEMS: usize = 50;

/// At many appeals a list may take this many times as long as at few.
const SLOWDOWN: f64 = 1.5;

/// Pages of the list.
pub(super) fn list(stage: &Stage) -> Result<()> {
    let paths: Vec<String> = PAGES
        .iter()
        .map(|page| format!("/api/v1/appeals{page}"))
        .collect();
    compare(stage, Case::List, &paths)
}

/// The counters of all statuses.
pub(super) fn counters(stage: &Stage) -> Result<()> {
    compare(
        stage,
        Case::Counters,
        &["/api/v1/appeals/counters".to_owned()],
    )
}

fn compare(stage: &Stage, case: Case, paths: &[String]) -> Result<()> {
    let Some(staff) = stage.staff() else {
        eprintln!(
            "{}: needs the service token in OTKLIK_STAFF_TOKEN",
            case.name()
        );
        return Ok(());
    };
    let requests = |place: usize| Request::get(&paths[place % paths.len()], &staff);
    let mut sizes = Vec::new();
    if stage.options.base_url.is_some() {
        let servers = stage.servers(Data::Empty)?;
        sizes.push((total(&servers[0], &staff)?, servers));
    } else {
        for rows in [SMALL, stage.options.rows] {
            let servers = stage.servers(Data::Shared(rows))?;
            for place in 0..paths.len() {
                same_answers(&servers, &requests(place))?;
                if case == Case::List {
                    check_items(&servers[0], &requests(place))?;
                }
            }
            sizes.push((rows, servers));
        }
    }
    let sides: Vec<Side<'_>> = sizes
        .iter()
        .flat_map(|(_, servers)| servers)
        .map(|server| Side {
            server,
            make: Box::new(requests),
        })
        .collect();
    let load = load(stage, 200);
    let figures = measure(&sides, load, stage.options.plan())?;
    let mut chunks = figures.chunks(sizes[0].1.len());
    let few = chunks.next().unwrap_or_default();
    let line = begin(case, load, stage).with("rows", sizes[0].0);
    println!("{}", against_half(line, few));
    if let Some(many_sides) = chunks.next() {
        let (few, many) = (&few[0], &many_sides[0]);
        let slowdown = round(few.rate() / many.rate());
        let line = begin(case, load, stage)
            .with("rows", sizes[1].0)
            .sides(many_sides, None)
            .with("slowdown", slowdown);
        // Processor time tells more where the machine has other work.
        let line = match few.cpu_each().zip(many.cpu_each()) {
            Some((few, many)) if few > 0.0 => line.with("cpu_slowdown", round(many / few)),
            _ => line,
        };
        let line = line.aim("slowdown <= 1.5", slowdown <= SLOWDOWN);
        println!("{line}");
    }
    Ok(())
}

/// How many appeals an instance has.
pub(super) fn total(server: &Server, staff: &str) -> Result<usize> {
    let request = Request::get("/api/v1/appeals/counters", staff);
    let answer = request.send(&mut Connection::open(server.address)?, 200)?;
    let body: Value = serde_json::from_slice(&answer.body)?;
    let total = body["total"].as_u64().context("counters without a total")?;
    Ok(usize::try_from(total)?)
}

fn check_items(server: &Server, request: &Request) -> Result<()> {
    let answer = request.send(&mut Connection::open(server.address)?, 200)?;
    let body: Value = serde_json::from_slice(&answer.body)?;
    let items = body["items"].as_array().map_or(0, Vec::len);
    let head = String::from_utf8_lossy(&request.head);
    ensure!(items == ITEMS, "{items} items in the answer to {head}");
    Ok(())
}
