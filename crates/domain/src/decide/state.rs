//! What is known of an appeal when something about it is decided.

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::appeal_type::AppealType;
use crate::codes::codes;
use crate::deadline::Deadline;
use crate::decide::call::{self, Call};
use crate::decide::content::Content;
use crate::decide::people::People;
use crate::event::{
    AppealRegistered, AssignedHow, Channel, Decision, Direction, Event, MessageWritten, Priority,
    RatingCategory, RatingGiven, RatingReviewed, Recorded, RegisteredAttachment,
    ReviewTermRecounted, StatusChanged,
};
use crate::number::AppealNumber;
use crate::objection::{Contest, ReviewOutcome};
use crate::region::Region;
use crate::rules::ReviewTerm;
use crate::status::{Clock, Status};
use crate::timer::Reminders;

/// The state that decisions need: a fold of the appeal's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealState {
    /// The number.
    pub number: AppealNumber,
    /// How many events there are.
    pub version: i64,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// When the last event happened.
    pub updated_at: DateTime<Utc>,
    /// How it came in.
    pub origin: Origin,
    /// The status.
    pub status: Status,
    /// Since when.
    pub status_since: DateTime<Utc>,
    /// The region.
    pub region: Region,
    /// The deadline.
    pub deadline: Deadline,
    /// Whether it has ever been in progress.
    pub processing_started: bool,
    /// The rating, once there is one.
    pub rated: Option<Rated>,
    /// The account of the applicant, where they have one.
    pub account: Option<String>,
    /// The due time whose passing is recorded already.
    pub overdue_since: Option<DateTime<Utc>>,
    /// Whether that is so still: there is no answer, and the deadline did not move behind the present.
    pub is_overdue: bool,
    /// Whether the applicant was the last to write or to act.
    pub is_replied: bool,
    /// The category that a person of staff corrected, or left as it is when giving the answer: the classifier learns
    /// from it. Taking an appeal confirms nothing, since people take first and read then; nor does registering it, so
    /// that a suggestion which an applicant followed does not confirm itself.
    pub confirmed_category: Option<String>,
    /// When the personal data was erased: nothing happens any more.
    pub erased_at: Option<DateTime<Utc>>,
    /// Who has it, and what it is about.
    pub work: Work,
    /// What was asked and sent.
    pub dialogue: Dialogue,
    /// The answer that is being written, and the one that was given.
    pub answer: AnswerState,
    /// The objections to its answers.
    pub contest: Contest,
    /// The call that the applicant waits for.
    pub call: Option<Call>,
    /// What was reminded of.
    pub reminders: Reminders,
    /// Who takes part, and their tasks.
    pub people: People,
    /// Versions of files, hidden texts, marks.
    pub content: Content,
}

/// How an appeal came in: what never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The type.
    pub appeal_type: AppealType,
    /// The channel.
    pub channel: Channel,
    /// Whether there is no applicant.
    pub anonymous: bool,
    /// The appeal that it repeats.
    pub repeat_of: Option<AppealNumber>,
}

/// Who has an appeal, and what it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// The category's code.
    pub category: String,
    /// The agency's code.
    pub agency: String,
    /// The unit of the agency.
    pub unit: Option<String>,
    /// The account of the executor.
    pub assignee: Option<String>,
    /// How they got it.
    pub assigned: Option<AssignedHow>,
    /// The priority.
    pub priority: Priority,
    /// Whether a person said so.
    pub priority_confirmed: bool,
    /// Agencies and units that sent it on, in order.
    pub forwarded_by: Vec<(String, Option<String>)>,
}

/// What was asked of an applicant, and how much was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dialogue {
    /// The last question that nobody has replied to.
    pub asked_at: Option<DateTime<Utc>>,
    /// The files that the applicant sent.
    pub from_applicant: Files,
    /// The files that the agency sent or attached.
    pub from_agency: Files,
}

/// How many files there are, and how large.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Files {
    /// How many.
    pub count: usize,
    /// Bytes of all of them.
    pub bytes: u64,
}

impl Files {
    /// With more of them.
    #[must_use]
    pub fn with(self, more: &[RegisteredAttachment]) -> Files {
        Files {
            count: self.count.saturating_add(more.len()),
            bytes: more
                .iter()
                .fold(self.bytes, |sum, file| sum.saturating_add(file.size_bytes)),
        }
    }
}

