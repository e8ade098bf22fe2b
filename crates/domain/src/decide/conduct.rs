//! Decisions about conduct: a mark with its reason, hiding, a complaint about it, and a supervisor's word.

use std::collections::BTreeSet;

use crate::access::Role;
use crate::actor::Actor;
use crate::event::{
    ConductAppealed, ConductKind, ConductLifted, ConductMarked, ContentHidden, ContentShown, Event,
    HiddenFrom,
};

use super::content::{Mark, MarkStanding};
use super::{AppealState, ParticipationRefusal, Refusal, clean};

/// Marks of one appeal; whoever needs more of them blocks the sender.
const MAX_MARKS: usize = 50;

/// What somebody wants to happen about conduct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConductCommand {
    /// Mark a text, and hide it if `hide_from` names anybody.
    Mark {
        /// The new mark's id.
        mark: String,
        /// What it is.
        conduct: ConductKind,
        /// Which event's text.
        seq: i64,
        /// From whom it is to be hidden.
        hide_from: BTreeSet<HiddenFrom>,
        /// Why.
        reason: Option<String>,
    },
    /// Complain of a mark.
    Contest {
        /// The mark.
        mark: String,
        /// Why.
        text: Option<String>,
    },
    /// Decide on a mark.
    Decide {
        /// The mark.
        mark: String,
        /// Whether it goes.
        lift: bool,
        /// Why.
        explanation: Option<String>,
    },
}

pub(super) fn decide(
    state: &AppealState,
    command: ConductCommand,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    match command {
        ConductCommand::Mark {
            mark,
            conduct,
            seq,
            hide_from,
            reason,
        } => {
            let Actor::Staff { .. } = actor else {
                return Err(Refusal::NotYours);
            };
            let reason = clean(reason)?.ok_or(Refusal::TextRequired)?;
            if !(1..=state.version).contains(&seq) {
                return Err(ParticipationRefusal::NoSuchText.into());
            }
            let is_marked = |one: &Mark| one.seq == seq && one.standing != MarkStanding::Lifted;
            if state.content.marks.values().any(is_marked) {
                return Err(ParticipationRefusal::MarkedAlready.into());
            }
            if state.content.marks.len() >= MAX_MARKS {
                return Err(ParticipationRefusal::MarkedAlready.into());
            }
            let mut events = vec![Event::ConductMarked(ConductMarked {
                mark: mark.clone(),
                conduct,
                seq,
                reason,
            })];
            if !hide_from.is_empty() {
                events.push(Event::ContentHidden(ContentHidden {
                    mark,
                    seq,
                    from: hide_from,
                }));
            }
            Ok(events)
        }
        ConductCommand::Contest { mark, text } => {
            let found = state
                .content
                .marks
                .get(&mark)
                .ok_or(ParticipationRefusal::NoSuchMark)?;
            // The applicant answers for the whole of their appeal, a participant for their own words.
            let is_theirs = match actor {
                Actor::Applicant => found.of.is_some(),
                Actor::Participant { id } => {
                    found.of.as_ref() == Some(actor) && state.people.active(id).is_some()
                }
                Actor::Staff { .. } | Actor::System => false,
            };
            if !is_theirs {
                return Err(Refusal::NotYours);
            }
            if found.standing != MarkStanding::Marked {
                return Err(ParticipationRefusal::ContestedAlready.into());
            }
            let text = clean(text)?.ok_or(Refusal::TextRequired)?;
            Ok(vec![Event::ConductAppealed(ConductAppealed { mark, text })])
        }
        ConductCommand::Decide {
            mark,
            lift,
            explanation,
        } => lifted(state, mark, lift, explanation, actor),
    }
}

/// A supervisor decides. Whoever made the mark may take it back, but does not let it stand against a complaint.
fn lifted(
    state: &AppealState,
    mark: String,
    lift: bool,
    explanation: Option<String>,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    let found = state
        .content
        .marks
        .get(&mark)
        .ok_or(ParticipationRefusal::NoSuchMark)?;
    if !matches!(
        actor,
        Actor::Staff {
            role: Role::Supervisor | Role::Service,
            ..
        }
    ) {
        return Err(Refusal::NotYours);
    }
    if found.is_decided() {
        return Err(ParticipationRefusal::ContestedAlready.into());
    }
    if !lift && found.by == *actor {
        return Err(ParticipationRefusal::OwnDecision.into());
    }
    let explanation = clean(explanation)?.ok_or(Refusal::TextRequired)?;
    let mut events = Vec::new();
    if lift && state.content.hidden.contains_key(&found.seq) {
        events.push(Event::ContentShown(ContentShown { seq: found.seq }));
    }
    events.push(Event::ConductLifted(ConductLifted {
        mark,
        lifted: lift,
        explanation,
    }));
    Ok(events)
}
