//! `/desk/admin/{section}/{key}` and `/desk/admin/{section}/new`: an entry and its form.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::Datelike;
use domain::access::Operation;
use domain::configuration::{CategoryItem, Kind};
use domain::{Lang, Region, Text};
use pages::{AdminFormView, Removal};
use serde_json::{Value, json};
use store::configuration::Stored;
use web::form::Form;
use web::reply::{page, see_other};
use web::{Answer, Context, Problem, auth, body, configuration, idempotency, query};

use super::spec::{self, Group};
use super::{Place, Reader, address, fields, notice, reader, words};
use crate::collection::Collection;
use crate::may;
use crate::save::{self, Saved, Wanted};
use crate::{found, remove, webhook_secret};

/// Rows of a list that a form may have: more is no form of ours.
const MAX_ROWS: usize = 100;

/// The form of a new entry.
pub(crate) async fn new(context: Context, Path(section): Path<String>) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let usual = usual(&context, &section).await?;
    let shown = Shown::of(&context, reader, &section, None, usual).await?;
    Ok(page(StatusCode::OK, shown.page(&context, None)))
}

/// Makes an entry of a form.
pub(crate) async fn create(context: Context, Path(section): Path<String>, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationCreate).await?;
    let form = form(&context, request).await?;
    idempotency::begin_form(&context, Operation::ConfigurationCreate, &permit, &form).await?;
    let shown = typed(&context, &section, None, &form).await?;
    let wanted = Wanted {
        collection: shown.collection,
        key: None,
        seen: None,
        body: shown.item.clone(),
    };
    match save::save(&context, &permit, wanted).await {
        Ok(saved) if saved.secret.is_some() => with_secret(&context, &section, saved).await,
        Ok(saved) => see_other(&format!(
            "{}?done=saved",
            address(&section, &saved.item.key)
        )),
        Err(problem) => Ok(refused(&context, &shown, &problem)),
    }
}

/// An entry.
pub(crate) async fn entry(context: Context, Path((section, key)): Place) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let collection = Collection::at(&section)?;
    may::look(&reader.permit, collection.kind)?;
    let stored = found::find(&reader.permit, collection.kind, &key).await?;
    let item = serde_json::from_str(&stored.data).map_err(Problem::internal)?;
    let shown = Shown::of(&context, reader, &section, Some(stored), item).await?;
    Ok(page(StatusCode::OK, shown.page(&context, None)))
}

/// Changes an entry, lets it go, or gives a webhook another secret.
pub(crate) async fn change(context: Context, Path((section, key)): Place, request: Body) -> Answer {
    let form = form(&context, request).await?;
    let collection = Collection::at(&section)?;
    let seen = form.get("version").and_then(|text| text.parse().ok());
    match form.get("do") {
        Some("remove") => {
            let permit = auth::permit(&context, Operation::ConfigurationRemove).await?;
            remove::remove(&context, &permit, collection, &key, seen).await?;
            see_other(&format!("/desk/admin/{section}?done=removed"))
        }
        Some("secret") if collection.kind == Kind::Webhook => {
            let permit = auth::permit(&context, Operation::WebhookSecret).await?;
            let saved = webhook_secret::new_secret(&context, &permit, &key, seen).await?;
            with_secret(&context, &section, saved).await
        }
        _ => {
            let permit = auth::permit(&context, Operation::ConfigurationChange).await?;
            let stored = found::find(&permit, collection.kind, &key).await?;
            let shown = typed(&context, &section, Some(stored), &form).await?;
            let wanted = Wanted {
                collection,
                key: Some(&key),
                seen,
                body: shown.item.clone(),
            };
            match save::save(&context, &permit, wanted).await {
                Ok(_) => see_other(&format!("{}?done=saved", address(&section, &key))),
                Err(problem) => Ok(refused(&context, &shown, &problem)),
            }
        }
    }
}

/// A form as it was sent.
pub(crate) async fn form(context: &Context, request: Body) -> Result<Form, Problem> {
    body::kind(context)?;
    let bytes = body::read(request, body::MAX_BODY_BYTES).await?;
    Ok(Form(query::pairs(&bytes)))
}

