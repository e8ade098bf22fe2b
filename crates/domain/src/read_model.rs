//! What the database keeps of an appeal beside its journal, so that lists find it.
//!
//! It is a fold of the journal, made here and nowhere else: the database copies it as it is
//! (`schema/read_model.sql`), each member into the table of its name, and each member of that into the column of its
//! name. Times are milliseconds since 1970-01-01 UTC. What people wrote is not here: a `seq` says in which event it
//! stands, sealed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::actor::Actor;
use crate::appeal_type::AppealType;
use crate::deadline::Deadline;
use crate::decide::{AppealState, Call, DraftStage, MarkStanding, Progress, Standing};
use crate::event::{Channel, ConductKind, HiddenFrom, Priority, RatingCategory};
use crate::number::AppealNumber;
use crate::objection::{
    Instance, ObjectionGround, ObjectionNumber, ObjectionOutcome, ReviewOutcome,
};
use crate::participant::{ParticipantRole, Rights};
use crate::region::Region;
use crate::status::{Clock, Status};

/// The rows of an appeal, by table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReadModel {
    /// The appeal's own.
    pub appeal: Appeal,
    /// Its place in the queue of the desk.
    pub queue: Queue,
    /// Its rating.
    pub rating: Option<Rating>,
    /// The complaint in its rating, as long as it waits.
    pub review: Option<Review>,
    /// The objections to its answers.
    pub objection: Vec<Objection>,
    /// Who takes part, or did.
    pub participant: Vec<Participant>,
    /// The tasks inside it.
    pub task: Vec<Task>,
    /// The versions of its files that have more than one.
    pub attachment_version: Vec<AttachmentVersion>,
    /// The marks for bad conduct.
    pub conduct_mark: Vec<ConductMark>,
    /// What the classifier learns of it.
    pub learned_appeal: Option<LearnedAppeal>,
}

/// The row of an appeal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(
    missing_docs,
    reason = "the columns are described where they are read: store::AppealRow"
)]
pub struct Appeal {
    pub version: i64,
    #[serde(rename = "type")]
    pub appeal_type: AppealType,
    pub channel: Channel,
    pub anonymous: bool,
    pub repeat_of: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub status: Status,
    pub status_since: i64,
    /// Whether somebody owes a decision.
    pub open: bool,
    /// Whether nothing is due any more.
    pub ended: bool,
    pub region: Region,
    pub category: String,
    pub agency: String,
    pub unit: Option<String>,
    pub assignee: Option<String>,
    pub account: Option<String>,
    pub priority: Priority,
    pub priority_confirmed: bool,
    pub deadline: Deadline,
    pub due_at: i64,
    pub overdue: bool,
    pub processing_started: bool,
    pub answer_state: Option<DraftStage>,
    pub score: Option<u8>,
    pub higher: Vec<String>,
    pub hidden: BTreeMap<i64, BTreeSet<HiddenFrom>>,
    /// Where the text stands as it is now.
    pub private_seq: i64,
    pub anonymised_at: Option<i64>,
}

/// The row of the queue: what it is narrowed by, and its order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Queue {
    /// See [`Appeal`].
    pub agency: String,
    /// See [`Appeal`].
    pub unit: Option<String>,
    /// See [`Appeal`].
    pub region: Region,
    /// See [`Appeal`].
    pub category: String,
    /// See [`Appeal`].
    pub status: Status,
    /// See [`Appeal`].
    pub assignee: Option<String>,
    /// See [`Appeal`].
    pub due_at: i64,
    /// See [`Appeal`].
    pub overdue: bool,
    /// See [`Appeal`].
    pub open: bool,
    /// See [`Priority::level`].
    pub priority: i64,
    /// Whether an answer waits for a supervisor.
    pub approval: bool,
    /// Whether the applicant was the last to write or to act.
    pub replied: bool,
    /// When the applicant was to be called, until somebody has.
    pub call_at: Option<i64>,
    /// See [`rank`].
    pub rank: i64,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in decide::Rated")]
