use crate::moment::Moment;

/// Whether the clock of the deadline runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The agency works on it.
    Running,
    /// Something is awaited from the applicant.
    Paused,
    /// Answered, closed or withdrawn.
    Stopped,
}

/// The date of the answer, and why it is that date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineView {
    /// The last day ([`Moment::day`]); its `iso` is the instant the deadline ends.
    pub due: Moment,
    /// Whether time is running.
    pub clock: Clock,
    /// How much is left, from [`crate::time_left`]; shown while the clock runs.
    pub left: String,
    /// That the deadline is provisional, and why; empty where it isn't.
    pub provisional: String,
    /// The reason, a sentence or step a line: class, first day, days skipped, pauses.
    pub explanation: Vec<String>,
}

impl DeadlineView {
    pub(crate) fn is_running(&self) -> bool {
        self.clock == Clock::Running
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.clock == Clock::Paused
    }
}
