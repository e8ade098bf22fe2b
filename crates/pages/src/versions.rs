use askama::Template;

use crate::moment::Moment;
use crate::shell::Shell;
use crate::upload::size;

/// What became of a file: its versions, and the forms for whoever may replace it. It stands beside the file; a
/// file without a history says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "participants/versions.html", whitespace = "minimize")]
pub struct FileHistory {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// The file's id, which is that of its first version; empty where there is nothing to say.
    pub file: String,
    /// The name of the version that is shown.
    pub name: String,
    /// The versions, the first one first.
    pub versions: Vec<FileVersion>,
    /// Whether the reader may bring another version, or an earlier one back.
    pub can_replace: bool,
}

/// A version of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileVersion {
    /// Its number, from 1.
    pub number: usize,
    /// The id under which it is downloaded.
    pub id: String,
    /// The name.
    pub name: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// When it came.
    pub at: Moment,
    /// Who brought it, as the reader may know it.
    pub who: String,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

impl FileHistory {
    fn size(&self, bytes: &u64) -> String {
        size(self.shell.lang, *bytes)
    }

    fn is_shown(&self) -> bool {
        !self.file.is_empty() && (self.can_replace || self.versions.len() > 1)
    }

    /// The number of the version that is shown, and of how many.
    fn standing(&self) -> Option<(usize, usize)> {
        let current = self.versions.iter().find(|one| one.is_current)?;
        (self.versions.len() > 1).then_some((current.number, self.versions.len()))
    }
}
