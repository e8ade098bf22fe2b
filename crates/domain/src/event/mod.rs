//! The journal's vocabulary: what can happen to an appeal.
//!
//! An event has a part that names nobody (`data`), which triggers, figures and logs may
//! read, and a part of personal data and free text (`private`), which the store encrypts
//! and which can be erased when its term ends. An event without its private part is
//! still an event.
//!
//! A new event is a payload in the file of its topic, a line in the list below, an arm in
//! [`AppealState::apply`](crate::AppealState::apply) and its words in `web::present`.

mod call;
mod content;
mod end;
mod objection;
mod participant;
mod payload;
mod rating;
mod registered;
mod status;
mod suggestion;
mod time;
mod work;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::actor::Actor;
use crate::deadline::Deadline;

pub use call::{CallMade, CallOutcome};
pub use content::{
    AttachmentRestored, AttachmentVersioned, ConductAppealed, ConductKind, ConductLifted,
    ConductMarked, ContentHidden, ContentShown, HiddenFrom, TextEdited,
};
pub use end::{AppealClaimed, DeadlinePassed, ErasureReason, PersonalDataErased};
pub use objection::{
    Escalated, EscalatedFor, ObjectionAssigned, ObjectionDecided, ObjectionFiled, RatingReviewed,
};
pub use participant::{
    ParticipantAdded, ParticipantInvited, ParticipantRemoved, TaskConfirmed, TaskCreated, TaskDone,
    TaskReturned,
};
pub use payload::{Audience, Payload};
pub use rating::{RatedBy, RatingCategory, RatingGiven};
pub use registered::{AppealRegistered, Channel, RegisteredAttachment, RegisteredPrivate};
pub use status::{AnswerGiven, StatusChanged};
pub use suggestion::{SuggestedCategory, Urgency};
pub use time::{
    DeadlineExtended, DeadlineRecounted, FirstResponseGiven, Reminded, ReminderKind,
    ReviewTermRecounted,
};
pub use work::{
    AnswerDrafted, AnswerReturned, AnswerSubmitted, Assigned, AssignedHow, Decision, Direction,
    FileNames, Forwarded, MessageWritten, Priority, PrioritySet, Reclassified,
};

