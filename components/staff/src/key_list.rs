//! `GET /api/v1/keys`: the keys that were issued, without their secret parts.

use axum::http::StatusCode;
use domain::access::{Operation, Territory};
use store::api_key::{self, ApiKey};
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, parameters};

/// Lists keys, newest first.
pub(crate) async fn key_list(context: Context) -> Answer {
    let (found, next) = keys(&context).await?;
    let items = found.iter().map(item).collect();
    json(StatusCode::OK, &api::Page { items, next })
}

/// A page of keys within the caller's territory, and the cursor of the next.
pub(crate) async fn keys(context: &Context) -> Result<(Vec<ApiKey>, Option<String>), Problem> {
    let permit = auth::permit(context, Operation::KeyList).await?;
    let after = parameters::value(context, "cursor_id")?;
    let page = parameters::limit(context, "limit_100")?;
    let territory = permit.territory();
    // Keys know agencies only: whoever answers for less than one has none to look after.
    let whole = Territory {
        agency: territory.agency.clone(),
        ..Territory::EVERYWHERE
    };
    if !territory.contains(&whole) {
        return Ok((Vec::new(), None));
    }
    let (db, agency) = (database().await?, territory.agency.as_deref());
    let mut found = api_key::list(db, agency, after.as_deref(), page + 1).await?;
    let is_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| is_more).map(|last| last.id.clone());
    Ok((found, next))
}

/// What a key reaches.
pub(crate) fn reach(key: &ApiKey) -> Territory {
    Territory {
        agency: key.agency.clone(),
        ..Territory::EVERYWHERE
    }
}

fn item(key: &ApiKey) -> api::KeyItem {
    api::KeyItem {
        id: key.id.clone(),
        name: key.name.clone(),
        scopes: key.scopes.iter().map(ToString::to_string).collect(),
        agency: key.agency.clone(),
        created_by: key.created_by.clone(),
        created_at: from_ms(key.created_at),
        expires_at: from_ms(key.expires_at),
        used_at: key.used_at.map(from_ms),
        revoked_at: key.revoked_at.map(from_ms),
    }
}
