//! An item is kept, or goes: for the API and for the pages alike.

use api::{Sent, configuration_item};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::configuration::{
    AgencyItem, CalendarDayItem, CalendarYearItem, CategoryItem, DeadlineClassItem, Faults, Item,
    Kind, RoutingRuleItem, SettingItem, TemplateItem, UnitItem, WebhookItem,
};
use domain::rules::Setting;
use domain::{Actor, Text};
use serde_json::Value;
use store::configuration::{self, Change, Stored};
use uuid::Uuid;
use web::auth::Permit;
use web::capabilities::{database, keys};
use web::keys::{Purpose, random};
use web::{Context, Problem, configuration as kept};

use crate::collection::Collection;
use crate::{check, may};

/// What every secret of a webhook begins with (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";

/// What is to be kept.
pub(crate) struct Wanted<'a> {
    /// Whose item it is.
    pub(crate) collection: Collection,
    /// The item that is changed; none for a new one.
    pub(crate) key: Option<&'a str>,
    /// The version that the caller saw.
    pub(crate) seen: Option<i64>,
    /// The item, as it was sent.
    pub(crate) body: Value,
    /// The idempotency key of a new one.
    pub(crate) idempotency: Option<&'a str>,
}

/// What was kept.
pub(crate) struct Saved {
    /// The item.
    pub(crate) item: Stored,
    /// A new webhook's secret, shown this once.
    pub(crate) secret: Option<String>,
}

/// Keeps an item.
pub(crate) async fn save(
    context: &Context,
    permit: &Permit,
    wanted: Wanted<'_>,
) -> Result<Saved, Problem> {
    match wanted.collection.kind {
        Kind::Agency => save_as::<AgencyItem>(context, permit, wanted).await,
        Kind::Unit => save_as::<UnitItem>(context, permit, wanted).await,
        Kind::Category => save_as::<CategoryItem>(context, permit, wanted).await,
        Kind::RoutingRule => save_as::<RoutingRuleItem>(context, permit, wanted).await,
        Kind::DeadlineClass => save_as::<DeadlineClassItem>(context, permit, wanted).await,
        Kind::CalendarDay => save_as::<CalendarDayItem>(context, permit, wanted).await,
        Kind::CalendarYear => save_as::<CalendarYearItem>(context, permit, wanted).await,
        Kind::Setting => save_as::<SettingItem>(context, permit, wanted).await,
        Kind::AnswerTemplate => save_as::<TemplateItem>(context, permit, wanted).await,
        Kind::Webhook => save_as::<WebhookItem>(context, permit, wanted).await,
        Kind::Block => Err(Problem::not_found()),
    }
}

/// Lets an item go: it is closed for what is new, or removed where nothing refers to it. Its history stays.
pub(crate) async fn remove(
    context: &Context,
    permit: &Permit,
    collection: Collection,
    key: &str,
    seen: Option<i64>,
) -> Result<(), Problem> {
    match collection.kind {
        Kind::Agency => remove_as::<AgencyItem>(context, permit, key, seen).await,
        Kind::Unit => remove_as::<UnitItem>(context, permit, key, seen).await,
        Kind::Category => remove_as::<CategoryItem>(context, permit, key, seen).await,
        Kind::RoutingRule => remove_as::<RoutingRuleItem>(context, permit, key, seen).await,
        Kind::CalendarDay => remove_as::<CalendarDayItem>(context, permit, key, seen).await,
        Kind::CalendarYear => remove_as::<CalendarYearItem>(context, permit, key, seen).await,
        Kind::Setting => remove_as::<SettingItem>(context, permit, key, seen).await,
        Kind::AnswerTemplate => remove_as::<TemplateItem>(context, permit, key, seen).await,
        Kind::Webhook => remove_as::<WebhookItem>(context, permit, key, seen).await,
        Kind::DeadlineClass => Err(is_needed(Text::fixed(
            "Класс срока нельзя удалить: на нём держатся категории. Измените срок.",
            "A class of terms cannot go: categories rest on it. Change the term.",
        ))),
        Kind::Block => Err(Problem::not_found()),
    }
}

