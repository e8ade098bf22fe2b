//! `POST /api/v1/appeals/{number}/take`: whoever takes an appeal works on it.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::{Command, WorkCommand};
use web::{Answer, Context};

use crate::command::Asked;

/// Takes an appeal, or begins one that was given to the caller.
pub(crate) async fn appeal_take(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealTake, &number, body).await?;
    asked.input.members(|_| ());
    asked
        .answer(Command::Work(WorkCommand::Take), "taken")
        .await
}
