//! Decisions about tasks inside an appeal: given, done, confirmed or returned.

use chrono::NaiveDate;

use crate::actor::Actor;
use crate::event::{
    Event, RegisteredAttachment, TaskConfirmed, TaskCreated, TaskDone, TaskReturned,
};

use super::people::Progress;
use super::{AppealState, ParticipationRefusal, Refusal, clean};

/// As many as a case with twenty participants can need.
const MAX_TASKS: usize = 100;

/// What somebody wants to happen with a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskCommand {
    /// Give a participant something to do.
    Create {
        /// The new task's id.
        task: String,
        /// Who is to do it.
        participant: String,
        /// What.
        text: Option<String>,
        /// By when.
        due_on: Option<NaiveDate>,
    },
    /// Say that it is done.
    Done {
        /// The task's id.
        task: String,
        /// The participant who says so.
        by: Option<String>,
        /// The report.
        text: Option<String>,
        /// What was made, with the names of the files.
        attachments: Vec<(RegisteredAttachment, String)>,
    },
    /// Take it as done.
    Confirm {
        /// The task's id.
        task: String,
    },
    /// Want it done again.
    Return {
        /// The task's id.
        task: String,
        /// What is missing.
        remarks: Option<String>,
    },
}

pub(super) fn decide(
    state: &AppealState,
    command: TaskCommand,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    match command {
        TaskCommand::Create {
            task,
            participant,
            text,
            due_on,
        } => {
            staff(actor)?;
            if !state.status.is_open() {
                return Err(ParticipationRefusal::Ended.into());
            }
            if state.people.active(&participant).is_none() {
                return Err(ParticipationRefusal::NoSuchParticipant.into());
            }
            if state.people.tasks.len() >= MAX_TASKS {
                return Err(ParticipationRefusal::TooManyTasks.into());
            }
            let text = clean(text)?.ok_or(Refusal::TextRequired)?;
            Ok(vec![Event::TaskCreated(TaskCreated {
                task,
                participant,
                due_on,
                text,
            })])
        }
        TaskCommand::Done {
            task,
            by,
            text,
            attachments,
        } => done(state, task, by, text, attachments),
        TaskCommand::Confirm { task } => {
            staff(actor)?;
            is_at(state, &task, Progress::Done)?;
            Ok(vec![Event::TaskConfirmed(TaskConfirmed { task })])
        }
        TaskCommand::Return { task, remarks } => {
            staff(actor)?;
            is_at(state, &task, Progress::Done)?;
            let remarks = clean(remarks)?.ok_or(Refusal::TextRequired)?;
            Ok(vec![Event::TaskReturned(TaskReturned { task, remarks })])
        }
    }
}

/// Only who was given it says that it is done.
fn done(
    state: &AppealState,
    task: String,
    by: Option<String>,
    text: Option<String>,
    attachments: Vec<(RegisteredAttachment, String)>,
) -> Result<Vec<Event>, Refusal> {
    let given = state
        .people
        .tasks
        .get(&task)
        .ok_or(ParticipationRefusal::NoSuchTask)?;
    if by.as_ref() != Some(&given.participant) {
        return Err(Refusal::NotYours);
    }
    is_at(state, &task, Progress::Open)?;
    let text = clean(text)?.ok_or(Refusal::TextRequired)?;
    let file_names = attachments
        .iter()
        .map(|(file, name)| (file.id.clone(), name.clone()))
        .collect();
    Ok(vec![Event::TaskDone(TaskDone {
        task,
        attachments: attachments.into_iter().map(|(file, _)| file).collect(),
        text,
        file_names,
    })])
}

fn staff(actor: &Actor) -> Result<(), Refusal> {
    match actor {
        Actor::Staff { .. } => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

fn is_at(state: &AppealState, task: &str, progress: Progress) -> Result<(), Refusal> {
    match state.people.tasks.get(task) {
        None => Err(ParticipationRefusal::NoSuchTask.into()),
        Some(task) if task.progress != progress => Err(ParticipationRefusal::TaskElsewhere.into()),
        Some(_) => Ok(()),
    }
}
