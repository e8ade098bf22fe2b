//! A deadline as the wire shows it.

use domain::calendar::DayKind;
use domain::{Deadline, Lang};

/// A deadline with its reason, as data and in words.
pub fn explained(deadline: &Deadline, lang: Lang) -> api::DeadlineExplained {
    let skipped = deadline.skipped.iter().map(|day| api::SkippedDay {
        date: day.date,
        kind: kind(&day.reason).to_owned(),
        reason: day.reason.reason().get(lang).to_owned(),
    });
    let pauses = deadline.pauses.iter().map(|pause| api::ClockPause {
        from: pause.from,
        to: pause.to,
        working_days: pause.working_days,
    });
    let extended = deadline.extended_from.map(|class| api::DeadlineExtension {
        from_class: class.to_string(),
        term_days: deadline.days_before.unwrap_or(class.working_days()),
    });
    api::DeadlineExplained {
        due_at: deadline.due_at,
        provisional: deadline.is_provisional(),
        undeclared_years: deadline.undeclared_years.iter().copied().collect(),
        class: deadline.class.to_string(),
        working_days: deadline.working_days + deadline.added_days(),
        paused: deadline.is_paused(),
        started_at: deadline.started_at,
        zone: deadline.region.zone().to_owned(),
        term_days: deadline.working_days,
        added_days: deadline.added_days(),
        longest_days: deadline.longest.max(deadline.working_days),
        first_day: deadline.first_day,
        last_day: deadline.last_day,
        skipped: skipped.collect(),
        pauses: pauses.collect(),
        extended,
        explanation: deadline.explain(lang).lines().map(str::to_owned).collect(),
    }
}

const fn kind(reason: &DayKind) -> &'static str {
    match reason {
        DayKind::Working => "working",
        DayKind::WorkingSaturday => "working_saturday",
        DayKind::Weekend => "weekend",
        DayKind::Holiday { .. } => "holiday",
        DayKind::MovedDayOff { .. } => "moved_day_off",
        DayKind::AddedDayOff { .. } => "added_day_off",
        DayKind::AddedWorkingDay { .. } => "added_working_day",
    }
}
