//! What is known of an appeal's answers and of the objections to them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Instance, ObjectionGround, ObjectionNumber, ObjectionOutcome};
use crate::actor::Actor;
use crate::decide::Work;
use crate::event::Event;
use crate::status::Status;

/// The answers of an appeal and the objections to them: a fold of its journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contest {
    /// The answer that stands; none before the first and while the appeal is worked on again.
    pub answer: Option<Answered>,
    /// Every objection, in order: the n-th has the ordinal n.
    pub objections: Vec<Objection>,
    /// Who worked on the last answer, whether or not it stands.
    pub executors: BTreeSet<String>,
    /// The agencies above that have had an objection: they see the appeal with its whole history.
    pub higher: Vec<String>,
    answers: u16,
    /// The objections before the appeal came to the agency that has it.
    before: usize,
    drafted: BTreeSet<String>,
    took: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Which of the appeal's answers it is, from 1.
    pub ordinal: u16,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// Who worked on it.
    pub executors: BTreeSet<String>,
    /// Who approved it.
    pub signatory: Option<String>,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The number.
    pub number: ObjectionNumber,
    /// The answer that it is about; the one that has not come counts as the next.
    pub answer: u16,
    /// What is contested.
    pub ground: ObjectionGround,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// By when it is decided.
    pub decide_by: DateTime<Utc>,
    /// The appeal's category when it was filed.
    pub category: String,
    /// The agency that answered, or was silent.
    pub origin: String,
    /// The unit of the appeal, as long as the agency that answered has it: units of an agency are not those of the
    /// one above it.
    pub unit: Option<String>,
    /// The instance that has it.
    pub instance: Instance,
    /// The agency that has it.
    pub agency: String,
    /// Who decides it; none until somebody is found.
    pub reviewer: Option<String>,
    /// Who must not decide it: those who wrote the answer, who signed it, and who decided on it below.
    pub excluded: BTreeSet<String>,
    /// What became of it.
    pub decided: Option<Decided>,
}

/// The end of an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What became of it.
    pub outcome: ObjectionOutcome,
    /// When.
    pub at: DateTime<Utc>,
    /// Who decided; nobody where time did.
    pub by: Option<String>,
}

impl Objection {
    /// Whether it is still to be decided.
    pub const fn is_open(&self) -> bool {
        self.decided.is_none()
    }
}

impl Contest {
    /// The state after one more event; `work` says who has the appeal at that moment.
    pub fn apply(&mut self, event: &Event, actor: &Actor, at: DateTime<Utc>, work: &Work) {
        let assignee = work.assignee.as_deref();
        match event {
            Event::StatusChanged(change) => match change.to {
                Status::Approved | Status::Rejected => self.answer(at, actor, assignee),
                Status::InProgress => {
                    self.answer = None;
                    self.took = staff(actor);
                }
                _ => {}
            },
            Event::AnswerDrafted(_) | Event::AnswerSubmitted(_) => {
                self.drafted.extend(staff(actor));
            }
            Event::Forwarded(_) => self.come(),
            Event::Reclassified(change) if change.agency.is_some() => self.come(),
            Event::ObjectionFiled(filed) => self.objections.push(Objection {
                number: filed.number,
                answer: filed.answer,
                ground: filed.ground,
                filed_at: at,
                decide_by: filed.decide_by,
                category: work.category.clone(),
                origin: work.agency.clone(),
                unit: work.unit.clone(),
                instance: filed.instance,
                agency: filed.agency.clone(),
                reviewer: None,
                excluded: self.excluded(filed.ground, assignee),
                decided: None,
            }),
            Event::ObjectionAssigned(assigned) => {
                if let Some(objection) = self.get_mut(assigned.objection) {
                    objection.reviewer.clone_from(&assigned.reviewer);
                }
            }
            Event::Escalated(escalated) => {
                if let Some(objection) = self.get_mut(escalated.objection) {
                    objection.instance = escalated.instance;
                    objection.agency.clone_from(&escalated.agency);
                    objection.reviewer = None;
                    objection.unit = None;
                }
                if !self.higher.contains(&escalated.agency) {
                    self.higher.push(escalated.agency.clone());
                }
            }
            Event::ObjectionDecided(decided) => {
                if let Some(objection) = self.get_mut(decided.objection) {
                    objection.decided = Some(Decided {
                        outcome: decided.outcome,
                        at,
                        by: staff(actor),
                    });
                }
            }
            _ => {}
        }
    }

