//! `POST /api/v1/appeals/{number}/objections/{objection}/assign`: who decides an objection.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::decide::{Command, ObjectionCommand};
use web::body::{self, Kind};
use web::conditional::check_match;
use web::{Answer, Context, Problem, auth, multipart, state};

/// Gives an objection to somebody, or back to the queue.
pub(crate) async fn objection_assign(
    context: Context,
    Path((number, ordinal)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ObjectionAssign, &number).await?;
    check_match(&context, row.version)?;
    let kind = body::kind(&context)?;
    let (reviewer, faults) = match kind {
        Kind::Json => api::reviewer_request(body::json(body).await?),
        _ => {
            let form = multipart::read_values(&context, kind, body).await?;
            let reviewer = form.get("reviewer").filter(|value| !value.is_empty());
            (reviewer.map(str::to_owned), Vec::new())
        }
    };
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let state = state::load(&row).await?;
    let objection = super::in_charge(&access, &row, &state, &ordinal)?;
    let ordinal = objection.number.ordinal();
    let command = ObjectionCommand::Assign {
        objection: ordinal,
        reviewer,
        bench: web::objection::bench(&state).await?,
    };
    let actor = access.actor();
    state::execute(&context, &row, Command::Objection(command), &actor).await?;
    let is_page = kind != Kind::Json && context.wants_page;
    super::answer(&context, &row, &access, ordinal, StatusCode::OK, is_page).await
}
