//! `GET /api/v1/appeals/{number}/objections`: the objections of an appeal, and what can be done now.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use store::journal;
use web::capabilities::database;
use web::conditional::etag;
use web::reply::{json, with};
use web::{Answer, Context, auth, configuration, objection, state};

/// Shows the objections of an appeal.
pub(crate) async fn appeal_objections(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealObjections, &number).await?;
    let events = journal::events(database().await?, &row.id, 0).await?;
    let state = state::replay(&row, &events)?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let bench = objection::bench(&state).await?;
    let body = api::AppealObjections {
        items: objection::items(&state, &events, &access, catalogue, context.lang),
        contestable: objection::contest(&state, &bench, context.now, &configuration.rules),
    };
    access
        .record(&context, &row, &[DataPart::Objections])
        .await?;
    with(json(StatusCode::OK, &body)?, "etag", &etag(row.version))
}
