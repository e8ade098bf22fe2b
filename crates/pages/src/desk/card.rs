use askama::Template;

use crate::card::{Attachment, StatusView};
use crate::deadline::DeadlineView;
use crate::desk::DeskShell;
use crate::moment::Moment;
use crate::upload::{Upload, size};
use crate::values::{Choice, Row, Values};

/// `/desk/appeals/{number}`: one appeal as those who work on it see it.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/card.html", whitespace = "minimize")]
pub struct DeskCardView {
    /// The mark of who has opened it: what is typed is kept for nobody else.
    pub opened_by: String,
    /// Around the page.
    pub desk: DeskShell,
    /// The number.
    pub number: String,
    /// The version that the forms were made for: what somebody else did meanwhile is told.
    pub version: i64,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// Why a command was refused.
    pub refused: Option<RefusedView>,
    /// The title.
    pub title: String,
    /// The text; line breaks are kept.
    pub text: String,
    /// Values of the category's own fields.
    pub fields: Vec<Row>,
    /// The status and since when.
    pub status: StatusView,
    /// Code of the priority.
    pub priority: String,
    /// The priority in the page's language.
    pub priority_label: String,
    /// Whether it is a hint that waits for a person.
    pub is_hint: bool,
    /// By when, and why.
    pub deadline: DeadlineView,
    /// How much is left, in short.
    pub left: String,
    /// `late`, `soon`, `calm` or `still`.
    pub pace: &'static str,
    /// When it was registered.
    pub created: Moment,
    /// Facts: type, category, agency, unit, region, channel.
    pub facts: Vec<Row>,
    /// Who has it, or empty.
    pub assignee: String,
    /// Whether that is the reader.
    pub is_mine: bool,
    /// Who sent it.
    pub applicant: ApplicantView,
    /// Files of the appeal.
    pub files: Vec<DeskFile>,
    /// What was asked and replied, oldest first.
    pub dialogue: Vec<Said>,
    /// What happened, newest first.
    pub journal: Vec<DeskEntry>,
    /// The answer that was given, or empty.
    pub answer: String,
    /// Number and date of the answer's document, or empty.
    pub answer_document: String,
    /// The answer that is being written.
    pub draft: DraftView,
    /// What the reader may do now.
    pub can: Can,
    /// Texts to begin with.
    pub templates: Vec<TemplateChoice>,
    /// Likely categories.
    pub suggestions: Vec<Suggestion>,
    /// Code of the category.
    pub category: String,
    /// Categories to choose from.
    pub categories: Vec<Choice>,
    /// Priorities to choose from.
    pub priorities: Vec<Choice>,
    /// Whom it can be assigned to.
    pub staff: Vec<Choice>,
    /// Where it can be forwarded to.
    pub agencies: Vec<Choice>,
    /// Units of its agency.
    pub units: Vec<Choice>,
    /// Earlier appeals of the same person.
    pub earlier: Vec<Related>,
    /// Appeals about the like.
    pub similar: Vec<Related>,
    /// Number of the appeal that this one repeats, or empty.
    pub repeat_of: String,
    /// Sections of the wide column that others made: parts of pages of ours, escaped already.
    pub parts_main: Vec<String>,
    /// The same of the narrow column.
    pub parts_side: Vec<String>,
}

/// Why a command was refused, and what was typed: nothing of it is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedView {
    /// Which command: the last part of its address.
    pub command: String,
    /// In a few words.
    pub title: String,
    /// What to do, and what somebody else did meanwhile.
    pub detail: String,
    /// What is wrong with single values.
    pub errors: Vec<String>,
    /// What was typed.
    pub values: Values,
    /// Files that came with it already.
    pub uploads: Vec<Upload>,
}

/// Who sent an appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicantView {
    /// What is shown of them, masked or not.
    pub rows: Vec<Row>,
    /// Whether it is shown as it is.
    pub is_open: bool,
    /// Whether the reader may have it shown.
    pub can_open: bool,
    /// Why one may want to see it: codes and labels.
    pub reasons: Vec<Choice>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskFile {
    /// The file.
    pub file: Attachment,
    /// `image` or `pdf`; empty where there is no preview.
    pub preview: &'static str,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Moment,
    /// Who, as a reader of the agency may know it.
    pub who: String,
    /// `question`, `reply` or `note`.
    pub direction: String,
    /// The text; line breaks are kept.
    pub text: String,
    /// The files with it.
    pub files: Vec<DeskFile>,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskEntry {
    /// When.
    pub at: Moment,
    /// What happened.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// A comment, or empty.
    pub text: String,
    /// Whether the applicant does not see it.
    pub is_internal: bool,
}

/// The answer that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftView {
    /// `drafted`, `submitted`, `returned`; empty before the first version.
    pub state: String,
    /// The version.
    pub version: u32,
    /// `approved` or `rejected`.
    pub decision: String,
    /// The text.
    pub text: String,
    /// Its files.
    pub files: Vec<DeskFile>,
    /// Who wrote it, or empty.
    pub author: String,
    /// Why it came back, or empty.
    pub remarks: String,
    /// Whether the text is what the reader typed and has not put into the journal yet.
    pub is_unsaved: bool,
    /// What is left to fill in, in sentences.
    pub left: Vec<String>,
}

