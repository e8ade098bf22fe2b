//! Who may do what, and how far: roles, operations, reach and territory (product rules, I3).
//!
//! The table stands in `table.rs`, one line an operation. It is the only place that says who may do
//! what; handlers ask it and get a proof from `web::auth`.

mod data_part;
mod moves;
mod participation;
mod role;
mod table;
mod territory;

pub use data_part::DataPart;
pub use moves::may_move;
pub use participation::{Participation, participation};
pub use role::{Role, Scope};
pub use table::Operation;
pub use territory::{Place, Territory};

/// How far somebody's permission for an operation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    No,
    /// To what is their own: their appeal, their account, their upload.
    Own,
    /// To what lies in their territory.
    Territory,
    /// To everything.
    All,
}

/// How far a role's permission for an operation goes.
pub fn reach(operation: Operation, role: Role) -> Reach {
    let row = operation.row();
    Role::ALL
        .iter()
        .zip(row.reach)
        .find(|(known, _)| **known == role)
        .map_or(Reach::No, |(_, reach)| reach)
}

/// The scope that an API key needs for an operation; [`None`] where keys may not call it at all.
pub fn scope(operation: Operation) -> Option<Scope> {
    operation.row().scope
}

impl Operation {
    /// Whether it makes something that was not there, so that the same request again must not make it twice: it takes
    /// an `Idempotency-Key`, and API keys have to send one.
    pub const fn creates(self) -> bool {
        use Operation::*;
        matches!(
            self,
            AppealCreate
                | AttachmentCreate
                | MessageCreate
                | ObjectionCreate
                | EscalationCreate
                | ParticipantAdd
                | ParticipantInvite
                | TaskCreate
                | AttachmentVersion
                | ConductMark
                | ConductBlock
                | DataCopyCreate
                | ErasureCreate
                | FilterCreate
                | KeyCreate
                | StaffInvite
                | ConfigurationCreate
                | BlockCreate
        )
    }

    /// Whether an agency to which an objection went may do it with the appeal below: it sees the whole
    /// history and decides the objection; the work stays with the agency that answers.
    pub const fn is_open_above(self) -> bool {
        use Operation::*;
        matches!(
            self,
            AppealView
                | AppealEvents
                | AttachmentDownload
                | ExportAct
                | AppealObjections
                | ObjectionAssign
                | ObjectionDecide
                | EscalationCreate
        )
    }
}

#[cfg(test)]
mod tests;
