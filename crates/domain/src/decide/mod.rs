//! Decisions: a command on an appeal becomes events, or is refused with the reason.

mod answer;
mod call;
mod conduct;
mod content;
mod file;
mod message;
mod objection;
mod participant;
mod participation_refusal;
mod people;
mod refusal;
mod review;
mod state;
mod task;
mod time;
mod work;

use chrono::{DateTime, Utc};

use crate::access::{self, Role};
use crate::actor::Actor;
use crate::appeal::limits::MAX_COMMENT_CHARS;
use crate::deadline::Deadline;
use crate::event::{
    AnswerGiven, AppealClaimed, CallOutcome, Event, FileNames, RatedBy, RatingCategory,
    RatingGiven, RegisteredPrivate, StatusChanged,
};
use crate::objection::{ObjectionRefusal, ReviewOutcome, is_complaint};
use crate::rules::Rules;
use crate::status::{Clock, Status};
use crate::text;
use crate::timer::TimerKind;

pub use answer::AnswerCommand;
pub use call::Call;
pub use conduct::ConductCommand;
pub use content::{Content, Mark, MarkStanding, Owner, Version, Versions};
pub use file::FileCommand;
pub use message::NewMessage;
pub use objection::{Contestable, ObjectionCommand, contestable};
pub use participant::{ParticipantCommand, Who};
pub use participation_refusal::ParticipationRefusal;
pub use people::{Participant, People, Progress, Standing, Task};
pub use refusal::{Refusal, Stands};
pub use state::{
    AnswerState, AppealState, Dialogue, Draft, DraftStage, Files, LastAnswer, Origin, Rated,
    Review, Reviewed, Work,
};
pub use task::TaskCommand;
pub use work::{Place, WorkCommand};

/// What somebody wants to happen to an appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Move it to another status.
    Transition {
        /// The status wanted.
        to: Status,
        /// The reason, the question or the answer.
        comment: Option<String>,
    },
    /// Take it back before processing starts.
    Withdraw {
        /// Why.
        comment: Option<String>,
    },
    /// Rate the answer, or revise the rating.
    Rate {
        /// Stars, 1 to 5.
        score: u8,
        /// What the comment is about.
        category: Option<RatingCategory>,
        /// The comment.
        comment: Option<String>,
    },
    /// Take it into the cabinet of whoever sent it without signing in.
    Claim {
        /// The account of who has shown its access code.
        account: String,
    },
    /// Something about an objection to its answer.
    Objection(ObjectionCommand),
    /// Say what was found about the complaint in its rating.
    Review {
        /// What was found.
        outcome: ReviewOutcome,
        /// Why.
        explanation: String,
    },
    /// Something around participants.
    Participant(ParticipantCommand),
    /// Something with a task of a participant.
    Task(TaskCommand),
    /// Something with the versions of a file.
    File(FileCommand),
    /// Change the text before anybody works on it.
    Edit {
        /// What differs: `title`, `text`, `fields.address`.
        changed: Vec<String>,
        /// All that people wrote, as it is to be.
        private: Box<RegisteredPrivate>,
    },
    /// Something about conduct.
    Conduct(ConductCommand),
    /// Take, assign, forward, classify or prioritise it.
    Work(WorkCommand),
    /// Write a question, a reply or a note.
    Message(NewMessage),
    /// Write, submit, return or approve its answer.
    Answer(AnswerCommand),
    /// Say what came of the call that its applicant had wished.
    Call {
        /// What came of it.
        outcome: CallOutcome,
        /// When it is tried again.
        again_at: Option<DateTime<Utc>>,
    },
    /// Give it the complex class's term.
    Extend {
        /// Why, as the applicant is told.
        reason: Option<String>,
    },
    /// Do what is due by itself, if it still is.
    Timer(TimerKind),
    /// Count anew what is provisional: the calendar has changed.
    Recount,
}

