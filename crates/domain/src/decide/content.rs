//! What was written and attached: the part of the state that versions, hiding and marks make.

use std::collections::{BTreeMap, BTreeSet};

use crate::actor::Actor;
use crate::event::{
    AppealRegistered, Audience, ConductKind, Event, HiddenFrom, RegisteredAttachment,
};

/// Files, hidden texts and marks of an appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The files by the ids of their first versions.
    pub files: BTreeMap<String, Versions>,
    /// The marks by their ids.
    pub marks: BTreeMap<String, Mark>,
    /// Texts that are hidden: from whom, by the event's sequence number.
    pub hidden: BTreeMap<i64, BTreeSet<HiddenFrom>>,
    /// How often the applicant changed the text.
    pub edits: u32,
    /// What the applicant and participants brought to the journal, by the event's sequence number: whose words a
    /// mark is about.
    pub authors: BTreeMap<i64, Actor>,
}

/// Whose a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The applicant's.
    Applicant,
    /// The agency's.
    Agency,
    /// That of the participant with this id.
    Participant(String),
}

/// The versions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// Whose it is.
    pub owner: Owner,
    /// Whether staff alone see it.
    pub internal: bool,
    /// The uploads, the first version first.
    pub uploads: Vec<String>,
    /// The number of the one that is shown, from 1.
    pub current: u32,
}

/// A mark for bad conduct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is for.
    pub conduct: ConductKind,
    /// Which event's text.
    pub seq: i64,
    /// Who made it.
    pub by: Actor,
    /// Whose words they are; nobody's of staff and of the system.
    pub of: Option<Actor>,
    /// Whether somebody complains of it and waits for a decision.
    pub contested: bool,
    /// Whether it was decided on: then it stands or is gone for good.
    pub decided: bool,
    /// Whether it is gone.
    pub lifted: bool,
}

impl Owner {
    /// Whose is what somebody brings.
    pub fn of(actor: &Actor) -> Owner {
        match actor {
            Actor::Applicant => Owner::Applicant,
            Actor::Participant { id } => Owner::Participant(id.clone()),
            Actor::Staff { .. } | Actor::System => Owner::Agency,
        }
    }
}

impl Content {
    /// What comes with the registration. Who registers an appeal for somebody on the telephone attaches what is
    /// the applicant's.
    pub(super) fn registered(event: &AppealRegistered) -> Content {
        let mut content = Content::default();
        content.attach(&event.attachments, Owner::Applicant, false);
        content.authors.insert(1, Actor::Applicant);
        content
    }

    pub(super) fn apply(&mut self, event: &Event, by: &Actor, seq: i64) {
        match event {
            // An answer stays as it was given: what becomes of its files is another draft, or another answer.
            Event::AppealRegistered(_)
            | Event::AttachmentVersioned(_)
            | Event::AnswerDrafted(_) => {}
            Event::StatusChanged(change) if change.answer.is_some() => {}
            other => {
                let internal = other.audience() == Audience::Staff;
                self.attach(other.attachments(), Owner::of(by), internal);
            }
        }
        if let Actor::Applicant | Actor::Participant { .. } = by {
            self.authors.insert(seq, by.clone());
        }
        match event {
            Event::TextEdited(_) => self.edits += 1,
            Event::AttachmentVersioned(versioned) => {
                if let Some(file) = self.files.get_mut(&versioned.attachment) {
                    let new = versioned.attachments.iter().map(|one| one.id.clone());
                    file.uploads.extend(new);
                    file.current = versioned.version;
                }
            }
            Event::AttachmentRestored(restored) => {
                if let Some(file) = self.files.get_mut(&restored.attachment) {
                    file.current = restored.version;
                }
            }
            Event::ConductMarked(marked) => {
                let mark = Mark {
                    conduct: marked.conduct,
                    seq: marked.seq,
                    by: by.clone(),
                    of: self.authors.get(&marked.seq).cloned(),
                    contested: false,
                    decided: false,
                    lifted: false,
                };
                self.marks.insert(marked.mark.clone(), mark);
            }
            Event::ContentHidden(hidden) => {
                self.hidden.insert(hidden.seq, hidden.from.clone());
            }
            Event::ContentShown(shown) => drop(self.hidden.remove(&shown.seq)),
            Event::ConductAppealed(appealed) => {
                if let Some(mark) = self.marks.get_mut(&appealed.mark) {
                    mark.contested = true;
                }
            }
            Event::ConductLifted(lifted) => {
                if let Some(mark) = self.marks.get_mut(&lifted.mark) {
                    mark.contested = false;
                    mark.decided = true;
                    mark.lifted = lifted.lifted;
                }
            }
            _ => {}
        }
    }

    fn attach(&mut self, files: &[RegisteredAttachment], owner: Owner, internal: bool) {
        for file in files {
            let versions = Versions {
                owner: owner.clone(),
                internal,
                uploads: vec![file.id.clone()],
                current: 1,
            };
            self.files.insert(file.id.clone(), versions);
        }
    }
}
