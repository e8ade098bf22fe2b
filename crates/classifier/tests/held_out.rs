//! How good the suggestions are: on texts that were written apart and that no training has seen.

use std::collections::{BTreeMap, BTreeSet};

use classifier::words::Features;
use classifier::{Classifier, Learned, Suggestion};

/// Pairs of a text and its category.
fn texts(csv: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn train() -> Vec<(String, String)> {
    texts(include_str!("../data/train.csv"))
}

fn held_out() -> Vec<(String, String)> {
    texts(include_str!("../data/held_out.csv"))
}

/// A held-out text's category, its length in characters, and what is suggested.
type Judged = (String, usize, Vec<Suggestion>);

fn judge() -> Vec<Judged> {
    let base = classifier::base();
    let codes = base.categories.iter();
    let classifier = Classifier::new(base, codes.map(|code| (code.as_str(), String::new())));
    let judged = held_out().into_iter().map(|(text, category)| {
        let found = classifier.suggest(&Features::of(&text), &Learned::default(), 3);
        (category, text.chars().count(), found)
    });
    judged.collect()
}

/// From here on a text is as long as what people send, and not a line of complaint.
const LONG: usize = 150;

#[test]
fn held_out_texts_find_their_category() {
    let judged = judge();
    let within = |most: usize, shortest: usize| {
        let asked = judged.iter().filter(|(_, length, _)| *length >= shortest);
        let right = asked.clone().filter(|(category, _, found)| {
            found.iter().take(most).any(|one| one.category == *category)
        });
        right.count() as f64 / asked.count() as f64
    };
    for (shortest, least1, least3) in [(0, 0.65, 0.84), (LONG, 0.78, 0.93)] {
        let (top1, top3) = (within(1, shortest), within(3, shortest));
        println!(
            "held-out texts of {shortest} characters and more: top-1 {top1:.3}, top-3 {top3:.3}"
        );
        assert!(top1 >= least1, "{top1}");
        assert!(top3 >= least3, "{top3}");
    }
}

#[test]
fn confidence_is_how_often_it_is_right() {
    let judged = judge();
    let mut bins: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for (category, _, found) in &judged {
        let first = &found[0];
        let bin = bins.entry((first.confidence * 10.0) as u32).or_default();
        bin.0 += 1.0;
        bin.1 += first.confidence;
        bin.2 += f64::from(first.category == *category);
    }
    let mut error = 0.0;
    for (bin, (count, confidence, right)) in &bins {
        println!(
            "{bin}: {count} texts, confidence {:.2}, right {:.2}",
            confidence / count,
            right / count
        );
        error += (confidence - right).abs() / judged.len() as f64;
    }
    println!("expected calibration error {error:.3}");
    assert!(error <= 0.06, "{error}");
    assert!(judged.iter().all(|(_, _, found)| found[0].confidence < 1.0));
}

#[test]
fn every_category_has_its_texts_and_none_leaks_into_the_held_out_part() {
    let (train, held_out) = (train(), held_out());
    let count = |texts: &[(String, String)]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, category) in texts {
            *counts.entry(category.clone()).or_default() += 1;
        }
        counts
    };
    for (category, texts) in count(&train) {
        assert!(texts >= 30, "{category}: {texts}");
        assert!(count(&held_out)[&category] >= 6, "{category}");
    }
    let words = |text: &str| classifier::words::stems(text).collect::<BTreeSet<_>>();
    let known: Vec<_> = train.iter().map(|(text, _)| (words(text), text)).collect();
    let mut distinct = BTreeSet::new();
    for (text, _) in train.iter().chain(&held_out) {
        assert!(distinct.insert(text.to_lowercase()), "twice: {text}");
    }
    for (text, _) in &held_out {
        let own = words(text);
        for (other, seen) in &known {
            let shared = own.intersection(other).count() as f64;
            let alike = 2.0 * shared / (own.len() + other.len()) as f64;
            assert!(alike < 0.7, "«{text}» is nearly «{seen}»");
        }
    }
}

#[test]
fn a_text_without_a_known_word_is_as_likely_of_any_category() {
    let base = classifier::base();
    let codes = base.categories.iter();
    let classifier = Classifier::new(base, codes.map(|code| (code.as_str(), String::new())));
    for text in ["", "12 34", "ыыыы фффф ццццц", "\u{4f60}\u{597d}"] {
        let found = classifier.suggest(&Features::of(text), &Learned::default(), 3);
        let even = 1.0 / base.categories.len() as f64;
        assert!(
            found.iter().all(|one| (one.confidence - even).abs() < 1e-9),
            "{text}: {found:?}"
        );
    }
}