/// The answer that is being written, and the last that was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerState {
    /// Versions of drafts that were ever written.
    pub versions: u32,
    /// The draft; none before the first and after an answer.
    pub draft: Option<Draft>,
    /// Answers that were ever given.
    pub given: u32,
    /// The last of them.
    pub last: Option<LastAnswer>,
}

/// A draft of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The version.
    pub version: u32,
    /// Its place in the journal, where the text is.
    pub seq: i64,
    /// What it decides.
    pub decision: Decision,
    /// Who wrote this version.
    pub author: Actor,
    /// How far it has come.
    pub stage: DraftStage,
    /// Its files.
    pub attachments: Vec<RegisteredAttachment>,
}

codes! {
    /// How far a draft has come.
    pub enum DraftStage, "stage of a draft" {
        /// It is being written.
        Written = "drafted",
        /// It waits for a supervisor.
        Submitted = "submitted",
        /// It came back with remarks.
        Returned = "returned",
    }
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAnswer {
    /// Its place in the journal.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who approved it.
    pub by: Actor,
    /// Whose work it is: the account of the executor, else of who wrote the draft.
    pub executor: Option<String>,
}

/// A rating that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    /// Stars, 1 to 5.
    pub score: u8,
    /// What the comment is about.
    pub category: Option<RatingCategory>,
    /// When it was first given.
    pub given_at: DateTime<Utc>,
    /// When it was last changed.
    pub revised_at: Option<DateTime<Utc>>,
    /// Its place in the journal, where the comment is.
    pub seq: i64,
    /// What a review found, after which it stands.
    pub reviewed: Option<Reviewed>,
    /// That somebody looks into it, of one that complains.
    pub review: Option<Review>,
}

/// A review of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewed {
    /// What was found.
    pub outcome: ReviewOutcome,
    /// When.
    pub at: DateTime<Utc>,
    /// Its place in the journal, where the explanation is.
    pub seq: i64,
}

impl Rated {
    /// The review that it waits for.
    pub fn waiting(&self) -> Option<Review> {
        self.review.filter(|_| self.reviewed.is_none())
    }
}

/// The term to look into a rating that complains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// Since when it runs.
    pub since: DateTime<Utc>,
    /// By when somebody looks into it.
    pub term: ReviewTerm,
    /// Whether it was ever provisional: it follows the calendar then.
    pub follows_calendar: bool,
}

impl AppealState {
    /// The state after the first event.
    pub fn registered(
        number: AppealNumber,
        event: &AppealRegistered,
        by: &Actor,
        at: DateTime<Utc>,
    ) -> AppealState {
        AppealState {
            number,
            version: 1,
            registered_at: at,
            updated_at: at,
            origin: Origin {
                appeal_type: event.appeal_type,
                channel: event.channel,
                anonymous: event.anonymous,
                repeat_of: event.repeat_of,
            },
            status: event.status,
            status_since: at,
            region: event.region,
            deadline: event.deadline.clone(),
            processing_started: event.status == Status::InProgress,
            rated: None,
            account: event.account.clone(),
            overdue_since: None,
            is_overdue: false,
            is_replied: false,
            confirmed_category: None,
            erased_at: None,
            work: Work {
                category: event.category.clone(),
                agency: event.agency.clone(),
                unit: event.unit.clone(),
                assignee: event.assignee.clone(),
                assigned: event.assignee.as_ref().map(|_| AssignedHow::Rule),
                priority: match event.urgency {
                    Some(_) => Priority::High,
                    None => Priority::Normal,
                },
                ..Work::default()
            },
            dialogue: Dialogue {
                from_applicant: Files::default().with(&event.attachments),
                ..Dialogue::default()
            },
            answer: AnswerState::default(),
            contest: Contest::default(),
            call: event.call_at.map(Call::at),
            reminders: Reminders::default(),
            people: People::default(),
            content: Content::registered(event, by, at),
        }
    }

