//! `GET /desk/appeals/{number}`: one appeal as those who work on it see it.

mod applicant;
mod call;
mod journal;
mod parts;
mod related;
mod work;

pub(crate) use parts::Journal;

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::applicant::ApplicantRecord;
use domain::configuration::Configuration;
use domain::event::Priority;
use domain::status::Clock;
use domain::{FieldError, Lang};
use pages::{DeskCardView, DeskFile, RefusedView, StatusView, Upload, Values};
use store::AppealRow;
use store::access_log::Reason;
use web::auth::Access;
use web::capabilities::database;
use web::names::{self, Names};
use web::reply::{page, see_other, with};
use web::serve::CONTENT_SECURITY_POLICY;
use web::session::{self, Session};
use web::versions::Files;
use web::{
    Answer, Context, Problem, auth, body, configuration, desk, multipart, present, state, views,
};

use super::queue::{left_in_short, pace};
use crate::departed;

/// What is shown of an appeal besides the appeal.
#[derive(Default)]
pub(crate) struct Shown {
    /// The reason for which the applicant's data is shown as it is.
    opened: Option<Reason>,
    /// The command that was refused.
    refused: Option<RefusedView>,
}

/// Shows the card.
pub(crate) async fn card(context: Context, Path(number): Path<String>) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let (row, access) = auth::appeal(&context, Operation::AppealView, &number).await?;
    // Who takes part from another place sees what participants see; whose own it is, what applicants see.
    if !access.is_staff() {
        return see_other(&format!("/status/{}", row.number));
    }
    show(
        &context,
        &session,
        row,
        &access,
        Shown::default(),
        StatusCode::OK,
    )
    .await
}

/// Shows the card with the applicant's data, which goes on record with the stated reason.
pub(crate) async fn applicant(
    context: Context,
    Path(number): Path<String>,
    request: Body,
) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let (row, access) = auth::appeal(&context, Operation::AppealView, &number).await?;
    access.demand_personal_data()?;
    let form = multipart::read_values(&context, body::kind(&context)?, request).await?;
    let code = form.get("reason").unwrap_or_default();
    let reason = Reason::STATED.into_iter().find(|one| one.as_str() == code);
    let reason = reason.ok_or_else(|| {
        Problem::invalid_field(FieldError::new(
            "/reason",
            "reason_required",
            "Выберите, зачем нужны данные заявителя",
            "Choose what the applicant's data is needed for",
        ))
    })?;
    access.record_stated(&context, &row, reason).await?;
    let shown = Shown {
        opened: Some(reason),
        refused: None,
    };
    show(&context, &session, row, &access, shown, StatusCode::OK).await
}

