//! Events of time: terms that were extended, reminders that went out, first responses.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::payload::{private, quiet};
use super::{Audience, Payload};
use crate::codes::codes;
use crate::deadline::Deadline;

/// A term that was given the complex class's length.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineExtended {
    /// The deadline after it.
    pub deadline: Deadline,
    /// Why, as the applicant is told: private.
    #[serde(skip)]
    pub reason: String,
}

impl Payload for DeadlineExtended {
    private!(reason);

    fn deadline(&self) -> Option<&Deadline> {
        Some(&self.deadline)
    }
}

quiet!(DeadlineExtended);

/// A provisional deadline that was counted anew, since the calendar is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineRecounted {
    /// The deadline after it.
    pub deadline: Deadline,
    /// When it was due before, where it moved; then it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<DateTime<Utc>>,
}

impl Payload for DeadlineRecounted {
    fn deadline(&self) -> Option<&Deadline> {
        Some(&self.deadline)
    }
}

/// A provisional term to look into a complaint that was counted anew, since the calendar is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTermRecounted {
    /// By when somebody looks into it.
    pub review_by: DateTime<Utc>,
    /// Whether that is provisional still.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// By when it was before, where it moved; then it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<DateTime<Utc>>,
}

impl Payload for ReviewTermRecounted {}

/// A reminder that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// Of what.
    pub of: ReminderKind,
    /// Until when it is to be done; then something happens by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

impl Payload for Reminded {
    /// What the applicant is reminded of is theirs to see, the rest is the executor's affair.
    fn audience(&self) -> Audience {
        match self.of {
            ReminderKind::Silence | ReminderKind::Execution => Audience::Everyone,
            ReminderKind::Half
            | ReminderKind::TwoDays
            | ReminderKind::FirstResponse
            | ReminderKind::Objection
            | ReminderKind::CallBack
            | ReminderKind::Review => Audience::Staff,
        }
    }
}

codes! {
    /// What somebody is reminded of. That a deadline has passed is an event of its own.
    pub enum ReminderKind, "reminder" {
        /// The executor: half of the term is over.
        Half = "half",
        /// The executor: two working days are left.
        TwoDays = "two_days",
        /// The executor: support has not answered yet.
        FirstResponse = "first_response",
        /// The applicant: a question waits for a reply.
        Silence = "silence",
        /// The applicant and the executor: is what was promised done?
        Execution = "execution",
        /// Whoever decides an objection: two days are left.
        Objection = "objection",
        /// The executor: it is time to call the applicant.
        CallBack = "call_back",
        /// The supervisors: the term to look into a complaint is over.
        Review = "review",
    }
}

/// Somebody was in touch with the applicant for the first time, where there is a term for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstResponseGiven {
    /// By when it was due.
    pub due_at: DateTime<Utc>,
}

impl Payload for FirstResponseGiven {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}
