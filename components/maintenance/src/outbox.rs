//! `POST /internal/outbox`: hands out the messages that wait, and is told which were delivered.

use api::json::Object;
use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use store::outbox;
use web::auth;
use web::capabilities::{database, variable};
use web::reply::json;
use web::{Answer, Context, Problem, body};

/// Messages of one answer: a mailer's work for some seconds.
const MOST: i64 = 100;

/// Marks what was delivered and gives the oldest that wait. A message that was given and not marked is given
/// again: one that goes out twice is better than one that is lost.
pub(crate) async fn outbox(context: Context, body: Body) -> Answer {
    auth::ops(&context, "outbox_token").await?;
    let ids = delivered(body).await?;
    let db = database().await?;
    if !ids.is_empty() {
        outbox::delivered(db, &ids, context.now.timestamp_millis()).await?;
    }
    // With a mail server of our own, the notifier sends what goes by e-mail.
    let all = variable("smtp_server").await?.is_empty();
    let waiting = outbox::waiting(db, all, MOST).await?.into_iter();
    let items = waiting.map(|one| api::OutboxItem {
        id: one.id,
        channel: one.channel,
        kind: one.kind,
        to: one.message.to,
        subject: one.message.subject,
        text: one.message.text,
    });
    let body = api::Outbox {
        items: items.collect(),
    };
    json(StatusCode::OK, &body)
}

async fn delivered(body: Body) -> Result<Vec<String>, Problem> {
    if body.is_end_stream() {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    let mut ids = Vec::new();
    if let Some(mut root) = Object::root(body::json(body).await?, &mut faults) {
        ids = root.texts("delivered");
        root.finish();
    }
    if faults.is_empty() {
        Ok(ids)
    } else {
        Err(Problem::invalid(faults))
    }
}
