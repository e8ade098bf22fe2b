//! An item is kept: for the API and for the pages alike.

use api::{Sent, configuration_item};
use axum::http::StatusCode;
use domain::Text;
use domain::configuration::{
    AgencyItem, CalendarDayItem, CalendarYearItem, CategoryItem, DeadlineClassItem, Faults, Item,
    Kind, RoutingRuleItem, SettingItem, TemplateItem, UnitItem, WebhookItem,
};
use serde_json::Value;
use store::configuration::{self, Change, Stored};
use uuid::Uuid;
use web::auth::Permit;
use web::capabilities::database;
use web::{Context, Problem, configuration as kept, idempotency};

use crate::check;
use crate::collection::Collection;
use crate::found::{changed, check_theirs, check_version, find};
use crate::webhook_secret::new_secret_of;

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
    idempotency::check(context)?;
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
        None => new_key(&item),
    };
    item.check(&key, &now, &mut faults);
    check::key(&item, &key, &mut faults);
    check::territory(permit, &item, &now, &mut faults);
    check::assignee(&item, &now, &mut faults).await?;
    let data = serde_json::to_string(&item).map_err(Problem::internal)?;
    let db = database().await?;
    if before.is_none() && configuration::item(db, T::KIND, &key).await?.is_some() {
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
        None => new_secret_of(T::KIND)?,
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

/// Writes what an item is from now on; `stays` says whether it is any more.
pub(crate) async fn write(
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

/// What a new item is found by: its own key, or an id.
fn new_key<T: Item>(item: &T) -> String {
    let own = item.key();
    match own.is_empty() {
        true => Uuid::now_v7().to_string(),
        false => own,
    }
}
