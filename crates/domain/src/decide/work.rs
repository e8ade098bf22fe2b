//! Who has an appeal, what it is about, and how soon it has to be looked at.

use chrono::{DateTime, Utc};

use super::{AppealState, Refusal, change, clean};
use crate::access::Role;
use crate::actor::Actor;
use crate::deadline::DeadlineClass;
use crate::event::{Assigned, AssignedHow, Event, Forwarded, Priority, PrioritySet, Reclassified};
use crate::rules::Rules;
use crate::status::Status;

/// What is done with an appeal on the desk, besides writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkCommand {
    /// Take it to work on it.
    Take,
    /// Give it to somebody, or back to the queue. That the account may work on it is the caller's to know.
    Assign {
        /// The account; none for the queue.
        assignee: Option<String>,
        /// The unit; none leaves it where it is.
        unit: Option<String>,
    },
    /// Send it to another agency or unit.
    Forward {
        /// Where to.
        to: Place,
        /// Why.
        reason: Option<String>,
    },
    /// Correct its category.
    Classify {
        /// The category's code.
        category: String,
        /// The category's class.
        class: DeadlineClass,
        /// Where appeals of the category go, where it is to go there.
        to: Option<Place>,
    },
    /// Set its priority.
    Prioritise {
        /// The priority.
        priority: Priority,
        /// Why.
        reason: Option<String>,
    },
}

/// An agency, and a unit of it where one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The agency's code.
    pub agency: String,
    /// The unit's code.
    pub unit: Option<String>,
}

/// How often an agency may get an appeal back that it has sent on. Once, a supervisor may be right; whoever
/// would send it a third time needs a higher instance to say whose it is.
const MAX_RETURNS: usize = 1;

pub(super) fn decide(
    state: &AppealState,
    command: WorkCommand,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if !may_work(actor) {
        return Err(Refusal::NotYours);
    }
    if !state.status.is_open() {
        return Err(Refusal::NotOpen(state.status));
    }
    match command {
        WorkCommand::Take => take(state, actor, now, rules),
        WorkCommand::Assign { assignee, unit } => assign(state, assignee, unit, actor),
        WorkCommand::Forward { to, reason } => forward(state, to, reason, actor),
        WorkCommand::Classify {
            category,
            class,
            to,
        } => classify(state, category, class, to, actor, now, rules),
        WorkCommand::Prioritise { priority, reason } => {
            prioritise(state, priority, reason, actor, now, rules)
        }
    }
}

/// Whether somebody works on appeals: staff who look on do not, nor does the applicant.
pub(super) fn may_work(actor: &Actor) -> bool {
    match actor {
        Actor::Staff { role, .. } => matches!(
            role,
            Role::Operator | Role::Expert | Role::Supervisor | Role::Integrator | Role::Service
        ),
        Actor::System => true,
        Actor::Applicant | Actor::Participant { .. } => false,
    }
}

/// Whether somebody answers for the work of others.
pub(super) fn leads(actor: &Actor) -> bool {
    match actor {
        Actor::Staff { role, .. } => matches!(role, Role::Supervisor | Role::Service),
        Actor::System => true,
        Actor::Applicant | Actor::Participant { .. } => false,
    }
}

/// The account of a person of staff.
pub(super) fn person(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Staff { role, id } if role.is_staff() => Some(id),
        _ => None,
    }
}

/// Whoever takes an appeal works on it from then on. One that was given to them is only begun.
fn take(
    state: &AppealState,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let own = person(actor).ok_or(Refusal::NotYours)?;
    let mut events = Vec::new();
    match state.work.assignee.as_deref() {
        Some(assignee) if assignee == own => {}
        Some(_) => return Err(Refusal::TakenAlready),
        None => events.push(Event::Assigned(Assigned {
            assignee: Some(own.to_owned()),
            unit: state.work.unit.clone(),
            how: AssignedHow::Taken,
        })),
    }
    if state.status == Status::Created {
        let begun = change(state, Status::InProgress, None, now, rules);
        events.push(Event::StatusChanged(begun));
    }
    Ok(events)
}

