//! `POST /api/v1/appeals/{number}/call`: what came of the call that the applicant had wished.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::appeal::{FieldError, call_moment, call_text};
use domain::decide::Command;
use domain::event::CallOutcome;
use web::{Answer, Context};

use crate::command::Asked;

/// Records the call.
pub(crate) async fn appeal_call(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealCall, &number, body).await?;
    let (outcome, again_at) = asked
        .input
        .members(|object| (object.text("outcome"), object.text("again_at")));
    let region = asked.row.registered.region;
    let again_at = again_at.map(|text| call_moment(text.trim(), region));
    if again_at == Some(None) {
        let fault = FieldError::with_text("/again_at", "call_at_range", call_text());
        asked.input.fault(fault);
    }
    let outcome = outcome.and_then(|code| code.parse::<CallOutcome>().ok());
    if outcome.is_none() {
        asked.input.fault(FieldError::new(
            "/outcome",
            "outcome_unknown",
            "Чем кончился звонок: reached — дозвонились, missed — нет",
            "What came of the call: reached or missed",
        ));
    }
    let command = Command::Call {
        outcome: outcome.unwrap_or(CallOutcome::Missed),
        again_at: again_at.flatten(),
    };
    asked.answer(command, "called").await
}
