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

fn judge() -> Vec<(String, Vec<Suggestion>)> {
    let base = classifier::base();
    let codes = base.categories.iter();
    let classifier = Classifier::new(base, codes.map(|code| (code.as_str(), String::new())));
    let judged = held_out().into_iter().map(|(text, category)| {
        let features = Features::of(&text);
        (
            category,
            classifier.suggest(&features, &Learned::default(), 3),
        )
    });
    judged.collect()
}

#[test]
fn held_out_texts_find_their_category() {
    let judged = judge();
    let all = judged.len() as f64;
    let within = |most: usize| {
        let right = judged.iter().filter(|(category, found)| {
            found.iter().take(most).any(|one| one.category == *category)
        });
        right.count() as f64 / all
    };
    let (top1, top3) = (within(1), within(3));
    println!("{all} held-out texts: top-1 {top1:.3}, top-3 {top3:.3}");
    assert!(top1 >= 0.55, "{top1}");
    assert!(top3 >= 0.77, "{top3}");
}

#[test]
fn confidence_is_how_often_it_is_right() {
    let judged = judge();
    let mut bins: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for (category, found) in &judged {
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
    assert!(error <= 0.09, "{error}");
    assert!(judged.iter().all(|(_, found)| found[0].confidence < 1.0));
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
