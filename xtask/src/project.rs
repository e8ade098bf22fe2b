//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the work tree, and paths below it.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
}

impl Project {
    pub(crate) fn find() -> Result<Self> {
        // Cargo sets the variable when it runs us; the path known at compile time would be
        // that of another clone when two clones share a target directory.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .context("the xtask package has no parent directory")?
            .to_owned();
        Ok(Self { root })
    }

    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The target directory that spin.toml names, whatever `CARGO_TARGET_DIR` says.
    pub(crate) fn component_target(&self) -> PathBuf {
        self.path("target")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.component_target().join("site")
    }
}

/// An empty directory for one test.
#[cfg(test)]
pub(crate) fn scratch(test: &str) -> PathBuf {
    let directory =
        std::env::temp_dir().join(format!("otklik-xtask-{}-{test}", std::process::id()));
    if directory.exists() {
        std::fs::remove_dir_all(&directory).unwrap();
    }
    std::fs::create_dir_all(&directory).unwrap();
    directory
}
