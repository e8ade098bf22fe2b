//! Trains the base model from the texts that we wrote, with the very code that reads them later.
#![expect(
    dead_code,
    unreachable_pub,
    reason = "the build needs a part of the library"
)]

use std::error::Error;
use std::path::PathBuf;

#[path = "src/model.rs"]
mod model;
#[path = "src/pack.rs"]
mod pack;
#[path = "src/score.rs"]
mod score;
#[path = "src/train.rs"]
mod train;
#[path = "src/words.rs"]
mod words;

const TEXTS: &str = "data/train.csv";

fn main() -> Result<(), Box<dyn Error>> {
    for path in [TEXTS, "src", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut examples: Vec<(String, String)> = Vec::new();
    for row in csv::Reader::from_path(TEXTS)?.deserialize() {
        examples.push(row?);
    }
    let model = train::train(&examples);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    std::fs::write(out.join("base.bin"), pack::pack(&model))?;
    Ok(())
}
