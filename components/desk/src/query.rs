//! The query parameters of the queue, for the API and the page: all are checked before any is used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::appeal::FieldError;
use domain::event::Priority;
use domain::{AppealNumber, Status, Text};
use store::queue::{Holder, QueueCursor, QueueFilter};
use web::auth::Permit;
use web::{Context, Problem, query};

/// Items of a page where the caller names no other number: about two screens of a desk.
pub(crate) const PAGE: usize = 50;

/// Items of a page at most.
const MOST: usize = 200;

/// A longer search is no search; codes of ours are shorter.
const MAX_QUERY_CHARS: usize = 200;
const MAX_CODE_CHARS: usize = 100;

/// The parameters that narrow the queue, in the order of the page's form.
pub(crate) const FILTERS: [&str; 11] = [
    "q",
    "status",
    "mine",
    "unassigned",
    "overdue",
    "awaits_approval",
    "to_call",
    "category",
    "agency",
    "unit",
    "priority",
];

/// A page of the queue as it was asked for.
pub(crate) struct Asked {
    /// What it is narrowed to.
    pub(crate) filter: QueueFilter,
    /// Where it goes on.
    pub(crate) after: Option<QueueCursor>,
    /// How many items it has; none when only the counters are wanted.
    pub(crate) limit: usize,
}

/// Reads the parameters; every fault at once.
pub(crate) fn read(context: &Context, permit: &Permit) -> Result<Asked, Problem> {
    let get = |name: &str| query::first(&context.query, name);
    let mut faults = Vec::new();
    let mut flag = |name: &str| match get(name).as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            faults.push(unknown(name, &["true", "false"]));
            false
        }
    };
    let (mine, unassigned) = (flag("mine"), flag("unassigned"));
    let (overdue, approval) = (flag("overdue"), flag("awaits_approval"));
    let to_call = flag("to_call");
    let status = get("status");
    if status
        .as_deref()
        .is_some_and(|code| code.parse::<Status>().is_err())
    {
        let known: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        faults.push(unknown("status", &known));
    }
    let priority = get("priority").and_then(|code| {
        // The queue keeps their places in this order.
        let found = Priority::ALL.iter().position(|one| one.as_str() == code);
        if found.is_none() {
            let known: Vec<&str> = Priority::ALL.iter().map(|one| one.as_str()).collect();
            faults.push(unknown("priority", &known));
        }
        found.and_then(|found| i64::try_from(found).ok())
    });
    let mut short = |name: &str, most: usize| {
        let value = get(name)?;
        let fits = value.chars().count() <= most && !value.contains('\0');
        if !fits {
            let text = Text::new(
                format!("Не длиннее {most} знаков."),
                format!("At most {most} characters."),
            );
            let pointer = format!("/{name}");
            faults.push(FieldError::with_text(pointer, "parameter_too_long", text));
        }
        fits.then_some(value)
    };
    let code = |name: &str, short: &mut dyn FnMut(&str, usize) -> Option<String>| {
        short(name, MAX_CODE_CHARS)
    };
    let category = code("category", &mut short);
    let agency = code("agency", &mut short);
    let unit = code("unit", &mut short);
    let words = short("q", MAX_QUERY_CHARS);
    let after = get("cursor").and_then(|text| {
        let cursor = decode(&text);
        if cursor.is_none() {
            faults.push(FieldError::new(
                "/cursor",
                "cursor_invalid",
                "Курсор не читается. Возьмите его из поля next ответа.",
                "The cursor cannot be read. Take it from the answer's next.",
            ));
        }
        cursor
    });
    let limit = get("limit").map_or(Some(PAGE), |text| {
        text.parse().ok().filter(|limit| *limit <= MOST)
    });
    if limit.is_none() {
        let text = Text::new(
            format!("Число от 0 до {MOST}."),
            format!("A number from 0 to {MOST}."),
        );
        faults.push(FieldError::with_text("/limit", "limit_invalid", text));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let number = words
        .as_deref()
        .and_then(|words| AppealNumber::parse(words.trim()).ok());
    Ok(Asked {
        filter: QueueFilter {
            status,
            holder: match (mine, unassigned) {
                // An account that nobody has, for a caller without one.
                (true, _) => Holder::Account(permit.caller().id().unwrap_or_default().to_owned()),
                (false, true) => Holder::Nobody,
                (false, false) => Holder::Anybody,
            },
            overdue,
            approval,
            to_call,
            category,
            agency,
            unit,
            priority,
            words: words.filter(|_| number.is_none()),
            number: number.map(AppealNumber::key),
            masked: !permit.sees_personal_data(),
            territory: permit.territory(),
        },
        after,
        limit: limit.unwrap_or(PAGE),
    })
}

/// The cursor as callers see it; opaque, and no secret.
pub(crate) fn encode(cursor: &QueueCursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", cursor.rank, cursor.number))
}

fn decode(text: &str) -> Option<QueueCursor> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (rank, number) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
    Some(QueueCursor {
        rank: rank.parse().ok()?,
        number: number.parse().ok()?,
    })
}

fn unknown(name: &str, known: &[&str]) -> FieldError {
    let known = known.join(", ");
    let text = Text::new(
        format!("Возможные значения: {known}."),
        format!("Possible values: {known}."),
    );
    FieldError::with_text(format!("/{name}"), "parameter_unknown", text)
}
