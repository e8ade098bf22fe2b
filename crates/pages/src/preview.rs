use askama::Template;

use crate::deadline::DeadlineView;
use crate::field::Field;
use crate::form::FormView;
use crate::sections::{Section, Slot};
use crate::shell::Shell;
use crate::upload::size;
use crate::values::Choice;

/// What will be sent, where to and by when it will be answered, before it is sent.
#[derive(Debug, Clone, Template)]
#[template(path = "preview.html", whitespace = "minimize")]
pub struct PreviewView {
    /// Language and address.
    pub shell: Shell,
    /// The form as it came, with the uploads of this request among its files. Its
    /// values go into hidden controls, its lists give the labels.
    pub form: FormView,
    /// Name of the agency that will answer.
    pub agency: String,
    /// The routing rule that leads there; empty where the category's own agency answers.
    pub route: String,
    /// A category that fits the text better than the chosen one seems to.
    pub offer: Option<Choice>,
    /// The deadline if it were sent now.
    pub deadline: DeadlineView,
    /// What is worth knowing before sending: a document is missing and the answer
    /// will wait for it, such an appeal is there already. May be empty.
    pub notices: Vec<String>,
}

impl PreviewView {
    fn is_anonymous(&self) -> bool {
        self.form.values.has("anonymous", "true")
    }

    /// Sections as the form has them; of an anonymous appeal nothing about a person.
    fn sections(&self) -> Vec<Section> {
        Section::all(&self.form)
            .into_iter()
            .filter(|section| section.id != "applicant" || !self.is_anonymous())
            .map(|section| section.without_represented(self.speaks_for_self()))
            .collect()
    }

    fn speaks_for_self(&self) -> bool {
        self.form.values.get("on_behalf_of.kind").is_empty()
    }

    fn call_at(&self) -> Field {
        Section::call_at(&self.form)
    }

    fn answer_by(&self) -> Field {
        Section::answer_by(&self.form)
    }

    fn slots(&self) -> Vec<Slot> {
        Slot::all(&self.form)
    }

    /// What the next request needs: all values but those that have controls of their own.
    fn hidden(&self) -> Vec<(&str, &str)> {
        const OWN: [&str; 6] = [
            "category",
            "use_category",
            "idempotency_key",
            "attachments",
            "attachments_remove",
            "lang",
        ];
        let personal = |name: &str| {
            self.is_anonymous()
                && (name.starts_with("applicant.") || ["answer_by", "call_at"].contains(&name))
        };
        let of_represented =
            |name: &str| self.speaks_for_self() && name.starts_with("on_behalf_of.");
        self.form
            .values
            .pairs()
            .filter(|(name, _)| !of_represented(name))
            .filter(|(name, value)| !value.is_empty() && !OWN.contains(name))
            .filter(|(name, _)| !personal(name))
            .collect()
    }

    fn size(&self, bytes: &u64) -> String {
        size(self.shell.lang, *bytes)
    }
}
