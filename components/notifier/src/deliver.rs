//! `POST /internal/deliver`: sends what waits, for a bounded time. Calling it twice, or from two places at once,
//! sends nothing twice.

use axum::http::StatusCode;
use web::reply::json;
use web::{Answer, Context, auth};

use crate::{address, send, write};

/// Does what is due.
pub(crate) async fn deliver(context: Context) -> Answer {
    auth::ops(&context, "tick_token").await?;
    let mut report = api::DeliveryReport::default();
    // One piece that fails holds none of the others up, and is told all the same.
    let addressed = address::address(&context, &mut report).await;
    let written = write::write(&context, &mut report).await;
    let sent = send::send(&context, &mut report).await;
    addressed.and(written).and(sent)?;
    json(StatusCode::OK, &report)
}
