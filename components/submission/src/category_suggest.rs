//! `POST /api/v1/categories/suggest`: the likeliest categories of a text. Nothing of it is kept.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Operation;
use web::reply::json;
use web::{Answer, Context, Problem, auth, body, configuration, suggestion};

/// Suggests categories.
pub(crate) async fn category_suggest(context: Context, body: Body) -> Answer {
    auth::permit(&context, Operation::CategorySuggest).await?;
    let (request, faults) = api::suggestion_request(body::json(body).await?);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let configuration = configuration::current(context.now).await?;
    let title = request.title.unwrap_or_default();
    let text = request.text.unwrap_or_default();
    let found = suggestion::of(&configuration, &title, &text).await?;
    let catalogue = &configuration.catalogue;
    let items = found.categories.into_iter();
    let items = items.map(|one| suggestion::item(catalogue, &one, context.lang));
    let answer = api::CategorySuggestions {
        items: items.collect(),
        urgency: found.urgency.map(|urgency| urgency.to_string()),
    };
    json(StatusCode::OK, &answer)
}
