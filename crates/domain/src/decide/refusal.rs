//! Why a command is refused.

use crate::appeal::call_text;
use crate::appeal::limits::{MAX_APPEAL_MB, MAX_COMMENT_CHARS, MAX_FILES};
use crate::decide::ParticipationRefusal;
use crate::lang::{Lang, Text};
use crate::objection::ObjectionRefusal;
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
    /// The comment has a character that does not belong in a text.
    CommentText(TextFault),
    /// The comment is longer than [`MAX_COMMENT_CHARS`].
    CommentTooLong,
    /// There is no answer to rate yet.
    NotAnsweredYet,
    /// The score is not 1 to 5.
    ScoreOutOfRange,
    /// The rating was reviewed and stands.
    RatingReviewed,
    /// A term is extended once, and only to a longer one.
    ExtendedAlready,
    /// The term is over: it cannot be extended any more.
    ExtensionTooLate,
    /// The appeal is in another cabinet.
    ClaimedAlready,
    /// The work on it is done.
    NotOpen(Status),
    /// Answers are written while it is in progress.
    NotInProgress(Status),
    /// Somebody else has it.
    TakenAlready,
    /// The command needs its reason in words.
    ReasonRequired,
    /// It is there already.
    ForwardedToItself,
    /// The agency has sent it on already.
    ForwardLoop,
    /// The message or the answer has no text.
    TextRequired,
    /// More files, or larger ones, than an appeal takes.
    TooManyFiles,
    /// There is no draft of an answer.
    NoDraft,
    /// The draft waits for a supervisor.
    AnswerSubmitted,
    /// The draft was not submitted.
    AnswerNotSubmitted,
    /// There is another version than the one that was read.
    AnswerChanged,
    /// The applicant has not wished to be called, or was.
    NoCallWanted,
    /// Nobody is called then.
    CallTime,
    /// What is said of an objection or a review.
    Objection(#[from] ObjectionRefusal),
    /// Participants, tasks, files or conduct do not allow it.
    Participation(#[from] ParticipationRefusal),
}

/// What stands against a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Who asks: they may not do it.
    Person,
    /// What was entered: another input would do.
    Input,
    /// Where the appeal is: it is too early or too late.
    State,
}

