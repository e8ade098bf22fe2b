//! `/api/v1/appeals/{number}/tasks`: what participants are given to do, and what becomes of it.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::date;
use domain::decide::{Command, TaskCommand};
use store::AppealRow;
use store::task::TaskRow;
use uuid::Uuid;
use web::auth::Access;
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, auth, people, state};

use crate::again::{Form, again};
use crate::sent::{Sent, Shape, done, texts};

const REPORT: Shape = Shape {
    texts: &["text"],
    files: true,
    ..Shape::EMPTY
};

/// `GET`: of a participant their own, of staff all.
pub(crate) async fn task_list(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::TaskList, &number).await?;
    let own = people::own(&access, &row).await?;
    let all = store::task::of_appeal(database().await?, &row.id).await?;
    let is_theirs = |task: &&TaskRow| access.is_staff() || own.as_ref() == Some(&task.participant);
    let shown: Vec<&TaskRow> = all.iter().filter(is_theirs).collect();
    if !shown.is_empty() {
        access.record(&context, &row, &[DataPart::Tasks]).await?;
    }
    let items = shown
        .into_iter()
        .map(|task| item(&access, task, own.as_ref() == Some(&task.participant)))
        .collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}

fn item(access: &Access, task: &TaskRow, own: bool) -> api::TaskItem {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    // What one was given oneself is told as it was written.
    let text = |text: &str| match own {
        true => said(text),
        false => access.text(said(text)),
    };
    api::TaskItem {
        id: task.id.clone(),
        number: task.number.to_string(),
        participant: task.participant.clone(),
        state: task.state.clone(),
        due_on: task.due_on.clone(),
        text: text(&task.text).unwrap_or_default(),
        report: text(&task.report),
        attachments: access.files(task.files.iter().map(file).collect()),
        remarks: text(&task.remarks),
        created_at: from_ms(task.created_at),
        changed_at: from_ms(task.changed_at),
        own,
    }
}

fn file((file, name): &(domain::event::RegisteredAttachment, String)) -> api::AttachmentItem {
    api::AttachmentItem {
        id: file.id.clone(),
        name: name.clone(),
        media_type: file.media_type.clone(),
        size_bytes: file.size_bytes,
        document: None,
    }
}

/// `POST`: gives a participant something to do.
pub(crate) async fn task_create(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::TaskCreate, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::TaskCreate,
        (&row, &access),
        body,
        texts(&["participant", "text", "due_on"]),
    )
    .await?;
    match create(&context, &row, &access, &mut sent).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Task, problem).await,
        done => done,
    }
}

async fn create(context: &Context, row: &AppealRow, access: &Access, sent: &mut Sent) -> Answer {
    let due_on = sent.text("due_on").map(|text| date::parse(&text));
    if let Some(Err(fault)) = due_on {
        sent.fault("due_on", "date_format", fault.text());
    }
    sent.check()?;
    let task = Uuid::now_v7().to_string();
    let command = TaskCommand::Create {
        task: task.clone(),
        participant: sent.text("participant").unwrap_or_default(),
        text: sent.text("text"),
        due_on: due_on.and_then(Result::ok),
    };
    let created = (StatusCode::CREATED, "task_created");
    execute(context, row, access, sent, command, created, task).await
}

/// `POST …/{id}/done`: the participant says that it is done, with what came of it.
pub(crate) async fn task_done(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::TaskDone, &number).await?;
    let mut sent = Sent::on(&context, Operation::TaskDone, (&row, &access), body, REPORT).await?;
    match report(&context, &row, &access, &mut sent, id).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Report, problem).await,
        done => done,
    }
}

async fn report(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    sent: &mut Sent,
    id: String,
) -> Answer {
    sent.check()?;
    let command = TaskCommand::Done {
        task: id.clone(),
        by: people::own(access, row).await?,
        text: sent.text("text"),
        attachments: sent.files().await?,
    };
    let answer = (StatusCode::OK, "task_done");
    execute(context, row, access, sent, command, answer, id).await
}

/// `POST …/{id}/confirm`: the executor takes it as done.
pub(crate) async fn task_confirm(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::TaskConfirm, &number).await?;
    let sent = Sent::on(
        &context,
        Operation::TaskConfirm,
        (&row, &access),
        body,
        texts(&[]),
    )
    .await?;
    let command = TaskCommand::Confirm { task: id.clone() };
    let answer = (StatusCode::OK, "task_confirmed");
    execute(&context, &row, &access, &sent, command, answer, id).await
}

/// `POST …/{id}/return`: the executor wants it done again.
pub(crate) async fn task_return(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::TaskReturn, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::TaskReturn,
        (&row, &access),
        body,
        texts(&["remarks"]),
    )
    .await?;
    sent.check()?;
    let command = TaskCommand::Return {
        task: id.clone(),
        remarks: sent.text("remarks"),
    };
    let answer = (StatusCode::OK, "task_returned");
    match execute(&context, &row, &access, &sent, command, answer, id).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Return, problem).await,
        done => done,
    }
}

async fn execute(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    sent: &Sent,
    command: TaskCommand,
    (status, what): (StatusCode, &str),
    id: String,
) -> Answer {
    web::conditional::check_match(context, row.version)?;
    let version = state::execute(context, row, Command::Task(command), &access.actor()).await?;
    let number = row.number.to_string();
    done(sent.is_page, access, &number, what, || {
        json(status, &api::Made { id, version })
    })
}
