//! What was written and attached: the part of the state that versions, hiding and marks make.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::codes::codes;
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
    /// The event in which the text stands as it is now: the registration, or the last change.
    pub text_seq: i64,
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
    /// The versions, the first one first.
    pub uploads: Vec<Version>,
    /// The number of the one that is shown, from 1.
    pub current: u32,
}

/// A version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The upload.
    pub file: String,
    /// When it came.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub by: Actor,
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
    /// How far it is.
    pub standing: MarkStanding,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Where in the journal it was made, and says why.
    pub marked_in: i64,
    /// Where somebody wrote against it.
    pub contested_in: Option<i64>,
    /// Where it was decided on.
    pub decided_in: Option<i64>,
}

codes! {
    /// How far a mark is.
    pub enum MarkStanding, "standing of a mark" {
        /// It was made.
        Marked = "marked",
        /// Somebody complains of it and waits for a decision.
        Contested = "contested",
        /// It was decided that it stands.
        Kept = "kept",
        /// It was decided that it goes.
        Lifted = "lifted",
    }
}

impl Mark {
    /// Whether it was decided on: then it stands or is gone for good.
    pub fn is_decided(&self) -> bool {
        matches!(self.standing, MarkStanding::Kept | MarkStanding::Lifted)
    }
}

impl Version {
    fn new(file: &RegisteredAttachment, by: &Actor, at: DateTime<Utc>) -> Version {
        Version {
            file: file.id.clone(),
            at,
            by: by.clone(),
        }
    }
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
    pub(super) fn registered(event: &AppealRegistered, by: &Actor, at: DateTime<Utc>) -> Content {
        let mut content = Content {
            text_seq: 1,
            ..Content::default()
        };
        content.attach(&event.attachments, Owner::Applicant, false, by, at);
        content.authors.insert(1, Actor::Applicant);
        content
    }

    pub(super) fn apply(&mut self, event: &Event, by: &Actor, seq: i64, at: DateTime<Utc>) {
        match event {
            // An answer stays as it was given: what becomes of its files is another draft, or another answer.
            Event::AppealRegistered(_)
            | Event::AttachmentVersioned(_)
            | Event::AnswerDrafted(_) => {}
            Event::StatusChanged(change) if change.answer.is_some() => {}
            other => {
                let internal = other.audience() == Audience::Staff;
                self.attach(other.attachments(), Owner::of(by), internal, by, at);
            }
        }
        if let Actor::Applicant | Actor::Participant { .. } = by {
            self.authors.insert(seq, by.clone());
        }
        match event {
            Event::TextEdited(_) => {
                self.edits += 1;
                self.text_seq = seq;
            }
            Event::AttachmentVersioned(versioned) => {
                if let Some(file) = self.files.get_mut(&versioned.attachment) {
                    let new = versioned.attachments.iter();
                    file.uploads
                        .extend(new.map(|one| Version::new(one, by, at)));
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
                    standing: MarkStanding::Marked,
                    at,
                    changed_at: at,
                    marked_in: seq,
                    contested_in: None,
                    decided_in: None,
                };
                self.marks.insert(marked.mark.clone(), mark);
            }
            Event::ContentHidden(hidden) => {
                self.hidden.insert(hidden.seq, hidden.from.clone());
            }
            Event::ContentShown(shown) => drop(self.hidden.remove(&shown.seq)),
            Event::ConductAppealed(appealed) => {
                if let Some(mark) = self.marks.get_mut(&appealed.mark) {
                    mark.standing = MarkStanding::Contested;
                    mark.changed_at = at;
                    mark.contested_in = Some(seq);
                }
            }
            Event::ConductLifted(lifted) => {
                if let Some(mark) = self.marks.get_mut(&lifted.mark) {
                    mark.standing = match lifted.lifted {
                        true => MarkStanding::Lifted,
                        false => MarkStanding::Kept,
                    };
                    mark.changed_at = at;
                    mark.decided_in = Some(seq);
                }
            }
            _ => {}
        }
    }

    fn attach(
        &mut self,
        files: &[RegisteredAttachment],
        owner: Owner,
        internal: bool,
        by: &Actor,
        at: DateTime<Utc>,
    ) {
        for file in files {
            let versions = Versions {
                owner: owner.clone(),
                internal,
                uploads: vec![Version::new(file, by, at)],
                current: 1,
            };
            // What is named once more stays whose it is, with its versions.
            self.files.entry(file.id.clone()).or_insert(versions);
        }
    }
}
