//! `GET /api/v1/reviews`: ratings that complain and wait, the most urgent first.

use axum::http::StatusCode;
use domain::access::Operation;
use store::objection::{self, ReviewRow};
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, auth, cursor, filter};

/// Lists the complaints that wait. They name nobody, so that no look at them is logged.
pub(crate) async fn review_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ReviewList).await?;
    let (after, limit) = filter::place(&context)?;
    let territory = permit.territory();
    let (rows, next) = objection::reviews(database().await?, &territory, after, limit).await?;
    let page = api::Page {
        items: rows.into_iter().map(item).collect(),
        next: next.as_ref().map(cursor::encode),
    };
    json(StatusCode::OK, &page)
}

fn item(row: ReviewRow) -> api::WaitingReview {
    api::WaitingReview {
        appeal: row.number.to_string(),
        category: row.category,
        region: row.region.to_string(),
        agency: row.agency,
        score: row.score,
        about: row.about,
        given_at: from_ms(row.given_at),
        review_by: from_ms(row.review_by),
        review_provisional: row.is_provisional,
    }
}