/// What a new entry begins with.
async fn usual(context: &Context, section: &str) -> Result<Value, Problem> {
    Ok(match section {
        "categories" => serde_json::to_value(CategoryItem::default()).unwrap_or_default(),
        "routing-rules" => json!({ "strategy": "none", "active": true }),
        "calendar-days" => json!({ "working": false }),
        "calendar-years" => {
            let calendars = &configuration::current(context.now).await?.rules.calendars;
            let today = Region::NONE.local_date(context.now);
            let mut years = today.year()..;
            json!({ "year": years.find(|year| !calendars.has_year(*year)) })
        }
        _ => json!({ "active": true }),
    })
}

/// An entry as a form shows it.
struct Shown {
    reader: Reader,
    collection: Collection,
    stored: Option<Stored>,
    item: Value,
    groups: Vec<Group>,
    title: String,
    can_save: bool,
}

impl Shown {
    async fn of(
        context: &Context,
        reader: Reader,
        section: &str,
        stored: Option<Stored>,
        item: Value,
    ) -> Result<Shown, Problem> {
        let collection = Collection::at(section)?;
        let (kind, lang) = (collection.kind, context.lang);
        if stored.is_none() && collection.is_fixed() {
            return Err(Problem::not_found());
        }
        let now = configuration::current(context.now).await?;
        let groups = fields::groups(kind, &item, &now, &reader.permit, lang).await?;
        let can_save = match &stored {
            Some(stored) => may::change(&reader.permit, stored.agency.as_deref()),
            None => may::add(&reader.permit, kind),
        };
        let title = match &stored {
            Some(stored) => {
                let before: Value = serde_json::from_str(&stored.data).unwrap_or_default();
                words::title(kind, &before, &stored.key, &now, lang)
            }
            None => {
                let [_, _, add] = words::section(kind);
                add.get(lang).to_owned()
            }
        };
        Ok(Shown {
            reader,
            collection,
            stored,
            item,
            groups,
            title,
            can_save,
        })
    }

    fn page(&self, context: &Context, problem: Option<&Problem>) -> String {
        pages::admin_form(&self.view(context, problem))
    }

    fn view(&self, context: &Context, problem: Option<&Problem>) -> AdminFormView {
        let (lang, code) = (context.lang, self.collection.code);
        let key = self.stored.as_ref().map(|stored| stored.key.as_str());
        let history = key.map(|key| {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("kind", self.collection.kind.as_str())
                .append_pair("item", key)
                .finish();
            format!("/desk/admin/history?{query}")
        });
        let [_, about, _] = words::section(self.collection.kind);
        AdminFormView {
            desk: self.reader.desk.clone(),
            title: self.title.clone(),
            intro: about.get(lang).to_owned(),
            action: address(code, key.unwrap_or("new")),
            back: format!("/desk/admin/{code}"),
            history: history.unwrap_or_default(),
            notice: notice(context),
            version: self.stored.as_ref().map(|stored| stored.version),
            groups: self.groups.iter().map(|group| group.view(lang)).collect(),
            values: spec::show(&self.groups, &self.item),
            faults: problem.map_or_else(Vec::new, |problem| self.faults(problem, lang)),
            can_save: self.can_save,
            removal: self.stored.as_ref().and_then(|_| self.removal(lang)),
            others: self.others(lang),
            ..AdminFormView::default()
        }
    }

    /// Each fault at its control; a refusal that is about no field stands above the form.
    fn faults(&self, problem: &Problem, lang: Lang) -> Vec<pages::Fault> {
        if problem.errors.is_empty() {
            return vec![pages::Fault::new("/version", problem.detail.get(lang))];
        }
        spec::faults(&self.groups, &problem.errors, lang)
    }

