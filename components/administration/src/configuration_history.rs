//! `GET /api/v1/admin/history`: who changed what and when, with what it was before.

use axum::http::StatusCode;
use domain::access::{Operation, Role};
use domain::configuration::Kind;
use serde_json::{Value, json};
use store::configuration::{Changed, HistoryFilter, history};
use web::auth::Permit;
use web::capabilities::database;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, parameters, reply};

/// Lists changes, the newest first.
pub(crate) async fn configuration_history(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationHistory).await?;
    let (changes, next) = changes(&context, &permit).await?;
    let items: Vec<Value> = changes.iter().map(wire).collect();
    reply::json(StatusCode::OK, &api::Page { items, next })
}

/// A page of changes as the query narrows them, and the cursor of the next.
pub(crate) async fn changes(
    context: &Context,
    permit: &Permit,
) -> Result<(Vec<Changed>, Option<String>), Problem> {
    let kind = parameters::value(context, "kind")?;
    let key = parameters::value(context, "item")?;
    let cursor = parameters::value(context, "cursor_number")?;
    let page = parameters::limit(context, "limit")?;
    let own = permit.territory().agency;
    let filter = HistoryFilter {
        agency: own.as_deref(),
        kind: kind.and_then(|code| code.parse::<Kind>().ok()),
        key: key.as_deref(),
        before: cursor.and_then(|cursor| cursor.parse().ok()),
        with_webhooks: permit.caller().role() != Role::Observer,
    };
    let mut found = history(database().await?, &filter, page + 1).await?;
    let is_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| is_more);
    let next = next.map(|last| last.id.to_string());
    Ok((found, next))
}

fn wire(change: &Changed) -> Value {
    let data = |data: &Option<String>| {
        let data = data.as_deref();
        data.and_then(|data| serde_json::from_str::<Value>(data).ok())
    };
    json!({
        "id": change.id,
        "at": from_ms(change.at),
        "actor": change.actor,
        "kind": change.kind,
        "key": change.key,
        "version": change.version,
        "before": data(&change.before),
        "after": data(&change.after),
    })
}