/// Decides a command. No events means that there is nothing to do, which is a success.
pub fn decide(
    state: &AppealState,
    command: Command,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let mut events = match command {
        Command::Transition { to, comment } => transition(state, to, comment, actor, now, rules),
        Command::Withdraw { comment } => withdraw(state, comment, actor, now, rules),
        Command::Rate {
            score,
            category,
            comment,
        } => rate(state, score, category, comment, actor, now, rules),
        Command::Objection(command) => objection::decide(state, command, actor, now, rules),
        Command::Review {
            outcome,
            explanation,
        } => review::decide(state, outcome, &explanation, actor, now, rules),
        Command::Claim { account } => claim(state, account, actor),
        Command::Participant(command) => participant::decide(state, command, actor),
        Command::Task(command) => task::decide(state, command, actor),
        Command::File(command) => file::decide(state, command, actor),
        Command::Edit { changed, private } => file::edit(state, changed, *private, actor),
        Command::Conduct(command) => conduct::decide(state, command, actor),
        Command::Work(command) => work::decide(state, command, actor, now, rules),
        Command::Message(message) => message::decide(state, message, actor, now, rules),
        Command::Answer(command) => answer::decide(state, command, actor, now, rules),
        Command::Call { outcome, again_at } => call::decide(state, outcome, again_at, actor, now),
        Command::Extend { reason } => time::extend(state, reason, actor, now, rules),
        Command::Timer(kind) => time::fire(state, kind, actor, now, rules),
        Command::Recount => time::recount(state, actor, rules),
    }?;
    events.extend(time::first_response(state, &events, actor, rules));
    events.extend(objection::settled(state, &events));
    Ok(events)
}

fn transition(
    state: &AppealState,
    to: Status,
    comment: Option<String>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if to == Status::Cancelled && *actor == Actor::Applicant {
        return withdraw(state, comment, actor, now, rules);
    }
    let from = state.status;
    if !from.allowed_moves().contains(&to) {
        return Err(Refusal::MoveNotAllowed {
            from,
            allowed: allowed_moves(from, state.processing_started, actor),
        });
    }
    if !may_move(actor, from, to) {
        return Err(Refusal::NotYours);
    }
    // What the objection asks for is decided with it, by somebody who had no hand in the answer.
    if let Some(open) = state.contest.open()
        && to == Status::InProgress
        && from.is_answered()
    {
        return Err(ObjectionRefusal::Open(open.number).into());
    }
    let comment = clean(comment)?;
    if comment.is_none() && needs_comment(to) {
        return Err(Refusal::CommentRequired { to });
    }
    let answer = to.is_decision().then(|| sign(state, actor, now));
    let change = change(state, to, comment, now, rules);
    Ok(vec![Event::StatusChanged(StatusChanged {
        answer,
        ..change
    })])
}

/// The formal side of an answer that is given now.
fn sign(state: &AppealState, actor: &Actor, now: DateTime<Utc>) -> AnswerGiven {
    let ordinal = state.answer.given.saturating_add(1);
    AnswerGiven {
        number: format!("{}/{ordinal}", state.number),
        date: state.region.local_date(now),
        signatory: work::person(actor).map(str::to_owned),
        version: None,
        attachments: Vec::new(),
    }
}

/// The moves that an actor can make from a status: what a page offers and a refusal lists.
pub fn allowed_moves(from: Status, processing_started: bool, actor: &Actor) -> Vec<Status> {
    let moves = from.allowed_moves().iter().copied();
    moves
        .filter(|to| match (actor, to) {
            (Actor::Applicant, Status::Cancelled) => can_withdraw(from, processing_started),
            _ => may_move(actor, from, *to),
        })
        .collect()
}

/// Product rules, section 4: `access::may_move` is the table for people and programs.
fn may_move(actor: &Actor, from: Status, to: Status) -> bool {
    match actor {
        Actor::Staff { role, .. } => access::may_move(*role, from, to),
        Actor::Applicant => access::may_move(Role::Applicant, from, to),
        // Who takes part writes and does tasks; where the appeal stands is for others.
        Actor::Participant { .. } => false,
        // The system closes what was answered and stops what nobody answered.
        Actor::System => matches!(to, Status::Closed | Status::Cancelled),
    }
}

/// A refusal needs its reasons, a question its words, an approval its answer.
const fn needs_comment(to: Status) -> bool {
    matches!(
        to,
        Status::Rejected | Status::AwaitingReply | Status::ClarificationRequired | Status::Approved
    )
}

