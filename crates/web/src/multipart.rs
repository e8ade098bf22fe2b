//! Forms with files in them (RFC 7578), read part by part: a file goes to the key-value store as it
//! comes, and one that is not accepted leaves a fault while the rest is still read.

use axum::body::Body;
use domain::Text;
use domain::appeal::{FieldError, RawAttachment};
use domain::text::clean;
use files::{FileName, MAX_APPEAL_BYTES, MAX_FILES};
use futures::StreamExt;
use multer::{Constraints, Multipart, SizeLimit};

use crate::form::Form;
use crate::uploads::{self, Announced};
use crate::{Context, Problem, body, session};

/// A whole form with the files of an appeal: the files themselves, as much again for what is refused, and
/// the text. Beyond it nothing more is read.
const MAX_MULTIPART_BYTES: u64 = 2 * MAX_APPEAL_BYTES + 1024 * 1024;

/// Controls and files of one form.
const MAX_PARTS: usize = 200;

/// A form, its values without what nobody sees, the files that came in it, and what was wrong with them.
#[derive(Debug, Default)]
pub struct Received {
    /// The values.
    pub form: Form,
    /// The files that were taken in.
    pub files: Vec<RawAttachment>,
    /// Faults of files that were not.
    pub faults: Vec<FieldError>,
    /// Controls and names of files that were only looked at.
    pub named: Vec<(String, String)>,
}

/// Reads a form of either kind that has no files in it.
pub async fn read_values(context: &Context, kind: body::Kind, body: Body) -> Result<Form, Problem> {
    let received = receive(context, kind, body, Files::Refuse).await?;
    Ok(of_opener(context, received).await?.form)
}

/// Reads a form of either kind, with the files in it.
pub async fn read(context: &Context, kind: body::Kind, body: Body) -> Result<Received, Problem> {
    of_opener(context, read_of_anybody(context, kind, body).await?).await
}

/// What came, if who sends the form is who opened it.
async fn of_opener(context: &Context, mut received: Received) -> Result<Received, Problem> {
    let opener = session::opener(context, Some(&received.form));
    session::demand_opener(context, &opener).await?;
    let values = &mut received.form.0;
    values.retain(|(name, _)| name != session::OPENED_BY);
    Ok(received)
}

/// The same, whoever sends it: the caller looks at by whom the form was opened.
pub async fn read_of_anybody(
    context: &Context,
    kind: body::Kind,
    body: Body,
) -> Result<Received, Problem> {
    receive(context, kind, body, Files::Take).await
}

/// Reads the values of a form of either kind, and of the files in it the names.
pub async fn read_names(
    context: &Context,
    kind: body::Kind,
    body: Body,
) -> Result<Received, Problem> {
    receive(context, kind, body, Files::Name).await
}

/// What happens to files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    Take,
    Refuse,
    Name,
}

async fn receive(
    context: &Context,
    kind: body::Kind,
    body: Body,
    files: Files,
) -> Result<Received, Problem> {
    if kind == body::Kind::Urlencoded {
        let bytes = body::read(body, body::MAX_BODY_BYTES).await?;
        let form = Form(crate::query::pairs(&bytes));
        return Ok(Received {
            form,
            ..Received::default()
        });
    }
    let boundary = multer::parse_boundary(context.header("content-type")).map_err(unreadable)?;
    let limit = SizeLimit::new().whole_stream(MAX_MULTIPART_BYTES);
    let constraints = Constraints::new().size_limit(limit);
    let mut multipart = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut received = Received::default();
    let mut text_bytes = 0;
    for _ in 0..MAX_PARTS {
        let Some(field) = multipart.next_field().await.map_err(unreadable)? else {
            return Ok(received);
        };
        let name = field.name().unwrap_or_default().to_owned();
        // RFC 7578 4.2: a part without a file name is a value.
        let names_file = field.file_name().is_some_and(|name| !name.is_empty());
        if names_file && files == Files::Refuse {
            return Err(unexpected_file());
        }
        if names_file && files == Files::Name {
            let given = field.file_name().unwrap_or_default().to_owned();
            received.named.push((name, given));
            skip(field).await?;
        } else if field.file_name().is_some() {
            file(context, &name, field, &mut received).await?;
        } else {
            let value = value(field, &mut text_bytes).await?;
            received.form.0.push((name, value));
        }
    }
    Err(too_many_parts())
}

