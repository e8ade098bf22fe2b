//! What is measured.

mod appeals;
mod desk;
mod export;
mod lists;
mod suggest;
mod tick;

use anyhow::{Result, bail};

use crate::connection::Connection;
use crate::load::{Body, Load, Request};
use crate::measure::{Figures, Side, measure};
use crate::options::Options;
use crate::pdf::pdf;
use crate::report::{Line, ratio, round};
use crate::server::Server;
use crate::stage::{Data, Stage};

/// Clients at once, as in the measurements that decided the architecture.
pub(crate) const CLIENTS: usize = 16;

/// A comparison at least: half of the native twin's speed.
const HALF: f64 = 0.5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Home,
    Appeal,
    Submission,
    List,
    Counters,
    Export,
    Upload,
    Queue,
    Cycle,
    Tick,
    Suggest,
}

impl Case {
    pub(crate) const ALL: [Self; 11] = [
        Self::Home,
        Self::Appeal,
        Self::Submission,
        Self::List,
        Self::Counters,
        Self::Export,
        Self::Upload,
        Self::Queue,
        Self::Cycle,
        Self::Tick,
        Self::Suggest,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Appeal => "appeal",
            Self::Submission => "submission",
            Self::List => "list",
            Self::Counters => "counters",
            Self::Export => "export",
            Self::Upload => "upload",
            Self::Queue => "queue",
            Self::Cycle => "cycle",
            Self::Tick => "tick",
            Self::Suggest => "suggest",
        }
    }
}

/// Measures the cases that are asked for.
pub(crate) fn run(options: Options) -> Result<()> {
    let stage = Stage::new(options)?;
    for case in stage.options.cases.clone() {
        match case {
            Case::Home => home(&stage)?,
            Case::Appeal => appeals::appeal(&stage)?,
            Case::Submission => appeals::submission(&stage)?,
            Case::List => lists::list(&stage)?,
            Case::Counters => lists::counters(&stage)?,
            Case::Export => export::export(&stage)?,
            Case::Upload => upload(&stage)?,
            Case::Queue => desk::queue(&stage)?,
            Case::Cycle => desk::cycle(&stage)?,
            Case::Tick => tick::tick(&stage)?,
            Case::Suggest => suggest::suggest(&stage)?,
        }
    }
    Ok(())
}

/// Sixteen clients for the time of a round.
fn load(stage: &Stage, status: u16) -> Load {
    Load {
        clients: CLIENTS,
        seconds: stage.options.seconds(),
        most: usize::MAX,
        status,
    }
}

/// A line's beginning: the case and what it was measured with.
fn begin(case: Case, load: Load, stage: &Stage) -> Line {
    let line = Line::new(case.name()).with("clients", load.clients);
    let line = if load.most == usize::MAX {
        line.with("seconds", load.seconds)
    } else {
        line
    };
    line.with("rounds", stage.options.plan().rounds)
}

/// Adds the figures, and says whether they are as they should be.
fn against_half(line: Line, figures: &[Figures]) -> Line {
    let line = line.sides(figures, None);
    match figures {
        [own, native] => line.aim("ratio >= 0.5", ratio(own, native) >= HALF),
        _ => line,
    }
}

/// Proves that the sides give the same answer before their speed is compared.
fn same_answers(servers: &[Server], request: &Request) -> Result<()> {
    let mut first: Option<Vec<u8>> = None;
    for server in servers {
        let answer = request.send(&mut Connection::open(server.address)?, 200)?;
        match &first {
            None => first = Some(answer.body),
            Some(body) if *body == answer.body => {}
            Some(body) => bail!(
                "{} answers otherwise than {}; were they built from the same sources?\n{}",
                server.name,
                servers[0].name,
                difference(&answer.body, body)
            ),
        }
    }
    Ok(())
}

/// The first lines that differ, shortened.
fn difference(one: &[u8], other: &[u8]) -> String {
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let pair = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    let (one, other) = pair.unwrap_or(("one ends before the other", ""));
    let start = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let short = |text: &str| -> String {
        text.chars()
            .skip(start.saturating_sub(80))
            .take(240)
            .collect()
    };
    format!("{}\ninstead of\n{}", short(one), short(other))
}

/// The static page.
fn home(stage: &Stage) -> Result<()> {
    let servers = stage.servers(Data::Empty)?;
    let make = || Request::get("/", "Accept: text/html\r\n");
    same_answers(&servers, &make())?;
    let sides: Vec<Side<'_>> = servers
        .iter()
        .map(|server| Side {
            server,
            make: Box::new(move |_| make()),
        })
        .collect();
    let load = load(stage, 200);
    let figures = measure(&sides, load, stage.options.plan())?;
    println!("{}", against_half(begin(Case::Home, load, stage), &figures));
    Ok(())
}

/// A PDF of ten mebibytes, the largest file that an appeal may have.
fn upload(stage: &Stage) -> Result<()> {
    const MEBIBYTES: usize = 10;
    let servers = stage.servers(Data::Empty)?;
    let file: &'static [u8] = Box::leak(pdf(MEBIBYTES << 20).into_boxed_slice());
    let headers = "Content-Type: application/pdf\r\n\
                   Content-Disposition: attachment; filename=\"large.pdf\"\r\n";
    let make = |_| Request::post("/api/v1/attachments", headers, Body::Shared(file));
    let sides: Vec<Side<'_>> = servers
        .iter()
        .map(|server| Side {
            server,
            make: Box::new(make),
        })
        .collect();
    // Every file stays in the store, so they are counted and not timed.
    let most = if stage.options.is_quick { 8 } else { 32 };
    let load = Load {
        clients: 4,
        seconds: 60.0,
        most,
        status: 201,
    };
    let figures = measure(&sides, load, stage.options.plan())?;
    let rate = figures.first().map_or(0.0, Figures::rate);
    let line = begin(Case::Upload, load, stage)
        .with("file_mib", MEBIBYTES)
        .with("mib_s", round(rate * MEBIBYTES as f64));
    println!("{}", against_half(line, &figures));
    Ok(())
}
