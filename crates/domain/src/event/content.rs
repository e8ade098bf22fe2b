//! What happens to what people wrote and attached: another version, another text, a mark for bad conduct.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::payload::{private, quiet};
use super::{Audience, FileNames, Payload, RegisteredAttachment, RegisteredPrivate};
use crate::codes::codes;
use crate::lang::{Lang, Text};

/// A file has a new version, which is shown from now on. The ones before stay.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentVersioned {
    /// The file, by the id of its first version.
    pub attachment: String,
    /// The number of the new version, from 2.
    pub version: u32,
    /// The new version: one.
    pub attachments: Vec<RegisteredAttachment>,
    /// Whether the file is of those that staff alone see: of a note, of a report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// Names of the files by their identifiers: private.
    #[serde(skip)]
    pub file_names: FileNames,
}

/// An earlier version of a file is shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRestored {
    /// The file, by the id of its first version.
    pub attachment: String,
    /// The number of the version, from 1.
    pub version: u32,
    /// Whether the file is of those that staff alone see.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
}

/// The applicant changed the appeal before anybody worked on it. What it was before stands in the event before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdited {
    /// What was changed: `title`, `text`, `fields.address`.
    pub changed: Vec<String>,
    /// All that people wrote, as it is now; none once erased.
    #[serde(skip)]
    pub private: Option<Box<RegisteredPrivate>>,
}

/// Something in the appeal was marked as bad conduct.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductMarked {
    /// The mark's id.
    pub mark: String,
    /// What it is.
    pub conduct: ConductKind,
    /// Which event's text it is about; the first is the appeal itself.
    pub seq: i64,
    /// Why: private.
    #[serde(skip)]
    pub reason: String,
}

/// The text of an event is no longer shown to some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentHidden {
    /// The mark for which.
    pub mark: String,
    /// Which event's text.
    pub seq: i64,
    /// From whom. Supervisors always see it.
    pub from: BTreeSet<HiddenFrom>,
}

/// The text of an event is shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentShown {
    /// Which event's text.
    pub seq: i64,
}

/// Whose words were marked disagrees.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductAppealed {
    /// The mark's id.
    pub mark: String,
    /// Why: private.
    #[serde(skip)]
    pub text: String,
}

/// A supervisor decided on a mark.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductLifted {
    /// The mark's id.
    pub mark: String,
    /// Whether it is gone; otherwise it stands.
    pub lifted: bool,
    /// Why: private.
    #[serde(skip)]
    pub explanation: String,
}

codes! {
    /// Bad conduct.
    pub enum ConductKind, "kind of conduct" {
        /// No appeal at all: advertising, copies.
        Spam = "spam",
        /// Insults.
        Insult = "insult",
        /// Threats.
        Threat = "threat",
    }
}

codes! {
    /// From whom a text is hidden.
    pub enum HiddenFrom, "group of readers" {
        /// The applicant.
        Applicant = "applicant",
        /// Participants.
        Participants = "participants",
        /// Staff below a supervisor.
        Staff = "staff",
    }
}

impl ConductKind {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            ConductKind::Spam => ("спам", "spam"),
            ConductKind::Insult => ("оскорбление", "an insult"),
            ConductKind::Threat => ("угроза", "a threat"),
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

impl Payload for AttachmentVersioned {
    private!(file_names);

    fn audience(&self) -> Audience {
        audience(self.internal)
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

impl Payload for AttachmentRestored {
    fn audience(&self) -> Audience {
        audience(self.internal)
    }
}

/// A version is for those who see the file.
fn audience(internal: bool) -> Audience {
    match internal {
        true => Audience::Staff,
        false => Audience::Everyone,
    }
}

impl Payload for TextEdited {
    fn private(&self) -> Option<Value> {
        let private = self.private.as_ref()?;
        serde_json::to_value(private).ok()
    }

    fn with_private(self, private: Option<Value>) -> Result<Self, serde_json::Error> {
        let private = private.map(serde_json::from_value).transpose()?;
        Ok(TextEdited { private, ..self })
    }
}

impl Payload for ConductMarked {
    private!(reason);
}

/// That something is hidden is no secret from those from whom it is: the text's place says so, and why.
impl Payload for ContentHidden {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

impl Payload for ContentShown {
    fn audience(&self) -> Audience {
        Audience::Staff
    }
}

impl Payload for ConductAppealed {
    private!(text);
}

impl Payload for ConductLifted {
    private!(explanation);
}

quiet!(
    AttachmentVersioned,
    TextEdited,
    ConductMarked,
    ConductAppealed,
    ConductLifted
);
