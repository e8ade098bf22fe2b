//! Events of an appeal's edges: whose it became, when it was late, when its people left it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Payload;
use crate::codes::codes;

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

impl Payload for DeadlinePassed {}
impl Payload for AppealClaimed {}
impl Payload for PersonalDataErased {}

codes! {
    /// Why personal data was erased.
    pub enum ErasureReason, "reason of erasure" {
        /// The term of keeping it ended.
        TermEnded = "term_ended",
        /// The person asked.
        Requested = "requested",
    }
}
