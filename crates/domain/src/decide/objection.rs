//! Objections: filing, giving them to somebody, deciding, going higher, and what silence decides.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{AppealState, Refusal, change};
use crate::access::Role;
use crate::actor::Actor;
use crate::appeal::Attached;
use crate::appeal::limits::{MAX_COMMENT_CHARS, MIN_TEXT_CHARS};
use crate::event::{
    Escalated, EscalatedFor, Event, ObjectionAssigned, ObjectionDecided, ObjectionFiled, Priority,
    PrioritySet,
};
use crate::objection::{
    Bench, Instance, Objection, ObjectionGround, ObjectionNumber, ObjectionOutcome,
    ObjectionRefusal, Seat,
};
use crate::rules::Rules;
use crate::status::Status;
use crate::text;

/// What somebody wants of an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectionCommand {
    /// To object to the answer.
    File {
        /// What is contested: the answer, or that what it promised was not done.
        ground: ObjectionGround,
        /// Why.
        text: String,
        /// Files.
        attachments: Attached,
        /// Who can decide.
        bench: Bench,
    },
    /// To give an objection to somebody, or to take it from them.
    Assign {
        /// The objection's ordinal.
        objection: u16,
        /// The account; none puts it back into the queue.
        reviewer: Option<String>,
        /// Who can decide.
        bench: Bench,
    },
    /// To decide one.
    Decide {
        /// The objection's ordinal.
        objection: u16,
        /// Upheld or declined.
        outcome: ObjectionOutcome,
        /// Why.
        explanation: String,
    },
    /// To find somebody who decides, once there may be somebody: those who could have come, or those who were to
    /// have gone.
    Seek {
        /// Who can decide.
        bench: Bench,
    },
    /// To go to the next instance: the applicant with a decision that they do not accept or with an appeal that is
    /// overdue, a supervisor with an objection that is not for them to decide.
    Escalate {
        /// The instance wanted; the next one where none is named.
        instance: Option<Instance>,
        /// Why.
        reason: String,
        /// Files of the applicant.
        attachments: Attached,
        /// Who can decide.
        bench: Bench,
    },
}

/// What an applicant can do about the answer that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contestable {
    /// Object to it, until then.
    Object {
        /// The last second of the window.
        until: DateTime<Utc>,
    },
    /// Go above the agency that left it standing, until then, if there is anybody above.
    Escalate {
        /// The last second of the window.
        until: DateTime<Utc>,
        /// The agency that decided last.
        agency: String,
    },
    /// Go above the agency that has not answered in time, or above the last one that was told so.
    Overdue {
        /// That agency.
        agency: String,
    },
    /// Nothing: there is no answer, an objection is being decided, or it is too late.
    No(ObjectionRefusal),
}

/// Decides a command.
pub(super) fn decide(
    state: &AppealState,
    command: ObjectionCommand,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    match command {
        ObjectionCommand::File {
            ground,
            text,
            attachments,
            bench,
        } => {
            let text = Text {
                ground,
                text: &text,
            };
            file(state, text, attachments, &bench, actor, now, rules)
        }
        ObjectionCommand::Seek { bench } => seek(state, &bench, actor, now),
        ObjectionCommand::Assign {
            objection,
            reviewer,
            bench,
        } => assign(state, objection, reviewer, &bench, now),
        ObjectionCommand::Decide {
            objection,
            outcome,
            explanation,
        } => settle(state, objection, outcome, &explanation, actor, now, rules),
        ObjectionCommand::Escalate {
            instance,
            reason,
            attachments,
            bench,
        } => match actor {
            Actor::Applicant => go_up(state, instance, &reason, attachments, &bench, now, rules),
            _ => hand_up(state, instance, &reason, &bench, actor, now),
        },
    }
}

/// What an applicant can do about the answer at a moment.
pub fn contestable(state: &AppealState, now: DateTime<Utc>, rules: &Rules) -> Contestable {
    use ObjectionRefusal as No;
    let answer = match &state.contest.answer {
        Some(answer) if state.status.is_answered() => answer,
        _ => return silent(state, now),
    };
    if let Some(open) = state.contest.open() {
        return Contestable::No(No::Open(open.number));
    }
    let until = |from| rules.objection_until(from, state.region);
    let (until, last) = match state.contest.last() {
        None => (until(answer.at), None),
        Some(last) => match &last.decided {
            Some(decided) if decided.outcome != ObjectionOutcome::Upheld => {
                (until(decided.at), Some(last))
            }
            // Upheld, and the answer stands: it was upheld while the appeal was worked on already.
            _ => return Contestable::No(No::NoAnswer),
        },
    };
    match last {
        _ if now > until => Contestable::No(No::TooLate(until)),
        None => Contestable::Object { until },
        Some(last) => Contestable::Escalate {
            until,
            agency: last.agency.clone(),
        },
    }
}

