//! Why a command is refused.

use crate::appeal::limits::MAX_COMMENT_CHARS;
use crate::calendar::CalendarError;
use crate::lang::{Lang, Text};
use crate::status::Status;
use crate::text::TextFault;

/// A refusal, with a stable code and a text for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused: {}", self.code())]
pub enum Refusal {
    /// The status machine has no such move.
    MoveNotAllowed {
        /// The status now.
        from: Status,
        /// The moves that this actor can make.
        allowed: Vec<Status>,
    },
    /// The move exists, but this actor may not make it.
    NotYours,
    /// The applicant is too late to withdraw.
    ProcessingStarted,
    /// The move needs its reason, question or answer in words.
    CommentRequired {
        /// The status wanted.
        to: Status,
    },
    /// The comment has characters that do not belong in a text.
    CommentText(TextFault),
    /// The comment is longer than [`MAX_COMMENT_CHARS`].
    CommentTooLong,
    /// There is no answer to rate yet.
    NotAnsweredYet,
    /// The score is not 1 to 5.
    ScoreOutOfRange,
    /// The rating was reviewed and stands.
    RatingReviewed,
    /// The appeal is in another cabinet.
    ClaimedAlready,
    /// The deadline would be in a year without a calendar.
    Calendar(#[from] CalendarError),
}

impl Refusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::MoveNotAllowed { .. } => "move_not_allowed",
            Refusal::NotYours => "not_yours",
            Refusal::ProcessingStarted => "processing_started",
            Refusal::CommentRequired { .. } => "comment_required",
            Refusal::CommentText(TextFault::Control) => "comment_control",
            Refusal::CommentText(TextFault::Bidi) => "comment_bidi",
            Refusal::CommentTooLong => "comment_length",
            Refusal::NotAnsweredYet => "not_answered_yet",
            Refusal::ScoreOutOfRange => "score_range",
            Refusal::RatingReviewed => "rating_reviewed",
            Refusal::ClaimedAlready => "claimed_already",
            Refusal::Calendar(error) => error.code(),
        }
    }

    /// The message for people.
    pub fn text(&self) -> Text {
        match self {
            Refusal::MoveNotAllowed { from, allowed } => move_text(*from, allowed),
            Refusal::NotYours => {
                Text::fixed("Это действие вам недоступно", "This is not yours to do")
            }
            Refusal::ProcessingStarted => Text::fixed(
                "Обращение уже в работе, отозвать его нельзя",
                "The appeal is being processed and cannot be withdrawn",
            ),
            Refusal::CommentRequired { to } => Text::new(
                format!(
                    "Для статуса «{}» нужен комментарий: причина, вопрос или ответ",
                    to.label(Lang::Ru)
                ),
                format!(
                    "The status “{}” needs a comment: a reason, a question or an answer",
                    to.label(Lang::En)
                ),
            ),
            Refusal::CommentText(fault) => fault.text(),
            Refusal::CommentTooLong => Text::new(
                format!("Комментарий длиннее {MAX_COMMENT_CHARS} символов"),
                format!("The comment is longer than {MAX_COMMENT_CHARS} characters"),
            ),
            Refusal::NotAnsweredYet => Text::fixed(
                "Оценить можно ответ, а его ещё нет",
                "There is no answer to rate yet",
            ),
            Refusal::ScoreOutOfRange => {
                Text::fixed("Оценка — от 1 до 5", "The score is from 1 to 5")
            }
            Refusal::RatingReviewed => Text::fixed(
                "Отзыв уже рассмотрен, изменить оценку нельзя",
                "The rating has been reviewed and cannot be changed",
            ),
            Refusal::ClaimedAlready => Text::fixed(
                "Обращение уже в другом кабинете",
                "The appeal is in another cabinet already",
            ),
            Refusal::Calendar(error) => error.text(),
        }
    }
}

fn move_text(from: Status, allowed: &[Status]) -> Text {
    let list = |lang| {
        allowed
            .iter()
            .map(|to| to.label(lang))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (ru, en) = (from.label(Lang::Ru), from.label(Lang::En));
    if allowed.is_empty() {
        return Text::new(
            format!("Из статуса «{ru}» перейти никуда нельзя"),
            format!("Nothing can follow the status “{en}” here"),
        );
    }
    Text::new(
        format!(
            "Из статуса «{ru}» можно перейти только в: {}",
            list(Lang::Ru)
        ),
        format!(
            "From the status “{en}” only these can follow: {}",
            list(Lang::En)
        ),
    )
}
