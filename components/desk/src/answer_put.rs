//! `PUT /api/v1/appeals/{number}/answer`: a new version of the answer. Earlier ones stay.
//!
//! The page's form may go on with what it shows: submit it, or approve it (`then`). Nobody sends another text than the
//! one before their eyes.

use axum::body::Body;
use axum::extract::Path;
use domain::access::Operation;
use domain::decide::{AnswerCommand, Command};
use domain::event::Decision;
use domain::text;
use web::{Answer, Context, Problem, auth};

use crate::answer_steps;
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
    let decision = decision.unwrap_or(Decision::Approved);
    let then = Then::of(&asked);
    if let Some(then) = then {
        auth::appeal(&asked.context, then.operation(), &number).await?;
        let text = text.as_deref().unwrap_or_default();
        let there = answer_steps::draft(&mut asked).await?;
        let is_there = there.is_some_and(|draft| {
            let said = (draft.decision, Some(draft.text), draft.attachments);
            said == (
                decision,
                text::multi_line(text).ok(),
                files.attachments.clone(),
            )
        });
        if is_there {
            return then.go(asked).await;
        }
        asked.outgoing(text, "/text").await?;
    }
    let command = Command::Answer(AnswerCommand::Draft {
        decision,
        text,
        template: template.filter(is_id),
        attachments: files.attachments,
        file_names: files.file_names,
    });
    let Some(then) = then else {
        return asked.answered(command, "drafted").await;
    };
    match write(&mut asked, command).await {
        Ok(()) => then.go(asked).await,
        Err(problem) => asked.refuse(problem).await,
    }
}

/// Writes the version, from which the form goes on.
async fn write(asked: &mut Asked, command: Command) -> Result<(), Problem> {
    asked.execute(command).await?;
    asked.row = asked.now().await?;
    asked.input.version = Some(asked.row.version);
    Ok(())
}

/// What the page's form does with the version.
#[derive(Clone, Copy)]
enum Then {
    Submit,
    Approve,
}

impl Then {
    fn of(asked: &Asked) -> Option<Self> {
        match asked.input.form.as_ref()?.get("then") {
            "submit" => Some(Then::Submit),
            "approve" => Some(Then::Approve),
            _ => None,
        }
    }

    fn operation(self) -> Operation {
        match self {
            Then::Submit => Operation::AnswerSubmit,
            Then::Approve => Operation::AnswerApprove,
        }
    }

    async fn go(self, asked: Asked) -> Answer {
        match self {
            Then::Submit => answer_steps::submit(asked).await,
            Then::Approve => answer_steps::approve(asked).await,
        }
    }
}