/// A supervisor gives an appeal to anybody; an executor hands on what is theirs. It stays as it is: whoever
/// gets it takes it up.
fn assign(
    state: &AppealState,
    assignee: Option<String>,
    unit: Option<String>,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    let own = person(actor);
    let has_it = own.is_some() && state.work.assignee.as_deref() == own;
    let how = match actor {
        Actor::System => AssignedHow::Rule,
        _ if has_it => AssignedHow::HandedOver,
        _ if leads(actor) => AssignedHow::Assigned,
        _ => return Err(Refusal::NotYours),
    };
    let unit = unit.or_else(|| state.work.unit.clone());
    if assignee == state.work.assignee && unit == state.work.unit {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Assigned(Assigned {
        assignee,
        unit,
        how,
    })])
}

fn forward(
    state: &AppealState,
    to: Place,
    reason: Option<String>,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    let reason = clean(reason)?.ok_or(Refusal::ReasonRequired)?;
    let here = Place {
        agency: state.work.agency.clone(),
        unit: state.work.unit.clone(),
    };
    if to == here || (to.agency == here.agency && to.unit.is_none()) {
        return Err(Refusal::ForwardedToItself);
    }
    check_loop(state, &to, actor)?;
    Ok(vec![Event::Forwarded(Forwarded {
        from_agency: here.agency,
        from_unit: here.unit,
        agency: to.agency,
        unit: to.unit,
        reason: Some(reason),
    })])
}

/// An agency that sent an appeal on does not get it back, or it would go round and its deadline would pass
/// on the way; a supervisor may say that it was wrong, once. The same holds of units within an agency.
fn check_loop(state: &AppealState, to: &Place, actor: &Actor) -> Result<(), Refusal> {
    let is_inside = to.agency == state.work.agency;
    let sent_on = state
        .work
        .forwarded_by
        .iter()
        .filter(|(agency, unit)| *agency == to.agency && (!is_inside || *unit == to.unit));
    match sent_on.count() {
        0 => Ok(()),
        times if leads(actor) && times <= MAX_RETURNS => Ok(()),
        _ => Err(Refusal::ForwardLoop),
    }
}

fn classify(
    state: &AppealState,
    category: String,
    class: DeadlineClass,
    to: Option<Place>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    // A rule that names no unit leaves the appeal in whichever unit of its agency has it.
    let to = to.filter(|to| {
        to.agency != state.work.agency || (to.unit.is_some() && to.unit != state.work.unit)
    });
    if category == state.work.category && to.is_none() {
        return Ok(Vec::new());
    }
    if let Some(to) = &to {
        check_loop(state, to, actor)?;
    }
    let (agency, unit) = match to {
        Some(to) => (Some(to.agency), to.unit),
        None => (None, None),
    };
    Ok(vec![Event::Reclassified(Reclassified {
        from: state.work.category.clone(),
        to: category,
        agency,
        unit,
        deadline: state.deadline.hasten(rules, class, now),
    })])
}

/// A priority that a person sets is confirmed. An urgent one gives the urgent term from now on, and taking it
/// back gives no time back: the applicant has been promised a date.
fn prioritise(
    state: &AppealState,
    priority: Priority,
    reason: Option<String>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let confirmed = *actor != Actor::System;
    if (priority, confirmed) == (state.work.priority, state.work.priority_confirmed) {
        return Ok(Vec::new());
    }
    let reason = clean(reason)?;
    // To agree with a hint needs no words; anything else a person decides does.
    if confirmed && reason.is_none() && priority != state.work.priority {
        return Err(Refusal::ReasonRequired);
    }
    let class = match state.deadline.original_class() {
        DeadlineClass::Support | DeadlineClass::UrgentSupport => DeadlineClass::UrgentSupport,
        _ => DeadlineClass::Urgent,
    };
    let deadline = match priority {
        Priority::Urgent if confirmed => state.deadline.hasten(rules, class, now),
        _ => None,
    };
    Ok(vec![Event::PrioritySet(PrioritySet {
        priority,
        confirmed,
        deadline,
        reason,
    })])
}