payload::events! {
    /// It was registered. Always the first event, and only it.
    AppealRegistered(AppealRegistered) = "appeal_registered",
    /// Its status changed.
    StatusChanged(StatusChanged) = "status_changed",
    /// Its answer was rated for the first time.
    RatingGiven(RatingGiven) = "rating_given",
    /// Its rating was changed.
    RatingRevised(RatingGiven) = "rating_revised",
    /// Its deadline passed without an answer.
    DeadlinePassed(DeadlinePassed) = "deadline_passed",
    /// Its applicant, who had not signed in when sending it, took it into their cabinet.
    AppealClaimed(AppealClaimed) = "appeal_claimed",
    /// The personal data in it was erased; this is the last that happens to it.
    PersonalDataErased(PersonalDataErased) = "personal_data_erased",
    /// It was given to somebody, or back to the queue.
    Assigned(Assigned) = "assigned",
    /// It went to another agency or another unit.
    Forwarded(Forwarded) = "forwarded",
    /// Its category was corrected.
    Reclassified(Reclassified) = "reclassified",
    /// Its priority was set.
    PrioritySet(PrioritySet) = "priority_set",
    /// Somebody wrote a question, a reply or a note.
    MessageWritten(MessageWritten) = "message_written",
    /// A version of its answer was written.
    AnswerDrafted(AnswerDrafted) = "answer_drafted",
    /// The draft was given to a supervisor to approve.
    AnswerSubmitted(AnswerSubmitted) = "answer_submitted",
    /// The supervisor gave the draft back with remarks.
    AnswerReturned(AnswerReturned) = "answer_returned",
    /// Its answer was objected to.
    ObjectionFiled(ObjectionFiled) = "objection_filed",
    /// An objection was given to somebody, or back to the queue.
    ObjectionAssigned(ObjectionAssigned) = "objection_assigned",
    /// An objection was decided, by somebody or by time.
    ObjectionDecided(ObjectionDecided) = "objection_decided",
    /// An objection went to a higher instance.
    Escalated(Escalated) = "escalated",
    /// The complaint in its rating was looked into.
    RatingReviewed(RatingReviewed) = "rating_reviewed",
    /// Its term was extended.
    DeadlineExtended(DeadlineExtended) = "deadline_extended",
    /// Its provisional deadline was counted anew.
    DeadlineRecounted(DeadlineRecounted) = "deadline_recounted",
    /// The provisional term to look into the complaint in its rating was counted anew.
    ReviewTermRecounted(ReviewTermRecounted) = "review_term_recounted",
    /// Somebody was reminded of it.
    Reminded(Reminded) = "reminded",
    /// Somebody was in touch with the applicant for the first time.
    FirstResponseGiven(FirstResponseGiven) = "first_response_given",
    /// Somebody called the applicant, who had wished it.
    CallMade(CallMade) = "call_made",
    /// Somebody was invited to take part.
    ParticipantInvited(ParticipantInvited) = "participant_invited",
    /// Somebody takes part.
    ParticipantAdded(ParticipantAdded) = "participant_added",
    /// Somebody takes part no longer.
    ParticipantRemoved(ParticipantRemoved) = "participant_removed",
    /// A participant was given something to do.
    TaskCreated(TaskCreated) = "task_created",
    /// The participant did it.
    TaskDone(TaskDone) = "task_done",
    /// The executor took it as done.
    TaskConfirmed(TaskConfirmed) = "task_confirmed",
    /// The executor wants it done again.
    TaskReturned(TaskReturned) = "task_returned",
    /// A file has a new version.
    AttachmentVersioned(AttachmentVersioned) = "attachment_versioned",
    /// An earlier version of a file is shown again.
    AttachmentRestored(AttachmentRestored) = "attachment_restored",
    /// The applicant changed the text before anybody worked on it.
    TextEdited(TextEdited) = "text_edited",
    /// A text was marked as bad conduct.
    ConductMarked(ConductMarked) = "conduct_marked",
    /// A text is hidden from some.
    ContentHidden(ContentHidden) = "content_hidden",
    /// A hidden text is shown again.
    ContentShown(ContentShown) = "content_shown",
    /// Whose words were marked disagrees.
    ConductAppealed(ConductAppealed) = "conduct_appealed",
    /// A supervisor decided on a mark.
    ConductLifted(ConductLifted) = "conduct_lifted",
}

impl Event {
    /// The member of staff who has something to do by it: their account.
    pub fn colleague(&self) -> Option<&str> {
        match self {
            Event::AppealRegistered(event) => event.assignee.as_deref(),
            Event::Assigned(event) => event.assignee.as_deref(),
            Event::ObjectionAssigned(event) => event.reviewer.as_deref(),
            Event::ParticipantAdded(event) if event.role.is_colleague() => event.account.as_deref(),
            _ => None,
        }
    }

    /// [`Event::data`] as the applicant may have it: without the accounts of others.
    pub fn data_for_applicant(&self) -> Value {
        let mut data = self.data();
        let mut remove = |of: &str, name: &str| {
            let place = match of {
                "" => Some(&mut data),
                of => data.get_mut(of),
            };
            if let Some(members) = place.and_then(Value::as_object_mut) {
                members.remove(name);
            }
        };
        match self {
            Event::AppealRegistered(_) | Event::Assigned(_) => remove("", "assignee"),
            Event::ObjectionAssigned(_) => remove("", "reviewer"),
            Event::StatusChanged(_) => remove("answer", "signatory"),
            Event::ParticipantAdded(_) => remove("", "account"),
            _ => {}
        }
        data
    }
}

/// An event in its place: a row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The place in the appeal's history, from 1.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

/// A row of the journal that is no event of this version.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The kind is unknown.
    #[error("unknown kind of event: {0}")]
    Kind(String),
    /// The payload has another shape.
    #[error("the payload of {kind} cannot be read: {source}")]
    Payload {
        /// The kind.
        kind: String,
        /// What serde found.
        source: serde_json::Error,
    },
}

#[cfg(test)]
mod tests;
