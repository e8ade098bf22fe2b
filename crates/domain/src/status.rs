//! The statuses of an appeal and the moves between them (product rules, section 4).

use crate::codes::codes;
use crate::lang::{Lang, Text};

codes! {
    /// Where an appeal stands.
    pub enum Status, "status" {
        /// Registered, no executor yet.
        Created = "created",
        /// An executor has it.
        InProgress = "in_progress",
        /// The executor asked the applicant a question.
        AwaitingReply = "awaiting_reply",
        /// Data or documents are missing; which, is listed.
        ClarificationRequired = "clarification_required",
        /// The decision is approved and delivered; execution is under control.
        Approved = "approved",
        /// Refused, with reasons.
        Rejected = "rejected",
        /// Done; the result is delivered.
        Closed = "closed",
        /// Withdrawn by the applicant, or stopped by the system.
        Cancelled = "cancelled",
    }
}

/// What the deadline's clock does in a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Working days are counted.
    Running,
    /// Working days are added to the deadline when the clock runs again.
    Paused,
    /// There is nothing left to be late with.
    Stopped,
}

impl Status {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            Status::Created => ("Создан", "Created"),
            Status::InProgress => ("В работе", "In progress"),
            Status::AwaitingReply => ("Ожидание ответа", "Awaiting reply"),
            Status::ClarificationRequired => ("Требуется уточнение", "Clarification required"),
            Status::Approved => ("Согласовано", "Approved"),
            Status::Rejected => ("Отклонено", "Rejected"),
            Status::Closed => ("Закрыт", "Closed"),
            Status::Cancelled => ("Отменён", "Cancelled"),
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

    /// The statuses an appeal may go to from this one; everything else is refused.
    pub const fn allowed_moves(self) -> &'static [Status] {
        use Status::*;
        match self {
            Created => &[InProgress, ClarificationRequired, Rejected, Cancelled],
            InProgress => &[
                AwaitingReply,
                ClarificationRequired,
                Approved,
                Rejected,
                Cancelled,
            ],
            AwaitingReply | ClarificationRequired => &[InProgress, Cancelled],
            Approved => &[Closed, InProgress],
            Rejected => &[InProgress, Closed],
            Closed => &[InProgress],
            Cancelled => &[],
        }
    }

    /// What the deadline's clock does.
    pub const fn clock(self) -> Clock {
        match self {
            Status::Created | Status::InProgress => Clock::Running,
            Status::AwaitingReply | Status::ClarificationRequired => Clock::Paused,
            Status::Approved | Status::Rejected | Status::Closed | Status::Cancelled => {
                Clock::Stopped
            }
        }
    }

    /// Whether a move to it is the answer itself.
    pub const fn is_decision(self) -> bool {
        matches!(self, Status::Approved | Status::Rejected)
    }

    /// Whether somebody still owes a decision.
    pub const fn is_open(self) -> bool {
        !matches!(self.clock(), Clock::Stopped)
    }

    /// Whether the applicant has an answer, so that it can be rated and contested.
    pub const fn is_answered(self) -> bool {
        matches!(self, Status::Approved | Status::Rejected | Status::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Status};
    use crate::lang::Lang;

    #[test]
    fn the_moves_are_those_of_the_specification() {
        #[track_caller]
        fn check(from: &str, to: &str) {
            let from: Status = from.parse().unwrap();
            let moves: Vec<&str> = from.allowed_moves().iter().map(|s| s.as_str()).collect();
            assert_eq!(moves.join(", "), to, "{from}");
        }
        check(
            "created",
            "in_progress, clarification_required, rejected, cancelled",
        );
        check(
            "in_progress",
            "awaiting_reply, clarification_required, approved, rejected, cancelled",
        );
        check("awaiting_reply", "in_progress, cancelled");
        check("clarification_required", "in_progress, cancelled");
        check("approved", "closed, in_progress");
        check("rejected", "in_progress, closed");
        check("closed", "in_progress");
        check("cancelled", "");
    }

    #[test]
    fn the_clock_runs_pauses_and_stops_with_the_status() {
        let of = |clock| -> Vec<&str> {
            let all = Status::ALL.iter();
            all.filter(|s| s.clock() == clock)
                .map(|s| s.as_str())
                .collect()
        };
        assert_eq!(of(Clock::Running), ["created", "in_progress"]);
        assert_eq!(
            of(Clock::Paused),
            ["awaiting_reply", "clarification_required"]
        );
        assert_eq!(
            of(Clock::Stopped),
            ["approved", "rejected", "closed", "cancelled"]
        );
    }

    #[test]
    fn every_code_reads_back_and_has_both_labels() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
            assert_ne!(status.label(Lang::Ru), status.label(Lang::En));
        }
        assert!("Created".parse::<Status>().is_err());
    }
}