impl Refusal {
    /// What stands against the command.
    pub const fn stands(&self) -> Stands {
        match self {
            Refusal::NotYours => Stands::Person,
            Refusal::Objection(refusal) => refusal.stands(),
            Refusal::Participation(refusal) => refusal.stands(),
            Refusal::MoveNotAllowed { .. }
            | Refusal::ProcessingStarted
            | Refusal::NotAnsweredYet
            | Refusal::RatingReviewed
            | Refusal::NotOpen(_)
            | Refusal::NotInProgress(_)
            | Refusal::TakenAlready
            | Refusal::ForwardLoop
            | Refusal::NoDraft
            | Refusal::AnswerSubmitted
            | Refusal::AnswerNotSubmitted
            | Refusal::AnswerChanged
            | Refusal::ExtendedAlready
            | Refusal::ExtensionTooLate
            | Refusal::NoCallWanted => Stands::State,
            Refusal::CommentRequired { .. }
            | Refusal::CommentText(_)
            | Refusal::CommentTooLong
            | Refusal::ScoreOutOfRange
            | Refusal::ClaimedAlready
            | Refusal::ReasonRequired
            | Refusal::ForwardedToItself
            | Refusal::TextRequired
            | Refusal::TooManyFiles
            | Refusal::CallTime => Stands::Input,
        }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::MoveNotAllowed { .. } => "move_not_allowed",
            Refusal::NotYours => "not_yours",
            Refusal::ProcessingStarted => "processing_started",
            Refusal::CommentRequired { .. } => "comment_required",
            Refusal::CommentText(_) => "comment_control",
            Refusal::CommentTooLong => "comment_length",
            Refusal::NotAnsweredYet => "not_answered_yet",
            Refusal::ScoreOutOfRange => "score_range",
            Refusal::RatingReviewed => "rating_reviewed",
            Refusal::ExtendedAlready => "extended_already",
            Refusal::ExtensionTooLate => "extension_too_late",
            Refusal::ClaimedAlready => "claimed_already",
            Refusal::NotOpen(_) => "not_open",
            Refusal::NotInProgress(_) => "not_in_progress",
            Refusal::TakenAlready => "taken_already",
            Refusal::ReasonRequired => "reason_required",
            Refusal::ForwardedToItself => "forwarded_to_itself",
            Refusal::ForwardLoop => "forward_loop",
            Refusal::TextRequired => "text_required",
            Refusal::TooManyFiles => "attachments_limit",
            Refusal::NoDraft => "no_draft",
            Refusal::AnswerSubmitted => "answer_submitted",
            Refusal::AnswerNotSubmitted => "answer_not_submitted",
            Refusal::AnswerChanged => "answer_changed",
            Refusal::NoCallWanted => "no_call_wanted",
            Refusal::CallTime => "call_at_range",
            Refusal::Objection(refusal) => refusal.code(),
            Refusal::Participation(refusal) => refusal.code(),
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
            Refusal::ExtendedAlready => Text::fixed(
                "Срок уже продлён или не короче продлённого: продлить его нельзя",
                "The term was extended already, or is no shorter than the extended one",
            ),
            Refusal::ExtensionTooLate => Text::fixed(
                "Срок уже прошёл: продлить его нельзя",
                "The deadline has passed: it cannot be extended",
            ),
            Refusal::ClaimedAlready => Text::fixed(
                "Обращение уже в другом кабинете",
                "The appeal is in another cabinet already",
            ),
            Refusal::NotOpen(status) => Text::new(
                format!("Работа по обращению закончена: {}", status.label(Lang::Ru)),
                format!("The work on the appeal is done: {}", status.label(Lang::En)),
            ),
            Refusal::NotInProgress(status) => Text::new(
                format!(
                    "Ответ готовят, пока обращение в работе. Сейчас: {}",
                    status.label(Lang::Ru)
                ),
                format!(
                    "An answer is written while the appeal is in progress. Now: {}",
                    status.label(Lang::En)
                ),
            ),
            Refusal::TakenAlready => Text::fixed(
                "Обращение уже у другого исполнителя",
                "Somebody else has the appeal already",
            ),
            Refusal::ReasonRequired => Text::fixed("Напишите причину", "Write the reason"),
            Refusal::ForwardedToItself => Text::fixed(
                "Обращение уже там. Выберите другое ведомство или подразделение",
                "The appeal is there already. Choose another agency or unit",
            ),
            Refusal::ForwardLoop => Text::fixed(
                "Это ведомство уже передало обращение дальше. Вернуть его может только руководитель, и только один раз; спор решает вышестоящая инстанция",
                "This agency has sent the appeal on already. Only a supervisor may return it, and only once; a dispute goes to a higher instance",
            ),
            Refusal::TextRequired => Text::fixed("Напишите текст", "Write the text"),
            Refusal::TooManyFiles => Text::new(
                format!("Файлов больше {MAX_FILES} или все вместе больше {MAX_APPEAL_MB} МБ"),
                format!(
                    "More than {MAX_FILES} files, or all together are larger than {MAX_APPEAL_MB} MB"
                ),
            ),
            Refusal::NoDraft => Text::fixed(
                "Проекта ответа ещё нет",
                "There is no draft of an answer yet",
            ),
            Refusal::AnswerSubmitted => Text::fixed(
                "Ответ на утверждении у руководителя. Дождитесь решения",
                "The answer waits for a supervisor. Wait for the decision",
            ),
            Refusal::AnswerNotSubmitted => Text::fixed(
                "Проект ещё не отправлен на утверждение",
                "The draft has not been submitted yet",
            ),
            Refusal::AnswerChanged => Text::fixed(
                "Есть более новая версия ответа. Прочитайте её",
                "There is a newer version of the answer. Read it",
            ),
            Refusal::NoCallWanted => Text::fixed(
                "Заявитель не просил перезвонить, или ему уже позвонили",
                "The applicant has not wished to be called, or was called already",
            ),
            Refusal::CallTime => call_text(),
            Refusal::Objection(refusal) => refusal.text(),
            Refusal::Participation(refusal) => refusal.text(),
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
