//! What the classifier and the routing rules said of an appeal when it was registered.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::lang::Text;

/// A category that the text seemed to be of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedCategory {
    /// The category's code.
    pub code: String,
    /// How probable it was, in per cent.
    pub confidence: u8,
}

codes! {
    /// What an appeal seems to say is in danger; a person confirms it or doesn't.
    pub enum Urgency, "urgency" {
        /// Life.
        Life = "life",
        /// Health.
        Health = "health",
        /// Rights that are violated.
        Rights = "rights",
    }
}

impl Urgency {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            Urgency::Life => Text::fixed("возможна угроза жизни", "life may be in danger"),
            Urgency::Health => Text::fixed("возможна угроза здоровью", "health may be in danger"),
            Urgency::Rights => Text::fixed(
                "возможно, нарушены права человека",
                "somebody's rights may be violated",
            ),
        }
    }
}
