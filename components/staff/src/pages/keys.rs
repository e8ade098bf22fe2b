//! `/desk/admin/keys`: keys of programs.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::{Duration, SecondsFormat};
use domain::Text;
use domain::access::{Operation, Scope};
use pages::{
    AdminAction, AdminFormView, AdminGroup, AdminListView, AdminRow, AdminTable, AdminWidget,
    Choice, DeskShell,
};
use web::form::Form;
use web::reply::{page, see_other};
use web::{Answer, Context, Problem, configuration, idempotency, present, query};

use super::{administrator, agencies, choose, faults, field, form, moment, optional, scope, t};
use crate::{key_create, key_list, key_revoke};

/// Where the section is.
const HERE: &str = "/desk/admin/keys";

/// Shows the keys.
pub(crate) async fn keys(context: Context) -> Answer {
    match administrator(&context, Operation::KeyList).await? {
        Ok((_, desk)) => list(&context, desk, None).await,
        Err(response) => Ok(response),
    }
}

async fn list(context: &Context, desk: DeskShell, secret: Option<(String, String)>) -> Answer {
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let (found, next) = key_list::keys(context).await?;
    let ms = context.now.timestamp_millis();
    let rows = found.iter().map(|key| AdminRow {
        cells: vec![
            key.name.clone(),
            key.agency.as_deref().map_or_else(
                || t(lang, "все", "all"),
                |code| present::agency(&now.catalogue, code, lang).name,
            ),
            key.scopes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
            key.used_at
                .map_or_else(|| t(lang, "ещё нет", "not yet"), |at| moment(at, lang)),
            moment(key.revoked_at.unwrap_or(key.expires_at), lang),
        ],
        is_closed: !key.is_valid(ms),
        action: key.is_valid(ms).then(|| AdminAction {
            address: format!("{HERE}/{}/revoke", key.id),
            label: t(lang, "Отозвать", "Revoke"),
            of: key.name.clone(),
        }),
        ..AdminRow::default()
    });
    let columns = [
        ("Название", "Name"),
        ("Чьи обращения", "Whose appeals"),
        ("Права", "Scopes"),
        ("Использован", "Used"),
        ("Действует до", "Works until"),
    ];
    let status = match secret {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    let view = AdminListView {
        desk,
        title: t(lang, "Ключи API", "API keys"),
        intro: t(
            lang,
            "Ключи программ, которые работают с обращениями. Сам ключ показывается один раз.",
            "Keys of programs that work on appeals. The key itself is shown once.",
        ),
        notice: match query::first(&context.query, "done").as_deref() {
            Some("revoked") => t(lang, "Ключ отозван.", "The key is revoked."),
            _ => String::new(),
        },
        secret,
        add: Some((
            format!("{HERE}/new"),
            t(lang, "Выпустить ключ", "Issue a key"),
        )),
        tables: vec![AdminTable {
            columns: columns.map(|(ru, en)| t(lang, ru, en)).to_vec(),
            rows: rows.collect(),
            empty: t(lang, "Ключей пока нет.", "There are no keys yet."),
            ..AdminTable::default()
        }],
        next: next.map_or(String::new(), |next| format!("{HERE}?cursor={next}")),
        ..AdminListView::default()
    };
    Ok(page(status, pages::admin_list(&view)))
}

/// The form of a key.
pub(crate) async fn new(context: Context) -> Answer {
    let desk = match administrator(&context, Operation::KeyCreate).await? {
        Ok((_, desk)) => desk,
        Err(response) => return Ok(response),
    };
    let html = key(&context, desk, &Form::default(), None).await?;
    Ok(page(StatusCode::OK, html))
}

/// Issues a key.
pub(crate) async fn issue(context: Context, request: Body) -> Answer {
    let (permit, desk) = match administrator(&context, Operation::KeyCreate).await? {
        Ok(known) => known,
        Err(response) => return Ok(response),
    };
    let form = form(&context, request).await?;
    let text = |name: &str| {
        let value = form.get(name).map(str::trim);
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    // What is no number of days is no time either, and is refused as one.
    let expires_at = text("days").map(|days| match days.parse::<u32>() {
        Ok(days) => {
            (context.now + Duration::days(days.into())).to_rfc3339_opts(SecondsFormat::Secs, true)
        }
        Err(_) => days,
    });
    let request = api::KeyRequest {
        name: text("name"),
        scopes: form.all("scopes").map(str::to_owned).collect(),
        agency: text("agency"),
        expires_at,
    };
    idempotency::begin_form(&context, Operation::KeyCreate, &permit, &form).await?;
    match key_create::issue(&context, &permit, (request, Vec::new())).await {
        Ok(created) => {
            let label = t(
                context.lang,
                "Ключ выпущен. Он показан один раз: сохраните его сейчас.",
                "The key is issued. It is shown this once: keep it now.",
            );
            list(&context, desk, Some((label, created.key))).await
        }
        Err(problem) => {
            let html = key(&context, desk, &form, Some(&problem)).await?;
            Ok(page(problem.status, html))
        }
    }
}

async fn key(
    context: &Context,
    desk: DeskShell,
    form: &Form,
    problem: Option<&Problem>,
) -> Result<String, Problem> {
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let named = |name: &str, ru, en, hint: Text| field(name, Text::fixed(ru, en), hint, lang);
    let scopes = Scope::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), scope(*one, lang)));
    let whose = Text::fixed(
        "Пусто — все, какие вам доступны",
        "Empty: all that are yours",
    );
    let days = Text::fixed("Пусто — 365, не больше 730", "Empty: 365, at most 730");
    let fields = vec![
        named("name", "Название", "Name", Text::default()),
        choose(
            named("scopes", "Права", "Scopes", Text::default()),
            AdminWidget::Checks,
            scopes.collect(),
        ),
        optional(choose(
            named("agency", "Чьи обращения", "Whose appeals", whose),
            AdminWidget::Select,
            agencies(&now.catalogue, lang),
        )),
        optional(choose(
            named("days", "Сколько дней действует", "Days that it works", days),
            AdminWidget::Number,
            Vec::new(),
        )),
    ];
    let mut faults = problem.map_or_else(Vec::new, |problem| faults(problem, lang));
    for fault in &mut faults {
        if fault.pointer == "/expires_at" {
            fault.pointer = "/days".to_owned();
        }
    }
    Ok(pages::admin_form(&AdminFormView {
        desk,
        title: t(lang, "Выпустить ключ", "Issue a key"),
        action: format!("{HERE}/new"),
        back: HERE.to_owned(),
        groups: vec![AdminGroup {
            fields,
            ..AdminGroup::default()
        }],
        values: form.values(),
        faults,
        can_save: true,
        ..AdminFormView::default()
    }))
}

/// Revokes a key.
pub(crate) async fn revoke(context: Context, Path(id): Path<String>) -> Answer {
    key_revoke::revoke(&context, &id).await?;
    see_other(&format!("{HERE}?done=revoked"))
}