/// The item as it is seen now. A setting that nobody has set is there with its default.
pub(crate) async fn find(permit: &Permit, kind: Kind, key: &str) -> Result<Stored, Problem> {
    let db = database().await?;
    let found = match configuration::item(db, kind, key).await? {
        Some(found) => Some(found),
        None => match (kind, key.parse::<Setting>()) {
            (Kind::Setting, Ok(setting)) => Some(default(setting).await?),
            _ => None,
        },
    };
    found
        .filter(|item| may::see(permit, kind, item.agency.as_deref()))
        .ok_or_else(Problem::not_found)
}

/// A setting that has its default.
pub(crate) async fn default(setting: Setting) -> Result<Stored, Problem> {
    let key = setting.as_str();
    let item = SettingItem {
        code: key.to_owned(),
        value: setting.default_value().to_owned(),
    };
    Ok(Stored {
        key: key.to_owned(),
        version: configuration::last_version(database().await?, Kind::Setting, key).await?,
        agency: None,
        data: serde_json::to_string(&item).map_err(Problem::internal)?,
    })
}

async fn save_as<T: Sent>(
    context: &Context,
    permit: &Permit,
    wanted: Wanted<'_>,
) -> Result<Saved, Problem> {
    let before = match wanted.key {
        Some(key) => Some(find(permit, T::KIND, key).await?),
        None if wanted.collection.is_fixed() => return Err(Problem::not_found()),
        None => None,
    };
    if let Some(before) = &before {
        check_theirs(permit, before)?;
        check_version(before, wanted.seen)?;
    }
    let now = kept::newest(context.now).await?;
    let (item, faults) = configuration_item::<T>(wanted.body);
    let mut faults = Faults(faults);
    let key = match wanted.key {
        Some(key) => key.to_owned(),
        None => new_key(permit, &item, wanted.idempotency).await?,
    };
    item.check(&key, &now, &mut faults);
    check::key(&item, &key, &mut faults);
    check::territory(permit, &item, &now, &mut faults);
    check::assignee(&item, &now, &mut faults).await?;
    let data = serde_json::to_string(&item).map_err(Problem::internal)?;
    let db = database().await?;
    if before.is_none()
        && let Some(there) = configuration::item(db, T::KIND, &key).await?
    {
        if there.data == data && wanted.idempotency.is_some() {
            let secret = secret_of(T::KIND, &key, wanted.idempotency).await?;
            return Ok(Saved {
                item: there,
                secret,
            });
        }
        faults.add(
            check::pointer_of(T::KIND),
            "already_there",
            "Такая запись уже есть",
            "There is such an entry already",
        );
    }
    if !faults.0.is_empty() {
        return Err(Problem::invalid(faults.0));
    }
    if let Some(before) = before.as_ref().filter(|before| before.data == data) {
        return Ok(Saved {
            item: before.clone(),
            secret: None,
        });
    }
    let secret = match before {
        None => secret_of(T::KIND, &key, wanted.idempotency).await?,
        Some(_) => None,
    };
    let version = match &before {
        Some(before) => before.version,
        None => configuration::last_version(db, T::KIND, &key).await?,
    };
    let stored = Stored {
        key,
        version: version + 1,
        agency: item.agency().map(str::to_owned),
        data,
    };
    write(context, permit, T::KIND, &stored, true, secret.as_deref()).await?;
    Ok(Saved {
        item: stored,
        secret,
    })
}

async fn remove_as<T: Item>(
    context: &Context,
    permit: &Permit,
    key: &str,
    seen: Option<i64>,
) -> Result<(), Problem> {
    let before = find(permit, T::KIND, key).await?;
    check_theirs(permit, &before)?;
    check_version(&before, seen)?;
    let now = kept::newest(context.now).await?;
    let item: T = serde_json::from_str(&before.data).map_err(Problem::internal)?;
    if let Some(why) = item.needed(&now) {
        return Err(is_needed(why));
    }
    let closed = item.closed();
    let data = closed.as_ref().map(serde_json::to_string);
    let after = Stored {
        version: before.version + 1,
        data: data
            .transpose()
            .map_err(Problem::internal)?
            .unwrap_or_default(),
        ..before.clone()
    };
    if after.data == before.data {
        return Ok(());
    }
    write(context, permit, T::KIND, &after, closed.is_some(), None).await
}