pub struct Rating {
    pub score: u8,
    pub category: Option<RatingCategory>,
    pub given_at: i64,
    pub revised_at: Option<i64>,
    pub seq: i64,
    pub outcome: Option<ReviewOutcome>,
    pub reviewed_at: Option<i64>,
    pub review_seq: Option<i64>,
}

/// A rating that complains, until somebody has looked into it. Whoever has the appeal has the complaint.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in store::objection::ReviewRow")]
pub struct Review {
    pub appeal_number: i64,
    pub category: String,
    pub region: Region,
    pub agency: String,
    pub unit: Option<String>,
    pub score: u8,
    pub about: Option<RatingCategory>,
    pub given_at: i64,
    pub review_by: i64,
    pub provisional: bool,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in objection::Objection")]
pub struct Objection {
    pub ordinal: u16,
    pub number: ObjectionNumber,
    pub appeal_number: i64,
    pub category: String,
    pub region: Region,
    pub unit: Option<String>,
    pub origin: String,
    pub agency: String,
    pub instance: Instance,
    pub reviewer: Option<String>,
    pub ground: ObjectionGround,
    pub filed_at: i64,
    pub decide_by: i64,
    pub outcome: Option<ObjectionOutcome>,
    pub decided_at: Option<i64>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in decide::Participant")]
pub struct Participant {
    pub id: String,
    pub role: ParticipantRole,
    pub rights: Rights,
    pub account: Option<String>,
    pub agency: Option<String>,
    pub unit: Option<String>,
    pub state: Standing,
    pub by_applicant: bool,
    pub at: i64,
    pub seq: i64,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in decide::Task")]
pub struct Task {
    pub id: String,
    pub participant: String,
    pub state: Progress,
    pub due_on: Option<NaiveDate>,
    pub created_at: i64,
    pub changed_at: i64,
    pub seq: i64,
    pub done_seq: Option<i64>,
    pub returned_seq: Option<i64>,
}

/// A version of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttachmentVersion {
    /// The file, by the id of its first version.
    pub attachment: String,
    /// From 1.
    pub version: usize,
    /// The upload.
    pub file: String,
    /// When it came.
    pub at: i64,
    /// Who brought it.
    pub actor: Actor,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A mark for bad conduct.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "described in decide::Mark")]
pub struct ConductMark {
    pub id: String,
    pub conduct: ConductKind,
    pub marked_seq: i64,
    pub state: MarkStanding,
    pub at: i64,
    pub changed_at: i64,
    pub seq: i64,
    pub appealed_seq: Option<i64>,
    pub decided_seq: Option<i64>,
}

/// What the classifier learns of an appeal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearnedAppeal {
    /// The category that a person of staff confirmed.
    pub category: String,
}

impl AppealState {
    /// What the database keeps of it.
    pub fn read_model(&self) -> ReadModel {
        ReadModel {
            appeal: self.appeal(),
            queue: self.queue(),
            rating: self.rating(),
            review: self.review(),
            objection: self.objections(),
            participant: self.participants(),
            task: self.tasks(),
            attachment_version: self.attachment_versions(),
            conduct_mark: self.conduct_marks(),
            learned_appeal: self
                .confirmed_category
                .clone()
                .map(|category| LearnedAppeal { category }),
        }
    }

    fn appeal(&self) -> Appeal {
        Appeal {
            version: self.version,
            appeal_type: self.origin.appeal_type,
            channel: self.origin.channel,
            anonymous: self.origin.anonymous,
            repeat_of: self.origin.repeat_of.map(AppealNumber::key),
            created_at: ms(self.registered_at),
            updated_at: ms(self.updated_at),
            status: self.status,
            status_since: ms(self.status_since),
            open: self.status.is_open(),
            ended: matches!(self.status, Status::Closed | Status::Cancelled),
            region: self.region,
            category: self.work.category.clone(),
            agency: self.work.agency.clone(),
            unit: self.work.unit.clone(),
            assignee: self.work.assignee.clone(),
            account: self.account.clone(),
            priority: self.work.priority,
            priority_confirmed: self.work.priority_confirmed,
            deadline: self.deadline.clone(),
            due_at: ms(self.deadline.due_at),
            overdue: self.is_overdue,
            processing_started: self.processing_started,
            answer_state: self.answer.draft.as_ref().map(|draft| draft.stage),
            score: self.rated.map(|rated| rated.score),
            higher: self.contest.higher.clone(),
            hidden: self.content.hidden.clone(),
            private_seq: self.content.text_seq,
            anonymised_at: self.erased_at.map(ms),
        }
    }