    fn removal(&self, lang: Lang) -> Option<Removal> {
        let (label, warning) = match self.collection.kind {
            Kind::DeadlineClass => return None,
            Kind::Setting => (
                Text::fixed("Вернуть обычное значение", "Back to the usual value"),
                Text::fixed(
                    "Будет действовать обычное значение.",
                    "The usual value will hold.",
                ),
            ),
            Kind::RoutingRule => (
                Text::fixed("Убрать правило", "Take the rule away"),
                Text::fixed(
                    "Новые обращения пойдут по остальным правилам. История останется.",
                    "New appeals will follow the other rules. The history stays.",
                ),
            ),
            Kind::CalendarDay | Kind::CalendarYear => (
                Text::fixed("Убрать из календаря", "Take out of the calendar"),
                Text::fixed(
                    "Уже назначенные сроки не изменятся. История останется.",
                    "Deadlines that are set do not change. The history stays.",
                ),
            ),
            Kind::AnswerTemplate | Kind::Webhook => (
                Text::fixed("Выключить", "Turn off"),
                Text::fixed(
                    "Запись останется, её можно включить снова.",
                    "The entry stays and can be turned on again.",
                ),
            ),
            _ => (
                Text::fixed("Закрыть для новых обращений", "Close for new appeals"),
                Text::fixed(
                    "Прежние обращения идут своим чередом и показывают название. Открыть снова можно здесь же.",
                    "Old appeals go on and show the name. It can be opened again here.",
                ),
            ),
        };
        Some(Removal {
            label: label.get(lang).to_owned(),
            warning: warning.get(lang).to_owned(),
        })
    }

    fn others(&self, lang: Lang) -> Vec<(String, String)> {
        let label = Text::fixed("Выпустить новый секрет", "Issue a new secret");
        let is_webhook = self.collection.kind == Kind::Webhook && self.stored.is_some();
        let other = ("secret".to_owned(), label.get(lang).to_owned());
        is_webhook.then_some(other).into_iter().collect()
    }
}

/// As many empty rows of each list as a form has.
fn rows_of(form: &Form) -> Value {
    let rows = |list: &str| {
        let indexes = form.0.iter().filter_map(|(name, _)| {
            let rest = name.strip_prefix(list)?.strip_prefix('.')?;
            rest.split('.').next()?.parse::<usize>().ok()
        });
        let count = indexes.max().map_or(0, |last| last.min(MAX_ROWS - 1) + 1);
        vec![Value::Null; count]
    };
    json!({ "fields": rows("fields"), "help": { "hints": rows("help.hints"), "templates": rows("help.templates") } })
}

/// What was typed, as an item in a form.
async fn typed(
    context: &Context,
    section: &str,
    stored: Option<Stored>,
    form: &Form,
) -> Result<Shown, Problem> {
    let reader = match reader(context).await? {
        Ok(reader) => reader,
        Err(_) => return Err(Problem::unauthenticated()),
    };
    // As many rows of lists as the form had: those that nobody filled in are left out by reading.
    let rows = rows_of(form);
    let mut shown = Shown::of(context, reader, section, stored, rows).await?;
    shown.item = spec::read(&shown.groups, form);
    let now = configuration::current(context.now).await?;
    let kind = shown.collection.kind;
    shown.groups =
        fields::groups(kind, &shown.item, &now, &shown.reader.permit, context.lang).await?;
    Ok(shown)
}

fn refused(context: &Context, shown: &Shown, problem: &Problem) -> axum::response::Response {
    page(problem.status, shown.page(context, Some(problem)))
}

/// The entry with a secret that is shown this once.
async fn with_secret(context: &Context, section: &str, saved: Saved) -> Answer {
    let reader = match reader(context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let item = serde_json::from_str(&saved.item.data).map_err(Problem::internal)?;
    let shown = Shown::of(context, reader, section, Some(saved.item), item).await?;
    let label = Text::fixed(
        "Секрет вебхука. Он показан один раз: сохраните его сейчас.",
        "The webhook's secret. It is shown this once: keep it now.",
    );
    let view = shown.view(context, None);
    let view = AdminFormView {
        secret: saved
            .secret
            .map(|secret| (label.get(context.lang).to_owned(), secret)),
        ..view
    };
    Ok(page(StatusCode::CREATED, pages::admin_form(&view)))
}
