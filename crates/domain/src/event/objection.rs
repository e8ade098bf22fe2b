//! Objections to answers and reviews of ratings in the journal.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::payload::{private, quiet};
use super::{Audience, FileNames, Payload, RegisteredAttachment};
use crate::codes::codes;
use crate::objection::{
    Instance, ObjectionGround, ObjectionNumber, ObjectionOutcome, ReviewOutcome,
};

/// The answer was objected to, or that there is none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionFiled {
    /// Which of the appeal's objections it is, from 1.
    pub objection: u16,
    /// Its number.
    pub number: ObjectionNumber,
    /// Which of the appeal's answers it is about, from 1; the one that has not come counts as the next.
    pub answer: u16,
    /// What is contested.
    #[serde(default, skip_serializing_if = "ObjectionGround::is_usual")]
    pub ground: ObjectionGround,
    /// The instance that is to decide.
    pub instance: Instance,
    /// The agency that is to decide.
    pub agency: String,
    /// By when.
    pub decide_by: DateTime<Utc>,
    /// Files, without their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
    /// The reason: private.
    #[serde(skip)]
    pub text: Option<String>,
    /// Names of the files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

impl Payload for ObjectionFiled {
    private!(text, file_names);

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

/// An objection was given to somebody, or taken from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAssigned {
    /// The objection.
    pub objection: u16,
    /// The account of who is to decide; none leaves it in the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
}

impl Payload for ObjectionAssigned {
    /// An applicant learns the decision, not who is at it.
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

/// An objection was decided, by somebody or by time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionDecided {
    /// The objection.
    pub objection: u16,
    /// What became of it.
    pub outcome: ObjectionOutcome,
    /// What was contested.
    #[serde(default, skip_serializing_if = "ObjectionGround::is_usual")]
    pub ground: ObjectionGround,
    /// Why: private.
    #[serde(skip)]
    pub explanation: Option<String>,
}

impl Payload for ObjectionDecided {
    private!(explanation);
}

codes! {
    /// Why an objection went up.
    pub enum EscalatedFor, "reason of an escalation" {
        /// The applicant did not accept the decision below.
        Applicant = "applicant",
        /// The deadline has passed without an answer.
        Overdue = "overdue",
        /// Everybody at the agency had a hand in the answer.
        NoReviewer = "no_reviewer",
        /// A supervisor handed it up.
        HandedUp = "handed_up",
    }
}

/// An objection went to a higher instance.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalated {
    /// The objection.
    pub objection: u16,
    /// The instance that has it now.
    pub instance: Instance,
    /// The agency that has it now.
    pub agency: String,
    /// The agency that it came from.
    pub from_agency: String,
    /// Why, in a word.
    #[serde(rename = "for")]
    pub because: EscalatedFor,
    /// Why, in words of a person: private.
    #[serde(skip)]
    pub reason: Option<String>,
}

impl Payload for Escalated {
    private!(reason);
}

/// A rating that complains was looked into.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingReviewed {
    /// What was found.
    pub outcome: ReviewOutcome,
    /// Why: private.
    #[serde(skip)]
    pub explanation: Option<String>,
}

impl Payload for RatingReviewed {
    private!(explanation);
}

quiet!(ObjectionFiled, ObjectionDecided, Escalated, RatingReviewed);
