//! `POST /api/v1/appeals/{number}/objections/{objection}/decision`: upheld, or declined with an explanation.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::decide::{Command, ObjectionCommand};
use domain::objection::ObjectionOutcome;
use domain::{FieldError, Text};
use store::AppealRow;
use web::auth::Access;
use web::form::Form;
use web::{Answer, Context, Problem, auth, state};

use super::asked::Asked;
use super::create::at;

/// Decides an objection.
pub(crate) async fn objection_decide(
    context: Context,
    Path((number, ordinal)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ObjectionDecide, &number).await?;
    let asked = Asked::read(&context, body, api::outcome_request, outcome).await?;
    match decide(&context, &row, &access, &ordinal, &asked).await {
        Ok(ordinal) => {
            let status = StatusCode::OK;
            super::answer(&context, &row, &access, ordinal, status, asked.is_page).await
        }
        Err(problem) => asked.refused(&context, &row, &access, problem).await,
    }
}

async fn decide(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    ordinal: &str,
    asked: &Asked<api::OutcomeRequest>,
) -> Result<u16, Problem> {
    let known = Text::fixed("upheld или declined", "upheld or declined");
    let outcome: ObjectionOutcome = known_outcome(asked, known)?;
    asked.check(context, row, access).await?;
    let state = state::load(row).await?;
    let ordinal = super::in_charge(access, row, &state, ordinal)?;
    let ordinal = ordinal.number.ordinal();
    let command = ObjectionCommand::Decide {
        objection: ordinal,
        outcome,
        explanation: asked.request.explanation.clone().unwrap_or_default(),
    };
    let actor = access.actor();
    state::execute(context, row, Command::Objection(command), &actor)
        .await
        .map_err(|problem| at(problem, "/explanation"))?;
    Ok(ordinal)
}

/// What was decided and why, from a form.
pub(super) fn outcome(form: &Form) -> api::OutcomeRequest {
    let own = |name| form.get(name).map(str::to_owned);
    api::OutcomeRequest {
        outcome: own("outcome"),
        explanation: own("explanation"),
    }
}

/// The outcome, or every fault.
pub(super) fn known_outcome<T: std::str::FromStr>(
    asked: &Asked<api::OutcomeRequest>,
    known: Text,
) -> Result<T, Problem> {
    let outcome = asked.request.outcome.as_deref().map(str::parse);
    let mut faults = asked.faults();
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
