//! `GET /api/v1/appeals`: the list, of a territory or of one's own.

use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{DataPart, Operation, Reach};
use store::access_log::Reason;
use web::capabilities::database;
use web::filter::{self, Query};
use web::reply::{json, with};
use web::{Answer, Context, auth, cursor, present};

/// Lists appeals, a page at a time.
pub(crate) async fn appeal_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::AppealList).await?;
    let Query {
        mut filter,
        order,
        after,
        limit,
    } = filter::page(&context)?;
    permit.narrow(&mut filter);
    let (mut rows, next) = store::list(database().await?, &filter, order, after, limit).await?;
    permit
        .show(&context, &mut rows, Reason::Search, &[DataPart::Title])
        .await?;
    let item = match permit.reach() {
        Reach::Own => present::own_item,
        _ => present::item,
    };
    let next = next.as_ref().map(cursor::encode);
    let page = api::Page {
        items: rows.iter().map(item).collect(),
        next: next.clone(),
    };
    link(json(StatusCode::OK, &page)?, &context, next)
}

/// `Link: rel="next"` (RFC 8288): the same query with the next cursor.
fn link(response: Response, context: &Context, next: Option<String>) -> Answer {
    let Some(next) = next else {
        return Ok(response);
    };
    let mut query = web::query::without(&context.query, "cursor");
    query.push_str(if query.is_empty() {
        "cursor="
    } else {
        "&cursor="
    });
    query.push_str(&next);
    with(
        response,
        "link",
        &format!("<{}?{query}>; rel=\"next\"", context.path),
    )
}
