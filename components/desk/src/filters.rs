//! `GET|POST /api/v1/filters`, `DELETE /api/v1/filters/{id}`: the filters of the queue that somebody keeps.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::text::single_line;
use store::saved_filter::{self, MOST, NamedQuery, SavedFilter};
use url::form_urlencoded;
use uuid::Uuid;
use web::body::{self, Kind};
use web::capabilities::database;
use web::reply::{json, see_other, with};
use web::{Answer, Context, Problem, auth, idempotency, multipart};

use crate::query::FILTERS;

/// A name is for a row of links.
const MAX_NAME_CHARS: usize = 60;

/// Lists the caller's.
pub(crate) async fn filter_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::FilterList).await?;
    let kept = saved_filter::of_account(database().await?, permit.account()?).await?;
    let items = kept.into_iter().map(wire).collect();
    json(StatusCode::OK, &api::SavedFilters { items })
}

/// Keeps one.
pub(crate) async fn filter_create(context: Context, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::FilterCreate).await?;
    let kind = body::kind(&context)?;
    let is_json = matches!(kind, Kind::Json);
    let operation = Operation::FilterCreate;
    let (request, faults) = if is_json {
        let asked = body::json(request).await?;
        idempotency::begin_json(&context, operation, &permit, &asked).await?;
        api::filter_request(asked)
    } else {
        let form = multipart::read_values(&context, kind, request).await?;
        idempotency::begin_form(&context, operation, &permit, &form).await?;
        idempotency::check(&context)?;
        let text = |name: &str| form.get(name).map(str::to_owned);
        let request = api::FilterRequest {
            name: text("name"),
            query: text("query"),
        };
        (request, Vec::new())
    };
    let kept = SavedFilter {
        id: Uuid::now_v7().to_string(),
        filter: checked(request, faults)?,
    };
    let now = context.now.timestamp_millis();
    if !saved_filter::keep(database().await?, permit.account()?, &kept, now).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "too_many_filters",
            Text::fixed("Отборов уже достаточно", "There are filters enough"),
            Text::new(
                format!("Сохранить можно {MOST}. Удалите ненужный и повторите."),
                format!("{MOST} can be kept. Remove one that you don't need, and try again."),
            ),
        ));
    }
    if !is_json {
        return see_other(&format!("/desk?{}", kept.filter.query));
    }
    let location = format!("/api/v1/filters/{}", kept.id);
    with(
        json(StatusCode::CREATED, &wire(kept))?,
        "location",
        &location,
    )
}

/// Forgets one; that it is not there any more is what was asked for.
pub(crate) async fn filter_delete(context: Context, Path(id): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::FilterDelete).await?;
    saved_filter::forget(database().await?, permit.account()?, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The same from the page, whose forms know no DELETE.
pub(crate) async fn filter_delete_by_form(context: Context, Path(id): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::FilterDelete).await?;
    saved_filter::forget(database().await?, permit.account()?, &id).await?;
    see_other("/desk")
}

fn wire(kept: SavedFilter) -> api::SavedFilter {
    api::SavedFilter {
        id: kept.id,
        name: kept.filter.name,
        query: kept.filter.query,
    }
}

fn checked(
    request: api::FilterRequest,
    mut faults: Vec<FieldError>,
) -> Result<NamedQuery, Problem> {
    let name = single_line(&request.name.unwrap_or_default()).unwrap_or_default();
    if !(1..=MAX_NAME_CHARS).contains(&name.chars().count()) {
        let text = Text::new(
            format!("Назовите отбор, не длиннее {MAX_NAME_CHARS} знаков."),
            format!("Name the filter, in at most {MAX_NAME_CHARS} characters."),
        );
        faults.push(FieldError::with_text("/name", "name_length", text));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    // What is no filter of the queue is left out, so that the link shows the queue and nothing else.
    let given = request.query.unwrap_or_default();
    let pairs = form_urlencoded::parse(given.as_bytes())
        .filter(|(name, value)| FILTERS.contains(&&**name) && !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    Ok(NamedQuery { name, query })
}
