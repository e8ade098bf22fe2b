//! `/api/v1/appeals/{number}/text`: the applicant changes the text before anybody works on it, and whoever may
//! read it sees what it was before.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::appeal::{FieldError, RawAppeal, RawApplicant, RawAttachment, UploadedFile};
use domain::decide::Command;
use domain::event::{Event, RegisteredPrivate};
use pages::{EditField, EditView};
use store::{AppealRow, journal};
use web::body::{self, Kind};
use web::capabilities::database;
use web::conditional::{check_match, etag};
use web::reply::{json, page, see_other, shell_at, with};
use web::{Answer, Context, Problem, auth, configuration, multipart, state};

/// `GET`: the text as it was and as it is, the first one first.
pub(crate) async fn appeal_revisions(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealRevisions, &number).await?;
    let events = journal::events(database().await?, &row.id, 0).await?;
    let mut items = Vec::new();
    for recorded in &events {
        let (private, changed) = match &recorded.event {
            Event::AppealRegistered(first) => (first.private.as_deref(), Vec::new()),
            Event::TextEdited(edited) => (edited.private.as_deref(), edited.changed.clone()),
            _ => continue,
        };
        let is_hidden = access.is_hidden(recorded.seq) || access.is_hidden(1);
        let private = private.filter(|_| !is_hidden);
        let text = |text: &String| access.text(Some(text.clone())).unwrap_or_default();
        let fields = private.iter().flat_map(|private| &private.fields);
        items.push(api::RevisionItem {
            seq: recorded.seq,
            at: recorded.at,
            changed,
            title: private.map(|private| text(&private.title)),
            text: private.map(|private| text(&private.text)),
            fields: fields
                .map(|(code, value)| (code.clone(), text(value)))
                .collect(),
        });
    }
    access
        .record(
            &context,
            &row,
            &[DataPart::Title, DataPart::Text, DataPart::Fields],
        )
        .await?;
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// What is to be written in place of what stands; what is not named stays.
#[derive(Default)]
struct Change {
    title: Option<String>,
    text: Option<String>,
    fields: Option<BTreeMap<String, String>>,
}

/// `PUT`: the same checks as at sending. The search follows.
pub(crate) async fn appeal_edit(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealEdit, &number).await?;
    check_match(&context, row.version)?;
    if body::kind(&context)? != Kind::Json {
        return Err(Problem::unsupported_type("application/json"));
    }
    let (change, faults) = read(body::json(body).await?);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let version = edit(&context, &row, change, &access.actor()).await?;
    let made = api::Made {
        id: row.id.clone(),
        version,
    };
    with(json(StatusCode::OK, &made)?, "etag", &etag(version))
}

fn read(body: serde_json::Value) -> (Change, Vec<FieldError>) {
    let (mut change, mut faults) = (Change::default(), Vec::new());
    if let Some(mut root) = api::json::Object::root(body, &mut faults) {
        change = Change {
            title: root.text("title"),
            text: root.text("text"),
            fields: root.object("fields", |fields| fields.all_texts().into_iter().collect()),
        };
        root.finish();
    }
    (change, faults)
}

async fn edit(
    context: &Context,
    row: &AppealRow,
    change: Change,
    actor: &domain::Actor,
) -> Result<i64, Problem> {
    let private = row.registered.private.as_deref();
    let before = private.ok_or_else(Problem::not_found)?;
    let after = checked(context, row, before, change).await?;
    let mut changed = Vec::new();
    for (name, differs) in [
        ("title", before.title != after.title),
        ("text", before.text != after.text),
    ] {
        if differs {
            changed.push(name.to_owned());
        }
    }
    let codes = before.fields.keys().chain(after.fields.keys());
    let mut codes: Vec<&String> = codes.collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        if before.fields.get(code) != after.fields.get(code) {
            changed.push(format!("fields.{code}"));
        }
    }
    let command = Command::Edit {
        changed,
        private: Box::new(after),
    };
    state::execute(context, row, command, actor).await
}

