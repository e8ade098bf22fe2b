//! Decisions about versions of files, and about the text while it may still be changed.

use crate::actor::Actor;
use crate::event::{
    AttachmentRestored, AttachmentVersioned, Event, RegisteredAttachment, RegisteredPrivate,
    TextEdited,
};

use super::content::{Owner, Versions};
use super::{AppealState, ParticipationRefusal, Refusal, can_withdraw};

/// Versions of one file. A document that changes more often is still being written.
const MAX_VERSIONS: usize = 10;

/// What somebody wants to happen with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileCommand {
    /// Put a new version in its place.
    Version {
        /// The file, by the id of its first version.
        attachment: String,
        /// The new version.
        file: RegisteredAttachment,
        /// Its name.
        name: String,
    },
    /// Show an earlier version again.
    Restore {
        /// The file, by the id of its first version.
        attachment: String,
        /// The number of the version, from 1.
        version: u32,
    },
}

pub(super) fn decide(
    state: &AppealState,
    command: FileCommand,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    match command {
        FileCommand::Version {
            attachment,
            file,
            name,
        } => {
            let versions = own(state, &attachment, actor)?;
            if versions.uploads.len() >= MAX_VERSIONS {
                return Err(ParticipationRefusal::TooManyVersions.into());
            }
            let version = u32::try_from(versions.uploads.len() + 1).unwrap_or(u32::MAX);
            let file_names = [(file.id.clone(), name)].into();
            Ok(vec![Event::AttachmentVersioned(AttachmentVersioned {
                attachment,
                version,
                attachments: vec![file],
                internal: versions.internal,
                file_names,
            })])
        }
        FileCommand::Restore {
            attachment,
            version,
        } => {
            let versions = own(state, &attachment, actor)?;
            let at = usize::try_from(version).unwrap_or(usize::MAX);
            if !(1..=versions.uploads.len()).contains(&at) {
                return Err(ParticipationRefusal::NoSuchVersion.into());
            }
            if versions.current == version {
                return Ok(Vec::new());
            }
            Ok(vec![Event::AttachmentRestored(AttachmentRestored {
                attachment,
                version,
                internal: versions.internal,
            })])
        }
    }
}

/// A file of the side that asks: the applicant's, the agency's or the participant's. What was answered upon stays
/// as it was.
fn own<'a>(
    state: &'a AppealState,
    attachment: &str,
    actor: &Actor,
) -> Result<&'a Versions, Refusal> {
    let found = state.content.files.get(attachment);
    let versions = found.ok_or(ParticipationRefusal::NoSuchFile)?;
    let is_here = match actor {
        Actor::Participant { id } => state.people.active(id).is_some(),
        Actor::Applicant | Actor::Staff { .. } => true,
        Actor::System => false,
    };
    if !is_here || versions.owner != Owner::of(actor) {
        return Err(Refusal::NotYours);
    }
    if !state.status.is_open() {
        return Err(ParticipationRefusal::Ended.into());
    }
    Ok(versions)
}

/// The applicant changes what they wrote until somebody works on it; `changed` names the members that differ.
pub(super) fn edit(
    state: &AppealState,
    changed: Vec<String>,
    private: RegisteredPrivate,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    /// Whoever rewrites more often than that writes somewhere else first.
    const MAX_EDITS: u32 = 20;
    if *actor != Actor::Applicant {
        return Err(Refusal::NotYours);
    }
    if !can_withdraw(state.status, state.processing_started) {
        return Err(ParticipationRefusal::EditingEnded.into());
    }
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    if state.content.edits >= MAX_EDITS {
        return Err(ParticipationRefusal::TooManyVersions.into());
    }
    Ok(vec![Event::TextEdited(TextEdited {
        changed,
        private: Some(Box::new(private)),
    })])
}
