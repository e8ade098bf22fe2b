//! `/api/v1/drafts/current`: the unsent appeal of a person, for all their devices.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::{AppealNumber, Text};
use serde_json::{Value, json as object};
use store::draft::{self, Draft};
use web::body::{self, Kind};
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, Problem, auth, query, session, time};

/// A form holds 10,000 characters of text and some names; the rest is none of ours.
const MAX_DRAFT_BYTES: usize = 64 * 1024;

/// The draft, or nulls.
pub(crate) async fn draft_view(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::DraftView).await?;
    let found = draft::draft(database().await?, permit.account()?, &repeated(&context)?).await?;
    let body = found.map_or(object!({ "saved_at": null, "draft": null }), |found| {
        let draft: Value = serde_json::from_str(&found.draft).unwrap_or_default();
        object!({ "saved_at": time::from_ms(found.saved_at), "draft": draft })
    });
    json(StatusCode::OK, &body)
}

/// Keeps the draft, unless another device has kept a newer one.
pub(crate) async fn draft_put(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::DraftPut).await?;
    // What one person typed is not kept for whoever signs in after them.
    session::demand_opener(&context, &session::opener(&context, None)).await?;
    if body::kind(&context)? != Kind::Json {
        return Err(Problem::unsupported_type("application/json"));
    }
    let (saved_at, draft, mut faults) = api::draft_request(body::json(body).await?);
    let saved_at = saved_at
        .as_deref()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    if saved_at.is_none() {
        faults.push(FieldError::new(
            "/saved_at",
            "time_invalid",
            "Время по RFC 3339: 2026-11-22T10:00:00Z",
            "A time by RFC 3339: 2026-11-22T10:00:00Z",
        ));
    }
    let text = draft.map(|draft| draft.to_string());
    if text
        .as_ref()
        .is_none_or(|text| text.len() > MAX_DRAFT_BYTES)
    {
        faults.push(FieldError::new(
            "/draft",
            "draft_invalid",
            "Черновик — объект JSON не больше 64 КБ",
            "A draft is a JSON object of at most 64 kB",
        ));
    }
    let (Some(saved_at), Some(draft), true) = (saved_at, text, faults.is_empty()) else {
        return Err(Problem::invalid(faults));
    };
    // A clock that is ahead would make its drafts win for ever.
    let saved_at = saved_at.with_timezone(&Utc).min(context.now);
    let new = Draft {
        draft,
        saved_at: saved_at.timestamp_millis(),
    };
    let repeat_of = repeated(&context)?;
    let db = database().await?;
    if draft::keep_draft(db, permit.account()?, &repeat_of, &new).await? {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "draft_is_older",
        Text::fixed("Есть более новый черновик", "There is a newer draft"),
        Text::fixed(
            "С другого устройства сохранён более новый черновик, он остался.",
            "Another device has kept a newer draft; that one stays.",
        ),
    ))
}

/// Forgets the draft.
pub(crate) async fn draft_delete(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::DraftDelete).await?;
    let db = database().await?;
    draft::forget_draft(db, permit.account()?, &repeated(&context)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The number that the draft's appeal repeats, or nothing.
fn repeated(context: &Context) -> Result<String, Problem> {
    let Some(number) = query::first(&context.query, "repeat_of") else {
        return Ok(String::new());
    };
    let number = AppealNumber::parse(&number).map_err(|_| Problem::not_found())?;
    Ok(number.to_string())
}
