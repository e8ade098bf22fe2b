//! Which moves of an appeal a role may make (product rules, section 4, "Who may").

use super::Role;
use crate::status::Status;

/// Whether somebody of this role may make a move that the statuses allow.
pub fn may_move(role: Role, from: Status, to: Status) -> bool {
    use Role::*;
    use Status::*;
    let allowed: &[Role] = match (from, to) {
        // The executor works: takes, asks, refuses with reasons to take it up at all.
        (Created, InProgress | ClarificationRequired | Rejected)
        | (InProgress, AwaitingReply | ClarificationRequired) => {
            &[Operator, Expert, Supervisor, Integrator, Service]
        }
        // The applicant's reply comes by telephone too.
        (AwaitingReply | ClarificationRequired, InProgress) => &[
            Applicant, Citizen, Operator, Expert, Supervisor, Integrator, Service,
        ],
        // The supervisor approves answers, a refusal among them, upholds an objection, reopens, and stops
        // what must not go on.
        (InProgress, Approved | Rejected) | (Approved | Rejected | Closed, InProgress) => {
            &[Supervisor, Service]
        }
        (Created | InProgress | AwaitingReply | ClarificationRequired, Cancelled) => {
            &[Supervisor, Service]
        }
        // The applicant confirms that the promise was kept.
        (Approved, Closed) => &[
            Applicant, Citizen, Operator, Expert, Supervisor, Integrator, Service,
        ],
        (Rejected, Closed) => &[Operator, Expert, Supervisor, Integrator, Service],
        _ => &[],
    };
    allowed.contains(&role)
}
