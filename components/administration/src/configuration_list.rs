//! `GET /api/v1/admin/{collection}`: the items of a collection. They are tens or hundreds, so a page is all.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::configuration::Kind;
use domain::rules::Setting;
use serde_json::Value;
use store::configuration::{self, Stored};
use web::auth::Permit;
use web::capabilities::database;
use web::{Answer, Context, Problem, auth, query, reply};

use crate::collection::Collection;
use crate::configuration_view::wire;
use crate::{found, may};

/// Lists items; `q` is a part of anything in them, `active` those that are or are not.
pub(crate) async fn configuration_list(context: Context, Path(collection): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationList).await?;
    let collection = Collection::at(&collection)?;
    may::look(&permit, collection.kind)?;
    let found = items(&context, &permit, collection).await?;
    let items: Result<Vec<Value>, Problem> = found.iter().map(wire).collect();
    let page = api::Page {
        items: items?,
        next: None,
    };
    reply::json(StatusCode::OK, &page)
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
    if let Some(words) = query::first(&context.query, "q") {
        let words = words.to_lowercase();
        let has = |item: &Stored| {
            item.key.to_lowercase().contains(&words) || item.data.to_lowercase().contains(&words)
        };
        found.retain(has);
    }
    if let Some(active) = query::first(&context.query, "active") {
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
