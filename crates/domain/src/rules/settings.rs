//! Figures that an administrator may change.

use std::collections::BTreeMap;

use crate::codes::codes;
use crate::lang::Text;
use crate::status::Status;

codes! {
    /// What is set.
    pub enum Setting, "setting" {
        /// Working days without a reply before the applicant is reminded.
        SilenceReminderDays = "silence_reminder_days",
        /// Working days without a reply before the appeal goes on without one.
        SilenceEndDays = "silence_end_days",
        /// What the appeal goes on to.
        SilenceOutcome = "silence_outcome",
        /// Working days after an approval before its execution is asked about.
        ExecutionReminderDays = "execution_reminder_days",
        /// Calendar days after an answer before the appeal is closed.
        AutoCloseDays = "auto_close_days",
        /// Calendar days after an answer within which the applicant may object.
        ObjectionDays = "objection_days",
        /// Calendar days within which an objection is decided.
        ObjectionDecisionDays = "objection_decision_days",
        /// Working days within which a rating is reviewed.
        ReviewDays = "review_days",
        /// Hours within which support answers first, unless its class says another figure.
        FirstResponseHours = "first_response_hours",
    }
}

codes! {
    /// What becomes of an appeal whose applicant does not reply.
    pub enum SilenceOutcome, "outcome of silence" {
        /// The executor decides on what is known.
        InProgress = "in_progress",
        /// The system stops it.
        Cancelled = "cancelled",
    }
}

impl SilenceOutcome {
    /// The status that follows.
    pub const fn status(self) -> Status {
        match self {
            SilenceOutcome::InProgress => Status::InProgress,
            SilenceOutcome::Cancelled => Status::Cancelled,
        }
    }
}

/// Terms that are longer are mistakes of typing.
const LONGEST: u16 = 366;

impl Setting {
    /// The value where nobody has set one.
    pub const fn default_value(self) -> &'static str {
        match self {
            Setting::SilenceReminderDays | Setting::ReviewDays => "5",
            Setting::SilenceEndDays | Setting::ExecutionReminderDays => "10",
            Setting::SilenceOutcome => "in_progress",
            Setting::AutoCloseDays | Setting::ObjectionDays => "30",
            Setting::ObjectionDecisionDays => "15",
            Setting::FirstResponseHours => "24",
        }
    }

    /// What it is, for people.
    pub const fn text(self) -> Text {
        match self {
            Setting::SilenceReminderDays => Text::fixed(
                "Молчание заявителя: рабочих дней до напоминания",
                "Silence of the applicant: working days to the reminder",
            ),
            Setting::SilenceEndDays => Text::fixed(
                "Молчание заявителя: рабочих дней до продолжения без ответа",
                "Silence of the applicant: working days until the appeal goes on without a reply",
            ),
            Setting::SilenceOutcome => Text::fixed(
                "Молчание заявителя: что дальше (in_progress — в работу, cancelled — прекратить)",
                "Silence of the applicant: what follows (in_progress or cancelled)",
            ),
            Setting::ExecutionReminderDays => Text::fixed(
                "Контроль исполнения: рабочих дней до напоминания",
                "Execution control: working days to the reminder",
            ),
            Setting::AutoCloseDays => Text::fixed(
                "Закрытие после ответа: календарных дней",
                "Closing after the answer: calendar days",
            ),
            Setting::ObjectionDays => Text::fixed(
                "Обжалование: календарных дней после ответа",
                "Objection: calendar days after the answer",
            ),
            Setting::ObjectionDecisionDays => Text::fixed(
                "Решение по жалобе: календарных дней",
                "Decision on an objection: calendar days",
            ),
            Setting::ReviewDays => Text::fixed(
                "Рассмотрение отзыва: рабочих дней",
                "Review of a rating: working days",
            ),
            Setting::FirstResponseHours => Text::fixed(
                "Первый ответ поддержки: часов",
                "First response of support: hours",
            ),
        }
    }

    /// Whether a value can be this setting's.
    pub fn check(self, value: &str) -> Result<(), SettingError> {
        match self {
            Setting::SilenceOutcome => value.parse::<SilenceOutcome>().is_ok(),
            _ => value
                .parse::<u16>()
                .is_ok_and(|number| (1..=LONGEST).contains(&number)),
        }
        .then_some(())
        .ok_or(SettingError(self))
    }
}

/// A value that a setting cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a value of {0}")]
pub struct SettingError(pub Setting);

impl SettingError {
    /// What is right, for people.
    pub fn text(self) -> Text {
        match self.0 {
            Setting::SilenceOutcome => {
                Text::fixed("in_progress или cancelled", "in_progress or cancelled")
            }
            _ => Text::new(
                format!("Целое число от 1 до {LONGEST}"),
                format!("A whole number from 1 to {LONGEST}"),
            ),
        }
    }
}

/// The settings that were changed; the others have their defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    numbers: BTreeMap<Setting, u16>,
    silence_outcome: Option<SilenceOutcome>,
}

impl Settings {
    /// Reads one.
    pub fn set(&mut self, setting: Setting, value: &str) -> Result<(), SettingError> {
        setting.check(value)?;
        if setting == Setting::SilenceOutcome {
            self.silence_outcome = value.parse().ok();
        } else if let Ok(number) = value.parse() {
            self.numbers.insert(setting, number);
        }
        Ok(())
    }

    /// A number of days or hours.
    pub fn get(&self, setting: Setting) -> u16 {
        let default = || setting.default_value().parse().unwrap_or_default();
        self.numbers.get(&setting).copied().unwrap_or_else(default)
    }

    /// What silence leads to.
    pub fn silence_outcome(&self) -> SilenceOutcome {
        self.silence_outcome.unwrap_or(SilenceOutcome::InProgress)
    }
}
