//! Decisions about participants: who comes in, in what role, with which rights, and who goes.

use crate::access::Role;
use crate::actor::Actor;
use crate::event::{Event, ParticipantAdded, ParticipantInvited, ParticipantRemoved};
use crate::participant::{self, ParticipantRole, Rights};
use crate::status::Status;

use super::people::Standing;
use super::{AppealState, ParticipationRefusal, Refusal, clean};

/// More people than work on the largest case; a list that long is read by nobody.
const MAX_PARTICIPANTS: usize = 20;

/// Invitations of one appeal, those among them that were taken back: two for everybody who may take part, as links get
/// lost. Without it, inviting and taking back is a way to write to strangers for ever.
const MAX_INVITATIONS: usize = 2 * MAX_PARTICIPANTS;

/// What somebody wants to happen around participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParticipantCommand {
    /// Invite somebody by a link.
    Invite {
        /// The new participant's id.
        participant: String,
        /// As what.
        role: ParticipantRole,
        /// What they may.
        rights: Rights,
        /// Their name, for those who see the list.
        name: Option<String>,
    },
    /// Add a member of staff or an agency, who need no invitation.
    Add {
        /// The new participant's id.
        participant: String,
        /// As what.
        role: ParticipantRole,
        /// What they may.
        rights: Rights,
        /// Who.
        who: Who,
    },
    /// Accept an invitation.
    Accept {
        /// The participant's id.
        participant: String,
        /// The account of who has the link.
        account: String,
        /// The role of that account.
        role: Role,
        /// The name that the invitation gave them.
        name: Option<String>,
    },
    /// Remove a participant, or take an invitation back.
    Remove {
        /// The participant's id.
        participant: String,
        /// Why.
        reason: Option<String>,
        /// The participant who asks, where it is one: they may leave.
        by: Option<String>,
    },
}

/// Who is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member of staff.
    Account {
        /// The account.
        account: String,
        /// Its role.
        role: Role,
    },
    /// Everybody who works on appeals there.
    Agency {
        /// The agency's code.
        agency: String,
        /// The unit's code.
        unit: Option<String>,
    },
}

pub(super) fn decide(
    state: &AppealState,
    command: ParticipantCommand,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    match command {
        ParticipantCommand::Invite {
            participant,
            role,
            rights,
            name,
        } => {
            let by_applicant = comes(state, actor, role, &rights)?;
            if state.people.invitations >= MAX_INVITATIONS {
                return Err(ParticipationRefusal::TooManyInvitations.into());
            }
            Ok(vec![Event::ParticipantInvited(ParticipantInvited {
                participant,
                role,
                rights,
                by_applicant,
                name: named(name)?,
            })])
        }
        ParticipantCommand::Add {
            participant,
            role,
            rights,
            who,
        } => add(state, actor, participant, role, rights, who),
        ParticipantCommand::Accept {
            participant,
            account,
            role,
            name,
        } => accept(state, participant, account, role, name),
        ParticipantCommand::Remove {
            participant,
            reason,
            by,
        } => remove(state, actor, participant, reason, by.as_deref()),
    }
}

/// Whether somebody may come in at all; gives whether it is the applicant who asks.
fn comes(
    state: &AppealState,
    actor: &Actor,
    role: ParticipantRole,
    rights: &Rights,
) -> Result<bool, Refusal> {
    let by_applicant = match actor {
        Actor::Applicant => true,
        Actor::Staff { .. } => false,
        Actor::Participant { .. } | Actor::System => return Err(Refusal::NotYours),
    };
    if by_applicant && !role.is_for_applicant() {
        return Err(Refusal::NotYours);
    }
    if state.status == Status::Cancelled {
        return Err(ParticipationRefusal::Ended.into());
    }
    if !participant::may_give(role, rights, by_applicant) {
        return Err(ParticipationRefusal::RightNotGiven.into());
    }
    if state.people.present().count() >= MAX_PARTICIPANTS {
        return Err(ParticipationRefusal::TooManyParticipants.into());
    }
    Ok(by_applicant)
}

