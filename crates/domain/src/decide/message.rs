//! The dialogue: questions stop the clock, replies set it going, notes stay inside.

use chrono::{DateTime, Utc};

use super::work::may_work;
use super::{AppealState, Refusal, change, clean, may_move};
use crate::actor::Actor;
use crate::appeal::limits::{MAX_APPEAL_BYTES, MAX_FILES};
use crate::event::{Direction, Event, FileNames, MessageWritten, RegisteredAttachment};
use crate::participant::{ParticipantRole, Right};
use crate::rules::Rules;
use crate::status::{Clock, Status};

/// A message as somebody sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// To whom.
    pub direction: Direction,
    /// The text; a reply may consist of files alone.
    pub text: Option<String>,
    /// The files.
    pub attachments: Vec<RegisteredAttachment>,
    /// Their names.
    pub file_names: FileNames,
    /// What a question makes of the appeal, where it is not the usual: `awaiting_reply` for one in
    /// progress, `clarification_required` for one that nobody has begun.
    pub then: Option<Status>,
}

pub(super) fn decide(
    state: &AppealState,
    message: NewMessage,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if !may_work(actor) && (message.direction != Direction::Reply || !writes(state, actor)) {
        return Err(Refusal::NotYours);
    }
    let text = clean(message.text)?;
    let is_empty =
        text.is_none() && (message.direction != Direction::Reply || message.attachments.is_empty());
    if is_empty {
        return Err(Refusal::TextRequired);
    }
    check_files(state, &message.attachments, actor)?;
    if message.direction != Direction::Note && !state.status.is_open() {
        return Err(Refusal::NotOpen(state.status));
    }
    let moves_to = match message.direction {
        Direction::Question => pause(state, message.then, actor)?,
        Direction::Reply if speaks(state, actor) => {
            (state.status.clock() == Clock::Paused).then_some(Status::InProgress)
        }
        Direction::Reply => None,
        Direction::Note => None,
    };
    let written = Event::MessageWritten(MessageWritten {
        direction: message.direction,
        again: message.direction == Direction::Question && moves_to.is_none(),
        attachments: message.attachments,
        text: text.unwrap_or_default(),
        file_names: message.file_names,
    });
    let moved = moves_to.map(|to| Event::StatusChanged(change(state, to, None, now, rules)));
    Ok([written].into_iter().chain(moved).collect())
}

/// Whether somebody who does not work on the appeal writes in its dialogue.
fn writes(state: &AppealState, actor: &Actor) -> bool {
    match actor {
        Actor::Participant { id } => {
            let one = state.people.active(id);
            one.is_some_and(|one| one.rights.contains(&Right::Reply))
        }
        _ => *actor == Actor::Applicant,
    }
}

/// Whether a reply is the applicant's: their own, that of who acts for them, or what was said by telephone. What
/// an organisation adds answers no question.
fn speaks(state: &AppealState, actor: &Actor) -> bool {
    match actor {
        Actor::Participant { id } => {
            let one = state.people.active(id);
            one.is_some_and(|one| one.role == ParticipantRole::Representative)
        }
        _ => true,
    }
}

/// Where a question leads; nowhere when one is open already and is asked again.
fn pause(
    state: &AppealState,
    then: Option<Status>,
    actor: &Actor,
) -> Result<Option<Status>, Refusal> {
    let from = state.status;
    let is_paused = from.clock() == Clock::Paused;
    if is_paused && then.is_none_or(|then| then == from) {
        return Ok(None);
    }
    let to = then.unwrap_or(match from {
        Status::Created => Status::ClarificationRequired,
        _ => Status::AwaitingReply,
    });
    let is_pause = to.clock() == Clock::Paused;
    if is_pause && from.allowed_moves().contains(&to) && may_move(actor, from, to) {
        return Ok(Some(to));
    }
    let allowed = super::allowed_moves(from, state.processing_started, actor);
    let pauses = |to: &Status| to.clock() == Clock::Paused;
    Err(Refusal::MoveNotAllowed {
        from,
        allowed: allowed.into_iter().filter(pauses).collect(),
    })
}

/// The limits of an appeal's files hold for each side of the dialogue by itself.
fn check_files(
    state: &AppealState,
    more: &[RegisteredAttachment],
    actor: &Actor,
) -> Result<(), Refusal> {
    let sent = match actor {
        Actor::Applicant => state.dialogue.from_applicant,
        Actor::Staff { .. } | Actor::Participant { .. } | Actor::System => {
            state.dialogue.from_agency
        }
    };
    let all = sent.with(more);
    if !more.is_empty() && (all.count > MAX_FILES || all.bytes > MAX_APPEAL_BYTES) {
        return Err(Refusal::TooManyFiles);
    }
    Ok(())
}
