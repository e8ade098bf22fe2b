//! The category's own fields of an appeal.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};

use super::check::Faults;
use super::error::{echo, escape};
use super::limits::MAX_FIELDS;
use super::{FieldError, RawAppeal};
use crate::applicant::Inn;
use crate::category::{Category, CategoryField, FieldKind};
use crate::date;
use crate::lang::Text;
use crate::region::Region;
use crate::text::{is_dash, multi_line, single_line};

/// The fields that were filled in, in canonical form.
pub(super) fn check(
    raw: &RawAppeal,
    category: Option<&Category>,
    region: Region,
    faults: &mut Faults,
) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    if raw.fields.len() > MAX_FIELDS {
        faults.push(FieldError::with_text(
            "/fields",
            "fields_count",
            Text::new(
                format!("Не больше {MAX_FIELDS} полей"),
                format!("At most {MAX_FIELDS} fields"),
            ),
        ));
        return values;
    }
    // Without a category nothing is known of its fields; the category has its own fault.
    let Some(category) = category else {
        return values;
    };
    for field in &category.fields {
        let at = format!("/fields/{}", escape(&field.code));
        let given = raw
            .fields
            .get(&field.code)
            .map(String::as_str)
            .unwrap_or_default();
        if given.trim().is_empty() {
            if field.required {
                let (ru, en) = (&field.label.ru, &field.label.en);
                let text = Text::new(
                    format!("Заполните поле «{ru}»"),
                    format!("Fill in the field “{en}”"),
                );
                faults.push(FieldError::with_text(at, "field_required", text));
            }
            continue;
        }
        match parse(field, given, region, &at) {
            Ok(value) => drop(values.insert(field.code.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    let known = |code: &str| category.fields.iter().any(|field| field.code == code);
    for (code, value) in &raw.fields {
        // A form may send the empty fields of the category that was chosen before.
        if !known(code) && !value.trim().is_empty() {
            let shown = echo(code);
            faults.push(FieldError::with_text(
                format!("/fields/{}", escape(&shown)),
                "field_unknown",
                Text::new(
                    format!("В этой категории нет поля «{shown}»"),
                    format!("This category has no field “{shown}”"),
                ),
            ));
        }
    }
    values
}

fn parse(
    field: &CategoryField,
    given: &str,
    region: Region,
    at: &str,
) -> Result<String, FieldError> {
    let normal = match field.kind {
        FieldKind::Text => multi_line(given),
        _ => single_line(given),
    };
    let value = normal.map_err(|fault| FieldError::with_text(at, "field_control", fault.text()))?;
    let max = field.max_chars.unwrap_or(field.kind.default_max_chars());
    let length = value.chars().count();
    if length > usize::try_from(max).unwrap_or(usize::MAX) {
        let text = Text::new(
            format!("Не больше {max} символов, сейчас {length}"),
            format!("At most {max} characters; there are {length}"),
        );
        return Err(FieldError::with_text(at, "field_length", text));
    }
    let wrong = |ru, en| FieldError::new(at, "field_format", ru, en);
    match field.kind {
        FieldKind::String | FieldKind::Text => Ok(value),
        FieldKind::Number => number(&value).ok_or_else(|| {
            wrong(
                "Введите число, например 12,5",
                "Enter a number, such as 12.5",
            )
        }),
        FieldKind::Date => match date::parse(&value) {
            Ok(date) => Ok(date.format("%Y-%m-%d").to_string()),
            Err(fault) => Err(FieldError::with_text(at, "field_format", fault.text())),
        },
        FieldKind::DateTime => moment(&value, region).ok_or_else(|| {
            wrong(
                "Укажите дату и время, например 2026-05-31T14:05 или 2026-05-31T14:05:00+03:00",
                "Give a date and time, such as 2026-05-31T14:05 or 2026-05-31T14:05:00+03:00",
            )
        }),
        FieldKind::SingleValueList => {
            if field.options.iter().any(|option| option.key == value) {
                return Ok(value);
            }
            let keys = field
                .options
                .iter()
                .map(|o| o.key.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            let text = Text::new(
                format!("Выберите одно из: {keys}"),
                format!("Choose one of: {keys}"),
            );
            Err(FieldError::with_text(at, "field_option", text))
        }
        FieldKind::Url => {
            let value = value.trim_matches(['<', '>', ',', ';', '.', ' ']);
            if is_url(value) {
                return Ok(value.to_owned());
            }
            Err(wrong(
                "Укажите адрес страницы целиком, например https://example.ru/page",
                "Give the whole address of the page, such as https://example.ru/page",
            ))
        }
        FieldKind::Inn => match Inn::parse(&value) {
            Ok(inn) => Ok(inn.as_str().to_owned()),
            Err(error) => Err(FieldError::of_value(at, error)),
        },
    }
}

/// A decimal number with a point or a comma, without exponents.
fn number(value: &str) -> Option<String> {
    let value: String = value.chars().filter(|c| *c != ' ').collect();
    let value = value.replace(',', ".");
    let value = match value.strip_prefix(is_dash) {
        Some(unsigned) => format!("-{unsigned}"),
        None => value,
    };
    let unsigned = value.strip_prefix('-').unwrap_or(&value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(value)
}

/// A moment as RFC 3339 with its offset. Browsers send local time without one
/// (`datetime-local`); that is the region's time.
fn moment(value: &str, region: Region) -> Option<String> {
    if let Ok(at) = DateTime::parse_from_rfc3339(value) {
        return Some(at.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    let local = date::parse_moment(value)?;
    let at = region.local(region.to_utc(local));
    Some(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// Whether it is an absolute `http` or `https` address with a host.
fn is_url(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let usual = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    host.is_some_and(|host| host.contains(char::is_alphanumeric) && host.chars().all(usual))
        && !value.contains([' ', '<', '>', '"', '\\'])
}
