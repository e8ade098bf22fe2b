//! `GET /api/v1/admin/{collection}`: the items of a collection. They are tens or hundreds, so a page is all unless the
//! caller says otherwise.

use axum::extract::Path;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Operation;
use domain::configuration::Kind;
use domain::rules::Setting;
use serde_json::Value;
use store::configuration::{self, Stored};
use web::auth::Permit;
use web::capabilities::database;
use web::{Answer, Context, Problem, auth, parameters, reply};

use crate::collection::Collection;
use crate::configuration_view::wire;
use crate::{found, may};

/// Lists items; `q` is a part of anything in them, `active` those that are or are not.
pub(crate) async fn configuration_list(context: Context, Path(collection): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationList).await?;
    let collection = Collection::at(&collection)?;
    may::look(&permit, collection.kind)?;
    let mut found = items(&context, &permit, collection).await?;
    if let Some(cursor) = parameters::value(&context, "cursor_key")? {
        let before = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
        let place = found.iter().position(|item| item.key.as_bytes() == before);
        let place = place.ok_or_else(parameters::cursor_invalid)?;
        found.drain(..=place);
    }
    let page = parameters::limit(&context, "limit_all")?;
    let is_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| is_more);
    let next = next.map(|last| URL_SAFE_NO_PAD.encode(&last.key));
    let items: Result<Vec<Value>, Problem> = found.iter().map(wire).collect();
    let items = items?;
    reply::json(StatusCode::OK, &api::Page { items, next })
}

/// The items that somebody sees, as the query narrows them, in the order of their places.
pub(crate) async fn items(
    context: &Context,
    permit: &Permit,
    collection: Collection,
) -> Result<Vec<Stored>, Problem> {
    let kind = collection.kind;
    let mut found = configuration::items(database().await?, kind).await?;
    if kind == Kind::Setting {
        for setting in Setting::ALL {
            if !found.iter().any(|item| item.key == setting.as_str()) {
                found.push(found::default(*setting).await?);
            }
        }
        let place = |item: &Stored| Setting::ALL.iter().position(|s| s.as_str() == item.key);
        found.sort_by_key(place);
    }
    found.retain(|item| may::see(permit, kind, item.agency.as_deref()));
    if let Some(words) = parameters::value(context, "words")? {
        let words = words.to_lowercase();
        let has = |item: &Stored| {
            item.key.to_lowercase().contains(&words) || item.data.to_lowercase().contains(&words)
        };
        found.retain(has);
    }
    if let Some(active) = parameters::value(context, "active")? {
        let wanted = active == "true";
        let is_active = |item: &Stored| !item.data.contains("\"active\":false");
        found.retain(|item| is_active(item) == wanted);
    }
    if matches!(kind, Kind::Category | Kind::RoutingRule) {
        found.sort_by_cached_key(|item| {
            let data: Value = serde_json::from_str(&item.data).unwrap_or_default();
            (
                data.get("position").and_then(Value::as_i64),
                item.key.clone(),
            )
        });
    }
    Ok(found)
}
