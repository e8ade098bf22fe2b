//! `evaluate TRAIN TEST`: trains on one CSV file and reports on another; both have the columns `text` and
//! `category`. `cargo xtask classify` runs it.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use classifier::words::Features;
use classifier::{Classifier, Learned, train::train};

/// What happened to the texts of a category.
#[derive(Default)]
struct Tally {
    texts: usize,
    first: usize,
    third: usize,
    /// What was suggested in its place, and how often.
    mistaken: BTreeMap<String, usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(train_file), Some(test_file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: evaluate TRAIN TEST".into());
    };
    let (known, asked) = (read(&train_file)?, read(&test_file)?);
    let began = Instant::now();
    let model = train(&known);
    let codes = model.categories.iter();
    let classifier = Classifier::new(&model, codes.map(|code| (code.as_str(), String::new())));
    println!(
        "trained on {} texts of {} categories in {:.1} s",
        known.len(),
        model.categories.len(),
        began.elapsed().as_secs_f64()
    );

    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut long = Tally::default();
    let mut bins = [(0_usize, 0.0, 0_usize); 10];
    let began = Instant::now();
    for (text, category) in &asked {
        let found = classifier.suggest(&Features::of(text), &Learned::default(), 3);
        let tally = tallies.entry(category).or_default();
        let third = found.iter().any(|one| one.category == *category);
        tally.texts += 1;
        tally.third += usize::from(third);
        let Some(first) = found.first() else {
            continue;
        };
        let right = first.category == *category;
        tally.first += usize::from(right);
        if text.chars().count() >= LONG {
            long.texts += 1;
            long.first += usize::from(right);
            long.third += usize::from(third);
        }
        if !right {
            *tally.mistaken.entry(first.category.clone()).or_default() += 1;
        }
        let bin = (first.confidence * 10.0).clamp(0.0, 9.0) as usize;
        if let Some((count, confidence, rights)) = bins.get_mut(bin) {
            *count += 1;
            *confidence += first.confidence;
            *rights += usize::from(right);
        }
    }
    let each = began.elapsed().as_secs_f64() * 1_000.0 / asked.len().max(1) as f64;

    println!("\ncategory, texts, top-1, top-3, most often mistaken for");
    for (category, tally) in &tallies {
        let worst = tally.mistaken.iter().max_by_key(|(_, count)| **count);
        println!(
            "{category}, {}, {:.2}, {:.2}, {}",
            tally.texts,
            share(tally.first, tally.texts),
            share(tally.third, tally.texts),
            worst.map_or("", |(category, _)| category)
        );
    }
    println!("\nconfidence, texts, right");
    let mut error = 0.0;
    for (count, confidence, rights) in bins.iter().filter(|(count, ..)| *count > 0) {
        let stated = confidence / *count as f64;
        println!("{stated:.2}, {count}, {:.2}", share(*rights, *count));
        error += (stated - share(*rights, *count)).abs() * share(*count, asked.len());
    }
    let sum = |part: fn(&Tally) -> usize| tallies.values().map(part).sum::<usize>();
    println!(
        "\n{} texts: top-1 {:.3}, top-3 {:.3}, expected calibration error {error:.3}, {each:.2} ms a text",
        asked.len(),
        share(sum(|tally| tally.first), asked.len()),
        share(sum(|tally| tally.third), asked.len()),
    );
    println!(
        "{} of {LONG} characters and more: top-1 {:.3}, top-3 {:.3}",
        long.texts,
        share(long.first, long.texts),
        share(long.third, long.texts)
    );
    let texts: Vec<&str> = asked.iter().map(|(text, _)| text.as_str()).collect();
    let text: String = texts.join(" ").chars().cycle().take(2_000).collect();
    let began = Instant::now();
    for _ in 0..100 {
        classifier.suggest(&Features::of(&text), &Learned::default(), 3);
    }
    let each = began.elapsed().as_secs_f64() * 10.0;
    println!("{each:.2} ms for a text of 2,000 characters");
    Ok(())
}

/// From here on a text is as long as what people send, and not a line of complaint.
const LONG: usize = 150;

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The rows of a file; columns may stand in any order and others beside them.
fn read(path: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{path}: {error}"))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        let mut names = headers.iter();
        let at = names.position(|header| header.trim().eq_ignore_ascii_case(name));
        at.ok_or_else(|| format!("{path}: there is no column \"{name}\""))
    };
    let (text, category) = (column("text")?, column("category")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{path}: {error}"))?;
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        rows.push((cell(text), cell(category)));
    }
    Ok(rows)
}
