//! `POST /api/v1/appeals/{number}/objections/{objection}/decision`: upheld, or declined with an explanation.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::{Command, ObjectionCommand};
use domain::objection::ObjectionOutcome;
use web::body::{self, Kind};
use web::conditional::check_match;
use web::{Answer, Context, Problem, auth, multipart, state};

use super::create::at;

/// Decides an objection.
pub(crate) async fn objection_decide(
    context: Context,
    Path((number, ordinal)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ObjectionDecide, &number).await?;
    check_match(&context, row.version)?;
    let (request, faults, is_page) = outcome(&context, body).await?;
    let known = Text::fixed("upheld или declined", "upheld or declined");
    let outcome = request.outcome.as_deref().map(str::parse);
    let outcome: ObjectionOutcome = known_outcome(outcome, faults, known)?;
    let state = state::load(&row).await?;
    let ordinal = super::in_charge(&access, &row, &state, &ordinal)?
        .number
        .ordinal();
    let command = ObjectionCommand::Decide {
        objection: ordinal,
        outcome,
        explanation: request.explanation.unwrap_or_default(),
    };
    let actor = access.actor();
    state::execute(&context, &row, Command::Objection(command), &actor)
        .await
        .map_err(|problem| at(problem, "/explanation"))?;
    super::answer(&context, &row, &access, ordinal, StatusCode::OK, is_page).await
}

/// Reads what was decided and why, and whether a page is the answer.
pub(super) async fn outcome(
    context: &Context,
    body: Body,
) -> Result<(api::OutcomeRequest, Vec<FieldError>, bool), Problem> {
    let kind = body::kind(context)?;
    let (request, faults) = match kind {
        Kind::Json => api::outcome_request(body::json(body).await?),
        _ => {
            let form = multipart::read_values(context, kind, body).await?;
            let own = |name| form.get(name).map(str::to_owned);
            let request = api::OutcomeRequest {
                outcome: own("outcome"),
                explanation: own("explanation"),
            };
            (request, Vec::new())
        }
    };
    Ok((request, faults, kind != Kind::Json && context.wants_page))
}

/// The outcome, or every fault.
pub(super) fn known_outcome<T, E>(
    outcome: Option<Result<T, E>>,
    mut faults: Vec<FieldError>,
    known: Text,
) -> Result<T, Problem> {
    match outcome {
        Some(Ok(outcome)) if faults.is_empty() => Ok(outcome),
        Some(Ok(_)) => Err(Problem::invalid(faults)),
        _ => {
            if faults.iter().all(|fault| fault.pointer != "/outcome") {
                faults.push(FieldError::with_text("/outcome", "outcome_unknown", known));
            }
            Err(Problem::invalid(faults))
        }
    }
}
