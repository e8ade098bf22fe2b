//! Holds the query of a call against what its operation declares (`api::query`): what is unknown, said twice or
//! wrong is refused, so that no caller believes in a filter that was not there.
//!
//! Operations ask through their proof of permission (`auth`), before they do anything. Those that need none read
//! nothing of anybody; `serve` refuses their answer.

use api::query::{Cursor, Holds, MOST_ITEMS, Parameter};
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use domain::Text;
use domain::appeal::FieldError;
use uuid::Uuid;

use crate::{Context, Problem, query};

/// Refuses what the operation at this path does not declare. Pages are lenient: people share their addresses, with
/// whatever others have put behind them.
pub fn check(context: &Context) -> Result<(), Problem> {
    if context.query.is_empty() || !matches!(context.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let Some(declared) = api::query::declared(&context.path) else {
        return Ok(());
    };
    let mut faults = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in query::pairs(context.query.as_bytes()) {
        let Some(parameter) = declared.iter().find(|one| one.name == name) else {
            faults.push(undeclared(&name, &declared));
            continue;
        };
        if seen.contains(&name) {
            faults.push(repeated(&name));
            continue;
        }
        faults.extend(fault(parameter, &value));
        seen.push(name);
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Problem::invalid(faults)),
    }
}

/// What is wrong with the parameters of these keys, as far as the query has them: for pages, and for whoever reads
/// the values next.
pub fn faults(context: &Context, keys: &[&str]) -> Vec<FieldError> {
    let known = keys.iter().filter_map(|key| api::query::by_key(key));
    let faults = known.filter_map(|parameter| {
        let value = query::first(&context.query, parameter.name)?;
        fault(parameter, &value)
    });
    faults.collect()
}

/// The value of a parameter; one that it may not hold is refused.
pub fn value(context: &Context, key: &str) -> Result<Option<String>, Problem> {
    let faults = faults(context, &[key]);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let parameter = api::query::by_key(key);
    Ok(parameter.and_then(|parameter| query::first(&context.query, parameter.name)))
}

/// How many items a page has: `limit`, or as many as are usual.
pub fn limit(context: &Context, key: &str) -> Result<usize, Problem> {
    let given = value(context, key)?.and_then(|text| text.parse().ok());
    let usual = api::query::by_key(key).and_then(|parameter| match parameter.holds {
        Holds::Limit { usual, .. } => usual,
        _ => None,
    });
    Ok(given.or(usual).unwrap_or(usize::MAX))
}

/// What is wrong with a value; an empty one is an absent one.
fn fault(parameter: &Parameter, value: &str) -> Option<FieldError> {
    if value.is_empty() {
        return None;
    }
    let at = || format!("/{}", parameter.name);
    match &parameter.holds {
        // Line ends and tabs come with what people copy, and are spaces to a search.
        Holds::Text { .. } if value.contains(|c: char| c.is_control() && !c.is_whitespace()) => {
            Some(FieldError::new(
                at(),
                "parameter_control",
                "Уберите управляющие символы.",
                "Remove the control characters.",
            ))
        }
        Holds::Text { most } => (value.chars().count() > *most).then(|| {
            let text = Text::new(
                format!("Не длиннее {most} знаков."),
                format!("At most {most} characters."),
            );
            FieldError::with_text(at(), "parameter_too_long", text)
        }),
        Holds::Codes { all, fault } => {
            let all = all();
            (!all.contains(&value)).then(|| one_of(at(), fault, &all))
        }
        Holds::Flag { fault } => {
            let all = ["true", "false"];
            (!all.contains(&value)).then(|| one_of(at(), fault, &all))
        }
        Holds::Limit { least, .. } => {
            let number = value.parse::<usize>().ok();
            let fits = number.is_some_and(|number| (*least..=MOST_ITEMS).contains(&number));
            (!fits).then(|| {
                let text = Text::new(
                    format!("Число от {least} до {MOST_ITEMS}."),
                    format!("A number from {least} to {MOST_ITEMS}."),
                );
                FieldError::with_text(at(), "limit_invalid", text)
            })
        }
        Holds::Moment => moment(value, false).is_none().then(|| {
            FieldError::new(
                at(),
                "time_invalid",
                "Время по RFC 3339 или дата: 2026-11-22T10:00:00Z, 2026-11-22.",
                "A time by RFC 3339 or a date: 2026-11-22T10:00:00Z, 2026-11-22.",
            )
        }),
        Holds::Cursor(of) => (!is_cursor(*of, value)).then(cursor_invalid),
    }
}

/// That a page cannot go on where the caller says.
pub fn cursor_invalid() -> FieldError {
    FieldError::new(
        "/cursor",
        "cursor_invalid",
        "Курсор не читается. Возьмите его из поля next ответа.",
        "The cursor cannot be read. Take it from the answer's next.",
    )
}

fn is_cursor(of: Cursor, value: &str) -> bool {
    let decoded = || {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        String::from_utf8(bytes).ok()
    };
    // As an answer writes it: no sign before it, no zeros, and there is nothing before the first.
    let is_number = |text: &str| {
        let number = text.parse::<i64>().ok();
        number.is_some_and(|number| number.to_string() == text)
    };
    let is_place = |text: &str| is_number(text) && !text.starts_with(['0', '-']);
    match of {
        Cursor::Id => Uuid::try_parse(value).is_ok_and(|id| id.to_string() == value),
        Cursor::Number => is_place(value),
        Cursor::Key => decoded().is_some(),
        Cursor::Place => decoded().is_some_and(|text| {
            let place = text.split_once('.');
            place.is_some_and(|(before, after)| is_number(before) && is_number(after))
        }),
    }
}

/// A time (RFC 3339) or a date, which is the whole day of Moscow, in milliseconds. `inclusive`: the bound itself
/// belongs to the range, so the filter's bound is just after it.
pub fn moment(value: &str, inclusive: bool) -> Option<i64> {
    // A `+` of an offset that was not percent-encoded comes as a space.
    let time = DateTime::parse_from_rfc3339(&value.replace(' ', "+"));
    if let Ok(time) = time {
        return Some(time.timestamp_millis().saturating_add(inclusive.into()));
    }
    let date = value.parse::<NaiveDate>().ok()?;
    let date = if inclusive { date.succ_opt()? } else { date };
    let moscow = FixedOffset::east_opt(3 * 3600)?;
    let start = date
        .and_time(NaiveTime::MIN)
        .and_local_timezone(moscow)
        .single()?;
    Some(start.timestamp_millis())
}

fn one_of(at: String, code: &'static str, all: &[&str]) -> FieldError {
    let all = all.join(", ");
    let text = Text::new(
        format!("Возможные значения: {all}."),
        format!("Possible values: {all}."),
    );
    FieldError::with_text(at, code, text)
}

fn undeclared(name: &str, declared: &[&Parameter]) -> FieldError {
    let known: Vec<&str> = declared.iter().map(|one| one.name).collect();
    let known = known.join(", ");
    let text = Text::new(
        format!("Такого параметра здесь нет. Есть: {known}."),
        format!("There is no such parameter here. There are: {known}."),
    );
    FieldError::with_text(format!("/{}", shown(name)), "parameter_unknown", text)
}

fn repeated(name: &str) -> FieldError {
    FieldError::new(
        format!("/{name}"),
        "parameter_repeated",
        "Этот параметр задаётся один раз.",
        "This parameter is given once.",
    )
}

/// A stranger's name of a parameter, cut to what an answer should repeat.
fn shown(name: &str) -> String {
    const MOST: usize = 60;
    name.chars().take(MOST).collect()
}
