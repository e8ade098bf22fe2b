//! What becomes of what people wrote, on the card of an appeal: other texts, marks for bad conduct.

use askama::Template;

use crate::moment::Moment;
use crate::shell::Shell;
use crate::values::Choice;

/// How the text was changed, on the card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "participants/revisions.html", whitespace = "minimize")]
pub struct RevisionsView {
    /// Language and address.
    pub shell: Shell,
    /// The changes, the first one first.
    pub items: Vec<Revision>,
}

/// A change of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What was changed.
    pub lines: Vec<RevisionLine>,
}

/// A value that was changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevisionLine {
    /// What it is.
    pub label: String,
    /// As it was; line breaks are kept.
    pub before: String,
    /// As it is after the change.
    pub after: String,
}

impl Revision {
    fn labels(&self) -> String {
        let labels: Vec<&str> = self.lines.iter().map(|line| line.label.as_str()).collect();
        labels.join(", ")
    }
}

/// Marks for bad conduct, on the card: of the applicant and of a participant with the way to contest them, of
/// staff with the forms to mark, to hide, to block and to decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "participants/conduct.html", whitespace = "minimize")]
pub struct ConductView {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// The marks, the oldest first.
    pub marks: Vec<MarkView>,
    /// The texts that the reader may mark: the event's sequence number and what it is.
    pub texts: Vec<Choice>,
    /// Kinds of bad conduct.
    pub kinds: Vec<Choice>,
    /// From whom a text can be hidden.
    pub groups: Vec<Choice>,
    /// Whether the reader may keep the sender from writing.
    pub can_block: bool,
    /// Until when the sender is kept from it already, or nothing.
    pub blocked_until: Option<Moment>,
}

/// A mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkView {
    /// Its id.
    pub id: String,
    /// What it is for, in the page's language.
    pub kind: String,
    /// Which text.
    pub about: String,
    /// When.
    pub at: Moment,
    /// From whom the text is hidden, in words; empty where it is not.
    pub hidden_from: String,
    /// Why.
    pub reason: String,
    /// `marked`, `contested`, `kept` or `lifted`.
    pub state: String,
    /// What was written against it, or empty.
    pub complaint: String,
    /// What was decided, in words, or empty.
    pub explanation: String,
    /// Whether the reader may contest it.
    pub can_contest: bool,
    /// Whether the reader may lift it.
    pub can_lift: bool,
    /// Whether the reader may let it stand.
    pub can_keep: bool,
}

impl ConductView {
    /// Where the forms go.
    fn path(&self) -> String {
        format!("/api/v1/appeals/{}/conduct", self.number)
    }

    fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.texts.is_empty() && !self.can_block
    }

    fn state(&self, mark: &MarkView) -> &'static str {
        let t = |ru, en| crate::shell::pick(self.shell.lang, ru, en);
        match mark.state.as_str() {
            "contested" => t(
                "обжалована, ждёт решения",
                "contested, waits for a decision",
            ),
            "kept" => t("оставлена", "stands"),
            "lifted" => t("снята", "lifted"),
            _ => t("действует", "in force"),
        }
    }
}
