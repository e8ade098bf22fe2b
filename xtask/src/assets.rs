//! `cargo xtask assets`: target/site, the directory that the site component serves.

pub(crate) mod compress;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lexopt::Parser;

use crate::project::Project;

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    refresh(project)
}

/// Brings target/site up to date with static/; what is fresh isn't touched.
pub(crate) fn refresh(project: &Project) -> Result<()> {
    mirror(&project.path("static"), &project.site())
}

fn mirror(source: &Path, site: &Path) -> Result<()> {
    let mut kept = BTreeSet::new();
    for file in files_below(source)? {
        let content = fs::read(&file).with_context(|| unreadable(&file))?;
        let name = file.strip_prefix(source)?;
        let content = match name.extension().and_then(|extension| extension.to_str()) {
            Some("js") => without_comments(content),
            _ => content,
        };
        kept.extend(publish(&content, &site.join("static").join(name))?);
    }
    for file in files_below(site)? {
        if !kept.contains(&file) {
            fs::remove_file(&file)
                .with_context(|| format!("{} can't be removed", file.display()))?;
        }
    }
    Ok(())
}

/// A script without the lines that are comments, and without indentation: a sixth of what travels. Its lines keep their
/// numbers.
fn without_comments(script: Vec<u8>) -> Vec<u8> {
    let lines = script.split(|byte| *byte == b'\n');
    let lines: Vec<&[u8]> = lines
        .map(<[u8]>::trim_ascii_start)
        .map(|line| {
            if line.starts_with(b"//") {
                &[][..]
            } else {
                line
            }
        })
        .collect();
    lines.join(&b'\n')
}

/// Writes a file and its compressed siblings unless they are there already; returns them all.
fn publish(content: &[u8], target: &Path) -> Result<Vec<PathBuf>> {
    let siblings = compress::siblings(target, content.len());
    let fresh = fs::read(target).is_ok_and(|old| old == content)
        && siblings.iter().all(|(_, path)| path.exists());
    if !fresh {
        if let Some(directory) = target.parent() {
            fs::create_dir_all(directory)
                .with_context(|| format!("{} can't be made", directory.display()))?;
        }
        for (encoding, path) in &siblings {
            write(path, &encoding.compress(content)?)?;
        }
        // Last: as long as it is missing or old, an interrupted run is done again.
        write(target, content)?;
    }
    let mut written: Vec<PathBuf> = siblings.into_iter().map(|(_, path)| path).collect();
    written.push(target.to_owned());
    Ok(written)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("{} can't be written", path.display()))
}

/// All files below a directory, sorted; none if there is no such directory.
pub(crate) fn files_below(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !directory.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(directory).with_context(|| unreadable(directory))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn unreadable(path: &Path) -> String {
    format!("{} can't be read", path.display())
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::project::scratch;

    fn modified(path: &Path) -> SystemTime {
        fs::metadata(path).unwrap().modified().unwrap()
    }

    #[test]
    fn scripts_travel_without_their_comments_and_keep_their_lines() {
        let script = "// What it does.\nconst url = 'https://a'; // stays\n  // Why.\nrun(url);\n";
        let sent = without_comments(script.into());
        let expected = "\nconst url = 'https://a'; // stays\n\nrun(url);\n";
        assert_eq!(String::from_utf8(sent).unwrap(), expected);
    }

    #[test]
    fn text_gets_compressed_siblings_and_small_or_binary_files_do_not() {
        let directory = scratch("assets-siblings");
        let (source, site) = (directory.join("in"), directory.join("out"));
        fs::create_dir_all(source.join("icons")).unwrap();
        fs::write(source.join("app.css"), "a{color:red}".repeat(100)).unwrap();
        fs::write(source.join("small.js"), "1").unwrap();
        fs::write(source.join("robots.txt"), "User-agent: *\n").unwrap();
        fs::write(source.join("icons/a.png"), [0; 4000]).unwrap();
        mirror(&source, &site).unwrap();
        let made: Vec<_> = files_below(&site)
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(&site).unwrap().display().to_string())
            .collect();
        assert_eq!(
            made,
            [
                "static/app.css",
                "static/app.css.br",
                "static/app.css.gz",
                "static/icons/a.png",
                "static/robots.txt",
                "static/small.js",
            ]
        );
    }

    #[test]
    fn what_is_fresh_is_left_alone_and_what_changed_is_rewritten() {
        let directory = scratch("assets-fresh");
        let (source, site) = (directory.join("in"), directory.join("out"));
        fs::create_dir_all(&source).unwrap();
        fs::write(source.join("a.js"), "let a = 1;".repeat(50)).unwrap();
        fs::write(source.join("b.js"), "let b = 1;".repeat(50)).unwrap();
        mirror(&source, &site).unwrap();
        let (a, b) = (site.join("static/a.js.br"), site.join("static/b.js.br"));
        let (a_before, b_before) = (modified(&a), fs::read(&b).unwrap());
        fs::write(source.join("b.js"), "let b = 2; ".repeat(50)).unwrap();
        mirror(&source, &site).unwrap();
        assert_eq!(modified(&a), a_before);
        assert_ne!(fs::read(&b).unwrap(), b_before);
    }

    #[test]
    fn a_lost_sibling_is_made_again() {
        let directory = scratch("assets-lost");
        let (source, site) = (directory.join("in"), directory.join("out"));
        fs::create_dir_all(&source).unwrap();
        fs::write(source.join("a.js"), "let a = 1;".repeat(50)).unwrap();
        mirror(&source, &site).unwrap();
        let sibling = site.join("static/a.js.gz");
        fs::remove_file(&sibling).unwrap();
        mirror(&source, &site).unwrap();
        assert!(sibling.exists());
    }

    #[test]
    fn what_is_gone_from_the_source_goes_from_the_site() {
        let directory = scratch("assets-gone");
        let (source, site) = (directory.join("in"), directory.join("out"));
        fs::create_dir_all(&source).unwrap();
        fs::write(source.join("a.js"), "let a = 1;".repeat(50)).unwrap();
        mirror(&source, &site).unwrap();
        fs::remove_file(source.join("a.js")).unwrap();
        mirror(&source, &site).unwrap();
        assert!(files_below(&site).unwrap().is_empty());
    }
}
