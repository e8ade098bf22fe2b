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
    /// What became of an objection.
    pub enum ObjectionOutcome, "outcome of an objection" {
        /// The applicant was right: the appeal is worked on again.
        Upheld = "upheld",
        /// The answer stands, and it was explained why.
        Declined = "declined",
        /// Nobody decided in time: the answer stands.
        LeftUnchanged = "left_unchanged",
    }
}

impl ObjectionOutcome {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            ObjectionOutcome::Upheld => Text::fixed(
                "удовлетворено, обращение снова в работе",
                "upheld, the appeal is reopened",
            ),
            ObjectionOutcome::Declined => Text::fixed(
                "отклонено, ответ оставлен в силе",
                "declined, the answer stands",
            ),
            ObjectionOutcome::LeftUnchanged => Text::fixed(
                "оставлено без изменений: решения в срок не было",
                "left unchanged: there was no decision in time",
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
