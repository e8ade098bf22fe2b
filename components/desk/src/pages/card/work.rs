//! What can be done with an appeal, and what the forms for it offer.

use domain::access::Role;
use domain::configuration::Configuration;
use domain::decide::{AppealState, DraftStage};
use domain::event::Priority;
use domain::status::Clock;
use domain::{Lang, Rules, Status};
use pages::{Can, Choice, DeskShell, DraftView, Row, TemplateChoice};
use store::AppealRow;
use store::draft::{self, Draft};
use web::auth::Access;
use web::capabilities::database;
use web::names::{Names, executors};
use web::session::Session;
use web::{Context, Problem, present, variables, versions};

use super::is_open;
use super::journal::Told;
use crate::pages::queue::{agencies, unit_name, units};
use crate::pages::typed;

/// What this reader may do now, so that a page offers nothing that would be refused.
pub(super) fn can(
    context: &Context,
    shell: &DeskShell,
    session: &Session,
    row: &AppealRow,
    state: &AppealState,
    rules: &Rules,
    moves: &[Status],
) -> Can {
    if !shell.can_work {
        return Can::default();
    }
    let open = is_open(row);
    let is_supervisor = session.role == Role::Supervisor;
    let is_submitted = row.answer_state == Some(DraftStage::Submitted);
    let in_progress = row.status == Status::InProgress;
    let is_mine = row.assignee.as_deref() == Some(session.account.as_str());
    // An applicant who was to be answered by now cannot be told that they will wait longer.
    let in_time = !state.deadline.is_over(context.now);
    Can {
        take: open && (row.assignee.is_none() || (is_mine && row.status == Status::Created)),
        work: open,
        pause: in_progress,
        reply: row.status.clock() == Clock::Paused,
        draft: in_progress && (!is_submitted || is_supervisor),
        submit: in_progress && !is_submitted,
        approve: in_progress && is_submitted && is_supervisor,
        extend: open
            && (is_supervisor || is_mine)
            && in_time
            && state.deadline.can_be_extended(rules),
        close: moves.contains(&Status::Closed),
        reopen: !open && moves.contains(&Status::InProgress),
        cancel: moves.contains(&Status::Cancelled),
    }
}

/// What the forms offer to choose from.
#[derive(Default)]
pub(super) struct Choices {
    pub(super) categories: Vec<Choice>,
    pub(super) priorities: Vec<Choice>,
    pub(super) staff: Vec<Choice>,
    pub(super) agencies: Vec<Choice>,
    pub(super) units: Vec<Choice>,
}

/// The choices, where there is something to choose.
pub(super) async fn choices(
    _context: &Context,
    row: &AppealRow,
    configuration: &Configuration,
    can: &Can,
    lang: Lang,
) -> Result<Choices, Problem> {
    if !can.work {
        return Ok(Choices::default());
    }
    let staff = executors(Some(&row.agency), lang).await?;
    let categories = configuration.catalogue.categories().iter();
    Ok(Choices {
        categories: categories
            .filter(|one| !one.is_group())
            .map(|one| Choice::new(&one.code, one.name.get(lang)))
            .collect(),
        priorities: Priority::ALL
            .iter()
            .map(|one| Choice::new(one.as_str(), one.label(lang)))
            .collect(),
        staff,
        agencies: agencies(&configuration.catalogue, lang),
        units: units(configuration, Some(&row.agency), lang),
    })
}

