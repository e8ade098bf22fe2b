//! Suggesting topics: what a text of 2,000 characters costs beside one of a word.

use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use crate::connection::Connection;
use crate::load::{Body, Request};
use crate::measure::Figures;
use crate::report::{Line, round};
use crate::stage::{Data, Stage};

use super::Case;

/// Texts as people write them; each line ends with its category.
const TEXTS: &str = include_str!("../../../crates/classifier/data/held_out.csv");

/// Characters of a long text.
const LONG: usize = 2_000;

/// What such a text may cost, in milliseconds: a form asks after each pause.
const MOST: f64 = 5.0;

/// One person who writes, and pauses.
pub(super) fn suggest(stage: &Stage) -> Result<()> {
    let server = stage.own(Data::Empty)?;
    let mut connection = Connection::open(server.address)?;
    let lines = TEXTS.lines().filter_map(|line| line.rsplit_once(','));
    let texts: Vec<&str> = lines.map(|(text, _)| text.trim_matches('"')).collect();
    let texts = texts.join(" ");
    let mut letters = texts.chars().cycle();
    let mut ask = |text: &str, figures: &mut Figures| -> Result<()> {
        let body = json!({ "text": text }).to_string().into_bytes();
        let headers = "Content-Type: application/json\r\n";
        let request = Request::post("/api/v1/categories/suggest", headers, Body::Own(body));
        let asked = Instant::now();
        request.send(&mut connection, 200)?;
        figures.latencies.push(asked.elapsed());
        Ok(())
    };
    let (mut long, mut short) = (Figures::default(), Figures::default());
    let plan = stage.options.plan();
    let time = Duration::from_secs_f64(stage.options.seconds() * plan.rounds as f64);
    let started = Instant::now();
    // In turns, so that whatever else the machine does slows both.
    while started.elapsed() < time {
        let text: String = letters.by_ref().take(LONG).collect();
        ask(&text, &mut long)?;
        ask("яма", &mut short)?;
    }
    for figures in [&mut long, &mut short] {
        figures.latencies.sort_unstable();
    }
    let cost = long.percentile(0.5) - short.percentile(0.5);
    let line = Line::new(Case::Suggest.name())
        .with("chars", LONG)
        .with("requests", long.latencies.len())
        .with("p50_ms", round(long.percentile(0.5)))
        .with("p99_ms", round(long.percentile(0.99)))
        .with("a_word_p50_ms", round(short.percentile(0.5)))
        .with("text_ms", round(cost))
        .aim("text_ms < 5", cost < MOST);
    println!("{line}");
    Ok(())
}