/// The card under what stood in a command's way, with what was typed.
pub(crate) async fn refused(
    context: &Context,
    number: &str,
    problem: &Problem,
    values: Values,
    uploads: Vec<Upload>,
) -> Answer {
    let session = match desk::staff(context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let (row, access) = auth::appeal(context, Operation::AppealView, number).await?;
    let lang = context.lang;
    let command = context.path.rsplit('/').next().unwrap_or_default();
    let refused = RefusedView {
        command: command.to_owned(),
        title: problem.title.get(lang).to_owned(),
        detail: problem.advice(context).to_owned(),
        errors: problem
            .errors
            .iter()
            .map(|error| error.message.get(lang).to_owned())
            .collect(),
        values,
        uploads,
    };
    let shown = Shown {
        opened: None,
        refused: Some(refused),
    };
    show(context, &session, row, &access, shown, problem.status).await
}

async fn show(
    context: &Context,
    session: &Session,
    row: AppealRow,
    access: &Access,
    shown: Shown,
    status: StatusCode,
) -> Answer {
    access
        .record(
            context,
            &row,
            &[
                DataPart::Title,
                DataPart::Text,
                DataPart::Fields,
                DataPart::Messages,
            ],
        )
        .await?;
    let view = view(context, session, &row, access, shown).await?;
    // Previews stand in frames of ours.
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'");
    let page = page(status, pages::desk_card(&view));
    with(page, "content-security-policy", &policy)
}

async fn view(
    context: &Context,
    session: &Session,
    row: &AppealRow,
    access: &Access,
    shown: Shown,
) -> Result<DeskCardView, Problem> {
    let (lang, registered) = (context.lang, &row.registered);
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let events = store::journal::events(database().await?, &row.id, 0).await?;
    let state = state::replay(row, &events)?;
    let private = registered.private.clone().unwrap_or_default();
    let versions = Files::new(context, row, access, &state, &events);
    let assignee = row.assignee.as_deref();
    let who = events.iter().flat_map(|entry| {
        let author = names::member(&entry.actor);
        author.into_iter().chain(entry.event.colleague())
    });
    let who = who.chain(assignee).chain([session.account.as_str()]);
    let names = Names::of(who.collect(), lang).await?;
    let told = journal::read(context, row, access, &versions, &names, &events).await?;
    let desk_shell = desk::shell(context, session).await?;
    let moves = state::allowed(row, &access.actor());
    let rules = &configuration.rules;
    let can = work::can(context, &desk_shell, session, row, &state, rules, &moves);
    let opened = shown.opened.is_some();
    let choices = work::choices(context, row, &configuration, &can, lang).await?;
    let draft = work::draft(context, session, row, access, &state, &told, can).await?;
    let name = private
        .applicant
        .as_ref()
        .filter(|_| access.sees_personal_data());
    let parts = parts::all(
        context,
        row,
        access,
        &Journal {
            state: &state,
            events: &events,
            refused: shown.refused.as_ref(),
        },
    )
    .await?;
    Ok(DeskCardView {
        opened_by: session::mark_of(&session.account).await?,
        number: row.number.to_string(),
        version: row.version,
        notice: notice(context, row, &configuration),
        refused: shown.refused,
        title: private.title.clone(),
        text: private.text.clone(),
        fields: web::card::fields(row, catalogue, lang),
        status: StatusView {
            code: row.status.to_string(),
            label: row.status.label(lang).to_owned(),
            since: views::moment(lang, registered.region, row.status_since),
            note: String::new(),
        },
        priority: row.priority.to_string(),
        priority_label: row.priority.label(lang),
        is_hint: row.priority != Priority::Normal && !row.priority_confirmed,
        deadline: views::terms(&state, rules, context.now, lang),
        left: left_in_short(row, context),
        pace: pace(row, context),
        created: views::moment(lang, registered.region, row.created_at),
        facts: work::facts(row, &names, &configuration, lang),
        assignee: assignee.map(|id| names.called(id)).unwrap_or_default(),
        is_mine: assignee == Some(session.account.as_str()),
        applicant: applicant::view(row, access, opened, lang),
        files: match access.is_hidden(FIRST) {
            true => Vec::new(),
            false => files(access, &versions, present::attachments(registered)),
        },
        dialogue: told.dialogue,
        journal: told.journal,
        answer: told.answer,
        answer_document: told.document,
        draft,
        templates: work::templates(
            context,
            row,
            &configuration,
            names.given(&session.account),
            opened_name(name, opened),
        ),
        suggestions: parts::suggestions(context, row, catalogue).await?,
        category: row.category.clone(),
        categories: choices.categories,
        priorities: choices.priorities,
        staff: choices.staff,
        agencies: choices.agencies,
        units: choices.units,
        earlier: related::earlier(context, row, access).await?,
        similar: related::similar(context, row, access).await?,
        repeat_of: registered
            .repeat_of
            .map(|number| number.to_string())
            .unwrap_or_default(),
        parts_main: parts.main,
        parts_side: parts.side,
        can,
        desk: desk_shell,
    })
}

fn opened_name(applicant: Option<&ApplicantRecord>, opened: bool) -> Option<String> {
    applicant.filter(|_| opened).map(ApplicantRecord::full_name)
}

/// The place of the appeal's own text in the journal.
const FIRST: i64 = 1;

/// Files as the desk lists them; whoever may not open them is not told their names.
fn files(access: &Access, versions: &Files<'_>, items: Vec<api::AttachmentItem>) -> Vec<DeskFile> {
    if !access.sees_personal_data() {
        return Vec::new();
    }
    let file = |item| file(versions.shown(item));
    items.into_iter().map(file).collect()
}

/// A file with its media type.
fn file((file, kind): (pages::Attachment, String)) -> DeskFile {
    DeskFile {
        preview: match kind.as_str() {
            "image/jpeg" | "image/png" | "image/gif" => "image",
            "application/pdf" => "pdf",
            _ => "",
        },
        file,
    }
}

/// What has just been done, named by the page's address after a redirect.
fn notice(context: &Context, row: &AppealRow, configuration: &Configuration) -> String {
    let done = web::query::first(&context.query, "done").unwrap_or_default();
    if done == "forwarded" {
        let unit = row.unit.as_deref();
        return departed::told(configuration, &row.agency, unit, None, context.lang);
    }
    let (ru, en) = match done.as_str() {
        "taken" => ("Обращение у вас в работе.", "The appeal is yours now."),
        "assigned" => ("Исполнитель изменён.", "The executor is changed."),
        "classified" => ("Тема изменена.", "The topic is changed."),
        "prioritised" => ("Приоритет установлен.", "The priority is set."),
        "question" => (
            "Вопрос отправлен заявителю.",
            "The question is sent to the applicant.",
        ),
        "reply" => (
            "Ответ заявителя записан.",
            "The applicant's reply is entered.",
        ),
        "note" => ("Заметка сохранена.", "The note is kept."),
        "drafted" => (
            "Версия ответа сохранена.",
            "The version of the answer is saved.",
        ),
        "submitted" => ("Ответ на утверждении.", "The answer waits for approval."),
        "returned" => ("Ответ возвращён исполнителю.", "The answer is returned."),
        "approved" => (
            "Ответ утверждён и отправлен.",
            "The answer is approved and sent.",
        ),
        "extended" => ("Срок продлён.", "The deadline is extended."),
        "closed" => ("Обращение закрыто.", "The appeal is closed."),
        "in_progress" => (
            "Обращение снова в работе.",
            "The appeal is worked on again.",
        ),
        "cancelled" => ("Работа прекращена.", "The work is stopped."),
        "marked" => (
            "Отметка поставлена, автору о ней сообщат.",
            "The mark is made, and its author will be told.",
        ),
        "decided" => ("Решение по отметке принято.", "The mark is decided on."),
        "blocked" => (
            "Отправитель ограничен, ему об этом сообщено.",
            "The sender is blocked and was told.",
        ),
        "unblocked" => ("Ограничение снято.", "The block is lifted."),
        "versioned" => ("Файл заменён.", "The file is replaced."),
        "restored" => (
            "Прежняя версия файла возвращена.",
            "The earlier version is restored.",
        ),
        "" => ("", ""),
        _ => ("Сделано.", "Done."),
    };
    match context.lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// Whether somebody still works on it.
fn is_open(row: &AppealRow) -> bool {
    row.status.clock() != Clock::Stopped
}
