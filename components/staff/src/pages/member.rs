//! `/desk/admin/staff/{id}`: one member of staff.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::{Lang, Text};
use pages::{AdminField, AdminFormView, AdminGroup, AdminWidget, Choice, DeskShell, Values};
use store::account::{Account, State};
use web::reply::{page, see_other};
use web::{Answer, Context, Problem, configuration, names};

use super::{access_fields, administrator, choose, faults, field, form, optional, t};
use crate::staff_change::{change as change_of, conflict, find};

/// Where the section is.
const HERE: &str = "/desk/admin/staff";

/// Shows somebody.
pub(crate) async fn member(context: Context, Path(id): Path<String>) -> Answer {
    let (permit, desk) = match administrator(&context, Operation::StaffChange).await? {
        Ok(known) => known,
        Err(response) => return Ok(response),
    };
    let account = find(&permit, &id).await?;
    let html = shown(&context, desk, &account, kept(&account), None).await?;
    Ok(page(StatusCode::OK, html))
}

fn kept(account: &Account) -> Values {
    let territory = &account.territory;
    let region = territory.region.map(|region| region.to_string());
    let person = &account.profile.person;
    let pairs = [
        ("last_name", Some(person.last_name.clone())),
        ("first_name", Some(person.first_name.clone())),
        ("middle_name", person.middle_name.clone()),
        ("position", account.profile.position.clone()),
        ("role", Some(account.role.to_string())),
        ("agency", territory.agency.clone()),
        ("unit", territory.unit.clone()),
        ("region", region),
        ("state", Some(account.state.as_str().to_owned())),
    ];
    let pairs = pairs.into_iter();
    pairs
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Changes somebody.
pub(crate) async fn change(context: Context, Path(id): Path<String>, request: Body) -> Answer {
    let (permit, desk) = match administrator(&context, Operation::StaffChange).await? {
        Ok(known) => known,
        Err(response) => return Ok(response),
    };
    let before = find(&permit, &id).await?;
    let form = form(&context, request).await?;
    let value = |name: &str| form.get(name).map(|value| value.trim().to_owned());
    let request = api::StaffRequest {
        role: value("role").filter(|role| !role.is_empty()),
        agency: value("agency"),
        unit: value("unit"),
        region: value("region"),
        state: value("state").filter(|state| !state.is_empty()),
        last_name: value("last_name"),
        first_name: value("first_name"),
        middle_name: value("middle_name"),
        position: value("position"),
        ..api::StaffRequest::default()
    };
    let seen = form.get("version").and_then(|text| text.parse().ok());
    let done = if seen == Some(before.version) {
        change_of(&context, &permit, &before, (request, Vec::new())).await
    } else {
        Err(conflict())
    };
    match done {
        Ok(_) => see_other(&format!("{HERE}?done=saved")),
        Err(problem) => {
            let html = shown(&context, desk, &before, form.values(), Some(&problem)).await?;
            Ok(page(problem.status, html))
        }
    }
}

async fn shown(
    context: &Context,
    desk: DeskShell,
    account: &Account,
    values: Values,
    problem: Option<&Problem>,
) -> Result<String, Problem> {
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let mut fields = name_fields(lang);
    fields.extend(access_fields(&now, lang));
    let state = field(
        "state",
        Text::fixed("Доступ", "Access"),
        Text::default(),
        lang,
    );
    fields.push(choose(
        state,
        AdminWidget::Radios,
        vec![
            Choice::new(State::Active.as_str(), t(lang, "Открыт", "Open")),
            Choice::new(State::Blocked.as_str(), t(lang, "Закрыт", "Closed")),
        ],
    ));
    Ok(pages::admin_form(&AdminFormView {
        desk,
        title: names::called(account, lang),
        intro: t(
            lang,
            "Другая роль, территория или доступ завершают все входы этого человека. Имя и должность видят коллеги.",
            "Another role, territory or access ends all sessions of this person. Colleagues see the name and the position.",
        ),
        action: format!("{HERE}/{}", account.id),
        back: HERE.to_owned(),
        version: Some(account.version),
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

/// What somebody is called.
fn name_fields(lang: Lang) -> Vec<AdminField> {
    let line = |name: &str, ru: &'static str, en: &'static str| {
        field(name, Text::fixed(ru, en), Text::default(), lang)
    };
    vec![
        line("last_name", "Фамилия", "Last name"),
        line("first_name", "Имя", "First name"),
        optional(line("middle_name", "Отчество", "Middle name")),
        optional(line("position", "Должность", "Position")),
    ]
}
