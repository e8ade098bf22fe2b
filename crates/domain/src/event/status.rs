//! Changes of status, and the answer that one of them gives.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::payload::{private, quiet};
use super::{FileNames, Payload, RegisteredAttachment};
use crate::deadline::Deadline;
use crate::status::Status;

/// A change of status.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChanged {
    /// The status before.
    pub from: Status,
    /// The status after.
    pub to: Status,
    /// The deadline after the change, moved by it or not: whoever reads the last change
    /// knows the deadline.
    pub deadline: Deadline,
    /// The answer, where the change gives it: its text is the comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerGiven>,
    /// The reason, the question or the answer: private.
    #[serde(skip)]
    pub comment: Option<String>,
    /// Names of the answer's files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

/// The formal side of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerGiven {
    /// The number of the document: the appeal's, a stroke, and which of its answers this is.
    pub number: String,
    /// The date of the document, by the region's time.
    pub date: NaiveDate,
    /// The account of who signed it; none where a program did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<String>,
    /// The version of the draft that was approved; none where it was answered without a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The files of the answer: those of the draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
}

quiet!(StatusChanged);

impl Payload for StatusChanged {
    private!(comment, file_names);

    fn deadline(&self) -> Option<&Deadline> {
        Some(&self.deadline)
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        let answer = self.answer.as_ref();
        answer.map_or(&[], |answer| &answer.attachments)
    }
}
