//! As `components/submission`'s list and `components/status`'s counters.

use axum::extract::State;
use axum::http::StatusCode;
use domain::Status;
use domain::access::Territory;
use web::filter::{self, Query};
use web::reply::{json, with};
use web::{Answer, Context, cursor, present, query};

use super::Shared;
use super::capabilities::staff;

pub(super) async fn list(State(capabilities): Shared, context: Context) -> Answer {
    staff(&context)?;
    let Query {
        filter,
        order,
        after,
        limit,
    } = filter::page(&context)?;
    let db = capabilities.reader().await?;
    let (rows, next) = store::list(&db, &filter, order, after, limit).await?;
    let next = next.as_ref().map(cursor::encode);
    let page = api::Page {
        items: rows.iter().map(present::item).collect(),
        next: next.clone(),
    };
    let response = json(StatusCode::OK, &page)?;
    let Some(next) = next else {
        return Ok(response);
    };
    let mut query = query::without(&context.query, "cursor");
    query.push_str(if query.is_empty() {
        "cursor="
    } else {
        "&cursor="
    });
    query.push_str(&next);
    let link = format!("<{}?{query}>; rel=\"next\"", context.path);
    with(response, "link", &link)
}

pub(super) async fn counters(State(capabilities): Shared, context: Context) -> Answer {
    staff(&context)?;
    let agency = query::first(&context.query, "agency");
    let db = capabilities.reader().await?;
    let rows = store::counters(&db, agency.as_deref(), &Territory::EVERYWHERE).await?;
    let by_status: Vec<_> = Status::ALL
        .iter()
        .map(|status| {
            let of_status = || rows.iter().filter(|row| row.status == status.as_str());
            api::StatusCounter {
                status: status.to_string(),
                label: status.label(context.lang).to_owned(),
                appeals: of_status().map(|row| row.appeals).sum(),
                overdue: of_status().map(|row| row.overdue).sum(),
            }
        })
        .collect();
    let counters = api::Counters {
        total: by_status.iter().map(|counter| counter.appeals).sum(),
        overdue: by_status.iter().map(|counter| counter.overdue).sum(),
        by_status,
    };
    json(StatusCode::OK, &counters)
}
