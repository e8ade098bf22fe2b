//! «Где я участник»: the appeals in which somebody takes part, and what waits for them there.

use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use pages::{Moment, ParticipationRow, ParticipationsView, TaskRow};
use store::AppealRow;
use store::participant::ParticipantRow;
use web::auth::{Caller, Permit, agency_of};
use web::capabilities::database;
use web::reply::{json, page, shell_at};
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, entry, parameters, query, views};

/// Tasks that are shown at once: what waits longest comes first.
const TASKS: usize = 50;

/// A page of participations, and the cursor of the next.
struct Found {
    rows: Vec<(ParticipantRow, AppealRow)>,
    next: Option<String>,
}

/// `GET /api/v1/participants`.
pub(crate) async fn participation_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ParticipationList).await?;
    let found = find(&context, &permit).await?;
    let item = |(one, row): &(ParticipantRow, AppealRow)| api::ParticipationItem {
        id: one.id.clone(),
        number: row.number.to_string(),
        title: title(row),
        status: row.status.to_string(),
        role: one.role.to_string(),
        role_name: one.role.label(context.lang).to_owned(),
        rights: one.rights.iter().map(ToString::to_string).collect(),
        since: from_ms(one.at),
    };
    let items = found.rows.iter().map(item).collect();
    json(
        StatusCode::OK,
        &api::Page {
            items,
            next: found.next,
        },
    )
}

/// `GET /cabinet/participations`.
pub(crate) async fn show(context: Context) -> Answer {
    match entry::person(&context, "/cabinet").await? {
        Ok(_) => {}
        Err(response) => return Ok(response),
    }
    let permit = auth::permit(&context, Operation::ParticipationList).await?;
    let found = find(&context, &permit).await?;
    let (db, account) = (database().await?, permit.account()?);
    let place = agency_of(permit.caller());
    let tasks = store::task::waiting(db, account, &place, TASKS).await?;
    let lang = context.lang;
    let row = |(one, row): &(ParticipantRow, AppealRow)| ParticipationRow {
        number: row.number.to_string(),
        title: title(row),
        status: row.status.to_string(),
        status_label: row.status.label(lang).to_owned(),
        role: one.role.label(lang).to_owned(),
        since: views::moment(lang, row.registered.region, one.at),
    };
    let task = |task: &store::task::TaskRow| TaskRow {
        id: task.id.clone(),
        number: task.number.to_string(),
        text: task.text.clone(),
        remarks: task.remarks.clone(),
        due: task.due_on.clone().unwrap_or_default(),
        is_open: task.state == "open",
        since: Moment::at(lang, from_ms(task.changed_at).fixed_offset()),
    };
    let view = ParticipationsView {
        shell: shell_at(&context, "/cabinet/participations"),
        notice: notice(&context),
        rows: found.rows.iter().map(row).collect(),
        tasks: tasks.iter().map(task).collect(),
        next: found.next.unwrap_or_default(),
    };
    Ok(page(StatusCode::OK, pages::participations(&view)))
}

async fn find(context: &Context, permit: &Permit) -> Result<Found, Problem> {
    let before = parameters::value(context, "cursor_id")?;
    let page = parameters::limit(context, "limit_20")?;
    let (db, account) = (database().await?, permit.account()?);
    let place = agency_of(permit.caller());
    let mut rows =
        store::participant::appeals(db, account, &place, before.as_deref(), page + 1).await?;
    let is_more = rows.len() > page;
    rows.truncate(page);
    let next = rows
        .last()
        .filter(|_| is_more)
        .map(|(one, _)| one.id.clone());
    let caller: &Caller = permit.caller();
    for (one, row) in &mut rows {
        auth::show_to_participant(context, caller, one, row).await?;
    }
    Ok(Found { rows, next })
}

/// What has just been done, named by the page's address after a redirect.
fn notice(context: &Context) -> String {
    let text = match query::first(&context.query, "done").as_deref() {
        Some("left") => Text::fixed(
            "Вы больше не участвуете в этом обращении.",
            "You take part in that appeal no longer.",
        ),
        _ => Text::default(),
    };
    text.get(context.lang).to_owned()
}

fn title(row: &AppealRow) -> String {
    let private = row.registered.private.as_ref();
    private
        .map(|private| private.title.clone())
        .unwrap_or_default()
}
