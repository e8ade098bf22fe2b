//! `GET /desk`: the queue.

use axum::http::StatusCode;
use domain::access::Operation;
use domain::category::Catalogue;
use domain::configuration::Configuration;
use domain::event::Priority;
use domain::status::Clock;
use domain::{Lang, Region, Status};
use pages::{BulkLine, Choice, Fault, QueueRow, QueueTab, QueueView, SavedTab, Values};
use store::AppealRow;
use store::queue::{Mark, QueuePage};
use store::saved_filter::{self, SavedFilter};
use url::form_urlencoded;
use web::auth::Permit;
use web::capabilities::database;
use web::names::{Names, executors};
use web::reply::page;
use web::session::Session;
use web::{Answer, Context, Problem, auth, configuration, desk, present, views};

use crate::query::{self, FILTERS};
use crate::{departed, queue_list};

/// With less than this left an appeal is marked: the reminder of two days goes out then.
const SOON_SECONDS: i64 = 2 * 24 * 3600;

/// Shows the queue.
pub(crate) async fn queue(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    show(&context, &session, Vec::new(), None, None).await
}

/// The queue that the address asks for, under what became of a command.
pub(crate) async fn show(
    context: &Context,
    session: &Session,
    results: Vec<BulkLine>,
    notice: Option<String>,
    refused: Option<Problem>,
) -> Answer {
    let permit = auth::permit(context, Operation::QueueList).await?;
    let configuration = configuration::current(context.now).await?;
    let mut view = empty(context, session, &permit, &configuration).await?;
    view.results = results;
    view.notice = notice.unwrap_or(view.notice);
    // What answers a form can be asked for by its own address.
    view.desk.shell.url = view.here();
    let status = refused
        .as_ref()
        .map_or(StatusCode::OK, |refused| refused.status);
    view.faults = refused.map_or_else(Vec::new, |refused| faults(&refused, context.lang));
    let asked = match query::read(context, &permit) {
        Ok(asked) => asked,
        Err(problem) if !problem.errors.is_empty() => {
            view.faults = faults(&problem, context.lang);
            return Ok(page(problem.status, pages::queue(&view)));
        }
        Err(problem) => return Err(problem),
    };
    view.is_later = asked.after.is_some();
    let found = queue_list::page(context, &permit, &asked).await?;
    let me = permit.caller().account();
    view.rows = rows(context, &configuration, &permit, me, &found).await?;
    view.next = found.next.map_or_else(String::new, |next| {
        let mut pairs = form_urlencoded::Serializer::new(view.query.clone());
        pairs.append_pair("cursor", &query::encode(&next)).finish()
    });
    Ok(page(status, pages::queue(&view)))
}

fn faults(problem: &Problem, lang: Lang) -> Vec<Fault> {
    let errors = problem.errors.iter();
    errors
        .map(|error| Fault::new(&error.pointer, error.message.get(lang)))
        .collect()
}

/// The page without its rows.
async fn empty(
    context: &Context,
    session: &Session,
    permit: &Permit,
    configuration: &Configuration,
) -> Result<QueueView, Problem> {
    let lang = context.lang;
    let given = |name: &'static str| Some((name, web::query::first(&context.query, name)?));
    let values: Values = FILTERS.into_iter().filter_map(given).collect();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(values.pairs())
        .finish();
    let counters = queue_list::counters(context, permit).await?;
    let kept = saved_filter::of_account(database().await?, &session.account).await?;
    let shell = desk::shell(context, session).await?;
    let can_work = shell.can_work;
    let categories = configuration.catalogue.categories().iter();
    Ok(QueueView {
        notice: departed::notice(context, configuration),
        views: tabs(&counters, &query, can_work, lang),
        saved: kept.into_iter().map(|one| saved(one, &query)).collect(),
        statuses: choices(Status::ALL.iter().map(|s| (s.as_str(), s.label(lang)))),
        priorities: Priority::ALL
            .iter()
            .map(|one| Choice::new(one.as_str(), one.label(lang)))
            .collect(),
        categories: categories
            .filter(|one| !one.is_group())
            .map(|one| Choice::new(&one.code, one.name.get(lang)))
            .collect(),
        units: units(configuration, permit.territory().agency.as_deref(), lang),
        staff: match can_work {
            true => executors(permit.territory().agency.as_deref(), lang).await?,
            false => Vec::new(),
        },
        agencies: agencies(&configuration.catalogue, lang),
        counters: [
            counters.open,
            counters.overdue,
            counters.unassigned,
            counters.awaits_approval,
            counters.mine,
        ]
        .map(|counter| counter.to_string())
        .join(" "),
        desk: shell,
        values,
        query,
        ..QueueView::default()
    })
}

fn choices<'a>(of: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    of.map(|(value, label)| Choice::new(value, label)).collect()
}

/// The ready views. What is somebody's own is for those who have something.
fn tabs(counters: &api::QueueCounters, query: &str, can_work: bool, lang: Lang) -> Vec<QueueTab> {
    let tab = |narrowed: &str, (ru, en): (&str, &str), count, is_bad| QueueTab {
        url: match narrowed {
            "" => "/desk".to_owned(),
            narrowed => format!("/desk?{narrowed}"),
        },
        label: match lang {
            Lang::Ru => ru.to_owned(),
            Lang::En => en.to_owned(),
        },
        count,
        is_current: narrowed == query,
        is_bad,
    };
    let mut tabs = vec![tab("", ("Все открытые", "All open"), counters.open, false)];
    if can_work {
        tabs.push(tab("mine=true", ("Мои", "Mine"), counters.mine, false));
    }
    tabs.push(tab(
        "unassigned=true",
        ("Ничьи", "Nobody's"),
        counters.unassigned,
        false,
    ));
    tabs.push(tab(
        "overdue=true",
        ("Просроченные", "Overdue"),
        counters.overdue,
        true,
    ));
    tabs.push(tab(
        "awaits_approval=true",
        ("На утверждении", "To be approved"),
        counters.awaits_approval,
        false,
    ));
    tabs.push(tab(
        "to_call=true",
        ("Позвонить", "To be called"),
        counters.to_call,
        false,
    ));
    tabs
}

