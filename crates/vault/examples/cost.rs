//! What sealing costs: `cargo run --release -p vault --example cost`. Prints JSON lines, microseconds each.

use std::hint::black_box;
use std::time::Instant;

use vault::{Secrets, Vault};

/// The private part of a usual appeal: its title, 600 characters of text, all fields of the applicant.
const APPEAL_BYTES: usize = 1_600;

/// The different words of such an appeal.
const WORDS: usize = 90;

/// A chunk of an attachment.
const CHUNK_BYTES: usize = 1024 * 1024;

fn main() {
    let secrets = Secrets {
        secret: b"a secret of the measurement",
        data: None,
        data_previous: None,
        kept: None,
    };
    let vault = secrets.vault();
    let seal = |plain: &[u8]| {
        vault
            .seal(plain, "event.private\nappeal/1")
            .unwrap_or_default()
    };
    let open = |sealed: &[u8]| {
        vault
            .open(sealed, "event.private\nappeal/1")
            .unwrap_or_default()
    };
    let appeal = vec![b'x'; APPEAL_BYTES];
    let sealed = seal(&appeal);
    let chunk = vec![b'x'; CHUNK_BYTES];
    let sealed_chunk = seal(&chunk);
    let words: Vec<String> = (0..WORDS).map(|n| format!("слово{n}")).collect();
    tell("seal an appeal", 2_000, || drop(black_box(seal(&appeal))));
    tell("open an appeal", 2_000, || drop(black_box(open(&sealed))));
    tell("terms of an appeal", 500, || terms(&vault, &words));
    tell("seal a chunk of 1 MiB", 20, || {
        drop(black_box(seal(&chunk)))
    });
    tell("open a chunk of 1 MiB", 20, || {
        drop(black_box(open(&sealed_chunk)))
    });
    tell("keys of an instance", 200, || {
        drop(black_box(secrets.vault()))
    });
}

fn terms(vault: &Vault, words: &[String]) {
    for word in words {
        black_box(vault.term(word));
    }
}

/// The median of ten rounds.
fn tell(what: &str, times: u32, work: impl Fn()) {
    let mut rounds: Vec<f64> = (0..10)
        .map(|_| {
            let begun = Instant::now();
            (0..times).for_each(|_| work());
            begun.elapsed().as_secs_f64() * 1e6 / f64::from(times)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    let median = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
    println!("{{\"what\":\"{what}\",\"microseconds\":{median:.1}}}");
}
