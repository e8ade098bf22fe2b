//! Files of the host that a guest may read.
//!
//! A directory is mounted where it lies. Single files, patterns and exclusions can't be
//! expressed by a mount, so a component that has any gets copies, as under Spin.

use std::collections::BTreeMap;
use std::path::{Component as Part, Path, PathBuf};
use std::{fs, io};

use glob::Pattern;

use crate::manifest::{Component, Files};

/// What has to be mounted for one component.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Mounts {
    /// Directories as they are, and where the guest sees them.
    direct: Vec<(PathBuf, String)>,
    /// Files to copy, by their path in the guest's root.
    copies: BTreeMap<PathBuf, PathBuf>,
}

impl Mounts {
    /// Finds a component's files. `base` is the manifest's directory.
    ///
    /// # Errors
    /// One message for each item that names nothing or leads outside.
    pub(crate) fn find(base: &Path, component: &Component) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let mut mounts = Self::default();
        let exclude = patterns(&component.exclude_files, &mut problems);
        let is_direct = exclude.is_empty()
            && component.files.iter().all(|item| {
                matches!(item, Files::Placement { source, .. } if base.join(source).is_dir())
            });
        for item in &component.files {
            let found = match item {
                Files::Placement {
                    source,
                    destination,
                } if is_direct => mounts.add_direct(base.join(source), destination),
                Files::Placement {
                    source,
                    destination,
                } => mounts.add_copies(base, source, destination, &exclude),
                Files::Pattern(pattern) => mounts.add_pattern(base, pattern, &exclude),
            };
            if let Err(problem) = found {
                problems.push(format!("files: {problem}"));
            }
        }
        if problems.is_empty() {
            Ok(mounts)
        } else {
            Err(problems)
        }
    }

    /// Makes the copies in `stage`, which is emptied first, and lists the mounts.
    ///
    /// # Errors
    /// Where a file can't be copied.
    pub(crate) fn stage(self, stage: &Path) -> io::Result<Vec<(PathBuf, String)>> {
        let Self { mut direct, copies } = self;
        if stage.exists() {
            fs::remove_dir_all(stage)?;
        }
        for (to, from) in &copies {
            let to = stage.join(to);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::copy(from, to)?;
        }
        if !copies.is_empty() {
            direct.push((stage.to_owned(), "/".to_owned()));
        }
        Ok(direct)
    }

    fn add_direct(&mut self, source: PathBuf, destination: &str) -> Result<(), String> {
        relative(destination)?;
        self.direct.push((source, destination.to_owned()));
        Ok(())
    }

    fn add_copies(
        &mut self,
        base: &Path,
        source: &Path,
        destination: &str,
        exclude: &[Pattern],
    ) -> Result<(), String> {
        let to = relative(destination)?;
        let from = base.join(source);
        if from.is_file() {
            self.copies.insert(to, from);
            return Ok(());
        }
        let inside = glob::Pattern::escape(&from.to_string_lossy());
        let files = files(&format!("{inside}/**/*"))?;
        if !from.is_dir() {
            return Err(format!("there is no {}", from.display()));
        }
        for file in files
            .into_iter()
            .filter(|file| !is_excluded(base, file, exclude))
        {
            if let Ok(path) = file.strip_prefix(&from) {
                self.copies.insert(to.join(path), file.clone());
            }
        }
        Ok(())
    }

    fn add_pattern(
        &mut self,
        base: &Path,
        pattern: &str,
        exclude: &[Pattern],
    ) -> Result<(), String> {
        relative(&format!("/{pattern}"))?;
        let inside = glob::Pattern::escape(&base.to_string_lossy());
        let found = files(&format!("{inside}/{pattern}"))?;
        if found.is_empty() {
            return Err(format!("no file matches {pattern:?}"));
        }
        for file in found
            .into_iter()
            .filter(|file| !is_excluded(base, file, exclude))
        {
            if let Ok(path) = file.strip_prefix(base) {
                self.copies.insert(path.to_owned(), file.clone());
            }
        }
        Ok(())
    }
}

fn patterns(texts: &[String], problems: &mut Vec<String>) -> Vec<Pattern> {
    let parse = |text: &String| {
        let error = |error| problems.push(format!("exclude_files {text:?}: {error}"));
        Pattern::new(text).map_err(error).ok()
    };
    texts.iter().filter_map(parse).collect()
}

fn is_excluded(base: &Path, file: &Path, exclude: &[Pattern]) -> bool {
    let path = file.strip_prefix(base).unwrap_or(file);
    exclude.iter().any(|pattern| pattern.matches_path(path))
}

fn files(pattern: &str) -> Result<Vec<PathBuf>, String> {
    let paths = glob::glob(pattern).map_err(|error| format!("{pattern:?}: {error}"))?;
    let paths: Result<Vec<_>, _> = paths.collect();
    let paths = paths.map_err(|error| error.to_string())?;
    Ok(paths.into_iter().filter(|path| path.is_file()).collect())
}

/// A guest's absolute path, relative to its root.
fn relative(path: &str) -> Result<PathBuf, String> {
    let inside = path.strip_prefix('/').ok_or_else(|| {
        format!("the destination {path:?} is not absolute: it starts with a slash")
    })?;
    let inside = Path::new(inside);
    if inside
        .components()
        .all(|part| matches!(part, Part::Normal(_)))
    {
        Ok(inside.to_owned())
    } else {
        Err(format!("{path:?} leads outside"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement(source: &str, destination: &str) -> Files {
        Files::Placement {
            source: source.into(),
            destination: destination.to_owned(),
        }
    }

    fn find(files: Vec<Files>, exclude: &[&str]) -> Result<Mounts, Vec<String>> {
        let base = Path::new(env!("CARGO_MANIFEST_DIR"));
        let exclude_files = exclude
            .iter()
            .map(|pattern| (*pattern).to_owned())
            .collect();
        Mounts::find(
            base,
            &Component {
                files,
                exclude_files,
                ..Component::default()
            },
        )
    }

    #[test]
    fn directories_are_mounted_where_they_lie() {
        let mounts = find(vec![placement("src", "/code")], &[]).unwrap();
        assert_eq!(mounts.direct.len(), 1);
        assert!(mounts.copies.is_empty());
    }

    #[test]
    fn files_patterns_and_exclusions_make_copies() {
        let files = vec![
            placement("Cargo.toml", "/a/manifest"),
            Files::Pattern("src/ma*.rs".to_owned()),
            placement("wit", "/wit"),
        ];
        let mounts = find(files, &["src/manifest.rs", "wit/deps/**"]).unwrap();
        assert!(mounts.direct.is_empty());
        let copies: Vec<_> = mounts
            .copies
            .keys()
            .map(|path| path.to_str().unwrap())
            .collect();
        assert_eq!(copies, ["a/manifest", "src/main.rs", "wit/host.wit"]);
    }

    #[test]
    fn what_is_absent_or_leads_outside_is_refused() {
        for item in [
            placement("absent", "/a"),
            placement("src", "a"),
            placement("src", "/../a"),
            Files::Pattern("absent/*".to_owned()),
            Files::Pattern("../*".to_owned()),
        ] {
            assert_eq!(
                find(vec![item], &[]).map_err(|problems| problems.len()),
                Err(1)
            );
        }
    }
}