fn saved(one: SavedFilter, query: &str) -> SavedTab {
    SavedTab {
        url: format!("/desk?{}", one.filter.query),
        is_current: one.filter.query == query,
        id: one.id,
        name: one.filter.name,
    }
}

/// The units of an agency.
pub(crate) fn units(
    configuration: &Configuration,
    agency: Option<&str>,
    lang: Lang,
) -> Vec<Choice> {
    let of_agency = |unit: &&domain::configuration::UnitItem| {
        unit.active && Some(unit.agency.as_str()) == agency
    };
    let units = configuration.units.iter().filter(of_agency);
    let label = |unit: &domain::configuration::UnitItem| match lang {
        Lang::Ru => unit.name_ru.clone(),
        Lang::En => unit.name_en.clone(),
    };
    units
        .map(|unit| Choice::new(&unit.code, label(unit)))
        .collect()
}

/// The agencies that take appeals, by name.
pub(crate) fn agencies(catalogue: &Catalogue, lang: Lang) -> Vec<Choice> {
    let agencies = catalogue.agencies().filter(|agency| agency.active);
    let mut agencies: Vec<Choice> = agencies
        .map(|agency| Choice::new(&agency.code, agency.name.get(lang)))
        .collect();
    agencies.sort_by(|a, b| a.label.cmp(&b.label));
    agencies
}

async fn rows(
    context: &Context,
    configuration: &Configuration,
    permit: &Permit,
    me: Option<&str>,
    found: &QueuePage,
) -> Result<Vec<QueueRow>, Problem> {
    let lang = context.lang;
    let holders = found.appeals.iter().flat_map(|row| row.assignee.as_deref());
    let names = Names::of(holders.collect(), lang).await?;
    let of_agency = permit.territory().agency.is_some();
    let row = |(appeal, mark): (&AppealRow, &Mark)| {
        let private = appeal.registered.private.as_ref();
        let assignee = appeal.assignee.as_deref();
        // Whoever sees one agency alone need not be told which.
        let unit = appeal.unit.as_deref().unwrap_or_default();
        let place = match of_agency {
            true => unit_name(configuration, &appeal.agency, unit, lang),
            false => present::agency(&configuration.catalogue, &appeal.agency, lang).name,
        };
        QueueRow {
            number: appeal.number.to_string(),
            title: private
                .map(|private| private.title.clone())
                .unwrap_or_else(|| appeal.number.to_string()),
            category: present::category_name(&configuration.catalogue, &appeal.category, lang)
                .to_owned(),
            place,
            priority: appeal.priority.to_string(),
            priority_label: appeal.priority.label(lang),
            is_hint: appeal.priority != Priority::Normal && !appeal.priority_confirmed,
            deadline: views::deadline(&appeal.deadline, appeal.status, context.now, lang),
            left: left_in_short(appeal, context),
            pace: pace(appeal, context),
            assignee: assignee.map(|id| names.called(id)).unwrap_or_default(),
            is_mine: assignee.is_some() && assignee == me,
            status: appeal.status.to_string(),
            status_label: appeal.status.label(lang).to_owned(),
            approval: mark.approval,
            replied: mark.replied,
            call: mark.call_at.map_or_else(String::new, |at| {
                views::moment(lang, appeal.registered.region, at).text
            }),
        }
    };
    Ok(found.appeals.iter().zip(&found.marks).map(row).collect())
}

/// A unit's name, or its code when it is no longer there.
pub(crate) fn unit_name(
    configuration: &Configuration,
    agency: &str,
    code: &str,
    lang: Lang,
) -> String {
    let units = units_of(configuration, agency);
    let found = units.into_iter().find(|unit| unit.code == code);
    match (found, lang) {
        (Some(unit), Lang::Ru) => unit.name_ru.clone(),
        (Some(unit), Lang::En) => unit.name_en.clone(),
        (None, _) => code.to_owned(),
    }
}

fn units_of<'a>(
    configuration: &'a Configuration,
    agency: &str,
) -> Vec<&'a domain::configuration::UnitItem> {
    let units = configuration.units.iter();
    units.filter(|unit| unit.agency == agency).collect()
}

/// How urgent the time left is: `late`, `soon`, `calm`, or `still` while the clock stands.
pub(crate) fn pace(appeal: &AppealRow, context: &Context) -> &'static str {
    let left = (appeal.deadline.due_at - context.now).num_seconds();
    match appeal.status.clock() {
        Clock::Running if left < 0 => "late",
        Clock::Running if left < SOON_SECONDS => "soon",
        Clock::Running => "calm",
        Clock::Paused | Clock::Stopped => "still",
    }
}

/// «2 дн. 4 ч» while the clock runs, else why there is nothing to count.
pub(crate) fn left_in_short(appeal: &AppealRow, context: &Context) -> String {
    match appeal.status.clock() {
        Clock::Running => pages::left_in_short(
            context.lang,
            (appeal.deadline.due_at - context.now).num_seconds(),
        ),
        Clock::Paused => match context.lang {
            Lang::Ru => "пауза".to_owned(),
            Lang::En => "paused".to_owned(),
        },
        Clock::Stopped => {
            let due = appeal.deadline.due_at.timestamp_millis();
            let region: Region = appeal.registered.region;
            let local = region.local(web::time::from_ms(due));
            local.format("%d.%m.%y").to_string()
        }
    }
}
