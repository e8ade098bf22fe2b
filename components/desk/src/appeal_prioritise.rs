//! `POST /api/v1/appeals/{number}/priority`: how soon an appeal has to be looked at.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::{Command, WorkCommand};
use domain::event::Priority;
use web::{Answer, Context};

use crate::command::Asked;

/// Sets the priority, or confirms the one that was hinted at.
pub(crate) async fn appeal_prioritise(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealPrioritise, &number, body).await?;
    let (priority, reason) = asked
        .input
        .members(|object| (object.text("priority"), object.text("reason")));
    let all: Vec<&str> = Priority::ALL.iter().map(|one| one.as_str()).collect();
    let priority = asked.input.code("/priority", priority.as_deref(), &all);
    let command = Command::Work(WorkCommand::Prioritise {
        priority: priority.unwrap_or_default(),
        reason,
    });
    asked.answer(command, "prioritised").await
}
