//! `POST /api/v1/appeals/{number}/answer/submit`, `/return` and `/approve`: the draft's way to the applicant.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::{AnswerCommand, Command};
use domain::event::AnswerDrafted;
use domain::{Event, Refusal};
use store::journal;
use web::capabilities::database;
use web::{Answer, Context, Problem, state};

use crate::command::Asked;

/// Gives the draft to a supervisor.
pub(crate) async fn answer_submit(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AnswerSubmit, &number, body).await?;
    asked.input.members(|_| ());
    submit(asked).await
}

/// Submits the draft that is there.
pub(crate) async fn submit(mut asked: Asked) -> Answer {
    // Without a draft the command itself is refused.
    if let Some(draft) = draft(&mut asked).await? {
        asked.outgoing(&draft.text, "/text").await?;
    }
    asked
        .answered(Command::Answer(AnswerCommand::Submit), "submitted")
        .await
}

/// Gives the draft back with remarks.
pub(crate) async fn answer_return(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AnswerReturn, &number, body).await?;
    let remarks = asked.input.members(|object| object.text("remarks"));
    let command = AnswerCommand::Return { remarks };
    asked.answered(Command::Answer(command), "returned").await
}

/// Approves the draft, which answers the appeal.
pub(crate) async fn answer_approve(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AnswerApprove, &number, body).await?;
    asked.input.members(|_| ());
    approve(asked).await
}

/// Approves the draft that is there.
pub(crate) async fn approve(mut asked: Asked) -> Answer {
    // Decisions are made without what is sealed, so the text comes with the command.
    let draft = draft(&mut asked).await?.ok_or(Refusal::NoDraft)?;
    let command = AnswerCommand::Approve {
        version: draft.version,
        text: asked.outgoing(&draft.text, "/text").await?,
        file_names: draft.file_names,
    };
    asked.answer(Command::Answer(command), "approved").await
}

/// The draft that counts, with its text.
pub(crate) async fn draft(asked: &mut Asked) -> Result<Option<AnswerDrafted>, Problem> {
    let row = &asked.row;
    let facts = state::facts(row).await?;
    let draft = state::replay(row, &facts.events)?.answer.draft;
    asked.facts = Some(facts);
    let Some(draft) = draft else {
        return Ok(None);
    };
    let entry = journal::event(database().await?, &row.id, draft.seq).await?;
    match entry.map(|entry| entry.event) {
        Some(Event::AnswerDrafted(draft)) => Ok(Some(draft)),
        _ => Err(Problem::internal("a draft that is not where it was")),
    }
}
