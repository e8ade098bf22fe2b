//! From a notice to people: who is told, and by which ways.

use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::notice::{Addressee, Topic};
use store::notice::{self, NewDelivery, Notice, Workplace};
use store::{AppealRow, account, participant};
use uuid::Uuid;
use web::capabilities::database;
use web::{Context, Problem};

use crate::person::Person;
use crate::warn;

/// Notices of one call: some seconds of work.
const BATCH: i64 = 200;

/// How long they are out of others' reach; addressing one twice would change nothing.
const LEASE: Duration = Duration::minutes(1);

/// People whom one notice reaches. A unit is smaller; what is beyond sees the queue all the same.
const MOST_PEOPLE: i64 = 50;

const EXECUTORS: &[Role] = &[Role::Operator, Role::Expert];
const SUPERVISORS: &[Role] = &[Role::Supervisor];
const ALL: &[Role] = &[Role::Operator, Role::Expert, Role::Supervisor];

/// Addresses what nobody has addressed yet. One that can't be is tried again when its lease ends, and stands in
/// nobody's way.
pub(crate) async fn address(
    context: &Context,
    report: &mut api::DeliveryReport,
) -> Result<(), Problem> {
    let db = database().await?;
    let now = context.now.timestamp_millis();
    let until = now + LEASE.num_milliseconds();
    let notices = notice::lease(db, now, until, BATCH).await?;
    report.more |= i64::try_from(notices.len()).is_ok_and(|count| count == BATCH);
    for one in &notices {
        match told(context, one).await {
            Ok(()) => report.addressed += 1,
            Err(problem) => warn("notice_not_addressed", &one.id, &problem),
        }
    }
    Ok(())
}

async fn told(context: &Context, notice: &Notice) -> Result<(), Problem> {
    let db = database().await?;
    let deliveries = match store::appeal_by_id(db, &notice.appeal).await? {
        Some(appeal) => deliveries(context.now, notice, &appeal).await?,
        None => Vec::new(),
    };
    let now = context.now.timestamp_millis();
    Ok(notice::address(db, notice, &deliveries, now).await?)
}

async fn deliveries(
    now: DateTime<Utc>,
    notice: &Notice,
    appeal: &AppealRow,
) -> Result<Vec<NewDelivery>, Problem> {
    let mut out = Vec::new();
    for person in people(notice, appeal).await? {
        // Nobody needs to hear of their own deeds.
        let actor = notice.actor.split_once(':').map(|(_, id)| id);
        if actor.is_some() && actor == person.account.as_deref() {
            continue;
        }
        let mut add = |channel, due: DateTime<Utc>| {
            out.push(NewDelivery {
                id: Uuid::now_v7().to_string(),
                target: person.target.clone(),
                account: person.account.clone(),
                channel,
                due_at: due.timestamp_millis(),
            });
        };
        if person.account.is_some() {
            add("inbox", now);
        }
        let due = person.awake(now, notice.topic);
        for channel in person.channels(notice.topic.group(person.is_staff)) {
            add(channel, due);
        }
    }
    Ok(out)
}

async fn people(notice: &Notice, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    let here = workplace(appeal);
    match &notice.recipient {
        Addressee::Account(id) => one(id, appeal).await,
        Addressee::Participant(id) => participants(id, appeal).await,
        Addressee::SupervisorsOf(agency) => {
            // The units of an agency are not those of another.
            let unit = here.unit.filter(|_| *agency == appeal.agency);
            staff(
                Workplace {
                    agency,
                    unit,
                    ..here
                },
                SUPERVISORS,
            )
            .await
        }
        Addressee::Applicant => applicant(appeal).await,
        Addressee::Assignee => assignee(appeal).await,
        // Whoever it was given to hears of that.
        Addressee::Unit if notice.topic == Topic::NewAppeal && appeal.assignee.is_some() => {
            Ok(Vec::new())
        }
        Addressee::Unit => staff(here, EXECUTORS).await,
        Addressee::Supervisors => staff(here, SUPERVISORS).await,
    }
}

fn workplace(appeal: &AppealRow) -> Workplace<'_> {
    Workplace {
        agency: &appeal.agency,
        unit: appeal.unit.as_deref(),
        region: appeal.registered.region,
    }
}

async fn applicant(appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    match &appeal.account {
        Some(id) => one(id, appeal).await,
        None => Ok(Person::of_appeal(&appeal.id, &appeal.registered)
            .into_iter()
            .collect()),
    }
}

/// Whoever has the appeal, else the unit, else those who supervise it: somebody hears of it.
async fn assignee(appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    if let Some(id) = &appeal.assignee {
        let found = one(id, appeal).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let unit = staff(workplace(appeal), EXECUTORS).await?;
    if unit.is_empty() {
        return staff(workplace(appeal), SUPERVISORS).await;
    }
    Ok(unit)
}

/// A person who takes part, or those who work in the agency that does.
async fn participants(id: &str, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    let found = participant::by_id(database().await?, id).await?;
    let Some(found) = found.filter(|one| one.state == "active") else {
        return Ok(Vec::new());
    };
    match (&found.account, &found.agency) {
        (Some(id), _) => one(id, appeal).await,
        (None, Some(agency)) => {
            let place = Workplace {
                agency,
                unit: found.unit.as_deref(),
                ..workplace(appeal)
            };
            staff(place, ALL).await
        }
        (None, None) => Ok(Vec::new()),
    }
}

async fn one(id: &str, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    let found = account::by_id(database().await?, id).await?;
    let open = found.filter(|account| account.state == account::State::Active);
    let person = open.map(|account| Person::of_account(account, appeal.registered.region));
    Ok(person.into_iter().collect())
}

async fn staff(place: Workplace<'_>, roles: &[Role]) -> Result<Vec<Person>, Problem> {
    let found = notice::staff_of(database().await?, place, roles, MOST_PEOPLE).await?;
    Ok(found
        .into_iter()
        .map(|account| Person::of_account(account, place.region))
        .collect())
}
