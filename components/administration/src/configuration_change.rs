//! `PUT /api/v1/admin/{collection}/{key}`: an item as it is to be.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use web::conditional::etag;
use web::reply::{self, with};
use web::{Answer, Context, auth, body};

use crate::collection::Collection;
use crate::configuration_view::wire;
use crate::save::{self, Wanted};

/// Changes an item.
pub(crate) async fn configuration_change(
    context: Context,
    Path((collection, key)): Path<(String, String)>,
    request: Body,
) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationChange).await?;
    let collection = Collection::at(&collection)?;
    body::kind(&context)?;
    let wanted = Wanted {
        collection,
        key: Some(&key),
        seen: seen(&context),
        body: body::json(request).await?,
    };
    let saved = save::save(&context, &permit, wanted).await?;
    let response = reply::json(StatusCode::OK, &wire(&saved.item)?)?;
    with(response, "etag", &etag(saved.item.version))
}

/// The version that `If-Match` names; one that is no version of ours fits nothing.
pub(crate) fn seen(context: &Context) -> Option<i64> {
    let given = context.header("if-match").trim();
    let version = given.trim_start_matches("W/").trim_matches('"').parse();
    (!given.is_empty()).then(|| version.unwrap_or(-1))
}