/// Gives a webhook another secret.
pub(crate) async fn new_secret(
    context: &Context,
    permit: &Permit,
    key: &str,
    seen: Option<i64>,
) -> Result<Saved, Problem> {
    let before = find(permit, Kind::Webhook, key).await?;
    check_theirs(permit, &before)?;
    check_version(&before, seen)?;
    let secret = secret_of(Kind::Webhook, key, None).await?;
    let item = Stored {
        version: before.version + 1,
        ..before
    };
    write(
        context,
        permit,
        Kind::Webhook,
        &item,
        true,
        secret.as_deref(),
    )
    .await?;
    Ok(Saved { item, secret })
}

async fn write(
    context: &Context,
    permit: &Permit,
    kind: Kind,
    after: &Stored,
    stays: bool,
    secret: Option<&str>,
) -> Result<(), Problem> {
    let change = Change {
        at: context.now.timestamp_millis(),
        actor: &permit.actor(),
        kind,
        key: &after.key,
        version: after.version,
        agency: after.agency.as_deref(),
        data: stays.then(|| after.data.clone()),
        secret,
    };
    if !configuration::change(database().await?, &change).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "changed_meanwhile",
            Text::fixed("Кто-то успел раньше", "Somebody was faster"),
            changed(),
        ));
    }
    // Whoever changed it sees it at once; other instances within seconds.
    kept::newest(context.now).await?;
    Ok(())
}

fn check_theirs(permit: &Permit, item: &Stored) -> Result<(), Problem> {
    match may::change(permit, item.agency.as_deref()) {
        true => Ok(()),
        false => Err(may::not_yours()),
    }
}

/// Settings are changed on looking at what they are.
fn check_version(item: &Stored, seen: Option<i64>) -> Result<(), Problem> {
    match seen {
        Some(seen) if seen == item.version => Ok(()),
        Some(_) => Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "version_changed",
            Text::fixed("Запись изменилась", "The entry has changed"),
            changed(),
        )),
        None => Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_required",
            Text::fixed("Нужен If-Match", "If-Match is needed"),
            Text::fixed(
                "Передайте в If-Match версию, которую вы видели: поле version, в кавычках.",
                "Send the version that you saw in If-Match: the member version, in quotes.",
            ),
        )),
    }
}

fn changed() -> Text {
    Text::fixed(
        "Кто-то изменил запись, пока вы смотрели. Посмотрите, что стало, и повторите.",
        "Somebody changed the entry while you looked. See what became of it and try again.",
    )
}

fn is_needed(why: Text) -> Problem {
    let title = Text::fixed("Запись нужна", "The entry is needed");
    Problem::new(StatusCode::CONFLICT, "still_needed", title, why)
}

/// What a new item is found by: its own key, or an id, which a repeated request makes again.
async fn new_key<T: Item>(
    permit: &Permit,
    item: &T,
    idempotency: Option<&str>,
) -> Result<String, Problem> {
    let own = item.key();
    if !own.is_empty() {
        return Ok(own);
    }
    let (Some(key), Actor::Staff { id, .. }) = (idempotency, permit.actor()) else {
        return Ok(Uuid::now_v7().to_string());
    };
    let parts: [&[u8]; 3] = [T::KIND.as_str().as_bytes(), id.as_bytes(), key.as_bytes()];
    let hash = keys().await?.hash(Purpose::IdempotencyKey, &parts);
    let (bytes, _) = hash
        .split_first_chunk::<16>()
        .ok_or_else(|| Problem::internal("a short hash"))?;
    Ok(Uuid::from_bytes(*bytes).to_string())
}

/// A webhook's secret; with an idempotency key it can be made again for a repeated request.
async fn secret_of(
    kind: Kind,
    key: &str,
    idempotency: Option<&str>,
) -> Result<Option<String>, Problem> {
    if kind != Kind::Webhook {
        return Ok(None);
    }
    let bytes = match idempotency {
        Some(given) => {
            let parts: [&[u8]; 2] = [key.as_bytes(), given.as_bytes()];
            keys().await?.hash(Purpose::NewWebhookSecret, &parts)
        }
        None => random()?,
    };
    Ok(Some(format!("{SECRET_PREFIX}{}", STANDARD.encode(bytes))))
}
