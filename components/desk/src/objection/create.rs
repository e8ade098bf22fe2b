//! `POST /api/v1/appeals/{number}/objections`: the applicant objects to the answer.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::{Command, ObjectionCommand};
use domain::objection::ObjectionGround;
use store::AppealRow;
use web::auth::Access;
use web::capabilities::database;
use web::card::{Tried, shown};
use web::reply::page;
use web::{Answer, Context, Problem, auth, objection, state};

use super::incoming::Incoming;
use crate::pages::card as desk_card;

/// Files an objection.
pub(crate) async fn objection_create(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ObjectionCreate, &number).await?;
    let incoming = Incoming::read(&context, body, api::objection_request, "text").await?;
    let on = (&row, &access);
    incoming
        .begin(&context, on, Operation::ObjectionCreate)
        .await?;
    match create(&context, &row, &access, &incoming).await {
        Ok(ordinal) => {
            let status = StatusCode::CREATED;
            super::answer(&context, &row, &access, ordinal, status, incoming.is_page).await
        }
        Err(problem) => refused(&context, &row, &access, &incoming, problem).await,
    }
}

async fn create(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    incoming: &Incoming,
) -> Result<u16, Problem> {
    let actor = access.actor();
    state::check_match(context, row, incoming.version, &actor).await?;
    let ground = incoming.request.ground.as_deref().map(str::parse);
    let ground = ground.transpose().ok().flatten();
    let ground = match (ground, &incoming.request.ground) {
        (Some(ObjectionGround::Overdue), _) | (None, Some(_)) => {
            let text = Text::fixed("answer или execution", "answer or execution");
            let fault = FieldError::with_text("/ground", "ground_unknown", text);
            return Err(Problem::invalid_field(fault));
        }
        (ground, _) => ground.unwrap_or_default(),
    };
    let state = state::load(row).await?;
    let command = ObjectionCommand::File {
        ground,
        text: incoming.request.text.clone().unwrap_or_default(),
        attachments: incoming.attached()?,
        bench: objection::bench(&state).await?,
    };
    let command = Command::Objection(command);
    match state::execute(context, row, command, &actor).await {
        Ok(_) => Ok(next(state.contest.objections.len())),
        Err(problem) => Err(at(problem, "/text")),
    }
}

/// The ordinal of the objection after so many.
pub(super) fn next(objections: usize) -> u16 {
    u16::try_from(objections + 1).unwrap_or(u16::MAX)
}

/// What is said of what was entered, at its place.
pub(super) fn at(problem: Problem, pointer: &str) -> Problem {
    const OF_INPUT: [&str; 4] = [
        "reviewer_unknown",
        "reason_length",
        "comment_length",
        "comment_control",
    ];
    match OF_INPUT.contains(&problem.code) {
        true => {
            Problem::invalid_field(FieldError::with_text(pointer, problem.code, problem.detail))
        }
        false => problem,
    }
}

/// For a page the card again, the applicant's or the desk's, with what was written; else the problem.
pub(super) async fn refused(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    incoming: &Incoming,
    problem: Problem,
) -> Answer {
    if !incoming.is_page || !problem.status.is_client_error() {
        return Err(problem);
    }
    if access.is_staff() {
        let (number, values) = (row.number.to_string(), incoming.values.clone());
        return match access.caller().account() {
            Some(_) => desk_card::refused(context, &number, &problem, values, Vec::new()).await,
            None => Err(problem),
        };
    }
    let error = match problem.errors.is_empty() {
        true => problem.detail.get(context.lang).to_owned(),
        false => String::new(),
    };
    let tried = Tried {
        objection: Some(incoming.tried(context, &problem)),
        error,
        ..Tried::default()
    };
    let row = store::appeal(database().await?, row.number).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let html = shown(context, &row, access, tried).await?;
    Ok(page(problem.status, html))
}