/// The whole appeal through the checks of sending, with what was changed in it; faults of what cannot be changed
/// any more (a category that asks for more by now) are nobody's to correct here.
async fn checked(
    context: &Context,
    row: &AppealRow,
    before: &RegisteredPrivate,
    change: Change,
) -> Result<RegisteredPrivate, Problem> {
    let registered = &row.registered;
    let files: Vec<UploadedFile> = registered
        .attachments
        .iter()
        .map(|file| UploadedFile {
            id: file.id.clone(),
            media_type: file.media_type.clone(),
            size_bytes: file.size_bytes,
            name: before.file_names.get(&file.id).cloned().unwrap_or_default(),
            document: file.document.clone(),
        })
        .collect();
    let applicant = before.applicant.clone();
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let raw = RawAppeal {
        appeal_type: Some(registered.appeal_type.to_string()),
        category: Some(row.category.clone()),
        region: Some(registered.region.to_string()),
        title: Some(change.title.unwrap_or_else(|| before.title.clone())),
        text: Some(change.text.unwrap_or_else(|| before.text.clone())),
        anonymous: applicant.is_none(),
        applicant: applicant.map_or_else(RawApplicant::default, |one| RawApplicant {
            last_name: text(&one.last_name),
            first_name: text(&one.first_name),
            middle_name: one.middle_name,
            birth_date: one.birth_date,
            inn: one.inn,
            snils: one.snils,
            email: one.email,
            phone: one.phone,
        }),
        fields: change.fields.unwrap_or_else(|| before.fields.clone()),
        attachments: files
            .iter()
            .map(|file| RawAttachment {
                id: Some(file.id.clone()),
                upload_token: Some(String::new()),
                document: file.document.clone(),
            })
            .collect(),
        documents_follow: true,
        ..RawAppeal::default()
    };
    let configuration = configuration::current(context.now).await?;
    let today = registered.region.local_date(context.now);
    let (title, words, fields) = (raw.title.clone(), raw.text.clone(), raw.fields.clone());
    match domain::check(raw, &configuration.catalogue, &files, today) {
        Ok(appeal) => Ok(RegisteredPrivate {
            title: appeal.title,
            text: appeal.text,
            fields: appeal.fields,
            ..before.clone()
        }),
        Err(faults) => {
            let own = |fault: &FieldError| {
                ["/title", "/text"].contains(&fault.pointer.as_str())
                    || fault.pointer.starts_with("/fields")
            };
            let own: Vec<FieldError> = faults.into_iter().filter(own).collect();
            if !own.is_empty() {
                return Err(Problem::invalid(own));
            }
            Ok(RegisteredPrivate {
                title: title.unwrap_or_default(),
                text: words.unwrap_or_default(),
                fields,
                ..before.clone()
            })
        }
    }
}

/// `GET /status/{number}/edit`: the form.
pub(crate) async fn show(context: Context, Path(number): Path<String>) -> Answer {
    let (row, _) = auth::appeal(&context, Operation::AppealEdit, &number).await?;
    let html = view(&context, &row, None, Vec::new()).await?;
    Ok(page(StatusCode::OK, html))
}

/// `POST /status/{number}/edit`.
pub(crate) async fn save(context: Context, Path(number): Path<String>, body: Body) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealEdit, &number).await?;
    let form = multipart::read_values(&context, body::kind(&context)?, body).await?;
    let fields = form.0.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix("fields.")?.to_owned(), value.clone()))
    });
    let typed = RegisteredPrivate {
        title: form.get("title").unwrap_or_default().to_owned(),
        text: form.get("text").unwrap_or_default().to_owned(),
        fields: fields.collect(),
        ..RegisteredPrivate::default()
    };
    let change = Change {
        title: Some(typed.title.clone()),
        text: Some(typed.text.clone()),
        fields: Some(typed.fields.clone()),
    };
    match edit(&context, &row, change, &access.actor()).await {
        Ok(_) => see_other(&format!("/status/{number}?done=edited")),
        Err(problem) if !problem.errors.is_empty() => {
            let html = view(&context, &row, Some(&typed), problem.errors).await?;
            Ok(page(problem.status, html))
        }
        Err(problem) => Err(problem),
    }
}

async fn view(
    context: &Context,
    row: &AppealRow,
    typed: Option<&RegisteredPrivate>,
    faults: Vec<FieldError>,
) -> Result<String, Problem> {
    let stands = row.registered.private.clone().unwrap_or_default();
    let shown = typed.unwrap_or(&stands);
    let configuration = configuration::current(context.now).await?;
    let category = configuration.catalogue.category(&row.category);
    let error = |pointer: &str| {
        let found = faults.iter().find(|fault| fault.pointer == pointer);
        found.map_or_else(String::new, |fault| {
            fault.message.get(context.lang).to_owned()
        })
    };
    let fields = category.iter().flat_map(|category| &category.fields);
    Ok(pages::edit(&EditView {
        shell: shell_at(context, &format!("/status/{}/edit", row.number)),
        number: row.number.to_string(),
        title: shown.title.clone(),
        title_error: error("/title"),
        text: shown.text.clone(),
        text_error: error("/text"),
        fields: fields
            .map(|field| EditField {
                code: field.code.clone(),
                label: field.label.get(context.lang).to_owned(),
                value: shown.fields.get(&field.code).cloned().unwrap_or_default(),
                error: error(&format!("/fields/{}", field.code)),
            })
            .collect(),
    }))
}
