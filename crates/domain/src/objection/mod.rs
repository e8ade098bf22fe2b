//! Objections to answers, the instances that decide them, and complaints about the work in ratings
//! (product rules, D8, D9, F2).
//!
//! What can be contested, when and how often:
//!
//! - An answer (approval or refusal) can be objected to until the end of the 30th calendar day after it, in
//!   the region's time, once at each instance. A new answer after a reopening has a window of its own.
//! - One objection is open at a time. It is decided within 15 calendar days by somebody who neither wrote
//!   nor signed the answer nor decided on it below; with no decision by then the answer stands, by itself.
//! - Against a decision that left the answer standing the applicant goes to the next instance, again within
//!   30 calendar days, and so on to the last. What the last one left standing is final; a new repeat appeal
//!   is always possible.
//! - An appeal whose deadline passed without an answer goes to the next instance too, as often as there is one
//!   above: what is contested then is the silence ([`ObjectionGround::Overdue`]). Upheld, the appeal goes before
//!   others; when the answer comes, such an objection ends by itself.
//! - That a promise was not kept is said by an objection as well ([`ObjectionGround::Execution`]): whoever decides
//!   it reopens the appeal, and until then nothing closes it.
//! - A supervisor may hand an open objection up with a reason. The 15 days go on: whoever passes work on
//!   does not win time by it.

mod bench;
mod contest;
mod number;
mod refusal;

pub use bench::{Bench, Seat, Supervisor};
pub use contest::{Answered, Contest, Decided, Objection};
pub use number::{MAX_ORDINAL, ObjectionNumber};
pub use refusal::ObjectionRefusal;

pub use crate::category::Instance;

use crate::codes::codes;
use crate::event::RatingCategory;
use crate::lang::Text;

codes! {
    /// What is contested.
    #[derive(Default)]
    pub enum ObjectionGround, "ground of an objection" {
        /// What the answer says.
        #[default]
        Answer = "answer",
        /// That what it promised was not done.
        Execution = "execution",
        /// That there is none although its deadline has passed.
        Overdue = "overdue",
    }
}

impl ObjectionGround {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            ObjectionGround::Answer => Text::fixed("не согласен с ответом", "about the answer"),
            ObjectionGround::Execution => {
                Text::fixed("обещанное не сделано", "what was promised is not done")
            }
            ObjectionGround::Overdue => {
                Text::fixed("ответа нет в срок", "there is no answer in time")
            }
        }
    }

    /// Whether it is the usual one, of which nothing is said.
    pub fn is_usual(&self) -> bool {
        *self == ObjectionGround::Answer
    }
}

codes! {
    /// What became of an objection.
    pub enum ObjectionOutcome, "outcome of an objection" {
        /// The applicant was right: the appeal is worked on again.
        Upheld = "upheld",
        /// The answer stands, and it was explained why.
        Declined = "declined",
        /// Nobody decided in time: the answer stands.
        LeftUnchanged = "left_unchanged",
        /// The answer that was missing came, or the appeal ended: there is nothing left to decide.
        Settled = "settled",
    }
}

impl ObjectionOutcome {
    /// What a person reads of one on this ground.
    pub const fn text(self, ground: ObjectionGround) -> Text {
        match (self, ground) {
            (ObjectionOutcome::Upheld, ObjectionGround::Overdue) => Text::fixed(
                "удовлетворено, на обращение ответят вне очереди",
                "upheld, the appeal is to be answered before others",
            ),
            (ObjectionOutcome::Declined, ObjectionGround::Overdue) => {
                Text::fixed("отклонено с объяснением", "declined, with the reason")
            }
            (ObjectionOutcome::Upheld, _) => Text::fixed(
                "удовлетворено, обращение снова в работе",
                "upheld, the appeal is reopened",
            ),
            (ObjectionOutcome::Declined, _) => Text::fixed(
                "отклонено, ответ оставлен в силе",
                "declined, the answer stands",
            ),
            (ObjectionOutcome::LeftUnchanged, _) => Text::fixed(
                "оставлено без изменений: решения в срок не было",
                "left unchanged: there was no decision in time",
            ),
            (ObjectionOutcome::Settled, _) => Text::fixed(
                "прекращено: вопрос уже решён",
                "ended: the matter is settled",
            ),
        }
    }
}

codes! {
    /// What a review of a rating found.
    pub enum ReviewOutcome, "outcome of a review" {
        /// The complaint is justified: the appeal is worked on again.
        Justified = "justified",
        /// It is not, and it was explained why.
        Unjustified = "unjustified",
    }
}

impl ReviewOutcome {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            ReviewOutcome::Justified => {
                Text::fixed("отзыв признан обоснованным", "the complaint is justified")
            }
            ReviewOutcome::Unjustified => Text::fixed(
                "отзыв признан необоснованным",
                "the complaint is not justified",
            ),
        }
    }
}

/// Whether a rating complains, so that somebody has to look into it: one or two stars always do, three do
/// when they name what was wrong. Four and five thank, whatever the comment is about.
pub const fn is_complaint(score: u8, category: Option<RatingCategory>) -> bool {
    match score {
        1 | 2 => true,
        3 => category.is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_complaint;
    use crate::event::RatingCategory;

    #[test]
    fn low_scores_complain_and_a_middling_one_does_when_it_says_of_what() {
        for (score, bare, named) in [
            (1, true, true),
            (2, true, true),
            (3, false, true),
            (4, false, false),
            (5, false, false),
        ] {
            assert_eq!(is_complaint(score, None), bare, "{score}");
            for category in RatingCategory::ALL {
                assert_eq!(is_complaint(score, Some(*category)), named, "{score}");
            }
        }
    }
}
