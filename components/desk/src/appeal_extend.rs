//! `POST /api/v1/appeals/{number}/extension`: the complex class's term, once, with a reason for the applicant.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::Command;
use web::{Answer, Context};

use crate::command::Asked;

/// Extends the term.
pub(crate) async fn appeal_extend(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealExtend, &number, body).await?;
    let reason = asked.input.members(|object| object.text("reason"));
    asked.answer(Command::Extend { reason }, "extended").await
}
