//! `POST /api/v1/appeals/{number}/escalations`: to the next instance, by the applicant with a decision that they
//! do not accept or with an appeal that is overdue, or by a supervisor with an objection that is not theirs to decide.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::{Command, ObjectionCommand};
use domain::objection::Instance;
use store::AppealRow;
use web::auth::Access;
use web::{Answer, Context, Problem, auth, objection, state};

use super::create::{at, next, refused};
use super::incoming::Incoming;

/// Goes to the next instance.
pub(crate) async fn escalation_create(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::EscalationCreate, &number).await?;
    let incoming = Incoming::read(&context, body, api::escalation_request, "reason").await?;
    let on = (&row, &access);
    incoming
        .begin(&context, on, Operation::EscalationCreate)
        .await?;
    match escalate(&context, &row, &access, &incoming).await {
        Ok(ordinal) => {
            let status = StatusCode::CREATED;
            super::answer(&context, &row, &access, ordinal, status, incoming.is_page).await
        }
        Err(problem) => refused(&context, &row, &access, &incoming, problem).await,
    }
}

async fn escalate(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    incoming: &Incoming,
) -> Result<u16, Problem> {
    let actor = access.actor();
    state::check_match(context, row, incoming.version, &actor).await?;
    let wanted = incoming.request.instance.as_deref();
    let instance = wanted.map(str::parse::<Instance>).transpose();
    let instance = instance.map_err(|_| {
        let text = Text::fixed("regional или federal", "regional or federal");
        Problem::invalid_field(FieldError::with_text("/instance", "instance_unknown", text))
    })?;
    let state = state::load(row).await?;
    let ordinal = match state.contest.open() {
        Some(open) if access.is_staff() => {
            let ordinal = open.number.ordinal();
            super::in_charge(access, row, &state, &ordinal.to_string())?;
            ordinal
        }
        _ => next(state.contest.objections.len()),
    };
    let command = ObjectionCommand::Escalate {
        instance,
        reason: incoming.request.text.clone().unwrap_or_default(),
        attachments: incoming.attached()?,
        bench: objection::bench(&state).await?,
    };
    let command = Command::Objection(command);
    match state::execute(context, row, command, &actor).await {
        Ok(_) => Ok(ordinal),
        Err(problem) => Err(at(problem, "/reason")),
    }
}
