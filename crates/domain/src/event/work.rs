//! Events of the work on an appeal: who has it, what is written about it, its answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::payload::{private, quiet};
use super::{Audience, Payload, RegisteredAttachment};
use crate::codes::codes;
use crate::deadline::Deadline;
use crate::lang::{Lang, Text};
use crate::status::Status;

/// Names of files by the identifiers of their uploads.
pub type FileNames = BTreeMap<String, String>;

/// Who has an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// The account of the executor; none when it goes back to the queue.
    pub assignee: Option<String>,
    /// The unit that has it afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How that came.
    pub how: AssignedHow,
}

impl Payload for Assigned {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

codes! {
    /// How an appeal came to its executor.
    pub enum AssignedHow, "way of assigning" {
        /// They took it from the queue.
        Taken = "taken",
        /// A supervisor gave it to them, or back to the queue.
        Assigned = "assigned",
        /// Whoever had it gave it on.
        HandedOver = "handed_over",
        /// A routing rule chose them.
        Rule = "rule",
    }
}

/// Another agency or unit has the appeal. The executor is none's from here on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    /// The agency before.
    pub from_agency: String,
    /// The unit before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_unit: Option<String>,
    /// The agency after.
    pub agency: String,
    /// The unit after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Why: private.
    #[serde(skip)]
    pub reason: Option<String>,
}

impl Payload for Forwarded {
    private!(reason);

    /// The applicant is told which agency answers (59-ФЗ, article 8); which of its units is its own affair.
    fn audience(&self) -> Audience {
        match self.from_agency == self.agency {
            true => Audience::Staff,
            false => Audience::Everyone,
        }
    }
}

/// A corrected category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reclassified {
    /// The category before.
    pub from: String,
    /// The category after.
    pub to: String,
    /// The agency after, where the correction moves the appeal to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The unit after, where it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The deadline after, where the category's class moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

impl Payload for Reclassified {
    fn deadline(&self) -> Option<&Deadline> {
        self.deadline.as_ref()
    }
}

/// A priority.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrioritySet {
    /// The priority.
    pub priority: Priority,
    /// Whether a person said so; a hint waits for one.
    pub confirmed: bool,
    /// The deadline after, where the priority moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// Why: private.
    #[serde(skip)]
    pub reason: Option<String>,
}

impl Payload for PrioritySet {
    private!(reason);

    fn audience(&self) -> Audience {
        Audience::Staff
    }

    fn deadline(&self) -> Option<&Deadline> {
        self.deadline.as_ref()
    }
}

codes! {
    /// How soon an appeal has to be looked at.
    #[derive(Default)]
    pub enum Priority, "priority" {
        /// In its turn.
        #[default]
        Normal = "normal",
        /// Before the others.
        High = "high",
        /// Life, health or violated rights: at once.
        Urgent = "urgent",
    }
}

impl Priority {
    /// 0 normal, 1 high, 2 urgent.
    pub const fn level(self) -> i64 {
        match self {
            Priority::Normal => 0,
            Priority::High => 1,
            Priority::Urgent => 2,
        }
    }

    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            Priority::Normal => Text::fixed("обычный", "normal"),
            Priority::High => Text::fixed("высокий", "high"),
            Priority::Urgent => Text::fixed("срочный", "urgent"),
        }
    }

    /// What a person reads, in a language.
    pub fn label(self, lang: Lang) -> String {
        self.text().get(lang).to_owned()
    }
}

/// A message about an appeal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageWritten {
    /// To whom.
    pub direction: Direction,
    /// Whether a question is asked again, because nobody replied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// The files with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
    /// The text: private.
    #[serde(skip)]
    pub text: String,
    /// Names of the files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

impl Payload for MessageWritten {
    private!(text, file_names);

    fn audience(&self) -> Audience {
        match self.direction {
            Direction::Note => Audience::Staff,
            Direction::Question | Direction::Reply => Audience::Everyone,
        }
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

codes! {
    /// Between whom a message goes.
    pub enum Direction, "direction of a message" {
        /// From the executor to the applicant.
        Question = "question",
        /// From the applicant to the executor.
        Reply = "reply",
        /// Among those who act for an agency.
        Note = "note",
    }
}

/// A version of the answer that is being written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDrafted {
    /// Which version, from 1.
    pub version: u32,
    /// What is decided.
    pub decision: Decision,
    /// The template that it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The files of the answer. Those of an earlier version stay with the appeal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
    /// The text: private.
    #[serde(skip)]
    pub text: String,
    /// Names of the files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

impl Payload for AnswerDrafted {
    private!(text, file_names);

    fn audience(&self) -> Audience {
        Audience::Staff
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

codes! {
    /// What an answer decides.
    pub enum Decision, "decision" {
        /// What was asked for is done or will be.
        Approved = "approved",
        /// It is refused, with reasons.
        Rejected = "rejected",
    }
}

impl Decision {
    /// The status that the decision gives.
    pub const fn status(self) -> Status {
        match self {
            Decision::Approved => Status::Approved,
            Decision::Rejected => Status::Rejected,
        }
    }
}

/// A draft that waits for a supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSubmitted {
    /// The version of the draft.
    pub version: u32,
}

impl Payload for AnswerSubmitted {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

/// A draft that came back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerReturned {
    /// The version of the draft.
    pub version: u32,
    /// What has to be changed: private.
    #[serde(skip)]
    pub remarks: String,
}

impl Payload for AnswerReturned {
    private!(remarks);

    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

quiet!(
    Forwarded,
    PrioritySet,
    MessageWritten,
    AnswerDrafted,
    AnswerReturned
);
