//! `POST /api/v1/appeals/{number}/rating/review`: whether a complaint in a rating is justified.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::{DataPart, Operation};
use domain::decide::Command;
use domain::objection::ReviewOutcome;
use store::AppealRow;
use web::auth::Access;
use web::capabilities::database;
use web::conditional::etag;
use web::reply::{json, see_other, with};
use web::{Answer, Context, Problem, auth, present, state};

use super::asked::Asked;
use super::create::at;
use super::decide::{known_outcome, outcome};

/// Looks into a rating.
pub(crate) async fn rating_review(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::RatingReview, &number).await?;
    let asked = Asked::read(&context, body, api::outcome_request, outcome).await?;
    let version = match review(&context, &row, &access, &asked).await {
        Ok(version) => version,
        Err(problem) => return asked.refused(&context, &row, &access, problem).await,
    };
    if asked.is_page {
        return see_other(&format!("/desk/appeals/{}#review", row.number));
    }
    let rating = store::rating(database().await?, &row.id).await?;
    let rating = rating.ok_or_else(Problem::not_found)?;
    access.record(&context, &row, &[DataPart::Rating]).await?;
    let body = present::rating(rating);
    with(json(StatusCode::OK, &body)?, "etag", &etag(version))
}

async fn review(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    asked: &Asked<api::OutcomeRequest>,
) -> Result<i64, Problem> {
    let known = Text::fixed("justified или unjustified", "justified or unjustified");
    let outcome: ReviewOutcome = known_outcome(asked, known)?;
    asked.check(context, row, access).await?;
    let command = Command::Review {
        outcome,
        explanation: asked.request.explanation.clone().unwrap_or_default(),
    };
    let done = state::execute(context, row, command, &access.actor()).await;
    done.map_err(|problem| at(problem, "/explanation"))
}
