//! `POST /desk/appeals/{number}/move`: what `appeal_transition` does, by a form of the card, which comes back with
//! what was typed where it is refused.

use axum::body::Body;
use axum::extract::Path;
use domain::Status;
use domain::access::Operation;
use domain::decide::Command;
use web::{Answer, Context};

use crate::command::Asked;

/// Moves an appeal to another status.
pub(crate) async fn by_form(context: Context, Path(number): Path<String>, body: Body) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealTransition, &number, body).await?;
    let (to, comment) = asked
        .input
        .members(|object| (object.text("to"), object.text("comment")));
    let codes: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    // Without one the fault is told before anything is done.
    let to = asked.input.code("/to", to.as_deref(), &codes);
    let to = to.unwrap_or(Status::Created);
    let comment = match comment {
        Some(comment) => Some(asked.outgoing(&comment, "/comment").await?),
        None => None,
    };
    let command = Command::Transition { to, comment };
    asked.answer(command, to.as_str()).await
}