    fn queue(&self) -> Queue {
        let stage = self.answer.draft.as_ref().map(|draft| draft.stage);
        let call = self.call.filter(|call| call.is_told);
        Queue {
            agency: self.work.agency.clone(),
            unit: self.work.unit.clone(),
            region: self.region,
            category: self.work.category.clone(),
            status: self.status,
            assignee: self.work.assignee.clone(),
            due_at: ms(self.deadline.due_at),
            overdue: self.is_overdue,
            open: self.status.is_open(),
            priority: self.work.priority.level(),
            approval: stage == Some(DraftStage::Submitted),
            replied: self.is_replied,
            call_at: call.map(|call| ms(call.at)),
            rank: rank(self.status, self.work.priority, self.deadline.due_at, call),
        }
    }

    fn rating(&self) -> Option<Rating> {
        let rated = self.rated?;
        Some(Rating {
            score: rated.score,
            category: rated.category,
            given_at: ms(rated.given_at),
            revised_at: rated.revised_at.map(ms),
            seq: rated.seq,
            outcome: rated.reviewed.map(|review| review.outcome),
            reviewed_at: rated.reviewed.map(|review| ms(review.at)),
            review_seq: rated.reviewed.map(|review| review.seq),
        })
    }

    fn review(&self) -> Option<Review> {
        let rated = self.rated?;
        let review = rated.waiting()?;
        Some(Review {
            appeal_number: self.number.key(),
            category: self.work.category.clone(),
            region: self.region,
            agency: self.work.agency.clone(),
            unit: self.work.unit.clone(),
            score: rated.score,
            about: rated.category,
            given_at: ms(review.since),
            review_by: ms(review.term.by),
            provisional: review.term.is_provisional,
        })
    }

    fn objections(&self) -> Vec<Objection> {
        let row = |one: &crate::objection::Objection| Objection {
            ordinal: one.number.ordinal(),
            number: one.number,
            appeal_number: self.number.key(),
            category: one.category.clone(),
            region: self.region,
            unit: one.unit.clone(),
            origin: one.origin.clone(),
            agency: one.agency.clone(),
            instance: one.instance,
            reviewer: one.reviewer.clone(),
            ground: one.ground,
            filed_at: ms(one.filed_at),
            decide_by: ms(one.decide_by),
            outcome: one.decided.as_ref().map(|decided| decided.outcome),
            decided_at: one.decided.as_ref().map(|decided| ms(decided.at)),
        };
        self.contest.objections.iter().map(row).collect()
    }

    fn participants(&self) -> Vec<Participant> {
        let row = |(id, one): (&String, &crate::decide::Participant)| Participant {
            id: id.clone(),
            role: one.role,
            rights: one.rights.clone(),
            account: one.account.clone(),
            agency: one.agency.as_ref().map(|(agency, _)| agency.clone()),
            unit: one.agency.as_ref().and_then(|(_, unit)| unit.clone()),
            state: one.standing,
            by_applicant: one.by_applicant,
            at: ms(one.since),
            seq: one.seq,
        };
        self.people.participants.iter().map(row).collect()
    }

    fn tasks(&self) -> Vec<Task> {
        let row = |(id, one): (&String, &crate::decide::Task)| Task {
            id: id.clone(),
            participant: one.participant.clone(),
            state: one.progress,
            due_on: one.due_on,
            created_at: ms(one.created_at),
            changed_at: ms(one.changed_at),
            seq: one.seq,
            done_seq: one.done_seq,
            returned_seq: one.returned_seq,
        };
        self.people.tasks.iter().map(row).collect()
    }

