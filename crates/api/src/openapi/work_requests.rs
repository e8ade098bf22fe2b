//! The shapes of requests of the work on appeals, as [`super::requests`].

#![expect(dead_code, reason = "only the shapes are used")]

use utoipa::ToSchema;

use super::requests::AttachmentReference;

/// Who is to have an appeal.
#[derive(ToSchema)]
pub(super) struct AssignBody {
    /// The account of the executor; null puts the appeal back into the queue.
    assignee: Option<String>,
    /// The unit; without one it stays where it is.
    unit: Option<String>,
}

/// Where an appeal is to go.
#[derive(ToSchema)]
pub(super) struct ForwardBody {
    #[schema(example = "municipality")]
    agency: String,
    unit: Option<String>,
    /// Why; the applicant sees it when the agency changes.
    #[schema(max_length = 10000)]
    reason: String,
}

/// A corrected category.
#[derive(ToSchema)]
pub(super) struct ClassifyBody {
    #[schema(example = "roads.snow")]
    category: String,
    /// Whether it goes to the agency and unit where the routing rules lead now; it stays else.
    route: Option<bool>,
}

/// A priority.
#[derive(ToSchema)]
pub(super) struct PriorityBody {
    /// `normal`, `high` or `urgent`.
    #[schema(example = "urgent")]
    priority: String,
    /// Why; not needed to confirm what was hinted at.
    reason: Option<String>,
}

/// A call to the applicant.
#[derive(ToSchema)]
pub(super) struct CallBody {
    /// `reached` or `missed`.
    #[schema(example = "reached")]
    outcome: String,
    /// When it is tried again: a moment with its offset, or by the clocks of the region.
    #[schema(example = "2026-03-05T14:00")]
    again_at: Option<String>,
}

/// An extension of the term.
#[derive(ToSchema)]
pub(super) struct ExtensionBody {
    /// Why; the applicant sees it.
    #[schema(max_length = 10000)]
    reason: String,
}

/// A message.
#[derive(ToSchema)]
pub(super) struct MessageBody {
    /// `question`, `reply` or `note`; what an applicant writes is a reply.
    #[schema(example = "question")]
    direction: Option<String>,
    /// A reply may consist of files alone. In a question words in braces are filled in, as in an answer.
    #[schema(max_length = 10000)]
    text: Option<String>,
    /// Files that were uploaded before.
    #[schema(max_items = 20)]
    attachments: Option<Vec<AttachmentReference>>,
    /// What a question makes of the appeal: `awaiting_reply` or `clarification_required`.
    r#move: Option<String>,
}

/// A version of an answer.
#[derive(ToSchema)]
pub(super) struct AnswerBody {
    /// `approved` or `rejected`.
    #[schema(example = "approved")]
    decision: String,
    /// Words in braces such as `{number}` are filled in; `{{number}}` goes out as `{number}`. What is left to fill in
    /// (`{fio}`, `{}`, `___`: `words_left`; `…` where a template has it: `blanks_left`) stands in the way of submitting
    /// and approving.
    #[schema(max_length = 10000)]
    text: String,
    /// The template that it began with.
    template: Option<String>,
    /// All files of the answer: new uploads, and files that the appeal has already, by their id alone.
    #[schema(max_items = 20)]
    attachments: Option<Vec<AttachmentReference>>,
}

/// What has to be changed.
#[derive(ToSchema)]
pub(super) struct RemarksBody {
    #[schema(max_length = 10000)]
    remarks: String,
}