/// Where an appeal is and what it is about.
pub(super) fn facts(
    row: &AppealRow,
    names: &Names,
    configuration: &Configuration,
    lang: Lang,
) -> Vec<Row> {
    let t = |ru: &str, en: &str| match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    };
    let (catalogue, registered) = (&configuration.catalogue, &row.registered);
    let unit = row.unit.as_deref().unwrap_or_default();
    let rows = [
        (
            t("Тема", "Topic"),
            present::category_name(catalogue, &row.category, lang).to_owned(),
        ),
        (
            t("Вид", "Kind"),
            registered.appeal_type.label(lang).to_owned(),
        ),
        (
            t("Ведомство", "Agency"),
            present::agency(catalogue, &row.agency, lang).name,
        ),
        (
            t("Подразделение", "Unit"),
            unit_name(configuration, &row.agency, unit, lang),
        ),
        (
            t("Исполнитель", "Executor"),
            (row.assignee.as_deref()).map_or_else(String::new, |id| names.titled(id)),
        ),
        (
            t("Регион", "Region"),
            registered.region.name(lang).to_owned(),
        ),
        (
            t("Канал", "Channel"),
            registered.channel.label(lang).to_owned(),
        ),
        (
            t("Ответ ждут", "The answer goes by"),
            registered
                .answer_by
                .iter()
                .map(|way| way.label(lang))
                .collect::<Vec<_>>()
                .join(", "),
        ),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| Row::new(label, value))
        .collect()
}

/// The answer that is being written: the last version, or what the reader typed after it.
pub(super) async fn draft(
    context: &Context,
    session: &Session,
    row: &AppealRow,
    access: &Access,
    state: &AppealState,
    told: &Told,
    can: Can,
) -> Result<DraftView, Problem> {
    let last = told.draft.as_ref().filter(|_| state.answer.draft.is_some());
    let mut view = match last {
        Some(last) => DraftView {
            state: row
                .answer_state
                .map_or(String::new(), |stage| stage.to_string()),
            version: last.version,
            decision: last.decision.clone(),
            text: last.text.clone(),
            files: files_of_staff(last),
            author: last.author.clone(),
            remarks: last.remarks.clone(),
            is_unsaved: false,
            left: Vec::new(),
        },
        None => DraftView::default(),
    };
    if !can.draft {
        view.left = left(context, row, access, &view.text).await?;
        return Ok(view);
    }
    let key = typed::key(row);
    let kept = draft::draft(database().await?, &session.account, &key).await?;
    // What was typed before the last version, or before the work began anew, is not of today.
    let newest = |kept: &Draft| {
        kept.saved_at > row.status_since && last.is_none_or(|last| kept.saved_at > last.at)
    };
    if let Some(typed) = kept.filter(newest).as_ref().and_then(typed::read) {
        view.is_unsaved = typed.text != view.text;
        view.text = typed.text;
        view.decision = typed.decision;
    }
    view.left = left(context, row, access, &view.text).await?;
    Ok(view)
}

/// What will be left to fill in of a text when it is saved.
async fn left(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    text: &str,
) -> Result<Vec<String>, Problem> {
    let saved = variables::complete(context, row, access, Some(text.to_owned())).await?;
    let (left, _) = variables::left(context, row, access, &saved.unwrap_or_default()).await?;
    let texts = left.texts().into_iter();
    Ok(texts
        .map(|(_, text)| text.get(context.lang).to_owned())
        .collect())
}

fn files_of_staff(last: &super::journal::LastDraft) -> Vec<pages::DeskFile> {
    let file = |item: &api::AttachmentItem| (versions::file(item.clone()), item.media_type.clone());
    last.files.iter().map(file).map(super::file).collect()
}

/// Texts to begin with, filled in for this appeal. The applicant's name only where it is shown anyway; it is
/// filled in when the text is saved.
pub(super) fn templates(
    context: &Context,
    row: &AppealRow,
    configuration: &Configuration,
    executor: Option<String>,
    name: Option<String>,
) -> Vec<TemplateChoice> {
    let lang = context.lang;
    let values = variables::of(context, row, configuration, executor, name);
    let offered = configuration.templates.iter().filter(|one| {
        one.active
            && one
                .agency
                .as_deref()
                .is_none_or(|agency| agency == row.agency)
    });
    let choice = |one: &domain::configuration::AnswerTemplate| TemplateChoice {
        id: one.id.clone(),
        kind: one.kind.to_string(),
        name: one.name.get(lang).to_owned(),
        snippet: one.snippet.clone(),
        text: values.fill(one.text.get(lang)),
    };
    offered.map(choice).collect()
}
