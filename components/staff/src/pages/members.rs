//! `/desk/admin/staff`: members of staff and the invitations on their way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::{Lang, Text};
use pages::{
    AdminAction, AdminFormView, AdminGroup, AdminListView, AdminRow, AdminTable, Choice, DeskShell,
};
use store::account::State;
use web::form::Form;
use web::reply::{page, see_other};
use web::{Answer, Context, Problem, configuration, idempotency, names, query};

use super::{access_fields, administrator, choose, faults, field, form, moment, t, territory};
use crate::invitation_list::pending;
use crate::staff_list::members as members_of;
use crate::{invitation_revoke, staff_invite};

/// Where the section is.
const HERE: &str = "/desk/admin/staff";

/// Shows everybody.
pub(crate) async fn members(context: Context) -> Answer {
    let desk = match administrator(&context, Operation::StaffList).await? {
        Ok((_, desk)) => desk,
        Err(response) => return Ok(response),
    };
    list(&context, desk, None).await
}

async fn list(context: &Context, desk: DeskShell, secret: Option<(String, String)>) -> Answer {
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let (found, next) = members_of(context).await?;
    let words = query::first(&context.query, "q").unwrap_or_default();
    let fits = |row: &AdminRow| {
        let words = words.to_lowercase();
        row.cells
            .iter()
            .any(|cell| cell.to_lowercase().contains(&words))
    };
    let rows = found.iter().map(|account| AdminRow {
        href: format!("{HERE}/{}", account.id),
        cells: vec![
            names::called(account, lang),
            account.profile.position.clone().unwrap_or_default(),
            account.role.label(lang),
            territory(&account.territory, &now.catalogue, lang),
            account
                .contact()
                .map_or(String::new(), |(_, contact)| contact.to_owned()),
        ],
        is_closed: account.state == State::Blocked,
        action: None,
    });
    let invitations = pending(context).await?;
    let invitations = invitations.iter().map(|(pending, invited)| AdminRow {
        cells: vec![
            invited.email.clone(),
            invited.role.label(lang),
            territory(&invited.territory(), &now.catalogue, lang),
            moment(pending.expires_at, lang),
        ],
        action: Some(AdminAction {
            address: format!("{HERE}/invitations/{}/revoke", pending.id),
            label: t(lang, "Отозвать", "Revoke"),
            of: invited.email.clone(),
        }),
        ..AdminRow::default()
    });
    let head = |texts: &[(&'static str, &'static str)]| {
        texts.iter().map(|(ru, en)| t(lang, ru, en)).collect()
    };
    let status = match secret {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    let view = AdminListView {
        desk,
        title: t(lang, "Сотрудники", "Staff"),
        intro: t(
            lang,
            "Кто работает с обращениями и за что отвечает. Если меняется роль, территория или доступ, человек входит заново.",
            "Who works on appeals and answers for what. After a change of role, territory or access they sign in again.",
        ),
        notice: match query::first(&context.query, "done").as_deref() {
            Some("saved") => t(lang, "Сохранено.", "Saved."),
            Some("revoked") => t(lang, "Приглашение отозвано.", "The invitation is revoked."),
            _ => String::new(),
        },
        secret,
        words: Some(words.clone()),
        add: Some((format!("{HERE}/new"), t(lang, "Пригласить", "Invite"))),
        tables: vec![
            AdminTable {
                caption: t(lang, "Сотрудники", "Staff"),
                columns: head(&[
                    ("Имя", "Name"),
                    ("Должность", "Position"),
                    ("Роль", "Role"),
                    ("Отвечает за", "Answers for"),
                    ("Контакт", "Contact"),
                ]),
                rows: rows.collect(),
                empty: t(lang, "Никого не нашлось.", "Nobody was found."),
            },
            AdminTable {
                caption: t(lang, "Ждут ответа", "Invited"),
                columns: head(&[
                    ("Кого пригласили", "Who is invited"),
                    ("Роль", "Role"),
                    ("Будет отвечать за", "Will answer for"),
                    ("Ссылка действует до", "The link works until"),
                ]),
                rows: invitations.filter(fits).collect(),
                empty: t(lang, "Приглашений без ответа нет.", "No invitation waits."),
            },
        ],
        next: next.map_or(String::new(), |next| {
            let mut pairs = url::form_urlencoded::Serializer::new(String::new());
            pairs.append_pair("cursor", &next);
            if !words.is_empty() {
                pairs.append_pair("q", &words);
            }
            format!("{HERE}?{}", pairs.finish())
        }),
    };
    Ok(page(status, pages::admin_list(&view)))
}

/// The form of an invitation.
pub(crate) async fn new(context: Context) -> Answer {
    let desk = match administrator(&context, Operation::StaffInvite).await? {
        Ok((_, desk)) => desk,
        Err(response) => return Ok(response),
    };
    let html = invitation(&context, desk, &Form::default(), None).await?;
    Ok(page(StatusCode::OK, html))
}

/// Invites somebody; the link stands on the page once, beside the message that carries it.
pub(crate) async fn invite(context: Context, request: Body) -> Answer {
    let (permit, desk) = match administrator(&context, Operation::StaffInvite).await? {
        Ok(known) => known,
        Err(response) => return Ok(response),
    };
    let form = form(&context, request).await?;
    let owned = |name: &str| {
        let value = form.get(name).map(str::trim);
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let request = api::StaffRequest {
        email: owned("email"),
        role: owned("role"),
        agency: owned("agency"),
        unit: owned("unit"),
        region: owned("region"),
        lang: owned("lang"),
        ..api::StaffRequest::default()
    };
    idempotency::begin_form(&context, Operation::StaffInvite, &permit, &form).await?;
    match staff_invite::invite(&context, &permit, (request, Vec::new())).await {
        Ok(created) => {
            let label = t(
                context.lang,
                "Приглашение отправлено. Ссылка показана один раз, её можно передать и лично:",
                "The invitation is sent. The link is shown this once and may be handed over, too:",
            );
            list(&context, desk, Some((label, created.link))).await
        }
        Err(problem) => {
            let html = invitation(&context, desk, &form, Some(&problem)).await?;
            Ok(page(problem.status, html))
        }
    }
}

async fn invitation(
    context: &Context,
    desk: DeskShell,
    form: &Form,
    problem: Option<&Problem>,
) -> Result<String, Problem> {
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let email = Text::fixed("Рабочая почта", "Work e-mail");
    let hint = Text::fixed(
        "Туда придёт ссылка. Она работает один раз, 7 дней.",
        "The link goes there. It works once, for 7 days.",
    );
    let mut fields = vec![field("email", email, hint, lang)];
    fields.extend(access_fields(&now, lang));
    let language = Text::fixed("Язык письма", "Language of the message");
    let languages = [Lang::Ru, Lang::En].map(|one| {
        let label = match one {
            Lang::Ru => "Русский",
            Lang::En => "English",
        };
        Choice::new(one.code(), label)
    });
    let language = field("lang", language, Text::default(), lang);
    fields.push(choose(
        language,
        pages::AdminWidget::Radios,
        languages.to_vec(),
    ));
    let mut values = form.values();
    if values.get("lang").is_empty() {
        values.push("lang", lang.code());
    }
    Ok(pages::admin_form(&AdminFormView {
        desk,
        title: t(lang, "Пригласить сотрудника", "Invite a member of staff"),
        action: format!("{HERE}/new"),
        back: HERE.to_owned(),
        groups: vec![AdminGroup {
            fields,
            ..AdminGroup::default()
        }],
        values,
        faults: problem.map_or_else(Vec::new, |problem| faults(problem, lang)),
        can_save: true,
        ..AdminFormView::default()
    }))
}

/// Revokes an invitation.
pub(crate) async fn revoke(context: Context, Path(id): Path<String>) -> Answer {
    invitation_revoke::revoke(&context, &id).await?;
    see_other(&format!("{HERE}?done=revoked"))
}
