//! `POST /internal/rekey`: seals again what an earlier data key has sealed, a bounded step at a time. To be
//! called until it says `done`; then the variable `data_key_previous` may go.

use axum::http::StatusCode;
use store::rekey;
use web::auth;
use web::capabilities::{blobs, database};
use web::reply::json;
use web::{Answer, Context};

use crate::tick;

/// Does a step.
pub(crate) async fn rekey(context: Context) -> Answer {
    auth::ops(&context, tick::TOKEN).await?;
    let report = rekey::step(database().await?, blobs().await?).await?;
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    let report = api::RekeyReport {
        resealed: count(report.resealed),
        remaining: count(report.remaining),
        done: report.done,
    };
    json(StatusCode::OK, &report)
}
