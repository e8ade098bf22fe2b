//! Domain values as the pages show them.

use chrono::{DateTime, Utc};
use domain::appeal::{POWER_OF_ATTORNEY, power_of_attorney};
use domain::category::Category;
use domain::rules::SilenceOutcome;
use domain::status::Clock as DomainClock;
use domain::{AppealState, Deadline, DeadlineClass, Lang, Region, Rules, Status, Text};
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
        provisional: deadline
            .provisional_text()
            .map_or_else(String::new, |text| text.get(lang).to_owned()),
        explanation: deadline.explain(lang).lines().map(str::to_owned).collect(),
    }
}

/// A deadline of an appeal, with the other terms that run: until when support is in touch for the first time, and
/// until when a reply is waited for.
pub fn terms(state: &AppealState, rules: &Rules, now: DateTime<Utc>, lang: Lang) -> DeadlineView {
    let mut view = deadline(&state.deadline, state.status, now, lang);
    let at = |moment: DateTime<Utc>| Moment::at(lang, state.region.local(moment)).text;
    let responds = state.first_response_due(rules).map(|due| {
        let due = at(due);
        Text::new(
            format!("Первый ответ поддержки — до {due}."),
            format!("Support is in touch for the first time by {due}."),
        )
    });
    let waits = state.waits_until(rules).map(|until| {
        let until = Moment::day(lang, state.region.local(until)).text;
        match rules.settings.silence_outcome() {
            SilenceOutcome::InProgress => Text::new(
                format!("Без ответа заявителя работа пойдёт дальше {until}"),
                format!("Without the applicant's reply the work goes on on {until}."),
            ),
            SilenceOutcome::Cancelled => Text::new(
                format!("Без ответа заявителя обращение прекратят {until}"),
                format!("Without the applicant's reply the appeal is stopped on {until}."),
            ),
        }
    });
    let open = responds
        .filter(|_| state.status.is_open())
        .into_iter()
        .chain(waits);
    view.explanation
        .extend(open.map(|text| text.get(lang).to_owned()));
    view
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
