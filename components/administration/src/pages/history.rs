//! `GET /desk/admin/history`: who changed what and when.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::configuration::{Configuration, Kind};
use domain::{Actor, Lang, Region, Text};
use pages::{AdminHistoryView, Change, Choice, Difference, Moment, Values};
use serde_json::Value;
use store::configuration::Changed;
use url::form_urlencoded::Serializer;
use web::auth::Permit;
use web::names::{self, Names};
use web::reply::page;
use web::time::from_ms;
use web::{Answer, Context, Problem, configuration, query};

use super::spec::{self, Group};
use super::{address, fields, reader, words};
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
    let groups = groups(&found, &now, &reader.permit, lang).await?;
    let lines = found.iter().map(|change| {
        let groups = groups.get(&change.kind).map_or(&[][..], Vec::as_slice);
        line(change, &people, &now, groups, lang)
    });
    let lines: Vec<Change> = lines.collect();
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
        changes: lines,
        next: next.unwrap_or_default(),
        desk: reader.desk,
    };
    Ok(page(StatusCode::OK, pages::admin_history(&view)))
}

/// The accounts that a page names: of whoever changed something, and of the executors of rules.
async fn people(found: &[Changed], lang: Lang) -> Result<Names, Problem> {
    let actors: Vec<Actor> = (found.iter())
        .filter_map(|change| Actor::parse(&change.actor).ok())
        .collect();
    let executors: Vec<String> = (found.iter())
        .flat_map(|change| [parse(&change.before), parse(&change.after)])
        .filter_map(|item| Some(item?.get(EXECUTOR)?.as_str()?.to_owned()))
        .collect();
    let members = actors.iter().filter_map(names::member);
    let all = members.chain(executors.iter().map(String::as_str));
    Names::of(all.collect(), lang).await
}

/// The fields of each kind that a page has, which have the words for what was changed. They are made once a kind: what
/// an item adds to its form are rows of lists, and those are shown as they are.
async fn groups(
    found: &[Changed],
    now: &Configuration,
    permit: &Permit,
    lang: Lang,
) -> Result<BTreeMap<String, Vec<Group>>, Problem> {
    let mut groups = BTreeMap::new();
    for change in found {
        if let (Ok(kind), false) = (change.kind.parse(), groups.contains_key(&change.kind)) {
            let fields = fields::groups(kind, &Value::Null, now, permit, lang).await?;
            groups.insert(change.kind.clone(), fields);
        }
    }
    Ok(groups)
}

/// The member of a routing rule that is an account.
const EXECUTOR: &str = "assignee";

fn parse(data: &Option<String>) -> Option<Value> {
    let data = data.as_deref();
    data.and_then(|data| serde_json::from_str(data).ok())
}

fn who(change: &Changed, people: &Names, lang: Lang) -> String {
    match Actor::parse(&change.actor) {
        Ok(actor @ Actor::Staff { .. }) => people.actor(&actor),
        _ => {
            let text = Text::fixed("с установкой", "with the installation");
            text.get(lang).to_owned()
        }
    }
}

fn line(
    change: &Changed,
    people: &Names,
    now: &Configuration,
    groups: &[Group],
    lang: Lang,
) -> Change {
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
        who: who(change, people, lang),
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
        differences: differences([before.as_ref(), after.as_ref()], people, groups, lang),
    }
}

/// The members that differ. Of a new entry they are what it began with.
fn differences(
    [before, after]: [Option<&Value>; 2],
    people: &Names,
    groups: &[Group],
    lang: Lang,
) -> Vec<Difference> {
    let mut names: Vec<&String> = [before, after]
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys())
        .collect();
    names.sort();
    names.dedup();
    let of = |item: Option<&Value>, name: &str| {
        let value = item.and_then(|item| item.get(name));
        match value.and_then(Value::as_str).filter(|_| name == EXECUTOR) {
            Some(id) => people.called(id),
            None => {
                let field = spec::of_name(groups, name);
                let said = field.and_then(|field| field.said(value?, lang));
                said.unwrap_or_else(|| words::value(value, lang))
            }
        }
    };
    names
        .into_iter()
        .map(|name| Difference {
            member: match spec::of_name(groups, name) {
                Some(field) => field.label(lang).to_owned(),
                None => name.clone(),
            },
            before: of(before, name),
            after: of(after, name),
        })
        .filter(|one| one.before != one.after)
        .collect()
}
