//! Reviews of ratings: whether a complaint about the work is justified.

use chrono::{DateTime, Utc};

use super::objection::{reason, reopened};
use super::{AppealState, Refusal};
use crate::actor::Actor;
use crate::event::{Event, RatingReviewed};
use crate::objection::{ObjectionRefusal, ReviewOutcome};
use crate::rules::Rules;

/// Decides a review. Whoever worked on the answer does not judge what is said of it; whoever signed it may:
/// to answer for the work of others is what supervisors are for. A justified complaint puts the appeal into
/// work again, unless an objection is open: then that one decides about the answer.
pub(super) fn decide(
    state: &AppealState,
    outcome: ReviewOutcome,
    explanation: &str,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let Actor::Staff { id, .. } = actor else {
        return Err(Refusal::NotYours);
    };
    let rated = state.rated.as_ref().ok_or(ObjectionRefusal::NoComplaint)?;
    if rated.reviewed.is_some() {
        return Err(Refusal::RatingReviewed);
    }
    if rated.review.is_none() {
        return Err(ObjectionRefusal::NoComplaint.into());
    }
    if state.contest.executors.contains(id) {
        return Err(ObjectionRefusal::OwnAnswer.into());
    }
    let explanation = reason(explanation, 1)?;
    let mut events = vec![Event::RatingReviewed(RatingReviewed {
        outcome,
        explanation: Some(explanation),
    })];
    if outcome == ReviewOutcome::Justified && state.contest.open().is_none() {
        events.extend(reopened(state, now, rules));
    }
    Ok(events)
}
