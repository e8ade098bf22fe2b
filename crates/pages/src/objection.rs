use domain::lang::Lang;

use crate::card::Attachment;
use crate::moment::Moment;
use crate::upload::{Upload, size};

/// What a card says of objections to its answers, and the form to object with or to go higher.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectionsView {
    /// Every objection, oldest first.
    pub items: Vec<ObjectionView>,
    /// The form, while the window is open.
    pub form: Option<ObjectionForm>,
    /// Why there is no form, or empty.
    pub note: String,
}

/// An objection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectionView {
    /// Its number.
    pub number: String,
    /// When it was filed.
    pub filed: Moment,
    /// The agency that decides, with its instance: «Министерство транспорта (региональная инстанция)».
    pub agency: String,
    /// What is contested, or empty where it is what the answer says.
    pub ground: String,
    /// Whether it is that there is no answer.
    pub is_about_silence: bool,
    /// Whether it went to a higher instance.
    pub escalated: bool,
    /// Why it went up in a supervisor's words, or empty.
    pub reason: String,
    /// What the applicant wrote; line breaks are kept.
    pub text: String,
    /// Files that came with it.
    pub files: Vec<Attachment>,
    /// By when it is decided.
    pub decide_by: Moment,
    /// The time left, while it is open.
    pub left: String,
    /// What became of it, or empty while it is open.
    pub outcome: String,
    /// When it was decided.
    pub decided: Moment,
    /// Why; line breaks are kept.
    pub explanation: String,
}

impl ObjectionView {
    pub(crate) fn is_open(&self) -> bool {
        self.outcome.is_empty()
    }

    pub(crate) fn size(&self, lang: &Lang, bytes: &u64) -> String {
        size(*lang, *bytes)
    }
}

/// What a form on the card does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ObjectionFormKind {
    /// Objects to the answer: `POST /api/v1/appeals/{number}/objections` with `text` and files.
    #[default]
    Object,
    /// Goes to the next instance: `POST /api/v1/appeals/{number}/escalations` with `instance`, `reason`, files.
    Escalate,
    /// The same with an appeal that was not answered in time.
    EscalateOverdue,
}

/// The form to object with, or to go higher.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectionForm {
    /// What it does.
    pub kind: ObjectionFormKind,
    /// The last day, or empty while an answer is overdue.
    pub until: Moment,
    /// Whether something was promised, so that it may not have been done.
    pub has_promise: bool,
    /// What is contested: `execution`, else what the answer says.
    pub ground: String,
    /// Whether the page was asked for because of it.
    pub is_wanted: bool,
    /// Calendar days that the decision takes at most.
    pub days: u64,
    /// Who decides, with the instance.
    pub agency: String,
    /// The instance's code, for going higher.
    pub instance: String,
    /// What was typed, or empty.
    pub text: String,
    /// What is wrong with it, or empty.
    pub error: String,
    /// What is wrong with the files, or empty.
    pub files_error: String,
    /// Files that came before and are still there.
    pub uploads: Vec<Upload>,
}

impl ObjectionForm {
    pub(crate) fn is_objection(&self) -> bool {
        self.kind == ObjectionFormKind::Object
    }

    pub(crate) fn is_about_silence(&self) -> bool {
        self.kind == ObjectionFormKind::EscalateOverdue
    }

    /// Whether there is a reason to show it at once.
    pub(crate) fn is_open(&self) -> bool {
        self.is_wanted || !self.error.is_empty() || !self.files_error.is_empty()
    }

    /// Where it goes, below the appeal's address, and how its text is called there.
    pub(crate) fn target(&self) -> (&'static str, &'static str) {
        match self.kind {
            ObjectionFormKind::Object => ("objections", "text"),
            ObjectionFormKind::Escalate | ObjectionFormKind::EscalateOverdue => {
                ("escalations", "reason")
            }
        }
    }

    pub(crate) fn size(&self, lang: &Lang, bytes: &u64) -> String {
        size(*lang, *bytes)
    }
}
