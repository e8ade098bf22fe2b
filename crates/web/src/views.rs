//! Domain values as the pages show them.

use chrono::{DateTime, Utc};
use domain::appeal::{POWER_OF_ATTORNEY, power_of_attorney};
use domain::category::Category;
use domain::status::Clock as DomainClock;
use domain::{Deadline, DeadlineClass, Lang, Region, Status, Text};
use pages::{Clock, DeadlineView, Moment, time_left};

use crate::time::from_ms;

/// A moment in a region's own time.
pub fn moment(lang: Lang, region: Region, ms: i64) -> Moment {
    Moment::at(lang, region.local(from_ms(ms)))
}

/// A deadline with its countdown and reason.
pub fn deadline(
    deadline: &Deadline,
    status: Status,
    now: DateTime<Utc>,
    lang: Lang,
) -> DeadlineView {
    DeadlineView {
        due: Moment::day(lang, deadline.region.local(deadline.due_at)),
        clock: match status.clock() {
            DomainClock::Running => Clock::Running,
            DomainClock::Paused => Clock::Paused,
            DomainClock::Stopped => Clock::Stopped,
        },
        left: time_left(lang, (deadline.due_at - now).num_seconds()),
        explanation: deadline.explain(lang).lines().map(str::to_owned).collect(),
    }
}

/// The names of required documents by their codes.
pub fn documents(category: Option<&Category>, codes: &[String], lang: Lang) -> Vec<String> {
    let name = |code: &String| {
        let documents = category
            .into_iter()
            .flat_map(|category| &category.required_documents);
        let found = documents
            .into_iter()
            .find(|document| document.code == *code);
        if code == POWER_OF_ATTORNEY {
            return power_of_attorney().name.get(lang).to_owned();
        }
        found.map_or_else(
            || code.clone(),
            |document| document.name.get(lang).to_owned(),
        )
    };
    codes.iter().map(name).collect()
}

/// A class's term: «10 рабочих дней».
pub fn term(class: DeadlineClass) -> Text {
    let days = class.working_days();
    let ru = match (days % 10, days % 100) {
        (1, rest) if rest != 11 => format!("{days} рабочий день"),
        (2..=4, rest) if !(12..=14).contains(&rest) => format!("{days} рабочих дня"),
        _ => format!("{days} рабочих дней"),
    };
    let en = if days == 1 {
        "1 working day".to_owned()
    } else {
        format!("{days} working days")
    };
    Text::new(ru, en)
}
