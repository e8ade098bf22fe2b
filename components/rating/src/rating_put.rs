//! `PUT /api/v1/appeals/{number}/rating`: rates an answer, or revises the rating.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::Command;
use domain::event::RatingCategory;
use domain::{Refusal, Text};
use pages::{RatingForm, Values};
use store::AppealRow;
use web::auth::Access;
use web::body::{self, Kind};
use web::capabilities::database;
use web::card::{Tried, shown};
use web::reply::{json, page, see_other};
use web::{Answer, Context, Problem, auth, multipart, present, state};

/// Rates an answer.
pub(crate) async fn rating_put(context: Context, Path(number): Path<String>, body: Body) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::RatingPut, &number).await?;
    let kind = body::kind(&context)?;
    let (request, faults, values) = match kind {
        Kind::Json => {
            let (request, faults) = api::rating_request(body::json(body).await?);
            (request, faults, Values::default())
        }
        _ => {
            let form = multipart::read_values(&context, kind, body).await?;
            let own = |name| {
                form.get(name)
                    .filter(|value| !value.is_empty())
                    .map(str::to_owned)
            };
            let score = own("score").and_then(|score| score.parse().ok());
            let request = api::RatingRequest {
                score,
                comment: own("comment"),
                category: own("category"),
            };
            (request, Vec::new(), form.values())
        }
    };
    let is_page = kind != Kind::Json && context.wants_page;
    match rate(&context, &row, &access, request, faults).await {
        Ok(()) if is_page => see_other(&format!("/status/{}?done=rated", row.number)),
        Ok(()) => {
            let rating = store::rating(database().await?, &row.id)
                .await?
                .ok_or_else(Problem::not_found)?;
            json(StatusCode::OK, &present::rating(rating))
        }
        Err(problem) if is_page && problem.status.is_client_error() => {
            let tried = tried(&context, &problem, values);
            let html = shown(&context, &row, &access, tried).await?;
            Ok(page(problem.status, html))
        }
        Err(problem) => Err(problem),
    }
}

/// The card's form with what was wrong in it.
fn tried(context: &Context, problem: &Problem, values: Values) -> Tried {
    let of = |pointer: &str| {
        let fault = problem.errors.iter().find(|fault| fault.pointer == pointer);
        fault
            .map(|fault| fault.message.get(context.lang).to_owned())
            .unwrap_or_default()
    };
    let comment_error = [of("/comment"), of("/category")]
        .into_iter()
        .find(|text| !text.is_empty());
    let form = RatingForm {
        values,
        score_error: of("/score"),
        comment_error: comment_error.unwrap_or_default(),
    };
    let error = if problem.errors.is_empty() {
        problem.detail.get(context.lang).to_owned()
    } else {
        String::new()
    };
    Tried {
        rating: Some(form),
        error,
        ..Tried::default()
    }
}

async fn rate(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    request: api::RatingRequest,
    mut faults: Vec<FieldError>,
) -> Result<(), Problem> {
    let told =
        |faults: &[FieldError], pointer: &str| faults.iter().any(|fault| fault.pointer == pointer);
    let score = request
        .score
        .and_then(|score| u8::try_from(score).ok())
        .filter(|score| (1..=5).contains(score));
    if score.is_none() && !told(&faults, "/score") {
        let text = Text::fixed("Поставьте оценку от 1 до 5", "Give a score from 1 to 5");
        faults.push(FieldError::with_text("/score", "score_range", text));
    }
    let category = request
        .category
        .as_deref()
        .map(str::parse::<RatingCategory>);
    if matches!(category, Some(Err(_))) {
        let text = Text::fixed(
            "Одно из: technical, legal, service",
            "One of: technical, legal, service",
        );
        faults.push(FieldError::with_text(
            "/category",
            "rating_category_unknown",
            text,
        ));
    }
    let (Some(score), true) = (score, faults.is_empty()) else {
        return Err(Problem::invalid(faults));
    };
    let category = category.and_then(Result::ok);
    let command = Command::Rate {
        score,
        category,
        comment: request.comment,
    };
    let done = state::execute(context, row, command, &access.actor()).await;
    done.map(drop).map_err(|problem| {
        // Of a comment's faults the decision speaks; here they get their place.
        if [Refusal::CommentTooLong.code()].contains(&problem.code) {
            let message = problem.detail.clone();
            return Problem::invalid_field(FieldError::with_text(
                "/comment",
                problem.code,
                message,
            ));
        }
        problem
    })
}
