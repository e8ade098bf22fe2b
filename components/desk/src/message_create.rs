//! `POST /api/v1/appeals/{number}/messages`: a question, a reply, a note.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Status;
use domain::access::Operation;
use domain::decide::{Command, NewMessage};
use domain::event::Direction;
use pages::{CommentForm, Values};
use store::journal;
use web::capabilities::database;
use web::card::{Tried, shown};
use web::conditional::etag;
use web::reply::{json, page, with};
use web::{Answer, Context, Problem, dialogue};

use crate::command::Asked;

/// Writes a message. What an applicant writes is a reply.
pub(crate) async fn message_create(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::MessageCreate, &number, body).await?;
    let form = asked.input.form.clone();
    match create(&mut asked).await {
        Ok(direction) if asked.input.is_page(&asked.context) => {
            asked.next(direction.as_str()).await
        }
        Ok(_) => created(&asked).await,
        Err(problem) if !asked.access.is_staff() && problem.status.is_client_error() => {
            match form.filter(|_| asked.context.wants_page) {
                Some(values) => again(&asked, &problem, &values).await,
                None => Err(problem),
            }
        }
        Err(problem) => asked.refuse(problem).await,
    }
}

async fn create(asked: &mut Asked) -> Result<Direction, Problem> {
    // Who takes part writes to the dialogue, or, as staff of another place, notes.
    let colleague = match asked.access.participant() {
        Some(_) => Some(asked.access.caller().role().acts_for_agency()),
        None => None,
    };
    let is_own = asked.access.is_own() || colleague == Some(false);
    let ((direction, text, then), wanted) = asked.input.with_attachments(|object| {
        let (direction, text) = (object.text("direction"), object.text("text"));
        (direction, text, object.text("move"))
    });
    let direction = direction.or(is_own.then(|| Direction::Reply.to_string()));
    let all: Vec<&str> = Direction::ALL.iter().map(|one| one.as_str()).collect();
    let direction = asked.input.code("/direction", direction.as_deref(), &all);
    let then = then.and_then(|then| {
        let pauses = [Status::AwaitingReply, Status::ClarificationRequired];
        let codes = pauses.map(Status::as_str);
        asked.input.code::<Status>("/move", Some(&then), &codes)
    });
    let files = asked.attach(&wanted).await?;
    let direction = direction.unwrap_or(Direction::Note);
    if colleague == Some(true) && direction != Direction::Note {
        return Err(Problem::forbidden());
    }
    // What the applicant said, by telephone or themselves, is theirs to the letter.
    let text = match direction {
        Direction::Reply => text,
        Direction::Note => asked.complete(text).await?,
        Direction::Question => match asked.complete(text).await? {
            Some(text) => Some(asked.outgoing(&text, "/text").await?),
            None => None,
        },
    };
    let message = NewMessage {
        direction,
        text,
        attachments: files.attachments,
        file_names: files.file_names,
        then,
    };
    asked.execute(Command::Message(message)).await?;
    Ok(direction)
}

/// The message as it stands now.
async fn created(asked: &Asked) -> Answer {
    let row = asked.now().await?;
    let journal = journal::events(database().await?, &row.id, asked.row.version).await?;
    let message = journal
        .iter()
        .find_map(|entry| dialogue::message(entry, &asked.access));
    let message = message.ok_or_else(|| Problem::internal("a message that is not there"))?;
    with(
        json(StatusCode::CREATED, &message)?,
        "etag",
        &etag(row.version),
    )
}

/// The card of the applicant or of whoever takes part, with what they wrote and why it was not taken.
async fn again(asked: &Asked, problem: &Problem, values: &Values) -> Answer {
    let lang = asked.context.lang;
    let faults = problem.errors.iter().map(|fault| fault.message.get(lang));
    let faults: Vec<&str> = faults.collect();
    let error = match faults.is_empty() {
        true => problem.detail.get(lang).to_owned(),
        false => faults.join(" "),
    };
    let form = CommentForm {
        comment: values.get("text").to_owned(),
        error: error.clone(),
        uploads: asked.input.kept().await?,
    };
    let tried = Tried {
        reply: Some(form),
        error,
        ..Tried::default()
    };
    let html = shown(&asked.context, &asked.now().await?, &asked.access, tried).await?;
    Ok(page(problem.status, html))
}
