//! Why something about an objection or a review is refused.

use chrono::{DateTime, Utc};

use super::{Instance, ObjectionNumber};
use crate::decide::Stands;
use crate::lang::{Lang, Text};

/// A refusal, with a stable code and a text for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused: {}", self.code())]
pub enum ObjectionRefusal {
    /// There is no answer that stands.
    NoAnswer,
    /// The window ended then.
    TooLate(DateTime<Utc>),
    /// One objection at a time, and this one is being decided.
    Open(ObjectionNumber),
    /// The agency has decided on this answer; what is left is the instance above.
    Decided,
    /// The appeal was refused, so that nothing was promised.
    NothingPromised,
    /// There was no decision yet that one could go above with.
    NothingToEscalate,
    /// There is no instance above.
    NoHigher,
    /// Another instance comes next.
    InstanceOrder(Instance),
    /// There are as many objections as a number can tell apart.
    TooMany,
    /// There is no such objection.
    Unknown,
    /// It is decided, by somebody or by time.
    Closed,
    /// Whoever had a hand in the answer does not decide on it.
    OwnAnswer,
    /// The objection is somebody else's to decide.
    OtherReviewer,
    /// No supervisor of the agency has this account.
    ReviewerUnknown,
    /// Only time leaves an objection without a decision.
    OutcomeOfTime,
    /// The reason is shorter than this.
    ReasonTooShort(usize),
    /// There is no complaint to review.
    NoComplaint,
}

impl ObjectionRefusal {
    /// What stands against the command.
    pub const fn stands(&self) -> Stands {
        use ObjectionRefusal::*;
        match self {
            OwnAnswer | OtherReviewer => Stands::Person,
            ReviewerUnknown | OutcomeOfTime | ReasonTooShort(_) => Stands::Input,
            _ => Stands::State,
        }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        use ObjectionRefusal::*;
        match self {
            NoAnswer => "no_answer",
            TooLate(_) => "objection_too_late",
            Open(_) => "objection_open",
            Decided => "objection_decided",
            NothingPromised => "nothing_promised",
            NothingToEscalate => "nothing_to_escalate",
            NoHigher => "no_higher_instance",
            InstanceOrder(_) => "instance_order",
            TooMany => "too_many_objections",
            Unknown => "not_found",
            Closed => "objection_closed",
            OwnAnswer => "own_answer",
            OtherReviewer => "other_reviewer",
            ReviewerUnknown => "reviewer_unknown",
            OutcomeOfTime => "outcome_of_time",
            ReasonTooShort(_) => "reason_length",
            NoComplaint => "no_complaint",
        }
    }

    /// The message for people.
    pub fn text(&self) -> Text {
        use ObjectionRefusal::*;
        match self {
            NoAnswer => Text::fixed(
                "Обжаловать можно ответ, а его сейчас нет",
                "An answer can be objected to, and there is none now",
            ),
            TooLate(_) => Text::fixed(
                "Срок обжалования прошёл. Можно подать повторное обращение",
                "The time to object has passed. You can send a repeat appeal",
            ),
            Open(number) => Text::new(
                format!("Обжалование {number} ещё рассматривается"),
                format!("The objection {number} is still being decided"),
            ),
            Decided => Text::fixed(
                "Ведомство уже решило по этому ответу. Можно обратиться в вышестоящую инстанцию",
                "The agency has decided on this answer. You can go to the higher instance",
            ),
            NothingPromised => Text::fixed(
                "В этом ответе ничего не обещали. Обжалуйте сам ответ",
                "Nothing was promised in this answer. Object to the answer itself",
            ),
            NothingToEscalate => Text::fixed(
                "Сначала обжалуйте ответ в ведомстве, которое его дало",
                "First object to the answer at the agency that gave it",
            ),
            NoHigher => Text::fixed(
                "Вышестоящей инстанции у этого ведомства нет",
                "There is no instance above this agency",
            ),
            InstanceOrder(next) => Text::new(
                format!("Следующая инстанция — {}", next.label(Lang::Ru)),
                format!("The next instance is the {} one", next.label(Lang::En)),
            ),
            TooMany => Text::fixed(
                "Обжалований слишком много. Подайте повторное обращение",
                "There are too many objections. Send a repeat appeal",
            ),
            Unknown => Text::fixed("Такого обжалования нет", "There is no such objection"),
            Closed => Text::fixed(
                "По обжалованию уже решено, или срок решения прошёл",
                "The objection is decided, or the time to decide has passed",
            ),
            OwnAnswer => Text::fixed(
                "Обжалование решает тот, кто не готовил и не подписывал ответ",
                "Whoever wrote or signed the answer does not decide on it",
            ),
            OtherReviewer => Text::fixed(
                "Обжалование рассматривает другой сотрудник. Сначала переназначьте его",
                "Somebody else decides this objection. Assign it first",
            ),
            ReviewerUnknown => Text::fixed(
                "Рассматривать может действующий руководитель этого ведомства",
                "The reviewer must be an active supervisor of the agency",
            ),
            OutcomeOfTime => Text::fixed(
                "Укажите решение: upheld или declined",
                "Give the decision: upheld or declined",
            ),
            ReasonTooShort(0 | 1) => Text::fixed("Напишите, почему", "Say why"),
            ReasonTooShort(least) => Text::new(
                format!("Напишите, с чем вы не согласны: не короче {least} символов"),
                format!("Say what you do not agree with: at least {least} characters"),
            ),
            NoComplaint => Text::fixed(
                "Нет отзыва, который нужно рассмотреть",
                "There is no complaint to review",
            ),
        }
    }
}
