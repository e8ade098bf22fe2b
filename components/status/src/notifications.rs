//! `GET /api/v1/appeals/{number}/notifications`: what was told about an appeal, and when it arrived. To whom is
//! left out: the applicant sees what went to the applicant, staff see what kinds of people were told.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use store::notice;
use web::capabilities::database;
use web::notifications::{LISTED, item};
use web::reply::json;
use web::{Answer, Context, auth};

/// Lists it.
pub(crate) async fn appeal_notifications(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealNotifications, &number).await?;
    let is_applicant = access.is_own();
    let found = notice::letters_about(database().await?, &row.id, is_applicant, LISTED).await?;
    let items = found.iter().map(|one| item(one, &context)).collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}