/// What an applicant can do while there is no answer.
fn silent(state: &AppealState, now: DateTime<Utc>) -> Contestable {
    if !state.status.is_open() || !state.deadline.is_over(now) {
        return Contestable::No(ObjectionRefusal::NoAnswer);
    }
    if let Some(open) = state.contest.open() {
        return Contestable::No(ObjectionRefusal::Open(open.number));
    }
    let told = state.contest.last_silence().map(|last| &last.agency);
    Contestable::Overdue {
        agency: told.unwrap_or(&state.work.agency).clone(),
    }
}

/// What is contested, and why.
#[derive(Clone, Copy)]
struct Text<'a> {
    ground: ObjectionGround,
    text: &'a str,
}

fn file(
    state: &AppealState,
    given: Text<'_>,
    attachments: Attached,
    bench: &Bench,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if *actor == Actor::System {
        return Err(Refusal::NotYours);
    }
    match contestable(state, now, rules) {
        Contestable::Object { .. } => {}
        Contestable::Escalate { .. } => {
            return Err(ObjectionRefusal::Decided.into());
        }
        Contestable::Overdue { .. } => return Err(ObjectionRefusal::NoAnswer.into()),
        Contestable::No(refusal) => return Err(refusal.into()),
    }
    if !given.ground.is_usual() && state.status == Status::Rejected {
        return Err(ObjectionRefusal::NothingPromised.into());
    }
    let own = bench.0.first().ok_or(ObjectionRefusal::NoHigher)?;
    let filed = filed(state, given, attachments, own, now, rules)?;
    let objection = filed.objection;
    let mut events = vec![Event::ObjectionFiled(filed)];
    let excluded = state.contest.excluded(given.ground, None);
    events.extend(placed(objection, own, bench, &excluded));
    Ok(events)
}

/// Who decides an objection that an agency has: somebody there, else somebody of the nearest instance that has one,
/// since here is nobody, or nobody who had no hand in the answer. Where there is nobody at all it waits here; the
/// supervisors are told, and it is tried again when people come.
fn placed(objection: u16, own: &Seat, bench: &Bench, excluded: &BTreeSet<String>) -> Vec<Event> {
    if let Some(reviewer) = own.reviewer(excluded) {
        return vec![assigned(objection, Some(reviewer))];
    }
    let mut above = bench.above(&own.agency).iter();
    let found = above.find_map(|seat| Some((seat, seat.reviewer(excluded)?)));
    let Some((seat, reviewer)) = found else {
        return Vec::new();
    };
    let because = EscalatedFor::NoReviewer;
    vec![
        escalated(objection, seat, &own.agency, because, None),
        assigned(objection, Some(reviewer)),
    ]
}

/// Somebody else for an objection that nobody decides, or whose reviewer is gone. What nobody can be found for
/// stands in the queue without a name.
fn seek(
    state: &AppealState,
    bench: &Bench,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::System {
        return Err(Refusal::NotYours);
    }
    let open = state.contest.open();
    let Some(open) = open.filter(|open| in_time(open, now).is_ok()) else {
        return Ok(Vec::new());
    };
    let Some(seat) = bench.seat(&open.agency) else {
        return Ok(Vec::new());
    };
    let reviewer = open.reviewer.as_deref();
    if reviewer.is_some_and(|reviewer| seat.has(reviewer)) {
        return Ok(Vec::new());
    }
    let objection = open.number.ordinal();
    Ok(match placed(objection, seat, bench, &open.excluded) {
        events if events.is_empty() && reviewer.is_some() => vec![assigned(objection, None)],
        events => events,
    })
}

