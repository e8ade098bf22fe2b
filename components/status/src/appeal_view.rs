//! `GET /api/v1/appeals/{number}`: the card.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use web::appeal_card::card;
use web::conditional::{etag, not_modified};
use web::reply::{json, with};
use web::{Answer, Context, auth};

/// Shows one appeal to its applicant or to staff.
pub(crate) async fn appeal_view(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealView, &number).await?;
    let tag = etag(row.version);
    if not_modified(&context, row.version) {
        return with(StatusCode::NOT_MODIFIED.into_response(), "etag", &tag);
    }
    with(
        json(StatusCode::OK, &card(&context, &row, &access).await?)?,
        "etag",
        &tag,
    )
}
