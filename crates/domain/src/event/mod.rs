//! The journal's vocabulary: what can happen to an appeal.
//!
//! An event has a part that names nobody (`data`), which triggers, figures and logs may
//! read, and a part of personal data and free text (`private`), which the store encrypts
//! and which can be erased when its term ends. An event without its private part is
//! still an event.

mod registered;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::codes::codes;
use crate::deadline::Deadline;
use crate::lang::{Lang, Text};
use crate::status::Status;

pub use registered::{AppealRegistered, Channel, RegisteredAttachment, RegisteredPrivate};

/// Something that happened to an appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It was registered. Always the first event, and only it.
    AppealRegistered(AppealRegistered),
    /// Its status changed.
    StatusChanged(StatusChanged),
    /// Its answer was rated for the first time.
    RatingGiven(RatingGiven),
    /// Its rating was changed.
    RatingRevised(RatingGiven),
    /// Its deadline passed without an answer.
    DeadlinePassed(DeadlinePassed),
    /// Its applicant, who had not signed in when sending it, took it into their cabinet.
    AppealClaimed(AppealClaimed),
    /// The personal data in it was erased; this is the last that happens to it.
    PersonalDataErased(PersonalDataErased),
}

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
    /// The reason, the question or the answer: private.
    #[serde(skip)]
    pub comment: Option<String>,
}

/// A rating of an answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingGiven {
    /// Stars, 1 to 5.
    pub score: u8,
    /// What the comment is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<RatingCategory>,
    /// Who gave it, or entered what was said by telephone.
    pub by: RatedBy,
    /// The comment: private.
    #[serde(skip)]
    pub comment: Option<String>,
}

// Comments stay out of logs.
impl fmt::Debug for StatusChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusChanged")
            .field("from", &self.from)
            .field("to", &self.to)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RatingGiven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RatingGiven")
            .field("score", &self.score)
            .field("category", &self.category)
            .field("by", &self.by)
            .finish_non_exhaustive()
    }
}

/// A deadline that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlinePassed {
    /// When it was due.
    pub due_at: DateTime<Utc>,
}

/// An appeal that was taken into a cabinet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealClaimed {
    /// The account of the applicant.
    pub account: String,
}

/// The end of an appeal's personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalDataErased {
    /// Why.
    pub reason: ErasureReason,
}

codes! {
    /// Why personal data was erased.
    pub enum ErasureReason, "reason of erasure" {
        /// The term of keeping it ended.
        TermEnded = "term_ended",
        /// The person asked.
        Requested = "requested",
    }
}

codes! {
    /// What the comment of a rating is about.
    pub enum RatingCategory, "rating category" {
        /// How the service works.
        Technical = "technical",
        /// Whether the answer is lawful.
        Legal = "legal",
        /// How people were treated.
        Service = "service",
    }
}

impl RatingCategory {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            RatingCategory::Technical => ("работа сервиса", "technical"),
            RatingCategory::Legal => ("законность ответа", "legal"),
            RatingCategory::Service => ("обслуживание", "service"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    /// The label in both languages.
    pub fn text(self) -> Text {
        Text::fixed(self.label(Lang::Ru), self.label(Lang::En))
    }
}

codes! {
    /// Who entered a rating.
    pub enum RatedBy, "author of a rating" {
        /// The applicant.
        Applicant = "applicant",
        /// A member of staff, for an applicant on the telephone.
        Staff = "staff",
    }
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

impl Event {
    /// The kind, as the journal's column holds it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Event::AppealRegistered(_) => "appeal_registered",
            Event::StatusChanged(_) => "status_changed",
            Event::RatingGiven(_) => "rating_given",
            Event::RatingRevised(_) => "rating_revised",
            Event::DeadlinePassed(_) => "deadline_passed",
            Event::AppealClaimed(_) => "appeal_claimed",
            Event::PersonalDataErased(_) => "personal_data_erased",
        }
    }

    /// The part without personal data.
    pub fn data(&self) -> Value {
        let value = match self {
            Event::AppealRegistered(event) => serde_json::to_value(event),
            Event::StatusChanged(event) => serde_json::to_value(event),
            Event::RatingGiven(event) | Event::RatingRevised(event) => serde_json::to_value(event),
            Event::DeadlinePassed(event) => serde_json::to_value(event),
            Event::AppealClaimed(event) => serde_json::to_value(event),
            Event::PersonalDataErased(event) => serde_json::to_value(event),
        };
        // All payloads have string keys and no failing members, so this cannot fail.
        value.unwrap_or_default()
    }

    /// The part with personal data and free text, where there is any.
    pub fn private(&self) -> Option<Value> {
        match self {
            Event::AppealRegistered(event) => event
                .private
                .as_ref()
                .and_then(|private| serde_json::to_value(private).ok()),
            Event::StatusChanged(StatusChanged { comment, .. })
            | Event::RatingGiven(RatingGiven { comment, .. })
            | Event::RatingRevised(RatingGiven { comment, .. }) => comment.as_ref().map(|text| {
                let member = ("comment".to_owned(), Value::String(text.clone()));
                Value::Object(Map::from_iter([member]))
            }),
            Event::DeadlinePassed(_) | Event::AppealClaimed(_) | Event::PersonalDataErased(_) => {
                None
            }
        }
    }

    /// Reads an event back; `private` is none where it was never there or is erased.
    pub fn from_parts(
        kind: &str,
        data: Value,
        private: Option<Value>,
    ) -> Result<Event, EventError> {
        match kind {
            "appeal_registered" => {
                let mut event: AppealRegistered = payload(kind, data)?;
                event.private = private.map(|private| payload(kind, private)).transpose()?;
                Ok(Event::AppealRegistered(event))
            }
            "status_changed" => {
                let mut event: StatusChanged = payload(kind, data)?;
                event.comment = comment(private);
                Ok(Event::StatusChanged(event))
            }
            "rating_given" | "rating_revised" => {
                let mut event: RatingGiven = payload(kind, data)?;
                event.comment = comment(private);
                Ok(match kind {
                    "rating_given" => Event::RatingGiven(event),
                    _ => Event::RatingRevised(event),
                })
            }
            "deadline_passed" => Ok(Event::DeadlinePassed(payload(kind, data)?)),
            "appeal_claimed" => Ok(Event::AppealClaimed(payload(kind, data)?)),
            "personal_data_erased" => Ok(Event::PersonalDataErased(payload(kind, data)?)),
            _ => Err(EventError::Kind(kind.to_owned())),
        }
    }
}

fn payload<T: DeserializeOwned>(kind: &str, value: Value) -> Result<T, EventError> {
    serde_json::from_value(value).map_err(|source| EventError::Payload {
        kind: kind.to_owned(),
        source,
    })
}

fn comment(private: Option<Value>) -> Option<String> {
    Some(private?.get("comment")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests;