/// What the reader may do now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Can {
    /// Take it.
    pub take: bool,
    /// Assign, forward, classify, prioritise, write.
    pub work: bool,
    /// Ask with a pause.
    pub pause: bool,
    /// Enter the applicant's reply.
    pub reply: bool,
    /// Write an answer.
    pub draft: bool,
    /// Submit the draft.
    pub submit: bool,
    /// Approve or return the draft.
    pub approve: bool,
    /// Extend the deadline.
    pub extend: bool,
    /// Close what was carried out.
    pub close: bool,
    /// Take up again what was answered.
    pub reopen: bool,
    /// Stop what must not go on.
    pub cancel: bool,
}

/// A text to begin with, filled in for this appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateChoice {
    /// Its id.
    pub id: String,
    /// `answer`, `refusal`, `question` or `note`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The word that stands for it.
    pub snippet: String,
    /// The text.
    pub text: String,
}

/// A likely category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How likely, in per cent.
    pub percent: u32,
}

/// Another appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Related {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Code of the status.
    pub status: String,
    /// The status in the page's language.
    pub status_label: String,
    /// When it was registered.
    pub created: Moment,
}

impl DeskCardView {
    /// What was typed into a control of a command that was refused.
    fn typed(&self, command: &str, name: &str) -> &str {
        let refused = self.refused.as_ref().filter(|one| one.command == command);
        refused.map_or("", |one| one.values.get(name))
    }

    /// The files that came with a refused form.
    fn uploaded(&self, command: &str) -> &[Upload] {
        let refused = self.refused.as_ref().filter(|one| one.command == command);
        refused.map_or(&[], |one| &one.uploads)
    }

    /// Whether the form of this move was refused.
    fn is_moving(&self, to: &str) -> bool {
        self.typed("move", "to") == to
    }

    /// What was typed into a form that is not there any more, since the appeal has changed.
    fn lost(&self) -> &str {
        let (is_there, command, name) = match self.typed("move", "to") {
            "in_progress" => (self.can.reopen, "move", "comment"),
            "cancelled" => (self.can.cancel, "move", "comment"),
            _ => (self.can.extend, "extension", "reason"),
        };
        match is_there {
            true => "",
            false => self.typed(command, name),
        }
    }

    /// Whether a command's form is to stand open: it was refused.
    fn is_tried(&self, command: &str) -> bool {
        self.refused
            .as_ref()
            .is_some_and(|one| one.command == command)
    }

    fn size(&self, bytes: &u64) -> String {
        size(self.desk.shell.lang, *bytes)
    }

    /// The text of the editor: what was refused, else the draft.
    fn draft_text(&self) -> &str {
        match self.is_tried("answer") {
            true => self.typed("answer", "text"),
            false => &self.draft.text,
        }
    }

    fn draft_decision(&self) -> &str {
        let given = self.typed("answer", "decision");
        match (given, self.draft.decision.as_str()) {
            ("", "") => "approved",
            ("", kept) => kept,
            (given, _) => given,
        }
    }

    /// Where commands go.
    fn path(&self) -> String {
        format!("/api/v1/appeals/{}", self.number)
    }

    fn message_templates(&self) -> Vec<&TemplateChoice> {
        let templates = self.templates.iter();
        templates
            .filter(|one| one.kind == "question" || one.kind == "note")
            .collect()
    }

    fn answer_templates(&self) -> Vec<&TemplateChoice> {
        let templates = self.templates.iter();
        templates
            .filter(|one| one.kind == "answer" || one.kind == "refusal")
            .collect()
    }

    fn draft_state(&self) -> &str {
        match self.draft.state.as_str() {
            "submitted" => self.desk.shell.t("на утверждении", "waits for approval"),
            "returned" => self
                .desk
                .shell
                .t("возвращён на доработку", "came back with remarks"),
            "drafted" => self.desk.shell.t("пишется", "is being written"),
            _ => "",
        }
    }
}
