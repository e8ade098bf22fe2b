//! An item goes: for the API and for the pages alike.

use axum::http::StatusCode;
use domain::Text;
use domain::configuration::{
    AgencyItem, CalendarDayItem, CalendarYearItem, CategoryItem, Item, Kind, RoutingRuleItem,
    SettingItem, TemplateItem, UnitItem, WebhookItem,
};
use store::configuration::Stored;
use web::auth::Permit;
use web::{Context, Problem, configuration as kept};

use crate::collection::Collection;
use crate::found::{check_theirs, check_version, find};
use crate::save::write;

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

fn is_needed(why: Text) -> Problem {
    let title = Text::fixed("Запись нужна", "The entry is needed");
    Problem::new(StatusCode::CONFLICT, "still_needed", title, why)
}
