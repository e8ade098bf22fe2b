//! `GET /api/v1/appeals/{number}/events`: the journal, once or live.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::Lang;
use domain::access::{DataPart, Operation};
use domain::event::Recorded;
use store::journal;
use web::auth::Access;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, auth, present};

use crate::stream;

/// Shows the journal; to `Accept: text/event-stream`, from `Last-Event-ID` on and as it grows.
pub(crate) async fn appeal_events(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealEvents, &number).await?;
    if wants_stream(context.header("accept")) {
        let after = context.header("last-event-id").parse().unwrap_or(0);
        access.record(&context, &row, &[DataPart::Comments]).await?;
        return Ok(stream::follow(row.id, access, after, context.lang));
    }
    let events = journal::events(database().await?, &row.id, 0).await?;
    let items: Vec<_> = events
        .iter()
        .filter(|row| access.sees(&row.event))
        .map(|event| shown(event, &access, context.lang))
        .collect();
    if items.iter().any(|item| item.comment.is_some()) {
        access.record(&context, &row, &[DataPart::Comments]).await?;
    }
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// Whether a stream is wanted before a list (RFC 9110, 12.5.1). Who names no preference between them gets the stream.
fn wants_stream(accept: &str) -> bool {
    let quality = |wanted: &str| {
        let mut items = accept.split(',').map(|item| item.split(';').map(str::trim));
        let mut item = items.find_map(|mut item| (item.next() == Some(wanted)).then_some(item))?;
        let given = item.find_map(|part| part.strip_prefix("q="));
        Some(given.map_or(1.0, |text| text.parse::<f32>().unwrap_or(0.0)))
    };
    let list = quality("application/json").unwrap_or(0.0);
    quality("text/event-stream").is_some_and(|stream| stream > 0.0 && stream >= list)
}

/// An event as this reader may see it.
pub(crate) fn shown(event: &Recorded, access: &Access, lang: Lang) -> api::EventItem {
    let item = present::event(event, lang);
    api::EventItem {
        comment: access.said(event, item.comment),
        attachments: match access.hides(event) {
            true => Vec::new(),
            false => access.files(item.attachments),
        },
        by: access.is_staff().then(|| event.actor.to_string()),
        data: access.is_staff().then(|| event.event.data()),
        ..item
    }
}
