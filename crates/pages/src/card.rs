use askama::Template;

use crate::deadline::DeadlineView;
use crate::moment::Moment;
use crate::objection::ObjectionsView;
use crate::shell::Shell;
use crate::upload::{Upload, size};
use crate::values::{Row, Values};
use crate::versions::FileHistory;

/// `/status/{number}`: everything about one appeal that its applicant may see.
#[derive(Debug, Clone, Template)]
#[template(path = "card.html", whitespace = "minimize")]
pub struct CardView {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// The last `seq` of the journal that is shown; scripts follow from there.
    pub last_seq: u64,
    /// Something that has just been done («Оценка принята»), or empty.
    pub notice: String,
    /// What an action of the applicant failed for (a transition that came too late), or empty.
    pub error: String,
    /// The status and since when.
    pub status: StatusView,
    /// When it was registered.
    pub created: Moment,
    /// Type of appeal in the page's language.
    pub kind: String,
    /// Code of the category, for a repeat appeal.
    pub category_code: String,
    /// Category in the page's language.
    pub category: String,
    /// Name of the agency.
    pub agency: String,
    /// Name of the region.
    pub region: String,
    /// The title that the applicant gave.
    pub title: String,
    /// The text; line breaks are kept.
    pub text: String,
    /// Values of the category's own fields and what else there is to say (channel,
    /// applicant), ready to read.
    pub fields: Vec<Row>,
    /// Files of the appeal and of the answer.
    pub attachments: Vec<Attachment>,
    /// By when, and why.
    pub deadline: DeadlineView,
    /// The formal answer.
    pub answer: Option<GivenView>,
    /// What happened, oldest first.
    pub journal: Vec<Entry>,
    /// The rating: none yet, a form, or the one given.
    pub rating: Rating,
    /// Withdrawing, where it is still allowed.
    pub withdraw: Option<CommentForm>,
    /// Writing to the agency, while the appeal is worked on.
    pub reply: Option<CommentForm>,
    /// Whether the agency waits for that.
    pub is_asked: bool,
    /// When an answer whose execution is under control is closed by itself, where the applicant can confirm it.
    pub closes: Option<Moment>,
    /// Objections to the answer, and the form for one.
    pub objections: ObjectionsView,
    /// Number of the appeal that this one repeats, or empty.
    pub repeat_of: String,
    /// Whether a repeat appeal may be sent.
    pub can_repeat: bool,
    /// Whether the text may still be changed.
    pub can_edit: bool,
    /// Whether the reader only takes part in it: then it is not theirs to forget or to export.
    pub is_shared: bool,
    /// Who takes part, what was changed and what was marked, as HTML of parts of the page; may be empty.
    pub people: String,
    /// What the reader was told about it, as HTML; may be empty.
    pub told: String,
}

/// A status as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusView {
    /// `in_progress`; decides the colour.
    pub code: String,
    /// «В работе».
    pub label: String,
    /// Since when.
    pub since: Moment,
    /// What it means or what is awaited, a sentence; may be empty.
    pub note: String,
}

/// A file one can download.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its id in `/api/v1/appeals/{number}/attachments/{id}`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// What document it is, in the page's language, or empty.
    pub document: String,
    /// Its versions, and the forms for whoever may replace it.
    pub history: FileHistory,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What happened, in the page's language: «Принято в работу».
    pub what: String,
    /// Who did it, as the applicant may know it, or empty.
    pub actor: String,
    /// A comment, or empty; line breaks are kept.
    pub text: String,
    /// The files that came with it.
    pub files: Vec<Attachment>,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenView {
    /// The number of the document, or empty.
    pub number: String,
    /// Its date.
    pub date: String,
    /// Who signed it, or empty.
    pub signatory: String,
    /// The text; line breaks are kept.
    pub text: String,
    /// Its files.
    pub files: Vec<Attachment>,
}

/// Whether and how the answer can be rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rating {
    /// There is no answer to rate yet.
    None,
    /// The form, new or with what was wrong in it.
    Open(RatingForm),
    /// The rating given; with a form while it can be revised.
    Given(Given, Option<RatingForm>),
}

/// Form of `POST /api/v1/appeals/{number}/rating`: `score`, `comment`, `category`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingForm {
    /// What was typed or given before.
    pub values: Values,
    /// What is wrong with the score, or empty.
    pub score_error: String,
    /// What is wrong with the comment or its category, or empty.
    pub comment_error: String,
}

/// A rating that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// 1 to 5.
    pub score: u8,
    /// The comment, or empty.
    pub comment: String,
    /// What it is about, in the page's language, or empty.
    pub category: String,
    /// When.
    pub at: Moment,
    /// How it was dealt with, or empty.
    pub outcome: String,
}

/// Form of `POST /api/v1/appeals/{number}/transitions` (`to` is `cancelled`) or of
/// `POST /api/v1/appeals/{number}/messages`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentForm {
    /// What was typed, or empty.
    pub comment: String,
    /// What is wrong with it, or empty.
    pub error: String,
    /// Files that came with it already.
    pub uploads: Vec<Upload>,
}

/// A score and what it says.
struct Star {
    score: &'static str,
    label: &'static str,
}

impl CardView {
    fn size(&self, bytes: &u64) -> String {
        size(self.shell.lang, *bytes)
    }

    fn given(&self) -> Option<&Given> {
        match &self.rating {
            Rating::Given(given, _) => Some(given),
            Rating::None | Rating::Open(_) => None,
        }
    }

    fn rating_form(&self) -> Option<&RatingForm> {
        match &self.rating {
            Rating::Open(form) | Rating::Given(_, Some(form)) => Some(form),
            Rating::None | Rating::Given(_, None) => None,
        }
    }

    /// What the summary of errors links to: the control's id and the message.
    fn errors(&self) -> Vec<(&str, &str)> {
        let mut errors = Vec::new();
        if let Some(form) = self.rating_form() {
            errors.push(("score", form.score_error.as_str()));
            errors.push(("rating-comment", form.comment_error.as_str()));
        }
        if let Some(form) = &self.withdraw {
            errors.push(("withdraw-comment", form.error.as_str()));
        }
        if let Some(form) = &self.reply {
            errors.push(("reply-text", form.error.as_str()));
        }
        if let Some(form) = &self.objections.form {
            errors.push(("objection-text", form.error.as_str()));
            errors.push(("objection-files", form.files_error.as_str()));
        }
        errors.push(("status", self.error.as_str()));
        errors.retain(|(_, text)| !text.is_empty());
        errors
    }

    fn stars(&self) -> [Star; 5] {
        let star = |score, ru, en| Star {
            score,
            label: self.shell.t(ru, en),
        };
        [
            star("1", "Совсем не помогли", "No help at all"),
            star("2", "Плохо", "Poor"),
            star("3", "Терпимо", "Acceptable"),
            star("4", "Хорошо", "Good"),
            star("5", "Отлично", "Excellent"),
        ]
    }

    fn star_id(&self, index: &usize) -> String {
        match index {
            0 => "score".to_owned(),
            _ => format!("score-{index}"),
        }
    }

    fn comment_kinds(&self) -> [(&'static str, &'static str); 3] {
        [
            (
                "service",
                self.shell.t("Отношение и качество", "Service and attitude"),
            ),
            (
                "legal",
                self.shell.t("Решение и закон", "The decision and the law"),
            ),
            (
                "technical",
                self.shell.t("Работа сайта", "How the site works"),
            ),
        ]
    }

    fn given_stars(&self, given: &Given) -> String {
        let full = usize::from(given.score.min(5));
        "★".repeat(full) + &"☆".repeat(5 - full)
    }
}