    /// What another agency wrote, or was silent about, is not this one's.
    fn come(&mut self) {
        self.drafted.clear();
        self.before = self.objections.len();
    }

    fn answer(&mut self, at: DateTime<Utc>, actor: &Actor, assignee: Option<&str>) {
        let mut executors = std::mem::take(&mut self.drafted);
        executors.extend(assignee.map(str::to_owned));
        // Before there were assignments, whoever took an appeal into work answered it.
        if executors.is_empty() {
            executors.extend(self.took.take());
        }
        self.executors.clone_from(&executors);
        self.answers = self.answers.saturating_add(1);
        self.answer = Some(Answered {
            ordinal: self.answers,
            at,
            executors,
            signatory: staff(actor),
        });
    }

    /// The objection with this ordinal.
    pub fn get(&self, ordinal: u16) -> Option<&Objection> {
        let at = |one: &&Objection| one.number.ordinal() == ordinal;
        self.objections.iter().find(at)
    }

    fn get_mut(&mut self, ordinal: u16) -> Option<&mut Objection> {
        let at = |one: &&mut Objection| one.number.ordinal() == ordinal;
        self.objections.iter_mut().find(at)
    }

    /// The objection that is to be decided.
    pub fn open(&self) -> Option<&Objection> {
        self.objections.iter().find(|one| one.is_open())
    }

    /// The answer that an objection on this ground would be about.
    pub fn contested(&self, ground: ObjectionGround) -> Option<u16> {
        match ground {
            ObjectionGround::Overdue => Some(self.answers.saturating_add(1)),
            _ => self.answer.as_ref().map(|answer| answer.ordinal),
        }
    }

    /// The last objection to the answer that stands.
    pub fn last(&self) -> Option<&Objection> {
        self.below(ObjectionGround::Answer).last()
    }

    /// The last time that somebody above was told that there is no answer.
    pub fn last_silence(&self) -> Option<&Objection> {
        self.below(ObjectionGround::Overdue).last()
    }

    /// The objections that come before one on this ground.
    fn below(&self, ground: ObjectionGround) -> impl Iterator<Item = &Objection> {
        let is_silence = ground == ObjectionGround::Overdue;
        let answer = self.contested(ground);
        let from = if is_silence { self.before } else { 0 };
        self.objections.iter().skip(from).filter(move |one| {
            Some(one.answer) == answer && (one.ground == ObjectionGround::Overdue) == is_silence
        })
    }

    /// Who must not decide: those who wrote the answer, who signed it or were to give it, and who decided on it
    /// below.
    pub fn excluded(&self, ground: ObjectionGround, assignee: Option<&str>) -> BTreeSet<String> {
        let below = self.below(ground);
        let mut excluded: BTreeSet<String> = below
            .filter_map(|one| one.decided.as_ref()?.by.clone())
            .collect();
        match (&self.answer, ground) {
            (_, ObjectionGround::Overdue) => excluded.extend(assignee.map(str::to_owned)),
            (Some(answer), _) => {
                excluded.extend(answer.executors.iter().chain(&answer.signatory).cloned());
            }
            (None, _) => {}
        }
        excluded
    }
}

fn staff(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Staff { id, .. } => Some(id.clone()),
        Actor::Applicant | Actor::Participant { .. } | Actor::System => None,
    }
}
