//! The administrator's pages on people and keys. Every one works without scripts.

mod keys;
mod member;
mod members;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::{Operation, Role, Scope, Territory};
use domain::category::Catalogue;
use domain::configuration::Configuration;
use domain::{Lang, Region, Text};
use pages::{AdminField, AdminWidget, Choice, DeskShell, Fault};
use web::auth::{self, Permit};
use web::form::Form;
use web::{Context, Problem, body, desk, present, query};

/// The routes of the pages.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/desk/admin/staff", get(members::members))
        .route(
            "/desk/admin/staff/new",
            get(members::new).post(members::invite),
        )
        .route(
            "/desk/admin/staff/invitations/{id}/revoke",
            post(members::revoke),
        )
        .route(
            "/desk/admin/staff/{id}",
            get(member::member).post(member::change),
        )
        .route("/desk/admin/keys", get(keys::keys))
        .route("/desk/admin/keys/new", get(keys::new).post(keys::issue))
        .route("/desk/admin/keys/{id}/revoke", post(keys::revoke))
}

/// The administrator, or the answer that sends somebody unknown to sign in.
async fn administrator(
    context: &Context,
    operation: Operation,
) -> Result<Result<(Permit, DeskShell), Response>, Problem> {
    let session = match desk::staff(context).await? {
        Ok(session) => session,
        Err(response) => return Ok(Err(response)),
    };
    let permit = auth::permit(context, operation).await?;
    Ok(Ok((permit, desk::shell(context, &session).await?)))
}

async fn form(context: &Context, request: Body) -> Result<Form, Problem> {
    body::kind(context)?;
    let bytes = body::read(request, body::MAX_BODY_BYTES).await?;
    Ok(Form(query::pairs(&bytes)))
}

/// Each fault at its field; a refusal that is about no field stands above the form.
fn faults(problem: &Problem, lang: Lang) -> Vec<Fault> {
    if problem.errors.is_empty() {
        return vec![Fault::new("/version", problem.detail.get(lang))];
    }
    let errors = problem.errors.iter();
    errors
        .map(|error| Fault::new(&*error.pointer, error.message.get(lang)))
        .collect()
}

fn field(name: &str, label: Text, hint: Text, lang: Lang) -> AdminField {
    AdminField {
        name: name.to_owned(),
        label: label.get(lang).to_owned(),
        hint: hint.get(lang).to_owned(),
        ..AdminField::default()
    }
}

fn choose(field: AdminField, widget: AdminWidget, choices: Vec<Choice>) -> AdminField {
    AdminField {
        widget,
        choices,
        ..field
    }
}

fn optional(field: AdminField) -> AdminField {
    AdminField {
        optional: true,
        ..field
    }
}

/// The role and the territory that somebody gets.
fn access_fields(now: &Configuration, lang: Lang) -> Vec<AdminField> {
    let everything = Text::fixed("Пусто — без ограничения", "Empty: without a limit");
    let select = |name: &str, label: Text, choices: Vec<Choice>| {
        let field = field(name, label, everything.clone(), lang);
        optional(choose(field, AdminWidget::Select, choices))
    };
    let roles = Role::STAFF
        .iter()
        .map(|role| Choice::new(role.as_str(), role.label(lang)));
    let role = field("role", Text::fixed("Роль", "Role"), Text::default(), lang);
    let regions = Region::all().map(|region| {
        let label = format!("{} — {}", region.code(), region.name(lang));
        Choice::new(region.code(), label)
    });
    let units = now.units.iter().filter(|unit| unit.active).map(|unit| {
        let name = match lang {
            Lang::Ru => &unit.name_ru,
            Lang::En => &unit.name_en,
        };
        let agency = present::agency(&now.catalogue, &unit.agency, lang).name;
        Choice::new(&unit.code, format!("{agency} › {name}"))
    });
    vec![
        choose(role, AdminWidget::Select, roles.collect()),
        select(
            "agency",
            Text::fixed("Ведомство", "Agency"),
            agencies(&now.catalogue, lang),
        ),
        select(
            "unit",
            Text::fixed("Подразделение", "Unit"),
            units.collect(),
        ),
        select("region", Text::fixed("Регион", "Region"), regions.collect()),
    ]
}

fn agencies(catalogue: &Catalogue, lang: Lang) -> Vec<Choice> {
    let mut found: Vec<Choice> = catalogue
        .agencies()
        .map(|agency| Choice::new(&agency.code, agency.name.get(lang)))
        .collect();
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found
}

/// What somebody answers for, in words.
fn territory(territory: &Territory, catalogue: &Catalogue, lang: Lang) -> String {
    let agency = territory.agency.as_deref();
    let agency = agency.map(|code| present::agency(catalogue, code, lang).name);
    let region = territory.region.map(|region| region.name(lang).to_owned());
    let parts: Vec<String> = [agency, territory.unit.clone(), region]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        let text = Text::fixed("всё", "everything");
        return text.get(lang).to_owned();
    }
    parts.join(", ")
}

/// What a scope of a key is called.
fn scope(scope: Scope, lang: Lang) -> String {
    let text = match scope {
        Scope::Read => Text::fixed("читать обращения", "read appeals"),
        Scope::Write => Text::fixed("подавать и двигать обращения", "send and move appeals"),
        Scope::Export => Text::fixed("выгружать списки", "export lists"),
        Scope::Personal => Text::fixed(
            "видеть личные данные (без этого они скрыты)",
            "see personal data (masked without it)",
        ),
    };
    text.get(lang).to_owned()
}

fn t(lang: Lang, ru: &'static str, en: &'static str) -> String {
    Text::fixed(ru, en).get(lang).to_owned()
}

/// A moment in the zone of the capital: administrators of all regions read the same.
fn moment(ms: i64, lang: Lang) -> String {
    let at = web::time::from_ms(ms);
    pages::Moment::at(lang, Region::NONE.local(at)).text
}
