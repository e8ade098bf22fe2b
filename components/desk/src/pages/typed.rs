//! `PUT /desk/appeals/{number}/draft`: what somebody has typed of an answer, kept while they type. It is no
//! version of the answer: the journal gets one when they say so.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use serde_json::{Value, json};
use store::AppealRow;
use store::draft::{self, Draft};
use web::capabilities::database;
use web::{Answer, Context, Problem, auth, body, session};

/// An answer has at most 10,000 characters, of up to four bytes each; the rest is JSON.
const MAX_BYTES: usize = 64 * 1024;

/// What was typed.
pub(crate) struct Typed {
    pub(crate) decision: String,
    pub(crate) text: String,
}

/// Under what it is kept, beside the drafts of appeals: a number of an appeal has no stroke.
pub(crate) fn key(row: &AppealRow) -> String {
    format!("answer/{}", row.number)
}

/// Reads what was kept; what cannot be read is as good as nothing.
pub(crate) fn read(kept: &Draft) -> Option<Typed> {
    let value: Value = serde_json::from_str(&kept.draft).ok()?;
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    Some(Typed {
        decision: text("decision")?,
        text: text("text")?,
    })
}

/// Keeps it.
pub(crate) async fn put(context: Context, Path(number): Path<String>, request: Body) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealTransition, &number).await?;
    let Some(account) = access.caller().account().filter(|_| access.is_staff()) else {
        return Err(Problem::forbidden());
    };
    // What one person typed is not kept for whoever signs in after them.
    session::demand_opener(&context, &session::opener(&context, None)).await?;
    let given = body::json(request).await?;
    let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
    let kept = json!({ "decision": text("decision"), "text": text("text") }).to_string();
    if kept.len() > MAX_BYTES {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    }
    let draft = Draft {
        draft: kept,
        saved_at: context.now.timestamp_millis(),
    };
    draft::keep_draft(database().await?, account, &key(&row), &draft).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /desk/appeals/{number}/version`: whether something has happened, without anybody's data.
pub(crate) async fn version(context: Context, Path(number): Path<String>) -> Answer {
    let (row, _) = auth::appeal(&context, Operation::AppealView, &number).await?;
    web::reply::json(StatusCode::OK, &json!({ "version": row.version }))
}
