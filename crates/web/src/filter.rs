//! The query parameters of lists and exports, all checked before any is used.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use domain::appeal::FieldError;
use domain::{AppealType, Status, Text};
use store::{Cursor, Filter, Order};

use crate::{Context, Problem, cursor, query};

/// Items of a page where the caller names no other number.
const DEFAULT_LIMIT: usize = 50;

/// Items of a page at most: a screen or two, and an answer of some 100 kB.
const MAX_LIMIT: usize = 200;

/// A longer search is no search.
const MAX_QUERY_CHARS: usize = 200;

/// Codes of ours are shorter.
const MAX_CODE_CHARS: usize = 100;

/// A page of a list.
pub struct Query {
    /// What it is narrowed to.
    pub filter: Filter,
    /// Its order.
    pub order: Order,
    /// Where it goes on.
    pub after: Option<Cursor>,
    /// How many items it has.
    pub limit: usize,
}

/// Reads the parameters of a list; every fault at once.
pub fn page(context: &Context) -> Result<Query, Problem> {
    let mut faults = Vec::new();
    let (filter, order) = read(context, &mut faults);
    let (after, limit) = paging(context, &mut faults);
    match (limit, faults.is_empty()) {
        (Some(limit), true) => Ok(Query {
            filter,
            order,
            after,
            limit,
        }),
        _ => Err(Problem::invalid(faults)),
    }
}

/// Reads where a page of a list without filters goes on, and how many items it has.
pub fn place(context: &Context) -> Result<(Option<Cursor>, usize), Problem> {
    let mut faults = Vec::new();
    match paging(context, &mut faults) {
        (after, Some(limit)) if faults.is_empty() => Ok((after, limit)),
        _ => Err(Problem::invalid(faults)),
    }
}

fn paging(context: &Context, faults: &mut Vec<FieldError>) -> (Option<Cursor>, Option<usize>) {
    let after = query::first(&context.query, "cursor").and_then(|text| {
        cursor::decode(&text)
            .map_err(|fault| faults.push(fault))
            .ok()
    });
    let limit = query::first(&context.query, "limit").map_or(Some(DEFAULT_LIMIT), |text| {
        text.parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
    });
    if limit.is_none() {
        let text = Text::new(
            format!("Число от 1 до {MAX_LIMIT}."),
            format!("A number from 1 to {MAX_LIMIT}."),
        );
        faults.push(FieldError::with_text("/limit", "limit_invalid", text));
    }
    (after, limit)
}

/// Reads the filters and the order alone, as exports need them.
pub fn filter(context: &Context) -> Result<(Filter, Order), Problem> {
    let mut faults = Vec::new();
    let read = read(context, &mut faults);
    if faults.is_empty() {
        Ok(read)
    } else {
        Err(Problem::invalid(faults))
    }
}

fn read(context: &Context, faults: &mut Vec<FieldError>) -> (Filter, Order) {
    let get = |name: &str| query::first(&context.query, name);
    let status = get("status");
    if status
        .as_deref()
        .is_some_and(|code| code.parse::<Status>().is_err())
    {
        faults.push(unknown(
            "status",
            "status_unknown",
            Status::ALL.iter().map(|s| s.as_str()),
        ));
    }
    let r#type = get("type");
    if r#type
        .as_deref()
        .is_some_and(|code| code.parse::<AppealType>().is_err())
    {
        faults.push(unknown(
            "type",
            "type_unknown",
            AppealType::ALL.iter().map(|t| t.as_str()),
        ));
    }
    let overdue = get("overdue").and_then(|text| match text.as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            faults.push(unknown(
                "overdue",
                "overdue_invalid",
                ["true", "false"].into_iter(),
            ));
            None
        }
    });
    let order = match get("sort").as_deref() {
        None | Some("-created_at") => Order::NewestFirst,
        Some("created_at") => Order::OldestFirst,
        Some(_) => {
            faults.push(unknown(
                "sort",
                "sort_unknown",
                ["-created_at", "created_at"].into_iter(),
            ));
            Order::default()
        }
    };
    let mut code = |name: &'static str| short(name, get(name), MAX_CODE_CHARS, faults);
    let (category, agency, assignee) = (code("category"), code("agency"), code("assignee"));
    let words = short("q", get("q"), MAX_QUERY_CHARS, faults);
    let created_from = moment("created_from", get("created_from"), false, faults);
    let created_before = moment("created_to", get("created_to"), true, faults);
    let filter = Filter {
        status,
        r#type,
        category,
        agency,
        assignee,
        created_from,
        created_before,
        overdue,
        words,
        ..Filter::default()
    };
    (filter, order)
}

fn short(
    name: &'static str,
    value: Option<String>,
    max: usize,
    faults: &mut Vec<FieldError>,
) -> Option<String> {
    let value = value?;
    if value.chars().count() <= max && !value.contains('\0') {
        return Some(value);
    }
    let text = Text::new(
        format!("Не длиннее {max} знаков."),
        format!("At most {max} characters."),
    );
    faults.push(FieldError::with_text(
        format!("/{name}"),
        "parameter_too_long",
        text,
    ));
    None
}

/// A time (RFC 3339) or a date, which is the whole day of Moscow. `inclusive`: the bound itself belongs to
/// the range, so the filter's bound is just after it.
fn moment(
    name: &'static str,
    value: Option<String>,
    inclusive: bool,
    faults: &mut Vec<FieldError>,
) -> Option<i64> {
    let value = value?;
    // A `+` of an offset that was not percent-encoded comes as a space.
    let time = DateTime::parse_from_rfc3339(&value.replace(' ', "+"));
    if let Ok(time) = time {
        return Some(time.timestamp_millis().saturating_add(inclusive.into()));
    }
    let day = value.parse::<NaiveDate>().ok().and_then(|date| {
        let date = if inclusive { date.succ_opt()? } else { date };
        let moscow = FixedOffset::east_opt(3 * 3600)?;
        let start = date
            .and_time(NaiveTime::MIN)
            .and_local_timezone(moscow)
            .single()?;
        Some(start.timestamp_millis())
    });
    if day.is_none() {
        faults.push(FieldError::new(
            format!("/{name}"),
            "time_invalid",
            "Время по RFC 3339 или дата: 2026-11-22T10:00:00Z, 2026-11-22.",
            "A time by RFC 3339 or a date: 2026-11-22T10:00:00Z, 2026-11-22.",
        ));
    }
    day
}

fn unknown<'a>(name: &str, code: &'static str, known: impl Iterator<Item = &'a str>) -> FieldError {
    let known: Vec<&str> = known.collect();
    let known = known.join(", ");
    let text = Text::new(
        format!("Возможные значения: {known}."),
        format!("Possible values: {known}."),
    );
    FieldError::with_text(format!("/{name}"), code, text)
}
