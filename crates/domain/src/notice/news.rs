//! Of what an event is news, and for whom.
//!
//! What the applicant did, the applicant is not told; that somebody of the staff need not hear of their own deeds is
//! seen to when the notice is addressed, and so is that whoever is told for two reasons is told once.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::Topic;
use crate::actor::Actor;
use crate::codes::{UnknownCode, serde_as_text};
use crate::decide::AppealState;
use crate::event::{AssignedHow, Direction, Event, Reminded, ReminderKind, StatusChanged};
use crate::objection::ObjectionOutcome;
use crate::participant::{ParticipantRole, Right};
use crate::status::Status;

/// Whom a notice is for; who that is at the moment, is found out when it is addressed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// The applicant.
    Applicant,
    /// Who has the appeal, or else whoever could take it.
    Assignee,
    /// Those who could take it.
    Unit,
    /// The supervisors of the agency that has it.
    Supervisors,
    /// The supervisors of an agency.
    SupervisorsOf(String),
    /// Somebody with an account.
    Account(String),
    /// Somebody who takes part.
    Participant(String),
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Addressee::Applicant => f.write_str("applicant"),
            Addressee::Assignee => f.write_str("assignee"),
            Addressee::Unit => f.write_str("unit"),
            Addressee::Supervisors => f.write_str("supervisors"),
            Addressee::SupervisorsOf(agency) => write!(f, "supervisors:{agency}"),
            Addressee::Account(id) => write!(f, "account:{id}"),
            Addressee::Participant(id) => write!(f, "participant:{id}"),
        }
    }
}

impl FromStr for Addressee {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match (text, text.split_once(':')) {
            ("applicant", _) => Addressee::Applicant,
            ("assignee", _) => Addressee::Assignee,
            ("unit", _) => Addressee::Unit,
            ("supervisors", _) => Addressee::Supervisors,
            (_, Some(("supervisors", agency))) => Addressee::SupervisorsOf(agency.to_owned()),
            (_, Some(("account", id))) => Addressee::Account(id.to_owned()),
            (_, Some(("participant", id))) => Addressee::Participant(id.to_owned()),
            _ => return Err(UnknownCode { what: "addressee" }),
        })
    }
}

serde_as_text!(Addressee);

/// Somebody is to be told of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The event's place in the journal.
    pub seq: i64,
    /// Of what.
    pub topic: Topic,
    /// Whom.
    pub recipient: Addressee,
}

/// The notices of an event that has just led to a state.
pub fn news(state: &AppealState, event: &Event, by: &Actor) -> Vec<Notice> {
    use Addressee::{Applicant, Assignee, Participant, Supervisors, SupervisorsOf, Unit};
    let told: Vec<(Topic, Addressee)> = match event {
        Event::AppealRegistered(_) => {
            vec![(Topic::Registered, Applicant), (Topic::NewAppeal, Unit)]
        }
        Event::StatusChanged(change) => of_status(state, change, by),
        Event::MessageWritten(message) => match message.direction {
            Direction::Question => with_representatives(state, (Topic::Question, Applicant)),
            Direction::Reply => vec![(Topic::Reply, Assignee)],
            Direction::Note => Vec::new(),
        },
        Event::Assigned(assigned) => match &assigned.assignee {
            Some(account) if assigned.how != AssignedHow::Taken => {
                vec![(Topic::Assigned, Addressee::Account(account.clone()))]
            }
            _ => Vec::new(),
        },
        Event::Forwarded(forwarded) => {
            let mut told = vec![(Topic::Forwarded, Unit)];
            if forwarded.agency != forwarded.from_agency {
                told.push((Topic::Forwarded, Applicant));
            }
            told
        }
        Event::AnswerSubmitted(_) => vec![(Topic::Submitted, Supervisors)],
        Event::AnswerReturned(_) => vec![(Topic::Returned, Assignee)],
        Event::DeadlinePassed(_) => {
            vec![(Topic::Overdue, Assignee), (Topic::Overdue, Supervisors)]
        }
        Event::DeadlineExtended(_) => vec![(Topic::Deadline, Applicant)],
        // Whoever was promised the date hears of another one; that a date has become certain is no news.
        Event::DeadlineRecounted(recounted) if recounted.moved_from.is_some() => {
            vec![(Topic::Deadline, Applicant), (Topic::Deadline, Assignee)]
        }
        Event::ReviewTermRecounted(recounted) if recounted.moved_from.is_some() => {
            vec![(Topic::Deadline, Applicant), (Topic::Deadline, Supervisors)]
        }
        Event::Reminded(reminder) => of_reminder(state, reminder),
        Event::ObjectionFiled(_) => vec![(Topic::Objection, Supervisors)],
        Event::ObjectionAssigned(assigned) => {
            let agency = || {
                state
                    .contest
                    .get(assigned.objection)
                    .map(|one| one.agency.clone())
            };
            let reviewer = assigned.reviewer.clone().map(Addressee::Account);
            let to = reviewer.or_else(|| agency().map(SupervisorsOf));
            to.map(|to| (Topic::Objection, to)).into_iter().collect()
        }
        Event::Escalated(escalated) => vec![
            (Topic::Objection, SupervisorsOf(escalated.agency.clone())),
            (Topic::Escalated, Applicant),
            (Topic::Escalated, Assignee),
        ],
        Event::ObjectionDecided(decided) if decided.outcome != ObjectionOutcome::Settled => {
            vec![(Topic::ObjectionDecided, Applicant)]
        }
        Event::RatingGiven(rating) | Event::RatingRevised(rating) if rating.review_by.is_some() => {
            vec![(Topic::ReviewDue, Supervisors)]
        }
        Event::RatingReviewed(_) => vec![(Topic::ReviewOutcome, Applicant)],
        // Who accepted an invitation knows.
        Event::ParticipantAdded(added) if !matches!(by, Actor::Participant { .. }) => {
            vec![(Topic::Participation, Participant(added.participant.clone()))]
        }
        Event::TaskCreated(task) => vec![(Topic::Task, Participant(task.participant.clone()))],
        Event::TaskDone(_) => vec![(Topic::Task, Assignee)],
        Event::TaskConfirmed(task) => of_task(state, &task.task),
        Event::TaskReturned(task) => of_task(state, &task.task),
        Event::ConductMarked(marked) => of_mark(state, &marked.mark),
        Event::ConductLifted(lifted) => of_mark(state, &lifted.mark),
        Event::ConductAppealed(_) => vec![(Topic::Conduct, Supervisors)],
        Event::AppealClaimed(_)
        | Event::PersonalDataErased(_)
        | Event::Reclassified(_)
        | Event::PrioritySet(_)
        | Event::AnswerDrafted(_)
        | Event::DeadlineRecounted(_)
        | Event::ReviewTermRecounted(_)
        | Event::RatingGiven(_)
        | Event::RatingRevised(_)
        | Event::ObjectionDecided(_)
        | Event::FirstResponseGiven(_)
        | Event::CallMade(_)
        | Event::ParticipantInvited(_)
        | Event::ParticipantAdded(_)
        | Event::ParticipantRemoved(_)
        | Event::AttachmentVersioned(_)
        | Event::AttachmentRestored(_)
        | Event::TextEdited(_)
        | Event::ContentHidden(_)
        | Event::ContentShown(_) => Vec::new(),
    };
    let notice = |(topic, recipient)| Notice {
        seq: state.version,
        topic,
        recipient,
    };
    told.into_iter().map(notice).collect()
}

