//! `POST /api/v1/appeals/{number}/objections`: the applicant objects to the answer.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::decide::{Command, ObjectionCommand};
use store::AppealRow;
use web::auth::Access;
use web::capabilities::database;
use web::card::{Tried, card};
use web::conditional::{check_match, check_version};
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
    check_match(context, row.version)?;
    check_version(incoming.version.as_deref(), row.version)?;
    let state = state::load(row).await?;
    let command = ObjectionCommand::File {
        text: incoming.request.text.clone().unwrap_or_default(),
        attachments: incoming.attached()?,
        bench: objection::bench(&state).await?,
    };
    let actor = access.actor();
    state::execute(context, row, Command::Objection(command), &actor)
        .await
        .map_err(|problem| at(problem, "/text"))?;
    Ok(next(state.contest.objections.len()))
}

/// The ordinal of the objection after so many.
pub(super) fn next(objections: usize) -> u16 {
    u16::try_from(objections + 1).unwrap_or(u16::MAX)
}

/// What is said of what was entered, at its place.
pub(super) fn at(problem: Problem, pointer: &str) -> Problem {
    const OF_INPUT: [&str; 5] = [
        "reviewer_unknown",
        "reason_length",
        "comment_length",
        "comment_control",
        "comment_bidi",
    ];
    match OF_INPUT.contains(&problem.code) {
        true => Problem::invalid_field(domain::appeal::FieldError::with_text(
            pointer,
            problem.code,
            problem.detail,
        )),
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
            Some(_) => desk_card::refused(context, &number, &problem, values).await,
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
    let view = card(context, &row, tried).await?;
    Ok(page(problem.status, pages::card(&view)))
}