    fn attachment_versions(&self) -> Vec<AttachmentVersion> {
        let files = self.content.files.iter();
        let several = files.filter(|(_, file)| file.uploads.len() > 1);
        let rows = several.flat_map(|(id, file)| {
            (1..)
                .zip(&file.uploads)
                .map(|(version, upload)| AttachmentVersion {
                    attachment: id.clone(),
                    version,
                    file: upload.file.clone(),
                    at: ms(upload.at),
                    actor: upload.by.clone(),
                    current: u32::try_from(version) == Ok(file.current),
                })
        });
        rows.collect()
    }

    fn conduct_marks(&self) -> Vec<ConductMark> {
        let row = |(id, one): (&String, &crate::decide::Mark)| ConductMark {
            id: id.clone(),
            conduct: one.conduct,
            marked_seq: one.seq,
            state: one.standing,
            at: ms(one.at),
            changed_at: ms(one.changed_at),
            seq: one.marked_in,
            appealed_seq: one.contested_in,
            decided_seq: one.decided_in,
        };
        self.content.marks.iter().map(row).collect()
    }
}

/// Between two bands of the queue; milliseconds until 2286 fit in.
const BAND: i64 = 10_000_000_000_000;

/// The order of the queue, the lowest first: whom somebody has to call now; then what waits for the agency, urgent
/// before high before normal, each by the time left; then what waits for the applicant, in the same order; then what
/// is being carried out; then what is done, the latest first.
fn rank(status: Status, priority: Priority, due_at: DateTime<Utc>, call: Option<Call>) -> i64 {
    let due = ms(due_at);
    match (status.clock(), call) {
        (Clock::Running, Some(call)) => call.at.timestamp(),
        (Clock::Running, None) => (2 - priority.level()) * BAND + due,
        (Clock::Paused, _) => (5 - priority.level()) * BAND + due,
        (Clock::Stopped, _) if status == Status::Approved => 6 * BAND + due,
        (Clock::Stopped, _) => 8 * BAND - due,
    }
}

/// The ranks of a status, or of all that is open: from one on, and before another.
pub fn ranks(status: Option<Status>) -> (i64, i64) {
    let Some(status) = status else {
        return (0, 6 * BAND);
    };
    match status.clock() {
        Clock::Running => (0, 3 * BAND),
        Clock::Paused => (3 * BAND, 6 * BAND),
        Clock::Stopped if status == Status::Approved => (6 * BAND, 7 * BAND),
        Clock::Stopped => (7 * BAND, i64::MAX),
    }
}

fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_is_in_the_order_in_which_somebody_looks() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (soon, late) = (at("2026-06-03T09:00:00Z"), at("2199-06-03T09:00:00Z"));
        let call = Call {
            at: late,
            is_told: true,
        };
        let (normal, high, urgent) = (Priority::Normal, Priority::High, Priority::Urgent);
        let in_order = [
            rank(Status::InProgress, normal, late, Some(call)),
            rank(Status::Created, urgent, soon, None),
            rank(Status::InProgress, urgent, late, None),
            rank(Status::Created, high, soon, None),
            rank(Status::Created, normal, soon, None),
            rank(Status::Created, normal, late, None),
            rank(Status::AwaitingReply, urgent, soon, Some(call)),
            rank(Status::ClarificationRequired, normal, late, None),
            rank(Status::Approved, urgent, soon, None),
            rank(Status::Approved, normal, late, Some(call)),
            rank(Status::Closed, normal, late, None),
            rank(Status::Rejected, urgent, soon, None),
        ];
        assert!(in_order.is_sorted_by(|a, b| a < b), "{in_order:?}");
    }

    #[test]
    fn a_status_is_looked_for_where_its_ranks_are() {
        let due = "2026-06-03T09:00:00Z".parse().unwrap();
        let call = Call {
            at: due,
            is_told: true,
        };
        for status in Status::ALL {
            for priority in Priority::ALL {
                for call in [None, Some(call)] {
                    let rank = rank(*status, *priority, due, call);
                    let (from, before) = ranks(Some(*status));
                    assert!(from <= rank && rank < before, "{status} {priority}");
                    let is_open = (ranks(None).0..ranks(None).1).contains(&rank);
                    assert_eq!(is_open, status.is_open(), "{status} {priority}");
                }
            }
        }
    }
}
