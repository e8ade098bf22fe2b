//! `POST /api/v1/appeals/{number}/objections/{objection}/assign`: who decides an objection.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::decide::{Command, ObjectionCommand};
use store::AppealRow;
use web::auth::Access;
use web::{Answer, Context, Problem, auth, state};

use super::asked::Asked;
use super::create::at;

/// Gives an objection to somebody, or back to the queue.
pub(crate) async fn objection_assign(
    context: Context,
    Path((number, ordinal)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ObjectionAssign, &number).await?;
    let asked = Asked::read(&context, body, api::reviewer_request, |form| {
        let reviewer = form.get("reviewer").filter(|value| !value.is_empty());
        reviewer.map(str::to_owned)
    });
    let asked = asked.await?;
    match assign(&context, &row, &access, &ordinal, &asked).await {
        Ok(ordinal) => {
            let status = StatusCode::OK;
            super::answer(&context, &row, &access, ordinal, status, asked.is_page).await
        }
        Err(problem) => asked.refused(&context, &row, &access, problem).await,
    }
}

async fn assign(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    ordinal: &str,
    asked: &Asked<Option<String>>,
) -> Result<u16, Problem> {
    asked.check(context, row, access).await?;
    let state = state::load(row).await?;
    let objection = super::in_charge(access, row, &state, ordinal)?;
    let ordinal = objection.number.ordinal();
    let command = ObjectionCommand::Assign {
        objection: ordinal,
        reviewer: asked.request.clone(),
        bench: web::objection::bench(&state).await?,
    };
    let actor = access.actor();
    state::execute(context, row, Command::Objection(command), &actor)
        .await
        .map_err(|problem| at(problem, "/reviewer"))?;
    Ok(ordinal)
}
