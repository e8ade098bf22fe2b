//! The desk: the queue's page at few appeals and at many, and the whole way of an appeal through it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::colleague;
use crate::connection::{Answer, Connection};
use crate::load::Request;
use crate::measure::{Figures, Side, measure};
use crate::options::SMALL;
use crate::report::round;
use crate::stage::{Data, Stage};

use super::appeals::register;
use super::lists::total;
use super::{CLIENTS, Case, begin, load};

/// Pages that operators look at.
const PAGES: [&str; 5] = [
    "",
    "?status=in_progress",
    "?unassigned=true",
    "?category=roads.surface",
    "?status=closed",
];

/// At many appeals a page may take this many times as long as at few.
const SLOWDOWN: f64 = 1.5;

/// Pages of the queue and its counters, as one agency sees them. There is no native twin: what is asked is
/// whether a million appeals cost more than ten thousand.
pub(super) fn queue(stage: &Stage) -> Result<()> {
    let Some(staff) = stage.staff() else {
        eprintln!("queue: needs the service token in OTKLIK_STAFF_TOKEN");
        return Ok(());
    };
    let mut sizes = Vec::new();
    if stage.options.base_url.is_some() {
        let server = stage.own(Data::Empty)?;
        sizes.push((total(&server, &staff)?, server));
    } else {
        for rows in [SMALL, stage.options.rows] {
            sizes.push((rows, stage.own(Data::Own(rows))?));
        }
    }
    let mut sides = Vec::new();
    for (_, server) in &sizes {
        let operator = colleague::sign_in(server, &staff, "operator")?;
        let make = move |place: usize| {
            let path = format!("/api/v1/queue{}", PAGES[place % PAGES.len()]);
            Request::get(&path, &operator)
        };
        for (place, page) in PAGES.iter().enumerate() {
            let answer = make(place).send(&mut Connection::open(server.address)?, 200)?;
            let body: Value = serde_json::from_slice(&answer.body)?;
            let items = body["items"].as_array().map_or(0, Vec::len);
            if stage.options.base_url.is_none() && items == 0 {
                bail!("the page {page:?} is empty");
            }
        }
        sides.push(Side {
            server,
            make: Box::new(make),
        });
    }
    let load = load(stage, 200);
    let figures = measure(&sides, load, stage.options.plan())?;
    for ((rows, _), own) in sizes.iter().zip(&figures) {
        let line = begin(Case::Queue, load, stage).with("rows", *rows);
        let line = line.sides(std::slice::from_ref(own), None);
        let line = match figures.first() {
            Some(few) if *rows != sizes[0].0 => {
                let slowdown = round(few.rate() / own.rate());
                let line = line.with("slowdown", slowdown);
                line.aim("slowdown <= 1.5", slowdown <= SLOWDOWN)
            }
            _ => line,
        };
        println!("{line}");
    }
    Ok(())
}

/// Commands of an appeal on its way through the desk, in their order; the last is the supervisor's.
fn commands(place: usize) -> [(&'static str, &'static str, Value); 4] {
    let text = format!("Покрытие будет восстановлено до конца месяца. Ответ {place}.");
    [
        ("POST", "take", json!({})),
        (
            "PUT",
            "answer",
            json!({ "decision": "approved", "text": text }),
        ),
        ("POST", "answer/submit", json!({})),
        ("POST", "answer/approve", json!({})),
    ]
}

/// Takes appeals, answers them and has the answers approved: how many of them a second.
pub(super) fn cycle(stage: &Stage) -> Result<()> {
    let Some(staff) = stage.staff() else {
        eprintln!("cycle: needs the service token in OTKLIK_STAFF_TOKEN");
        return Ok(());
    };
    let server = stage.own(Data::Own(SMALL))?;
    let operator = colleague::sign_in(&server, &staff, "operator")?;
    let supervisor = colleague::sign_in(&server, &staff, "supervisor")?;
    let actors = [&operator, &operator, &operator, &supervisor];
    let mut figures = Figures::default();
    let mut of_commands = [Duration::ZERO; 4];
    for round in 0..stage.options.plan().rounds {
        let appeals = register(&server, &format!("{}-{round}", uuid::Uuid::now_v7()))?;
        let before = server.cpu();
        let (next, seen) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let client = || -> Result<()> {
            let mut connection = Connection::open(server.address)?;
            while let Some((number, _)) = appeals.get(next.fetch_add(1, Ordering::Relaxed)) {
                let mut times = [Duration::ZERO; 4];
                let steps = times.iter_mut().zip(commands(round)).zip(actors);
                for ((time, (method, command, body)), headers) in steps {
                    let path = format!("/api/v1/appeals/{number}/{command}");
                    let started = Instant::now();
                    send(&mut connection, method, &path, headers, &body)?;
                    *time = started.elapsed();
                }
                if let Ok(mut seen) = seen.lock() {
                    seen.push(times);
                }
            }
            Ok(())
        };
        let started = Instant::now();
        thread::scope(|scope| -> Result<()> {
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
            for client in clients {
                let Ok(done) = client.join() else {
                    bail!("a client of the load failed");
                };
                done?;
            }
            Ok(())
        })?;
        let seconds = started.elapsed().as_secs_f64();
        let times = seen.into_inner().unwrap_or_default();
        figures.rates.push(times.len() as f64 / seconds);
        let cpu = server
            .cpu()
            .zip(before)
            .map(|(after, before)| after - before);
        figures.cpu = cpu.map(|cpu| cpu + figures.cpu.unwrap_or_default());
        for times in times {
            figures.latencies.push(times.iter().sum());
            for (all, one) in of_commands.iter_mut().zip(times) {
                *all += one;
            }
        }
    }
    figures.peak = server.peak();
    figures.latencies.sort_unstable();
    figures.rates.sort_by(f64::total_cmp);
    let cycles = figures.latencies.len().max(1) as f64;
    let mean = of_commands.map(|time| round(time.as_secs_f64() * 1e3 / cycles));
    let line = crate::report::Line::new(Case::Cycle.name())
        .with("clients", CLIENTS)
        .with("rounds", stage.options.plan().rounds)
        .with("rows", SMALL)
        .sides(&[figures], None)
        .with("take_ms", mean[0])
        .with("draft_ms", mean[1])
        .with("submit_ms", mean[2])
        .with("approve_ms", mean[3]);
    println!("{line}");
    Ok(())
}

fn send(
    connection: &mut Connection,
    method: &str,
    path: &str,
    headers: &str,
    body: &Value,
) -> Result<Answer> {
    let body = body.to_string().into_bytes();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    let answer = connection.call(head.as_bytes(), &body)?;
    if !(200..300).contains(&answer.status) {
        bail!(
            "{method} {path}: {} {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
    }
    Ok(answer)
}