fn withdraw(
    state: &AppealState,
    comment: Option<String>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::Applicant {
        return Err(Refusal::NotYours);
    }
    if !state.status.allowed_moves().contains(&Status::Cancelled) {
        return Err(Refusal::MoveNotAllowed {
            from: state.status,
            allowed: allowed_moves(state.status, state.processing_started, actor),
        });
    }
    if !can_withdraw(state.status, state.processing_started) {
        return Err(Refusal::ProcessingStarted);
    }
    let change = change(state, Status::Cancelled, clean(comment)?, now, rules);
    Ok(vec![Event::StatusChanged(change)])
}

/// An applicant withdraws until processing starts; missing documents are no processing.
fn can_withdraw(from: Status, processing_started: bool) -> bool {
    !processing_started && matches!(from, Status::Created | Status::ClarificationRequired)
}

fn change(
    state: &AppealState,
    to: Status,
    comment: Option<String>,
    now: DateTime<Utc>,
    rules: &Rules,
) -> StatusChanged {
    StatusChanged {
        from: state.status,
        to,
        deadline: move_deadline(state, to, now, rules),
        answer: None,
        comment,
        file_names: FileNames::new(),
    }
}

/// What a move does to the deadline: nothing, a pause, a resumption, an end, or, when an answered
/// appeal is reopened, a new term of the same class from now.
fn move_deadline(state: &AppealState, to: Status, now: DateTime<Utc>, rules: &Rules) -> Deadline {
    let deadline = state.deadline.clone();
    match (state.status.clock(), to.clock()) {
        (Clock::Running, Clock::Paused) => deadline.pause(now),
        (Clock::Paused, Clock::Running) => deadline.resume(rules, now),
        (Clock::Stopped, Clock::Running) => {
            Deadline::compute(rules, now, deadline.original_class(), state.region)
        }
        (_, Clock::Stopped) => deadline.settle(),
        _ => deadline,
    }
}

fn rate(
    state: &AppealState,
    score: u8,
    category: Option<RatingCategory>,
    comment: Option<String>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let by = match actor {
        Actor::Applicant => RatedBy::Applicant,
        Actor::Staff { .. } => RatedBy::Staff,
        Actor::Participant { .. } | Actor::System => return Err(Refusal::NotYours),
    };
    if !(1..=5).contains(&score) {
        return Err(Refusal::ScoreOutOfRange);
    }
    if !state.status.is_answered() {
        return Err(Refusal::NotAnsweredYet);
    }
    // A complaint that is revised is the same complaint: its term goes on.
    let review = is_complaint(score, category).then(|| {
        let kept = state.rated.and_then(|rated| rated.review);
        kept.map_or_else(|| rules.review_by(now, state.region), |review| review.term)
    });
    let given = RatingGiven {
        score,
        category,
        by,
        review_by: review.map(|term| term.by),
        review_provisional: review.is_some_and(|term| term.is_provisional),
        comment: clean(comment)?,
    };
    match &state.rated {
        None => Ok(vec![Event::RatingGiven(given)]),
        Some(rated) if rated.reviewed.is_some() => Err(Refusal::RatingReviewed),
        Some(_) => Ok(vec![Event::RatingRevised(given)]),
    }
}

/// An appeal belongs to one account. To claim one's own again changes nothing.
fn claim(state: &AppealState, account: String, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    match &state.account {
        _ if *actor != Actor::Applicant => Err(Refusal::NotYours),
        Some(owner) if *owner == account => Ok(Vec::new()),
        Some(_) => Err(Refusal::ClaimedAlready),
        None => Ok(vec![Event::AppealClaimed(AppealClaimed { account })]),
    }
}

/// A comment made uniform; a blank one is none.
fn clean(comment: Option<String>) -> Result<Option<String>, Refusal> {
    let Some(comment) = comment else {
        return Ok(None);
    };
    let comment = text::multi_line(&comment).map_err(Refusal::CommentText)?;
    if comment.chars().count() > MAX_COMMENT_CHARS {
        return Err(Refusal::CommentTooLong);
    }
    Ok(Some(comment).filter(|comment| !comment.is_empty()))
}

#[cfg(test)]
mod tests;
