//! `GET /cabinet`: «Мои обращения».

use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::category::Catalogue;
use domain::{AppealType, Lang, Status};
use pages::{CabinetRow, CabinetView, Choice, Claim, Fault, Moment, Values};
use store::AppealRow;
use store::access_log::Reason;
use url::form_urlencoded;
use web::capabilities::database;
use web::reply::{page, shell_at};
use web::{Answer, Context, auth, configuration, cursor, filter, present, query, views};

use crate::entry;

/// Appeals of a page: more than a screen or two is what filters are for.
const PAGE: usize = 20;

/// What the address may narrow the list to, in the order of the form.
const FILTERS: [&str; 7] = [
    "q",
    "status",
    "type",
    "category",
    "created_from",
    "created_to",
    "sort",
];

/// Shows the list that the address asks for.
pub(crate) async fn list(context: Context) -> Answer {
    match entry::person(&context).await? {
        Ok(_) => show(&context, StatusCode::OK, Claim::default()).await,
        Err(response) => Ok(response),
    }
}

/// The list, with what was wrong in the form below it.
pub(crate) async fn show(context: &Context, status: StatusCode, claim: Claim) -> Answer {
    let permit = auth::permit(context, Operation::AppealList).await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let mut view = empty(context, catalogue, claim);
    let mut asked = match filter::page(context) {
        Ok(asked) => asked,
        Err(problem) if !problem.errors.is_empty() => {
            let fault =
                |e: &domain::FieldError| Fault::new(&e.pointer, e.message.get(context.lang));
            view.faults = problem.errors.iter().map(fault).collect();
            return Ok(page(problem.status, pages::cabinet(&view)));
        }
        Err(problem) => return Err(problem),
    };
    permit.narrow(&mut asked.filter);
    // The page is a person's own list, whatever else a role would let them see.
    asked.filter.account = Some(permit.account()?.to_owned());
    let db = database().await?;
    let (mut rows, next) = store::list(db, &asked.filter, asked.order, asked.after, PAGE).await?;
    // Reading one's own data is a reading, too.
    permit
        .show(context, &mut rows, Reason::Own, &[DataPart::Title])
        .await?;
    view.rows = rows
        .iter()
        .map(|row| item(context, catalogue, row))
        .collect();
    view.next = next.map_or_else(String::new, |next| {
        let mut pairs = form_urlencoded::Serializer::new(view.query.clone());
        pairs.append_pair("cursor", &cursor::encode(&next)).finish()
    });
    Ok(page(status, pages::cabinet(&view)))
}

/// The page without its rows.
fn empty(context: &Context, catalogue: &Catalogue, claim: Claim) -> CabinetView {
    let lang = context.lang;
    let mut values = Values::default();
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for name in FILTERS {
        if let Some(value) = query::first(&context.query, name) {
            pairs.append_pair(name, &value);
            values.push(name, value);
        }
    }
    let categories = catalogue
        .categories()
        .iter()
        .filter(|category| !category.is_group());
    let query = pairs.finish();
    let here = match query.as_str() {
        "" => "/cabinet".to_owned(),
        query => format!("/cabinet?{query}"),
    };
    CabinetView {
        shell: shell_at(context, &here),
        notice: notice(context),
        values,
        statuses: Status::ALL
            .iter()
            .map(|status| Choice::new(status.as_str(), status.label(lang)))
            .collect(),
        types: AppealType::ALL
            .iter()
            .map(|kind| Choice::new(kind.as_str(), kind.label(lang)))
            .collect(),
        categories: categories
            .map(|category| Choice::new(&category.code, category.name.get(lang)))
            .collect(),
        is_later: query::first(&context.query, "cursor").is_some(),
        query,
        claim,
        ..CabinetView::default()
    }
}

/// What has just been done, named by the page's address after a redirect.
fn notice(context: &Context) -> String {
    let text = match query::first(&context.query, "done").as_deref() {
        Some("claimed") => domain::Text::fixed(
            "Обращение добавлено в ваш кабинет.",
            "The appeal was added to your account.",
        ),
        Some("copy") => domain::Text::fixed(
            "Запрос зарегистрирован. Копию можно скачать в профиле уже сейчас.",
            "The request is registered. The copy can be downloaded from your profile now.",
        ),
        Some("erasure") => domain::Text::fixed(
            "Запрос на удаление зарегистрирован, о решении вы узнаете здесь.",
            "The request for erasure is registered; you will learn of the decision here.",
        ),
        Some("registered") => domain::Text::fixed(
            "Кабинет создан, вы вошли.",
            "Your account is made and you are signed in.",
        ),
        _ => domain::Text::default(),
    };
    text.get(context.lang).to_owned()
}

fn item(context: &Context, catalogue: &Catalogue, row: &AppealRow) -> CabinetRow {
    let (lang, registered): (Lang, _) = (context.lang, &row.registered);
    let region = registered.region;
    CabinetRow {
        number: row.number.to_string(),
        title: registered
            .private
            .as_ref()
            .map(|private| private.title.clone())
            .unwrap_or_else(|| row.number.to_string()),
        category: present::category_name(catalogue, &row.category, lang).to_owned(),
        agency: present::agency(catalogue, &row.agency, lang).name,
        status: row.status.to_string(),
        status_label: row.status.label(lang).to_owned(),
        created: views::moment(lang, region, row.created_at),
        due: Moment::day(lang, region.local(row.deadline.due_at)),
        is_provisional: row.deadline.is_provisional(),
        overdue: row.overdue && row.status.is_open(),
        asks: matches!(
            row.status,
            Status::AwaitingReply | Status::ClarificationRequired
        ),
        score: row.score.unwrap_or_default(),
    }
}
