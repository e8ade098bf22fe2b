//! `GET /desk/admin/history`: who changed what and when.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::configuration::{Configuration, Kind};
use domain::{Actor, Lang, Region, Text};
use pages::{AdminHistoryView, Change, Choice, Difference, Moment, Values};
use serde_json::Value;
use store::account;
use store::configuration::Changed;
use url::form_urlencoded::Serializer;
use web::capabilities::database;
use web::reply::page;
use web::time::from_ms;
use web::{Answer, Context, Problem, configuration, query};

use super::{address, reader, words};
use crate::collection::ALL;
use crate::configuration_history::changes;

/// Shows the history.
pub(crate) async fn history(context: Context) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let lang = context.lang;
    let now = configuration::current(context.now).await?;
    let (found, next) = changes(&context, &reader.permit).await?;
    let people = people(&found, lang).await?;
    let mut values = Values::default();
    let mut query = Serializer::new(String::new());
    for name in ["kind", "item"] {
        if let Some(value) = query::first(&context.query, name) {
            query.append_pair(name, &value);
            values.push(name, value);
        }
    }
    let next = next.map(|cursor| {
        let query = query.append_pair("cursor", &cursor).finish();
        format!("/desk/admin/history?{query}")
    });
    let kinds = Kind::ALL.iter().map(|kind| {
        let [name, ..] = words::section(*kind);
        Choice::new(kind.as_str(), name.get(lang))
    });
    let view = AdminHistoryView {
        values,
        kinds: kinds.collect(),
        changes: found
            .iter()
            .map(|change| line(change, &people, &now, lang))
            .collect(),
        next: next.unwrap_or_default(),
        desk: reader.desk,
    };
    Ok(page(StatusCode::OK, pages::admin_history(&view)))
}

/// Who the actors of a page are.
async fn people(found: &[Changed], lang: Lang) -> Result<BTreeMap<String, String>, Problem> {
    let db = database().await?;
    let mut people = BTreeMap::new();
    for change in found {
        if people.contains_key(&change.actor) {
            continue;
        }
        let name = match Actor::parse(&change.actor) {
            Ok(Actor::Staff { role, id }) => {
                let account = account::by_id(db, &id).await?;
                let name = account.map(|account| account.profile.person.full_name());
                let role = role.label(lang);
                name.filter(|name| !name.is_empty())
                    .map_or(role.clone(), |name| format!("{name}, {role}"))
            }
            _ => {
                let text = Text::fixed("с установкой", "with the installation");
                text.get(lang).to_owned()
            }
        };
        people.insert(change.actor.clone(), name);
    }
    Ok(people)
}

fn line(
    change: &Changed,
    people: &BTreeMap<String, String>,
    now: &Configuration,
    lang: Lang,
) -> Change {
    let parse = |data: &Option<String>| {
        let data = data.as_deref();
        data.and_then(|data| serde_json::from_str::<Value>(data).ok())
    };
    let (before, after) = (parse(&change.before), parse(&change.after));
    let what = match (&before, &after) {
        (None, _) => Text::fixed("добавлено", "added"),
        (Some(_), Some(_)) => Text::fixed("изменено", "changed"),
        (Some(_), None) => Text::fixed("убрано", "taken away"),
    };
    let kind = change.kind.parse::<Kind>().ok();
    let shown = after.as_ref().or(before.as_ref());
    let name = kind.zip(shown).map_or_else(
        || change.key.clone(),
        |(kind, item)| words::title(kind, item, &change.key, now, lang),
    );
    let section = ALL.iter().find(|collection| Some(collection.kind) == kind);
    let href = section
        .filter(|_| after.is_some())
        .map(|section| address(section.code, &change.key));
    Change {
        at: Moment::at(lang, Region::NONE.local(from_ms(change.at))),
        who: people.get(&change.actor).cloned().unwrap_or_default(),
        kind: kind.map_or_else(
            || change.kind.clone(),
            |kind| {
                let [name, ..] = words::section(kind);
                name.get(lang).to_owned()
            },
        ),
        name,
        href: href.unwrap_or_default(),
        what: what.get(lang).to_owned(),
        differences: differences(before.as_ref(), after.as_ref(), lang),
    }
}

/// The members that differ. Of a new entry they are what it began with.
fn differences(before: Option<&Value>, after: Option<&Value>, lang: Lang) -> Vec<Difference> {
    let mut names: Vec<&String> = [before, after]
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys())
        .collect();
    names.sort();
    names.dedup();
    let of =
        |item: Option<&Value>, name: &str| words::value(item.and_then(|item| item.get(name)), lang);
    names
        .into_iter()
        .map(|name| Difference {
            member: name.clone(),
            before: of(before, name),
            after: of(after, name),
        })
        .filter(|one| one.before != one.after)
        .collect()
}
