//! Who takes part, and what they were given to do: the part of the state that events of participants make.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::codes::codes;
use crate::event::Event;
use crate::participant::{ParticipantRole, Rights};

/// The participants and tasks of an appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// The participants by their ids.
    pub participants: BTreeMap<String, Participant>,
    /// The tasks by their ids.
    pub tasks: BTreeMap<String, Task>,
    /// How many invitations were ever made, whatever has become of them.
    pub invitations: usize,
}

/// Somebody who takes part, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// As what.
    pub role: ParticipantRole,
    /// What they may.
    pub rights: Rights,
    /// How far they are in.
    pub standing: Standing,
    /// Whether the applicant invited them.
    pub by_applicant: bool,
    /// The account of a person.
    pub account: Option<String>,
    /// The agency and the unit, where an agency takes part.
    pub agency: Option<(String, Option<String>)>,
    /// Since when they are so far in.
    pub since: DateTime<Utc>,
    /// Where in the journal their name stands.
    pub seq: i64,
}

codes! {
    /// How far a participant is in.
    pub enum Standing, "how far a participant is in" {
        /// There is an invitation that nobody accepted yet.
        Invited = "invited",
        /// They take part.
        Active = "active",
        /// They take part no longer.
        Removed = "removed",
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Who is to do it.
    pub participant: String,
    /// How far it is.
    pub progress: Progress,
    /// By when it is to be done.
    pub due_on: Option<NaiveDate>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Where in the journal it says what is to be done.
    pub seq: i64,
    /// Where the last report is.
    pub done_seq: Option<i64>,
    /// Where the last remarks are.
    pub returned_seq: Option<i64>,
}

codes! {
    /// How far a task is.
    pub enum Progress, "progress of a task" {
        /// To be done.
        Open = "open",
        /// Done, says the participant.
        Done = "done",
        /// Taken as done.
        Confirmed = "confirmed",
        /// Whoever was to do it takes part no longer.
        Dropped = "dropped",
    }
}

impl People {
    /// Who takes part or is invited.
    pub fn present(&self) -> impl Iterator<Item = (&String, &Participant)> {
        let all = self.participants.iter();
        all.filter(|(_, one)| one.standing != Standing::Removed)
    }

    /// Somebody who takes part now.
    pub fn active(&self, id: &str) -> Option<&Participant> {
        let found = self.participants.get(id);
        found.filter(|one| one.standing == Standing::Active)
    }

    pub(super) fn apply(&mut self, event: &Event, seq: i64, at: DateTime<Utc>) {
        match event {
            Event::ParticipantInvited(invited) => {
                self.invitations += 1;
                let one = Participant {
                    role: invited.role,
                    rights: invited.rights.clone(),
                    standing: Standing::Invited,
                    by_applicant: invited.by_applicant,
                    account: None,
                    agency: None,
                    since: at,
                    seq,
                };
                self.participants.insert(invited.participant.clone(), one);
            }
            Event::ParticipantAdded(added) => {
                let before = self.participants.get(&added.participant);
                let one = Participant {
                    role: added.role,
                    rights: added.rights.clone(),
                    standing: Standing::Active,
                    by_applicant: before.is_some_and(|before| before.by_applicant),
                    account: added.account.clone(),
                    agency: added
                        .agency
                        .clone()
                        .map(|agency| (agency, added.unit.clone())),
                    since: at,
                    seq,
                };
                self.participants.insert(added.participant.clone(), one);
            }
            Event::ParticipantRemoved(removed) => {
                if let Some(one) = self.participants.get_mut(&removed.participant) {
                    one.standing = Standing::Removed;
                    one.since = at;
                }
                for task in self.tasks.values_mut() {
                    let is_theirs = task.participant == removed.participant;
                    if is_theirs && task.progress != Progress::Confirmed {
                        task.progress = Progress::Dropped;
                        task.changed_at = at;
                    }
                }
            }
            Event::TaskCreated(created) => {
                let task = Task {
                    participant: created.participant.clone(),
                    progress: Progress::Open,
                    due_on: created.due_on,
                    created_at: at,
                    changed_at: at,
                    seq,
                    done_seq: None,
                    returned_seq: None,
                };
                self.tasks.insert(created.task.clone(), task);
            }
            Event::TaskDone(done) => {
                if let Some(task) = self.move_task(&done.task, Progress::Done, at) {
                    task.done_seq = Some(seq);
                }
            }
            Event::TaskConfirmed(one) => {
                self.move_task(&one.task, Progress::Confirmed, at);
            }
            Event::TaskReturned(one) => {
                if let Some(task) = self.move_task(&one.task, Progress::Open, at) {
                    task.returned_seq = Some(seq);
                }
            }
            Event::PersonalDataErased(_) => {
                for one in self.participants.values_mut() {
                    one.standing = Standing::Removed;
                    one.account = None;
                }
            }
            _ => {}
        }
    }

    fn move_task(&mut self, id: &str, to: Progress, at: DateTime<Utc>) -> Option<&mut Task> {
        let task = self.tasks.get_mut(id)?;
        task.progress = to;
        task.changed_at = at;
        Some(task)
    }
}