fn add(
    state: &AppealState,
    actor: &Actor,
    participant: String,
    role: ParticipantRole,
    rights: Rights,
    who: Who,
) -> Result<Vec<Event>, Refusal> {
    if comes(state, actor, role, &rights)? || role.is_for_applicant() {
        return Err(Refusal::NotYours);
    }
    let (account, agency, unit) = match who {
        Who::Account { account, role: own }
            if role != ParticipantRole::Agency && role.fits(own) =>
        {
            (Some(account), None, None)
        }
        Who::Agency { agency, unit } if role == ParticipantRole::Agency => {
            (None, Some(agency), unit)
        }
        Who::Account { .. } | Who::Agency { .. } => {
            return Err(ParticipationRefusal::RoleDoesNotFit.into());
        }
    };
    let is_same = |one: &super::people::Participant| {
        one.standing == Standing::Active
            && match (&account, &agency) {
                (Some(account), _) => one.account.as_ref() == Some(account),
                (None, Some(agency)) => {
                    one.agency.as_ref() == Some(&(agency.clone(), unit.clone()))
                }
                (None, None) => false,
            }
    };
    if state.people.participants.values().any(is_same) {
        return Err(ParticipationRefusal::TakesPartAlready.into());
    }
    Ok(vec![Event::ParticipantAdded(ParticipantAdded {
        participant,
        role,
        rights,
        account,
        agency,
        unit,
        name: String::new(),
    })])
}

/// Whoever has the link and an account that fits. The applicant's own account needs no invitation, and nobody
/// comes in twice.
fn accept(
    state: &AppealState,
    participant: String,
    account: String,
    role: Role,
    name: Option<String>,
) -> Result<Vec<Event>, Refusal> {
    let invited = state.people.participants.get(&participant);
    let Some(invited) = invited.filter(|one| one.standing == Standing::Invited) else {
        return Err(ParticipationRefusal::InvitationGone.into());
    };
    if state.status == Status::Cancelled {
        return Err(ParticipationRefusal::Ended.into());
    }
    if !invited.role.fits(role) {
        return Err(ParticipationRefusal::RoleDoesNotFit.into());
    }
    let is_in = |one: &super::people::Participant| {
        one.standing == Standing::Active && one.account.as_ref() == Some(&account)
    };
    if state.account.as_ref() == Some(&account) || state.people.participants.values().any(is_in) {
        return Err(ParticipationRefusal::TakesPartAlready.into());
    }
    Ok(vec![Event::ParticipantAdded(ParticipantAdded {
        participant,
        role: invited.role,
        rights: invited.rights.clone(),
        account: Some(account),
        agency: None,
        unit: None,
        name: named(name)?,
    })])
}

/// Staff remove anybody, the applicant whom they invited, and a participant leaves.
fn remove(
    state: &AppealState,
    actor: &Actor,
    participant: String,
    reason: Option<String>,
    by: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    let found = state.people.participants.get(&participant);
    let Some(found) = found.filter(|one| one.standing != Standing::Removed) else {
        return Err(ParticipationRefusal::NoSuchParticipant.into());
    };
    let may = match (actor, by) {
        (_, Some(own)) => own == participant,
        (Actor::Applicant, None) => found.by_applicant,
        (Actor::Staff { .. }, None) => true,
        (Actor::Participant { .. } | Actor::System, None) => false,
    };
    if !may {
        return Err(Refusal::NotYours);
    }
    Ok(vec![Event::ParticipantRemoved(ParticipantRemoved {
        participant,
        reason: clean(reason)?.unwrap_or_default(),
    })])
}

/// A name as somebody wrote it, made uniform.
fn named(name: Option<String>) -> Result<String, Refusal> {
    /// A full name with a position or the name of an organisation.
    const MAX_NAME_CHARS: usize = 200;
    let name = name.unwrap_or_default();
    let name = crate::text::single_line(&name).map_err(Refusal::CommentText)?;
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(Refusal::CommentTooLong);
    }
    Ok(name)
}
