use askama::Template;

use crate::account::summary;
use crate::admin::{AdminField, shown_field};
use crate::desk::DeskShell;
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// A form of a card that was refused, on a page of its own: what was typed is in it, and what is wrong stands
/// beside each field.
#[derive(Debug, Clone, Default)]
pub struct AgainView {
    /// Language and address.
    pub shell: Shell,
    /// What the desk has around its pages, where a member of staff sent it from there.
    pub desk: Option<DeskShell>,
    /// What the form does.
    pub title: String,
    /// Number of the appeal.
    pub number: String,
    /// Where the appeal is.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// The fields.
    pub fields: Vec<AdminField>,
    /// Whether files may come with it.
    pub files: bool,
    /// What goes with it unseen: names and values.
    pub hidden: Vec<(String, String)>,
    /// Names of the files that are uploaded already and go with it.
    pub kept: Vec<String>,
    /// What was typed.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// The buttons: a name and a value, which may be empty, and the words.
    pub buttons: Vec<(String, String, String)>,
}

/// [`AgainView`] among the citizens' pages.
#[derive(Template)]
#[template(path = "participants/again.html", whitespace = "minimize")]
pub(crate) struct AgainPage<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) view: &'a AgainView,
}

impl AgainPage<'_> {
    fn errors(&self) -> Vec<(String, &str)> {
        self.view.errors()
    }
}

/// [`AgainView`] at the desk.
#[derive(Template)]
#[template(path = "desk/again.html", whitespace = "minimize")]
pub(crate) struct DeskAgainPage<'a> {
    pub(crate) desk: &'a DeskShell,
    pub(crate) view: &'a AgainView,
}

impl DeskAgainPage<'_> {
    fn errors(&self) -> Vec<(String, &str)> {
        self.view.errors()
    }
}

impl AgainView {
    fn shown(&self) -> Vec<Field> {
        let field = |field| shown_field(self.shell.lang, field, &self.values, &self.faults);
        self.fields.iter().map(field).collect()
    }

    fn is_of_file(fault: &Fault) -> bool {
        fault.pointer.starts_with("/attachments") || fault.pointer.starts_with("/files")
    }

    fn file_error(&self) -> String {
        let of_files = self.faults.iter().filter(|fault| Self::is_of_file(fault));
        let texts: Vec<&str> = of_files.map(|fault| fault.text.as_str()).collect();
        texts.join(" ")
    }

    /// What the summary links to, and says.
    fn errors(&self) -> Vec<(String, &str)> {
        let mut errors = summary(&self.shown(), &self.faults);
        for (fault, error) in self.faults.iter().zip(&mut errors) {
            if self.files && Self::is_of_file(fault) {
                error.0 = "files".to_owned();
            }
        }
        errors
    }
}
