//! What happens around participants: they come and go, and do tasks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::payload::{private, quiet};
use super::{Audience, FileNames, Payload, RegisteredAttachment};
use crate::participant::{ParticipantRole, Rights};

/// Somebody was invited by a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantInvited {
    /// The participant's id in this appeal.
    pub participant: String,
    /// As what.
    pub role: ParticipantRole,
    /// What they may.
    pub rights: Rights,
    /// Whether the applicant invited them: then the applicant may remove them too.
    #[serde(default)]
    pub by_applicant: bool,
    /// Their name, as who invited or added them knows it: private.
    #[serde(skip)]
    pub name: String,
}

impl Payload for ParticipantInvited {
    private!(name);
}

/// Somebody takes part from now on: accepted an invitation, or was added.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantAdded {
    /// The participant's id in this appeal.
    pub participant: String,
    /// As what.
    pub role: ParticipantRole,
    /// What they may.
    pub rights: Rights,
    /// The account; none of an agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The agency that takes part; none of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The unit of that agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Their name, as who invited or added them knows it: private.
    #[serde(skip)]
    pub name: String,
}

impl Payload for ParticipantAdded {
    private!(name);
}

/// Somebody takes part no longer, or an invitation was taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantRemoved {
    /// The participant's id in this appeal.
    pub participant: String,
    /// Why: private.
    #[serde(skip)]
    pub reason: String,
}

impl Payload for ParticipantRemoved {
    private!(reason);
}

/// A participant was given something to do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskCreated {
    /// The task's id.
    pub task: String,
    /// Who is to do it.
    pub participant: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// What is to be done: private.
    #[serde(skip)]
    pub text: String,
}

impl Payload for TaskCreated {
    private!(text);

    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

/// The participant did it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// The task's id.
    pub task: String,
    /// What was found out or made, as files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
    /// The report: private.
    #[serde(skip)]
    pub text: String,
    /// Names of the files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

impl Payload for TaskDone {
    private!(text, file_names);

    fn audience(&self) -> Audience {
        Audience::Staff
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

/// The executor took it as done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskConfirmed {
    /// The task's id.
    pub task: String,
}

impl Payload for TaskConfirmed {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

/// The executor wants it done again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReturned {
    /// The task's id.
    pub task: String,
    /// What is missing: private.
    #[serde(skip)]
    pub remarks: String,
}

impl Payload for TaskReturned {
    private!(remarks);

    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

quiet!(
    ParticipantInvited,
    ParticipantAdded,
    ParticipantRemoved,
    TaskCreated,
    TaskDone,
    TaskReturned
);
