//! Writes every page in both languages, with sample data, into a folder:
//! `cargo run -p pages --example gallery -- DIR`. For looking at, and for the
//! checks of contrast and weight that need no server.

use std::{env, error, fs, path::Path};

use domain::lang::Lang;
use pages::*;

#[path = "../src/tests/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = env::args().nth(1).ok_or("usage: gallery DIR")?;
    let folder = Path::new(&folder);
    for lang in [Lang::Ru, Lang::En] {
        let folder = folder.join(lang.code());
        fs::create_dir_all(&folder)?;
        for (name, html) in sample::pages(lang) {
            fs::write(folder.join(format!("{name}.html")), html)?;
        }
    }
    Ok(())
}
