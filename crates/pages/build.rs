//! Gives every file of `static/` an address that changes with its content
//! (`/static/NAME?v=HASH8`), so that the server may let browsers keep it forever.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, error, fs};

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../static");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();

    let mut consts = String::new();
    let mut all = String::new();
    for name in names {
        // Only what a browser is given by a link; the rest of the folder
        // (robots.txt, precompressed copies) has an address of its own.
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        if !matches!(extension, Some("css" | "js" | "svg" | "webmanifest")) {
            continue;
        }
        let path = folder.join(&name);
        println!("cargo::rerun-if-changed={}", path.display());
        let digest = Sha256::digest(fs::read(&path)?);
        let mut hash = String::new();
        for byte in digest.iter().take(4) {
            write!(hash, "{byte:02x}")?;
        }
        let constant = name.replace(['.', '-'], "_").to_uppercase();
        writeln!(
            consts,
            "/// Address of `static/{name}`.\npub const {constant}: &str = \"/static/{name}?v={hash}\";"
        )?;
        writeln!(all, "    (\"{name}\", \"{hash}\"),")?;
    }
    writeln!(
        consts,
        "/// Name and hash (the first eight hex digits of the SHA-256) of each linked file.\npub const ALL: &[(&str, &str)] = &[\n{all}];"
    )?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), consts)?;
    Ok(())
}
