//! The classes of deadlines.

use crate::codes::codes;
use crate::lang::Text;

codes! {
    /// A class of deadlines; each category of appeals has one.
    pub enum DeadlineClass, "deadline class" {
        /// What has no class of its own.
        Standard = "standard",
        /// Life, health, violated rights, data security.
        Urgent = "urgent",
        /// Urgent matters of technical support.
        UrgentSupport = "urgent_support",
        /// Copies and confirmations of documents.
        Documents = "documents",
        /// Experts or several units; by extension only, with a notice to the applicant.
        Complex = "complex",
        /// Questions on the service itself.
        Support = "support",
        /// The review of a rating.
        FeedbackReview = "feedback_review",
    }
}

impl DeadlineClass {
    /// The term in working days where the installation has no other. The source documents disagree; these are the figures of
    /// the first of them, with the second's for technical support.
    pub const fn working_days(self) -> u16 {
        match self {
            DeadlineClass::Standard => 10,
            DeadlineClass::Urgent => 3,
            DeadlineClass::UrgentSupport => 2,
            DeadlineClass::Documents => 5,
            DeadlineClass::Complex => 30,
            DeadlineClass::Support => 5,
            DeadlineClass::FeedbackReview => 5,
        }
    }

    /// Whether somebody has to be in touch before the answer is ready: support, in product rules, section 5.
    pub const fn responds_first(self) -> bool {
        matches!(self, DeadlineClass::Support | DeadlineClass::UrgentSupport)
    }

    /// The name a person reads.
    pub const fn text(self) -> Text {
        match self {
            DeadlineClass::Standard => Text::fixed("обычный срок", "standard term"),
            DeadlineClass::Urgent => Text::fixed("срочный", "urgent"),
            DeadlineClass::UrgentSupport => Text::fixed(
                "срочный для технической поддержки",
                "urgent technical support",
            ),
            DeadlineClass::Documents => Text::fixed("копии и справки", "copies and confirmations"),
            DeadlineClass::Complex => Text::fixed("продлённый срок", "extended term"),
            DeadlineClass::Support => Text::fixed("поддержка портала", "support of the service"),
            DeadlineClass::FeedbackReview => {
                Text::fixed("рассмотрение отзыва", "review of feedback")
            }
        }
    }
}
