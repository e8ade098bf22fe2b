//! From the read model to what decisions need, and from a decision to the journal.

use axum::http::StatusCode;
use domain::decide::{Command, Rated, allowed_moves, decide};
use domain::{Actor, AppealState, Text};
use store::AppealRow;
use store::journal::{self, AppendError};

use crate::capabilities::database;
use crate::{Context, Problem};

/// The state of an appeal, from its row.
pub fn of(row: &AppealRow) -> AppealState {
    AppealState {
        number: row.number,
        status: row.status,
        region: row.registered.region,
        deadline: row.deadline.clone(),
        processing_started: row.processing_started,
        rated: row.score.map(|score| Rated {
            score: u8::try_from(score).unwrap_or_default(),
            reviewed: false,
        }),
        account: row.account.clone(),
        overdue_since: row.overdue.then_some(row.deadline.due_at),
    }
}

/// Decides a command on the appeal as it was read, and writes what follows. Somebody who was faster wins,
/// and the caller is told.
pub async fn execute(
    context: &Context,
    row: &AppealRow,
    command: Command,
    actor: &Actor,
) -> Result<i64, Problem> {
    let events = decide(&of(row), command, actor, context.now)?;
    if events.is_empty() {
        return Ok(row.version);
    }
    let at = context.now.timestamp_millis();
    match journal::append(database().await?, &row.id, row.version, actor, at, &events).await {
        Ok(version) => Ok(version),
        Err(AppendError::Conflict) => Err(conflict(row, actor).await?),
        Err(AppendError::Database(error)) => Err(error.into()),
    }
}

/// Somebody was faster: what the caller can do now.
async fn conflict(row: &AppealRow, actor: &Actor) -> Result<Problem, Problem> {
    let now = store::appeal(database().await?, row.number).await?;
    let moves = now
        .map(|row| allowed_moves(&of(&row), actor))
        .unwrap_or_default();
    let mut problem = Problem::new(
        StatusCode::CONFLICT,
        "changed_meanwhile",
        Text::fixed("Кто-то успел раньше", "Somebody was faster"),
        Text::fixed(
            "Обращение изменилось, пока вы действовали. Посмотрите, что стало, и повторите.",
            "The appeal changed while you acted. See what became of it and try again.",
        ),
    );
    problem.allowed = Some(moves.iter().map(|status| status.as_str()).collect());
    Ok(problem)
}