fn filed(
    state: &AppealState,
    given: Text<'_>,
    attachments: Attached,
    seat: &Seat,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<ObjectionFiled, Refusal> {
    let text = reason(given.text, MIN_TEXT_CHARS)?;
    let answer = state.contest.contested(given.ground);
    let answer = answer.ok_or(ObjectionRefusal::NoAnswer)?;
    let objection = u16::try_from(state.contest.objections.len() + 1).unwrap_or(u16::MAX);
    let number = ObjectionNumber::new(state.number, objection);
    Ok(ObjectionFiled {
        objection,
        number: number.map_err(|_| ObjectionRefusal::TooMany)?,
        answer,
        ground: given.ground,
        instance: seat.instance,
        agency: seat.agency.clone(),
        decide_by: rules.objection_decided_by(now, state.region),
        attachments: attachments.attachments,
        text: Some(text),
        file_names: attachments.file_names,
    })
}

/// The applicant goes above whoever left the answer standing, or has given none in time.
fn go_up(
    state: &AppealState,
    instance: Option<Instance>,
    text: &str,
    attachments: Attached,
    bench: &Bench,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let (from, ground, because) = match contestable(state, now, rules) {
        Contestable::Escalate { agency, .. } => {
            let last = state.contest.last().map(|last| last.ground);
            (agency, last.unwrap_or_default(), EscalatedFor::Applicant)
        }
        Contestable::Overdue { agency } => {
            (agency, ObjectionGround::Overdue, EscalatedFor::Overdue)
        }
        Contestable::Object { .. } => return Err(ObjectionRefusal::NothingToEscalate.into()),
        Contestable::No(refusal) => return Err(refusal.into()),
    };
    let seat = next(bench, &from, instance)?;
    let given = Text { ground, text };
    let filed = filed(state, given, attachments, seat, now, rules)?;
    let objection = filed.objection;
    let mut events = vec![
        Event::ObjectionFiled(filed),
        escalated(objection, seat, &from, because, None),
    ];
    let assignee = state.work.assignee.as_deref();
    let excluded = state.contest.excluded(ground, assignee);
    events.extend(placed(objection, seat, bench, &excluded));
    Ok(events)
}

/// A supervisor hands an open objection up. The term goes on.
fn hand_up(
    state: &AppealState,
    instance: Option<Instance>,
    text: &str,
    bench: &Bench,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    if *actor == Actor::System {
        return Err(Refusal::NotYours);
    }
    let open = state.contest.open();
    let open = open.ok_or(ObjectionRefusal::NothingToEscalate)?;
    in_time(open, now)?;
    let seat = next(bench, &open.agency, instance)?;
    let text = reason(text, 1)?;
    let objection = open.number.ordinal();
    let because = EscalatedFor::HandedUp;
    let mut events = vec![escalated(
        objection,
        seat,
        &open.agency,
        because,
        Some(text),
    )];
    events.extend(placed(objection, seat, bench, &open.excluded));
    Ok(events)
}

/// The seat above an agency, which is the one wanted: nobody skips an instance.
fn next<'a>(
    bench: &'a Bench,
    agency: &str,
    wanted: Option<Instance>,
) -> Result<&'a Seat, ObjectionRefusal> {
    let seat = bench.above(agency).first();
    let seat = seat.ok_or(ObjectionRefusal::NoHigher)?;
    match wanted {
        Some(wanted) if wanted != seat.instance => {
            Err(ObjectionRefusal::InstanceOrder(seat.instance))
        }
        _ => Ok(seat),
    }
}

fn assign(
    state: &AppealState,
    objection: u16,
    reviewer: Option<String>,
    bench: &Bench,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    let objection = open(state, objection)?;
    in_time(objection, now)?;
    if objection.reviewer == reviewer {
        return Ok(Vec::new());
    }
    if let Some(account) = &reviewer {
        let seat = bench.seat(&objection.agency);
        if !seat.is_some_and(|seat| seat.has(account)) {
            return Err(ObjectionRefusal::ReviewerUnknown.into());
        }
        if objection.excluded.contains(account) {
            return Err(ObjectionRefusal::OwnAnswer.into());
        }
    }
    let ordinal = objection.number.ordinal();
    Ok(vec![assigned(ordinal, reviewer.as_deref())])
}

