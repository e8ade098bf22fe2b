//! The shapes of requests about objections and reviews, for the document only.

#![expect(dead_code, reason = "only the shapes are used")]

use utoipa::ToSchema;

use super::requests::AttachmentReference;

/// An objection to the answer.
#[derive(ToSchema)]
pub(super) struct ObjectionBody {
    /// `answer`: the answer is wrong, which is meant where none is named; `execution`: what it promised is not done.
    #[schema(example = "execution")]
    ground: Option<String>,
    /// What the applicant does not agree with, and why.
    #[schema(min_length = 20, max_length = 10000)]
    text: String,
    /// Files that were uploaded before.
    #[schema(max_items = 20)]
    attachments: Option<Vec<AttachmentReference>>,
}

/// Going to the higher instance: with a decision that was declined, or with an appeal that is overdue.
#[derive(ToSchema)]
pub(super) struct EscalationBody {
    /// `regional` or `federal`; the next one where none is named. None is skipped.
    instance: Option<String>,
    /// Why; of an applicant at least 20 characters.
    #[schema(min_length = 1, max_length = 10000)]
    reason: String,
    /// Files that were uploaded before, of an applicant.
    #[schema(max_items = 20)]
    attachments: Option<Vec<AttachmentReference>>,
}

/// Who decides an objection.
#[derive(ToSchema)]
pub(super) struct ReviewerBody {
    /// The account of a supervisor of the agency who had no hand in the answer; null puts the objection back
    /// into the queue.
    reviewer: Option<String>,
}

/// A decision on an objection.
#[derive(ToSchema)]
pub(super) struct ObjectionDecisionBody {
    /// `upheld`: the appeal is worked on again, with a new term; `declined`: the answer stands.
    #[schema(example = "declined")]
    outcome: String,
    /// Why; the applicant reads it.
    #[schema(min_length = 1, max_length = 10000)]
    explanation: String,
}

/// What a review of a rating found.
#[derive(ToSchema)]
pub(super) struct ReviewBody {
    /// `justified`: the appeal is worked on again; `unjustified`.
    #[schema(example = "unjustified")]
    outcome: String,
    /// Why; the applicant reads it.
    #[schema(min_length = 1, max_length = 10000)]
    explanation: String,
}
