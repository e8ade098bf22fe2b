//! Calls to the applicant, at the time that they chose.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Payload;
use crate::codes::codes;

codes! {
    /// What came of a call.
    pub enum CallOutcome, "outcome of a call" {
        /// Somebody spoke with the applicant.
        Reached = "reached",
        /// Nobody answered.
        Missed = "missed",
    }
}

/// Somebody called the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMade {
    /// What came of it.
    pub outcome: CallOutcome,
    /// When it is tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_at: Option<DateTime<Utc>>,
}

impl Payload for CallMade {}
