//! The wire: JSON of `/api/v1`, problem documents, and how JSON from outside is read.
//!
//! Times are RFC 3339 in UTC, dates ISO 8601, names `snake_case`.

mod accounts;
mod configuration;
mod deadline;
mod desk;
pub mod json;
mod notifications;
mod objection;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg_attr(
    not(feature = "openapi"),
    expect(
        dead_code,
        reason = "components hold calls against the parameters alone"
    )
)]
mod operations;
mod participants;
mod problem;
pub mod query;
mod read;
mod staff;
mod suggestion;
mod wire;
mod work;

pub use accounts::{
    AccountBrief, AccountEventItem, AccountView, CodeSent, FactorItem, Factors, LinkItem, Links,
    Outbox, OutboxItem, QrAsker, QrStarted, RecoveryCodes, SessionItem, SessionState,
    SignatureChallenge, TotpEnrolment,
};
pub use configuration::{Sent, configuration_item};
pub use deadline::{ClockPause, DeadlineExplained, DeadlineExtension, SkippedDay};
pub use desk::{
    BulkRequest, BulkResult, BulkResults, FilterRequest, Queue, QueueCounters, QueueItem,
    SavedFilter, SavedFilters, bulk_request, filter_request,
};
pub use notifications::{
    NotificationItem, NotificationSettings, Notifications, is_known, settings_request,
};
pub use objection::{
    AppealObjections, Contestable, ListedObjection, Objection, ObjectionRequest, OutcomeRequest,
    WaitingReview, escalation_request, objection_request, outcome_request, reviewer_request,
};
pub use participants::{
    BlockSet, Made, MarkItem, ParticipantInvitation, ParticipantItem, ParticipationAccepted,
    ParticipationItem, RevisionItem, TaskItem, VersionItem,
};
pub use problem::{Challenge, FieldProblem, ProblemDocument};
pub use read::{
    RatingRequest, TransitionRequest, appeal_request, attachment, claim_request, draft_request,
    rating_request, transition_request,
};
pub use staff::{
    AccessItem, BlockItem, BlockRequest, InvitationCreated, InvitationItem, InvitationSeen,
    KeyCreated, KeyItem, KeyRequest, StaffItem, StaffRequest, block_request, invitation_request,
    key_request, staff_request,
};
pub use suggestion::{
    CategorySuggestion, CategorySuggestions, SuggestionRequest, suggestion_request,
};
pub use wire::{
    AppealCard, AppealCreated, AppealItem, AppealPreview, ApplicantData, AttachmentCreated,
    AttachmentItem, CategoryField, CategoryItem, CategoryOption, Counters, DeliveryReport,
    EventItem, Health, HealthWarning, Named, NormalisedAppeal, Page, Rating, RekeyReport,
    RepresentedData, SimilarAppeal, StatusCounter, TickReport,
};
pub use work::{AnswerView, DraftItem, GivenAnswer, MessageItem};
