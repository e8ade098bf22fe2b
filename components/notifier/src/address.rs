//! From a notice to people: who is told, and by which ways.

use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::notice::Topic;
use store::notice::{self, NewDelivery, Notice, Workplace};
use store::{AppealRow, account};
use uuid::Uuid;
use web::capabilities::database;
use web::{Context, Problem};

use crate::person::Person;

/// Notices of one call: some seconds of work.
const BATCH: i64 = 200;

/// How long they are out of others' reach; addressing one twice would change nothing.
const LEASE: Duration = Duration::minutes(1);

/// People whom one notice reaches. A unit is smaller; what is beyond sees the queue all the same.
const MOST_PEOPLE: i64 = 50;

const EXECUTORS: &[Role] = &[Role::Operator, Role::Expert];
const SUPERVISORS: &[Role] = &[Role::Supervisor];

/// Addresses what nobody has addressed yet.
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
        let deliveries = match store::appeal_by_id(db, &one.appeal).await? {
            Some(appeal) => deliveries(context.now, one, &appeal).await?,
            None => Vec::new(),
        };
        notice::address(db, one, &deliveries, now).await?;
        report.addressed += 1;
    }
    Ok(())
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
        let quiet = person.quiet.filter(|_| !notice.topic.is_urgent());
        let due = quiet.map_or(now, |quiet| quiet.end(now, person.region));
        for channel in person.channels(notice.topic.group(person.is_staff)) {
            add(channel, due);
        }
    }
    Ok(out)
}

async fn people(notice: &Notice, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    match notice.recipient.split_once(':') {
        Some(("account", id)) => one(id, appeal).await,
        Some(("supervisors", agency)) => staff_at(agency, appeal, SUPERVISORS).await,
        Some(("participant", id)) => participant(id, appeal).await,
        Some(_) => Ok(Vec::new()),
        None => match notice.recipient.as_str() {
            "applicant" => applicant(appeal).await,
            "assignee" => assignee(appeal).await,
            // Whoever it was given to hears of that.
            "unit" if notice.topic == Topic::NewAppeal && appeal.assignee.is_some() => {
                Ok(Vec::new())
            }
            "unit" => staff(appeal, EXECUTORS).await,
            "supervisors" => staff(appeal, SUPERVISORS).await,
            _ => Ok(Vec::new()),
        },
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
    let unit = staff(appeal, EXECUTORS).await?;
    if unit.is_empty() {
        return staff(appeal, SUPERVISORS).await;
    }
    Ok(unit)
}

/// Whoever takes part still: a person, or those who work at an agency that does.
async fn participant(id: &str, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    let db = database().await?;
    let all = store::participant::of_appeal(db, &appeal.id).await?;
    let found = all.iter().find(|one| one.id == id && one.state == "active");
    match found.map(|one| (&one.account, &one.agency, &one.unit)) {
        Some((Some(account), _, _)) => one(account, appeal).await,
        Some((None, Some(agency), unit)) => {
            let region = appeal.registered.region;
            let place = Workplace {
                agency,
                unit: unit.as_deref(),
                region,
            };
            let found = notice::staff_at(db, &place, EXECUTORS, MOST_PEOPLE).await?;
            let person = |account| Person::of_account(account, region);
            Ok(found.into_iter().map(person).collect())
        }
        _ => Ok(Vec::new()),
    }
}

async fn one(id: &str, appeal: &AppealRow) -> Result<Vec<Person>, Problem> {
    let found = account::by_id(database().await?, id).await?;
    let open = found.filter(|account| account.state == account::State::Active);
    let person = open.map(|account| Person::of_account(account, appeal.registered.region));
    Ok(person.into_iter().collect())
}

async fn staff(appeal: &AppealRow, roles: &[Role]) -> Result<Vec<Person>, Problem> {
    staff_at(&appeal.agency, appeal, roles).await
}

async fn staff_at(
    agency: &str,
    appeal: &AppealRow,
    roles: &[Role],
) -> Result<Vec<Person>, Problem> {
    let region = appeal.registered.region;
    let place = Workplace {
        agency,
        // The units of an agency are not those of another.
        unit: appeal.unit.as_deref().filter(|_| agency == appeal.agency),
        region,
    };
    let found = notice::staff_at(database().await?, &place, roles, MOST_PEOPLE).await?;
    Ok(found
        .into_iter()
        .map(|account| Person::of_account(account, region))
        .collect())
}
