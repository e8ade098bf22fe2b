//! Telling people: of what, whom, when, and how often it is tried.

mod account_message;
mod news;
mod quiet;
mod retry;

use crate::codes::codes;

pub use account_message::AccountMessage;
pub use news::{Addressee, Notice, news};
pub use quiet::{Quiet, QuietError};
pub use retry::{CODE_LIFE, GIVE_UP_AFTER, retry_after};

codes! {
    /// What somebody is told of.
    pub enum Topic, "topic of a notice" {
        /// The appeal was registered: a copy for its applicant.
        Registered = "registered",
        /// The executor has a question, or documents are missing.
        Question = "question",
        /// The status is another.
        Status = "status",
        /// Another agency answers.
        Forwarded = "forwarded",
        /// The deadline moved.
        Deadline = "deadline",
        /// The answer is there.
        Answer = "answer",
        /// The question is still waiting for the applicant.
        ReplyNeeded = "reply_needed",
        /// Was what the answer promised done?
        Execution = "execution",
        /// The objection was decided.
        ObjectionDecided = "objection_decided",
        /// The appeal went to a higher instance.
        Escalated = "escalated",
        /// The complaint in a rating was looked at.
        ReviewOutcome = "review_outcome",
        /// The appeal is closed or stopped.
        Closed = "closed",
        /// A new appeal has come to the unit.
        NewAppeal = "new_appeal",
        /// Somebody was given an appeal.
        Assigned = "assigned",
        /// The applicant has replied.
        Reply = "reply",
        /// The applicant has withdrawn the appeal.
        Withdrawn = "withdrawn",
        /// The applicant is not content: the appeal is open again.
        Reopened = "reopened",
        /// The deadline comes near, or something else is to be done in time.
        Reminder = "reminder",
        /// The deadline has passed.
        Overdue = "overdue",
        /// An answer waits to be approved.
        Submitted = "submitted",
        /// An answer came back with remarks.
        Returned = "returned",
        /// There is an objection to decide.
        Objection = "objection",
        /// There is a rating to look at.
        ReviewDue = "review_due",
        /// There is a task to do, or one was done.
        Task = "task",
        /// Somebody was brought into an appeal as a participant.
        Participation = "participation",
        /// Somebody's words were marked or hidden, or such a mark is contested or decided on.
        Conduct = "conduct",
        /// The applicant is to be called back at this time.
        CallBack = "call_back",
    }
}

codes! {
    /// What a person chooses to be told of: several topics are one choice.
    pub enum Group, "group of notices" {
        /// The applicant's: the copy of what was sent.
        Copy = "registered",
        /// The applicant's: questions.
        Question = "question",
        /// The applicant's: what happens.
        Status = "status",
        /// The applicant's: the answer and what follows it.
        Answer = "answer",
        /// The applicant's: the deadline moved.
        Deadline = "deadline",
        /// Staff's: new appeals.
        NewAppeal = "new_appeal",
        /// Staff's: replies of applicants.
        Reply = "reply",
        /// Staff's: what is to be done.
        Work = "work",
        /// Staff's: deadlines.
        Due = "due",
    }
}

impl Group {
    /// What applicants choose among.
    pub const APPLICANT: &'static [Group] = &[
        Group::Copy,
        Group::Question,
        Group::Status,
        Group::Answer,
        Group::Deadline,
    ];

    /// What staff choose among.
    pub const STAFF: &'static [Group] = &[Group::NewAppeal, Group::Reply, Group::Work, Group::Due];
}

impl Topic {
    /// The choice that it belongs to; `is_staff`: whether it is told to somebody who works on the appeal.
    pub const fn group(self, is_staff: bool) -> Group {
        use Topic::*;
        if is_staff {
            return match self {
                NewAppeal | Forwarded => Group::NewAppeal,
                Reply | Withdrawn | Reopened => Group::Reply,
                Reminder | Overdue | Deadline => Group::Due,
                _ => Group::Work,
            };
        }
        match self {
            Registered => Group::Copy,
            Question | ReplyNeeded => Group::Question,
            Answer | Execution | ObjectionDecided | ReviewOutcome => Group::Answer,
            Deadline => Group::Deadline,
            _ => Group::Status,
        }
    }

    /// Whether it can't wait for the end of somebody's quiet hours or of a flood.
    pub const fn is_urgent(self) -> bool {
        matches!(self, Topic::CallBack)
    }
}

/// As many letters an hour a person gets one by one; what comes beyond waits for the hour's end, in one digest.
/// Three is what a usual day of one appeal brings.
pub const LETTERS_AN_HOUR: i64 = 3;

#[cfg(test)]
mod tests;
