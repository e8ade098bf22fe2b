//! `GET /api/v1/queue`: what there is to do, in the order in which it has to be done.

use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::status::Clock;
use domain::{Lang, Status};
use store::AppealRow;
use store::access_log::Reason;
use store::queue::{Mark, QueuePage, queue, queue_counters};
use web::auth::Permit;
use web::capabilities::database;
use web::names::Names;
use web::reply::{json, with};
use web::time::from_ms;
use web::{Answer, Context, Problem, auth};

use crate::query::{self, Asked};

/// Lists the queue, a page at a time, with its counters.
pub(crate) async fn queue_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::QueueList).await?;
    let asked = query::read(&context, &permit)?;
    let page = page(&context, &permit, &asked).await?;
    let holders = page.appeals.iter().flat_map(|row| row.assignee.as_deref());
    let names = Names::of(holders.collect(), context.lang).await?;
    let rows = page.appeals.iter().zip(&page.marks);
    let next = page.next.as_ref().map(query::encode);
    let body = api::Queue {
        items: rows
            .map(|(row, mark)| item(row, mark, &names, context.lang))
            .collect(),
        next: next.clone(),
        counters: counters(&context, &permit).await?,
    };
    let answer = json(StatusCode::OK, &body)?;
    let Some(next) = next else { return Ok(answer) };
    // The same query with the next cursor (RFC 8288).
    let query = web::query::without(&context.query, "cursor");
    let and = if query.is_empty() { "" } else { "&" };
    let link = format!("<{}?{query}{and}cursor={next}>; rel=\"next\"", context.path);
    with(answer, "link", &link)
}

/// A page, masked where that is so, and on record.
pub(crate) async fn page(
    context: &Context,
    permit: &Permit,
    asked: &Asked,
) -> Result<QueuePage, Problem> {
    if asked.limit == 0 {
        return Ok(QueuePage::default());
    }
    let db = database().await?;
    let mut page = queue(db, &asked.filter, asked.after, asked.limit).await?;
    permit
        .show(
            context,
            &mut page.appeals,
            Reason::Search,
            &[DataPart::Title],
        )
        .await?;
    Ok(page)
}

/// The counters of the territory and of the caller's own.
pub(crate) async fn counters(
    context: &Context,
    permit: &Permit,
) -> Result<api::QueueCounters, Problem> {
    let (db, territory) = (database().await?, permit.territory());
    let kept = queue_counters(db, &territory, permit.caller().id()).await?;
    let rows = store::counters(db, None, &territory).await?;
    let by_status = Status::ALL.iter().map(|status| {
        let of_status = || rows.iter().filter(|row| row.status == status.as_str());
        api::StatusCounter {
            status: status.to_string(),
            label: status.label(context.lang).to_owned(),
            appeals: of_status().map(|row| row.appeals).sum(),
            overdue: of_status().map(|row| row.overdue).sum(),
        }
    });
    Ok(api::QueueCounters {
        open: kept.open,
        overdue: kept.overdue,
        unassigned: kept.unassigned,
        awaits_approval: kept.approval,
        to_call: kept.to_call,
        mine: kept.mine,
        mine_overdue: kept.mine_overdue,
        by_status: by_status.collect(),
    })
}

fn item(row: &AppealRow, mark: &Mark, names: &Names, lang: Lang) -> api::QueueItem {
    let registered = &row.registered;
    let private = registered.private.as_ref();
    let clock = match row.status.clock() {
        Clock::Running => "running",
        Clock::Paused => "paused",
        Clock::Stopped => "stopped",
    };
    api::QueueItem {
        number: row.number.to_string(),
        title: private.map(|p| p.title.clone()).unwrap_or_default(),
        category: row.category.clone(),
        region: registered.region.to_string(),
        agency: row.agency.clone(),
        unit: row.unit.clone(),
        status: row.status.to_string(),
        priority: row.priority.to_string(),
        priority_confirmed: row.priority_confirmed,
        due_at: row.deadline.due_at,
        due_provisional: row.deadline.is_provisional(),
        clock: clock.to_owned(),
        overdue: row.overdue,
        explanation: row
            .deadline
            .explain(lang)
            .lines()
            .map(str::to_owned)
            .collect(),
        assignee: row.assignee.clone(),
        assignee_name: row.assignee.as_deref().map(|id| names.called(id)),
        awaits_approval: mark.approval,
        replied: mark.replied,
        call_at: mark.call_at.map(from_ms),
        created_at: from_ms(row.created_at),
        updated_at: from_ms(row.updated_at),
    }
}