    /// The state that a whole journal leads to; none when the first event is no
    /// registration.
    pub fn replay<'a>(
        number: AppealNumber,
        journal: impl IntoIterator<Item = &'a Recorded>,
    ) -> Option<AppealState> {
        let mut journal = journal.into_iter();
        let first = journal.next()?;
        let Event::AppealRegistered(registered) = &first.event else {
            return None;
        };
        let mut state = AppealState::registered(number, registered, &first.actor, first.at);
        journal.for_each(|row| state.apply(&row.event, &row.actor, row.at));
        Some(state)
    }

    /// The state after events that somebody has just caused.
    #[must_use]
    pub fn after(mut self, events: &[Event], by: &Actor, at: DateTime<Utc>) -> AppealState {
        events.iter().for_each(|event| self.apply(event, by, at));
        self
    }

    /// The state after one more event. A second registration changes nothing.
    pub fn apply(&mut self, event: &Event, by: &Actor, at: DateTime<Utc>) {
        self.version += 1;
        self.updated_at = at;
        self.contest.apply(event, by, at, &self.work);
        if let Some(deadline) = event.deadline() {
            self.deadline = deadline.clone();
            self.is_overdue &= deadline.due_at <= at;
        }
        self.people.apply(event, self.version, at);
        self.call = call::apply(self.call, event);
        self.content.apply(event, by, self.version, at);
        match event {
            Event::AppealRegistered(_) => {}
            Event::StatusChanged(change) => self.change(change, by, at),
            Event::RatingGiven(rating) | Event::RatingRevised(rating) => self.rate(rating, at),
            Event::DeadlinePassed(passed) => {
                self.overdue_since = Some(passed.due_at);
                self.is_overdue = true;
            }
            Event::AppealClaimed(claimed) => self.account = Some(claimed.account.clone()),
            Event::PersonalDataErased(_) => {
                self.account = None;
                self.erased_at = Some(at);
            }
            Event::Assigned(assigned) => {
                self.work.assignee.clone_from(&assigned.assignee);
                self.work.unit.clone_from(&assigned.unit);
                self.work.assigned = assigned.assignee.as_ref().map(|_| assigned.how);
            }
            Event::Forwarded(forwarded) => {
                let from = (forwarded.from_agency.clone(), forwarded.from_unit.clone());
                self.work.forwarded_by.push(from);
                self.work.agency.clone_from(&forwarded.agency);
                self.work.unit.clone_from(&forwarded.unit);
                self.release();
            }
            Event::Reclassified(change) => {
                self.work.category.clone_from(&change.to);
                self.confirm_category(by);
                if let Some(agency) = &change.agency {
                    let from = (self.work.agency.clone(), self.work.unit.clone());
                    self.work.forwarded_by.push(from);
                    self.work.agency.clone_from(agency);
                    self.work.unit.clone_from(&change.unit);
                    self.release();
                }
            }
            Event::PrioritySet(set) => {
                self.work.priority = set.priority;
                self.work.priority_confirmed = set.confirmed;
            }
            Event::MessageWritten(message) => self.hear(message, by, at),
            Event::AnswerDrafted(draft) => {
                self.is_replied = *by == Actor::Applicant;
                self.answer.versions = draft.version;
                self.answer.draft = Some(Draft {
                    version: draft.version,
                    seq: self.version,
                    decision: draft.decision,
                    author: by.clone(),
                    stage: DraftStage::Written,
                    attachments: draft.attachments.clone(),
                });
            }
            // The deadline is taken from every event that has one.
            Event::DeadlineExtended(_) | Event::DeadlineRecounted(_) => {}
            Event::ReviewTermRecounted(recounted) => self.recount_review(recounted),
            Event::Reminded(reminder) => self.reminders.apply(reminder.of, at),
            Event::FirstResponseGiven(_) => self.reminders.is_responded = true,
            Event::AnswerSubmitted(_) => self.answer.move_to(DraftStage::Submitted),
            Event::AnswerReturned(_) => self.answer.move_to(DraftStage::Returned),
            Event::RatingReviewed(review) => self.reviewed(review, at),
            // The contest has seen these.
            Event::ObjectionFiled(_)
            | Event::ObjectionAssigned(_)
            | Event::ObjectionDecided(_)
            | Event::Escalated(_) => {}
            // Calls, participants and content have their parts of the state.
            Event::ParticipantInvited(_)
            | Event::ParticipantAdded(_)
            | Event::ParticipantRemoved(_)
            | Event::TaskCreated(_)
            | Event::TaskDone(_)
            | Event::TaskConfirmed(_)
            | Event::TaskReturned(_)
            | Event::AttachmentVersioned(_)
            | Event::AttachmentRestored(_)
            | Event::TextEdited(_)
            | Event::ConductMarked(_)
            | Event::ContentHidden(_)
            | Event::ContentShown(_)
            | Event::ConductAppealed(_)
            | Event::ConductLifted(_)
            | Event::CallMade(_) => {}
        }
    }

    fn change(&mut self, change: &StatusChanged, by: &Actor, at: DateTime<Utc>) {
        self.status = change.to;
        self.status_since = at;
        self.is_replied = *by == Actor::Applicant;
        self.is_overdue &= change.to.clock() != Clock::Stopped;
        self.processing_started |= change.to == Status::InProgress;
        self.dialogue.asked_at = match change.to {
            Status::AwaitingReply | Status::ClarificationRequired => {
                self.dialogue.asked_at.or(Some(at))
            }
            _ => None,
        };
        if change.to.is_decision() {
            let draft = self.answer.draft.take().map(|draft| draft.author);
            let author = match draft.as_ref().unwrap_or(by) {
                Actor::Staff { id, .. } => Some(id.clone()),
                Actor::Applicant | Actor::Participant { .. } | Actor::System => None,
            };
            self.answer.given += 1;
            self.answer.last = Some(LastAnswer {
                seq: self.version,
                at,
                by: by.clone(),
                executor: self.work.assignee.clone().or(author),
            });
            self.confirm_category(by);
        }
    }

    fn confirm_category(&mut self, by: &Actor) {
        if let Actor::Staff { .. } = by {
            self.confirmed_category = Some(self.work.category.clone());
        }
    }

    /// Nobody of the agency that it came to has it yet, and what another wrote is not its answer.
    fn release(&mut self) {
        self.work.assignee = None;
        self.work.assigned = None;
        self.answer.draft = None;
    }

    fn hear(&mut self, message: &MessageWritten, by: &Actor, at: DateTime<Utc>) {
        let files = match by {
            Actor::Applicant => &mut self.dialogue.from_applicant,
            Actor::Staff { .. } | Actor::Participant { .. } | Actor::System => {
                &mut self.dialogue.from_agency
            }
        };
        *files = files.with(&message.attachments);
        self.is_replied = *by == Actor::Applicant;
        match message.direction {
            Direction::Question => self.dialogue.asked_at = Some(at),
            Direction::Reply => self.dialogue.asked_at = None,
            Direction::Note => {}
        }
    }

    fn rate(&mut self, rating: &RatingGiven, at: DateTime<Utc>) {
        let first = self.rated;
        let before = first.and_then(|rated| rated.review);
        let provisional = rating.review_provisional;
        self.rated = Some(Rated {
            score: rating.score,
            category: rating.category,
            given_at: first.map_or(at, |rated| rated.given_at),
            revised_at: first.map(|_| at),
            seq: self.version,
            reviewed: first.and_then(|rated| rated.reviewed),
            review: rating.review_by.map(|by| Review {
                since: before.map_or(at, |review| review.since),
                term: ReviewTerm {
                    by,
                    is_provisional: provisional,
                },
                follows_calendar: provisional || before.is_some_and(|one| one.follows_calendar),
            }),
        });
    }

    fn recount_review(&mut self, recounted: &ReviewTermRecounted) {
        if let Some(review) = self.rated.as_mut().and_then(|rated| rated.review.as_mut()) {
            review.term = ReviewTerm {
                by: recounted.review_by,
                is_provisional: recounted.provisional,
            };
        }
    }

    fn reviewed(&mut self, review: &RatingReviewed, at: DateTime<Utc>) {
        if let Some(rated) = &mut self.rated {
            rated.reviewed = Some(Reviewed {
                outcome: review.outcome,
                at,
                seq: self.version,
            });
        }
    }
}

impl AnswerState {
    fn move_to(&mut self, stage: DraftStage) {
        if let Some(draft) = &mut self.draft {
            draft.stage = stage;
        }
    }
}