async fn value(mut field: multer::Field<'_>, text_bytes: &mut usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        *text_bytes += chunk.len();
        if *text_bytes > body::MAX_BODY_BYTES {
            return Err(Problem::body_too_large(body::MAX_BODY_BYTES as u64));
        }
        bytes.extend_from_slice(&chunk);
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(clean(text).into_owned()),
        Err(_) => Err(Problem::unreadable(
            "form_not_utf8",
            Text::fixed("Форма должна быть в UTF-8.", "The form must be in UTF-8."),
        )),
    }
}

/// `files` for any file, `files.CODE` for a required document. An empty control sends a part with an
/// empty name and no bytes.
async fn file(
    context: &Context,
    control: &str,
    mut field: multer::Field<'_>,
    received: &mut Received,
) -> Result<(), Problem> {
    let given = field.file_name().unwrap_or_default().to_owned();
    if given.is_empty() {
        return skip(field).await;
    }
    let document = control
        .strip_prefix("files.")
        .unwrap_or_default()
        .to_owned();
    let pointer = if document.is_empty() {
        "/attachments".to_owned()
    } else {
        format!("/files/{document}")
    };
    let taken = if received.files.len() >= MAX_FILES {
        Err(too_many_files())
    } else {
        take(context, &given, &mut field).await
    };
    match taken {
        Ok((id, token)) => received.files.push(RawAttachment {
            id: Some(id),
            upload_token: Some(token),
            document: Some(document).filter(|document| !document.is_empty()),
        }),
        Err(problem) if problem.status.is_client_error() && problem.code != "body_interrupted" => {
            let (ru, en) = (&problem.detail.ru, &problem.detail.en);
            let message = Text::new(format!("{given}: {ru}"), format!("{given}: {en}"));
            received
                .faults
                .push(FieldError::with_text(pointer, problem.code, message));
            skip(field).await?;
        }
        Err(problem) => return Err(problem),
    }
    Ok(())
}

/// Reads the bytes of a part that nobody wants.
async fn skip(mut field: multer::Field<'_>) -> Result<(), Problem> {
    while field.chunk().await.map_err(unreadable)?.is_some() {}
    Ok(())
}

async fn take(
    context: &Context,
    given: &str,
    field: &mut multer::Field<'_>,
) -> Result<(String, String), Problem> {
    let announced = Announced {
        name: FileName::clean(given).map_err(uploads::refused)?,
        size_bytes: None,
    };
    let uploaded = uploads::begin(&announced, context.now).await?;
    let id = uploaded.upload.id.clone();
    let stream = field.map(|chunk| chunk);
    let result = match uploads::receive(&uploaded.upload, stream).await {
        Ok(_) => uploads::complete(&id).await,
        Err(problem) => Err(problem),
    };
    if let Err(problem) = result {
        uploads::give_up(&id).await?;
        return Err(problem);
    }
    Ok((id, uploaded.token))
}

fn too_many_files() -> Problem {
    Problem::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "attachments_count",
        Text::fixed("Файлов слишком много", "Too many files"),
        Text::new(
            format!("к обращению можно приложить не больше {MAX_FILES} файлов"),
            format!("an appeal can have at most {MAX_FILES} files"),
        ),
    )
}

fn unexpected_file() -> Problem {
    Problem::unreadable(
        "file_unexpected",
        Text::fixed("В этой форме файлов нет.", "This form has no files."),
    )
}

fn too_many_parts() -> Problem {
    Problem::unreadable(
        "form_too_many_parts",
        Text::new(
            format!("В форме больше {MAX_PARTS} частей."),
            format!("The form has more than {MAX_PARTS} parts."),
        ),
    )
}

fn unreadable(error: multer::Error) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { limit } => Problem::body_too_large(limit),
        other => Problem::unreadable(
            "form_unreadable",
            Text::new(
                format!("Форма не разобрана: {other}"),
                format!("The form cannot be parsed: {other}"),
            ),
        ),
    }
}
