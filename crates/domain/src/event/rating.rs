//! Events of ratings.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Payload;
use super::payload::{private, quiet};
use crate::codes::codes;
use crate::lang::{Lang, Text};

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
    /// By when somebody looks into it, of one that complains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<DateTime<Utc>>,
    /// Whether that is provisional: it reaches a year that nobody has declared yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub review_provisional: bool,
    /// The comment: private.
    #[serde(skip)]
    pub comment: Option<String>,
}

quiet!(RatingGiven);

impl Payload for RatingGiven {
    private!(comment);
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