fn of_status(state: &AppealState, change: &StatusChanged, by: &Actor) -> Vec<(Topic, Addressee)> {
    if *by == Actor::Applicant {
        let topic = match (change.to, change.from.is_answered()) {
            (Status::Closed, _) => return Vec::new(),
            (Status::Cancelled, _) => Topic::Withdrawn,
            (_, true) => Topic::Reopened,
            (_, false) => Topic::Reply,
        };
        return vec![(topic, Addressee::Assignee)];
    }
    match change.to {
        Status::Approved | Status::Rejected => {
            let active = state.people.participants.keys();
            let active = active.filter(|id| state.people.active(id).is_some());
            let participants = active.map(|id| (Topic::Answer, Addressee::Participant(id.clone())));
            std::iter::once((Topic::Answer, Addressee::Applicant))
                .chain(participants)
                .collect()
        }
        Status::AwaitingReply | Status::ClarificationRequired => {
            with_representatives(state, (Topic::Question, Addressee::Applicant))
        }
        Status::Closed | Status::Cancelled => vec![(Topic::Closed, Addressee::Applicant)],
        Status::Created | Status::InProgress => vec![(Topic::Status, Addressee::Applicant)],
    }
}

/// Whoever acts for the applicant hears what they hear, where the correspondence is theirs to read.
fn with_representatives(
    state: &AppealState,
    (topic, to): (Topic, Addressee),
) -> Vec<(Topic, Addressee)> {
    let mut told = vec![(topic, to)];
    for id in state.people.participants.keys() {
        let reads = state.people.active(id).is_some_and(|one| {
            one.role == ParticipantRole::Representative && one.rights.contains(&Right::Dialogue)
        });
        if reads {
            told.push((topic, Addressee::Participant(id.clone())));
        }
    }
    told
}

fn of_reminder(state: &AppealState, reminder: &Reminded) -> Vec<(Topic, Addressee)> {
    use Addressee::{Applicant, Assignee, Supervisors};
    match reminder.of {
        ReminderKind::Silence => vec![(Topic::ReplyNeeded, Applicant)],
        ReminderKind::Execution => vec![(Topic::Execution, Applicant)],
        ReminderKind::CallBack => vec![(Topic::CallBack, Assignee)],
        ReminderKind::Review => vec![(Topic::ReviewDue, Supervisors)],
        ReminderKind::Half | ReminderKind::TwoDays | ReminderKind::FirstResponse => {
            vec![(Topic::Reminder, Assignee)]
        }
        ReminderKind::Objection => match state.contest.open() {
            None => Vec::new(),
            Some(open) => match &open.reviewer {
                Some(reviewer) => vec![(Topic::Reminder, Addressee::Account(reviewer.clone()))],
                // Nobody has it: those who could, and those below who know the appeal.
                None => vec![
                    (
                        Topic::Reminder,
                        Addressee::SupervisorsOf(open.agency.clone()),
                    ),
                    (Topic::Reminder, Supervisors),
                ],
            },
        },
    }
}

fn of_task(state: &AppealState, task: &str) -> Vec<(Topic, Addressee)> {
    let task = state.people.tasks.get(task);
    let to = task.map(|task| Addressee::Participant(task.participant.clone()));
    to.map(|to| (Topic::Task, to)).into_iter().collect()
}

/// Whose words were marked hears of that, and of what was decided.
fn of_mark(state: &AppealState, mark: &str) -> Vec<(Topic, Addressee)> {
    let author = state
        .content
        .marks
        .get(mark)
        .and_then(|mark| mark.of.as_ref());
    let to = match author {
        Some(Actor::Applicant) => Addressee::Applicant,
        Some(Actor::Participant { id }) => Addressee::Participant(id.clone()),
        Some(Actor::Staff { .. } | Actor::System) | None => return Vec::new(),
    };
    vec![(Topic::Conduct, to)]
}
