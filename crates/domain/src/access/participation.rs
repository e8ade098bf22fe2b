//! What somebody who takes part in an appeal may do with it, beside what their role lets them.

use super::Operation;
use crate::participant::Right;

/// Whether participants may do an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Participation {
    /// No participant may.
    No,
    /// Every participant may.
    Yes,
    /// Those with this right may.
    With(Right),
}

/// Whether participants may do an operation with the appeal in which they take part.
pub fn participation(operation: Operation) -> Participation {
    use Operation::*;
    match operation {
        AppealView | AppealEvents | AppealRevisions | ConductList | ParticipantList
        | ParticipantRemove | TaskList | TaskDone => Participation::Yes,
        // Of their own words and files alone: `decide` sees to that.
        ConductContest | AttachmentVersion | AttachmentRestore => Participation::Yes,
        MessageList => Participation::With(Right::Dialogue),
        MessageCreate => Participation::With(Right::Reply),
        AttachmentDownload | AttachmentVersions => Participation::With(Right::Files),
        _ => Participation::No,
    }
}
