//! The types of appeals.

use crate::codes::codes;
use crate::lang::{Lang, Text};

codes! {
    /// What the applicant comes with.
    pub enum AppealType, "appeal type" {
        /// A complaint.
        Complaint = "complaint",
        /// A suggestion.
        Suggestion = "suggestion",
        /// A question.
        Question = "question",
        /// A request, such as for a copy or a confirmation.
        Request = "request",
        /// Thanks.
        Gratitude = "gratitude",
    }
}

impl AppealType {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            AppealType::Complaint => ("Жалоба", "Complaint"),
            AppealType::Suggestion => ("Предложение", "Suggestion"),
            AppealType::Question => ("Вопрос", "Question"),
            AppealType::Request => ("Запрос", "Request"),
            AppealType::Gratitude => ("Благодарность", "Gratitude"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    /// The label in both languages.
    pub fn text(self) -> Text {
        Text::fixed(self.label(Lang::Ru), self.label(Lang::En))
    }
}