fn settle(
    state: &AppealState,
    objection: u16,
    outcome: ObjectionOutcome,
    explanation: &str,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let Actor::Staff { role, id } = actor else {
        return Err(Refusal::NotYours);
    };
    let objection = open(state, objection)?;
    in_time(objection, now)?;
    if objection.excluded.contains(id) {
        return Err(ObjectionRefusal::OwnAnswer.into());
    }
    // A program of the operations team stands in for whoever it is; people decide what is theirs.
    let is_theirs = objection.reviewer.as_ref().is_none_or(|own| own == id);
    if !is_theirs && *role != Role::Service {
        return Err(ObjectionRefusal::OtherReviewer.into());
    }
    if matches!(
        outcome,
        ObjectionOutcome::LeftUnchanged | ObjectionOutcome::Settled
    ) {
        return Err(ObjectionRefusal::OutcomeOfTime.into());
    }
    let explanation = reason(explanation, 1)?;
    let mut events = vec![Event::ObjectionDecided(ObjectionDecided {
        objection: objection.number.ordinal(),
        outcome,
        ground: objection.ground,
        explanation: Some(explanation),
    })];
    match (outcome, objection.ground) {
        (ObjectionOutcome::Upheld, ObjectionGround::Overdue) => events.extend(hastened(state)),
        (ObjectionOutcome::Upheld, _) => events.extend(reopened(state, now, rules)),
        _ => {}
    }
    Ok(events)
}

/// What was not answered in time goes before others. Its deadline has passed and cannot come nearer.
fn hastened(state: &AppealState) -> Option<Event> {
    let (priority, confirmed) = (state.work.priority.max(Priority::High), true);
    let is_news = (priority, confirmed) != (state.work.priority, state.work.priority_confirmed);
    is_news.then_some(Event::PrioritySet(PrioritySet {
        priority,
        confirmed,
        deadline: None,
        reason: None,
    }))
}

/// What becomes of an objection that there is no answer when there is one, or when the appeal ends without: it is
/// settled, so that the answer can be objected to.
pub(super) fn settled(state: &AppealState, events: &[Event]) -> Option<Event> {
    let open = state.contest.open();
    let open = open.filter(|open| open.ground == ObjectionGround::Overdue)?;
    let ends = |event: &Event| match event {
        Event::StatusChanged(change) => !change.to.is_open(),
        _ => false,
    };
    events.iter().any(ends).then(|| {
        Event::ObjectionDecided(ObjectionDecided {
            objection: open.number.ordinal(),
            outcome: ObjectionOutcome::Settled,
            ground: open.ground,
            explanation: None,
        })
    })
}

/// The answered appeal in work again, with a new term; nothing where it is in work already.
pub(super) fn reopened(state: &AppealState, now: DateTime<Utc>, rules: &Rules) -> Vec<Event> {
    if state.status.is_answered() {
        let change = change(state, Status::InProgress, None, now, rules);
        vec![Event::StatusChanged(change)]
    } else {
        Vec::new()
    }
}

/// What time decides: with no decision by the end of the term the answer stands.
pub(super) fn silence(
    state: &AppealState,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::System {
        return Err(Refusal::NotYours);
    }
    let due = state.contest.open().filter(|open| now > open.decide_by);
    Ok(due
        .map(|objection| {
            Event::ObjectionDecided(ObjectionDecided {
                objection: objection.number.ordinal(),
                outcome: ObjectionOutcome::LeftUnchanged,
                ground: objection.ground,
                explanation: None,
            })
        })
        .into_iter()
        .collect())
}

fn open(state: &AppealState, ordinal: u16) -> Result<&Objection, ObjectionRefusal> {
    let objection = state.contest.get(ordinal);
    let objection = objection.ok_or(ObjectionRefusal::Unknown)?;
    match objection.is_open() {
        true => Ok(objection),
        false => Err(ObjectionRefusal::Closed),
    }
}

/// After the term time has decided, whether or not that is recorded yet.
fn in_time(objection: &Objection, now: DateTime<Utc>) -> Result<(), ObjectionRefusal> {
    match now > objection.decide_by {
        true => Err(ObjectionRefusal::Closed),
        false => Ok(()),
    }
}

fn assigned(objection: u16, reviewer: Option<&str>) -> Event {
    Event::ObjectionAssigned(ObjectionAssigned {
        objection,
        reviewer: reviewer.map(str::to_owned),
    })
}

fn escalated(
    objection: u16,
    seat: &Seat,
    from: &str,
    because: EscalatedFor,
    reason: Option<String>,
) -> Event {
    Event::Escalated(Escalated {
        objection,
        instance: seat.instance,
        agency: seat.agency.clone(),
        from_agency: from.to_owned(),
        because,
        reason,
    })
}

/// A reason in words, made uniform.
pub(super) fn reason(given: &str, least: usize) -> Result<String, Refusal> {
    let text = text::multi_line(given).map_err(Refusal::CommentText)?;
    match text.chars().count() {
        count if count < least => Err(ObjectionRefusal::ReasonTooShort(least).into()),
        count if count > MAX_COMMENT_CHARS => Err(Refusal::CommentTooLong),
        _ => Ok(text),
    }
}
