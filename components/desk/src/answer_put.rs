//! `PUT /api/v1/appeals/{number}/answer`: a new version of the answer. Earlier ones stay.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::{AnswerCommand, Command};
use domain::event::Decision;
use web::{Answer, Context};

use crate::command::Asked;

/// A longer code of a template is none of ours.
const MAX_TEMPLATE_CHARS: usize = 64;

/// Writes a version.
pub(crate) async fn answer_put(context: Context, Path(number): Path<String>, body: Body) -> Answer {
    let mut asked = Asked::read(context, Operation::AnswerPut, &number, body).await?;
    let ((decision, text, template), wanted) = asked.input.with_attachments(|object| {
        let (decision, text) = (object.text("decision"), object.text("text"));
        (decision, text, object.text("template"))
    });
    let all: Vec<&str> = Decision::ALL.iter().map(|one| one.as_str()).collect();
    let decision = asked.input.code("/decision", decision.as_deref(), &all);
    let files = asked.attach(&wanted).await?;
    // It stands in the journal openly, so it is an identifier and no text.
    let is_id = |id: &String| {
        let usual = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        (1..=MAX_TEMPLATE_CHARS).contains(&id.len()) && id.bytes().all(usual)
    };
    let text = asked.complete(text).await?;
    let command = AnswerCommand::Draft {
        decision: decision.unwrap_or(Decision::Approved),
        text,
        template: template.filter(is_id),
        attachments: files.attachments,
        file_names: files.file_names,
    };
    asked.answered(Command::Answer(command), "drafted").await
}
