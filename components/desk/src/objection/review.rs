//! `POST /api/v1/appeals/{number}/rating/review`: whether a complaint in a rating is justified.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::decide::Command;
use domain::objection::ReviewOutcome;
use web::capabilities::database;
use web::conditional::{check_match, etag};
use web::reply::{json, see_other, with};
use web::{Answer, Context, Problem, auth, present, state};

use super::create::at;
use super::decide::{known_outcome, outcome};

/// Looks into a rating.
pub(crate) async fn rating_review(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::RatingReview, &number).await?;
    check_match(&context, row.version)?;
    let (request, faults, is_page) = outcome(&context, body).await?;
    let known = Text::fixed("justified или unjustified", "justified or unjustified");
    let found = request.outcome.as_deref().map(str::parse);
    let outcome: ReviewOutcome = known_outcome(found, faults, known)?;
    let command = Command::Review {
        outcome,
        explanation: request.explanation.unwrap_or_default(),
    };
    let version = state::execute(&context, &row, command, &access.actor())
        .await
        .map_err(|problem| at(problem, "/explanation"))?;
    if is_page {
        return see_other(&format!("/desk/appeals/{}#review", row.number));
    }
    let rating = store::rating(database().await?, &row.id).await?;
    let rating = rating.ok_or_else(Problem::not_found)?;
    access.record(&context, &row, &["rating"]).await?;
    let body = present::rating(rating);
    with(json(StatusCode::OK, &body)?, "etag", &etag(version))
}
