//! The shapes of requests around participants, for the document only.

#![expect(dead_code, reason = "only the shapes are used")]

use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::requests::AttachmentReference;
use super::{add, page};

/// Adds the shapes of this topic to the document's.
pub(super) fn add_all(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    add::<ParticipantBody>(schemas);
    add::<ParticipantInvitationBody>(schemas);
    add::<ParticipationBody>(schemas);
    add::<TaskBody>(schemas);
    add::<ReportBody>(schemas);
    add::<TaskRemarksBody>(schemas);
    add::<NothingBody>(schemas);
    for_content(schemas);
    add::<crate::ParticipantInvitation>(schemas);
    add::<crate::ParticipationAccepted>(schemas);
    add::<crate::Made>(schemas);
    let pages = [
        (
            "PageOfParticipants",
            page::<crate::ParticipantItem>(schemas),
        ),
        (
            "PageOfParticipations",
            page::<crate::ParticipationItem>(schemas),
        ),
        ("PageOfTasks", page::<crate::TaskItem>(schemas)),
    ];
    let pages = pages.map(|(name, page)| (name.to_owned(), page));
    schemas.extend(pages);
}

/// Who is added.
#[derive(ToSchema)]
pub(super) struct ParticipantBody {
    /// `operator`, `expert` or `agency`.
    #[schema(example = "expert")]
    role: String,
    /// What they may: `personal`, `files`, `dialogue`, `reply`, `notes`; all that the role may have where absent.
    rights: Option<Vec<String>>,
    /// The account of a member of staff.
    account: Option<String>,
    /// The agency's code, for the role `agency`.
    agency: Option<String>,
    /// A unit of that agency.
    unit: Option<String>,
}

/// Who is invited.
#[derive(ToSchema)]
pub(super) struct ParticipantInvitationBody {
    /// `representative` or `civic`; of staff also `operator` and `expert`.
    #[schema(example = "representative")]
    role: String,
    /// What they may, see `participant_add`. Staff do not give the applicant's data to an organisation.
    rights: Option<Vec<String>>,
    /// Their name, for those who see the list.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// Where the link is sent besides.
    email: Option<String>,
}

/// An invitation.
#[derive(ToSchema)]
pub(super) struct ParticipationBody {
    /// What stands behind the number sign of the link.
    token: String,
}

/// A task.
#[derive(ToSchema)]
pub(super) struct TaskBody {
    /// The participant's id.
    participant: String,
    /// What is to be done.
    #[schema(max_length = 10000)]
    text: String,
    /// By when, YYYY-MM-DD.
    due_on: Option<String>,
}

/// A report.
#[derive(ToSchema)]
pub(super) struct ReportBody {
    /// What was done.
    #[schema(max_length = 10000)]
    text: String,
    /// What came of it, as files.
    attachments: Option<Vec<AttachmentReference>>,
}

/// Remarks.
#[derive(ToSchema)]
pub(super) struct TaskRemarksBody {
    /// What is missing.
    #[schema(max_length = 10000)]
    remarks: String,
}

/// Nothing more to say.
#[derive(ToSchema)]
pub(super) struct NothingBody {}

fn for_content(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    add::<VersionBody>(schemas);
    add::<RestoreBody>(schemas);
    add::<TextBody>(schemas);
    add::<MarkBody>(schemas);
    add::<ContestBody>(schemas);
    add::<MarkDecisionBody>(schemas);
    add::<AuthorBlockBody>(schemas);
    add::<crate::BlockSet>(schemas);
    let pages = [
        ("PageOfVersions", page::<crate::VersionItem>(schemas)),
        ("PageOfRevisions", page::<crate::RevisionItem>(schemas)),
        ("PageOfMarks", page::<crate::MarkItem>(schemas)),
    ];
    let pages = pages.map(|(name, page)| (name.to_owned(), page));
    schemas.extend(pages);
}

/// A new version of a file.
#[derive(ToSchema)]
pub(super) struct VersionBody {
    /// The upload: one.
    attachments: Vec<AttachmentReference>,
}

/// An earlier version.
#[derive(ToSchema)]
pub(super) struct RestoreBody {
    /// Its number, from 1.
    version: i64,
}

/// What is to be written in place of what stands; what is absent stays.
#[derive(ToSchema)]
pub(super) struct TextBody {
    #[schema(min_length = 5, max_length = 150)]
    title: Option<String>,
    #[schema(min_length = 20, max_length = 10000)]
    text: Option<String>,
    /// All of the category's own fields.
    fields: Option<std::collections::BTreeMap<String, String>>,
}

/// A mark.
#[derive(ToSchema)]
pub(super) struct MarkBody {
    /// `spam`, `insult` or `threat`.
    conduct: String,
    /// Which event's text; the appeal itself where absent.
    seq: Option<i64>,
    /// Why.
    #[schema(max_length = 10000)]
    reason: String,
    /// From whom to hide the text: `applicant`, `participants`, `staff`. Supervisors always see it.
    hide_from: Option<Vec<String>>,
}

/// A complaint about a mark.
#[derive(ToSchema)]
pub(super) struct ContestBody {
    /// Why it is wrong.
    #[schema(max_length = 10000)]
    text: String,
}

/// A supervisor's word on a mark.
#[derive(ToSchema)]
pub(super) struct MarkDecisionBody {
    /// `lifted` or `kept`.
    outcome: String,
    /// Why.
    #[schema(max_length = 10000)]
    explanation: String,
}

/// A block.
#[derive(ToSchema)]
pub(super) struct AuthorBlockBody {
    /// Why; whoever is blocked is told it.
    reason: String,
    /// For how many days, 30 where absent.
    #[schema(minimum = 1, maximum = 90)]
    days: Option<i64>,
}
