//! What only the whole service knows of an item: that it keeps its key, lies in the caller's territory, and
//! names somebody who works there.

use domain::access::Role;
use domain::configuration::{Configuration, Faults, Item, Kind};
use store::account::{self, State};
use uuid::Uuid;
use web::Problem;
use web::auth::Permit;
use web::capabilities::database;

use crate::may;

/// What an item is found by may not change: the history and what refers to it would lose it.
pub(crate) fn key<T: Item>(item: &T, key: &str, faults: &mut Faults) {
    let own = item.key();
    if !own.is_empty() && own != key {
        faults.add(
            pointer_of(T::KIND),
            "key_fixed",
            "Это нельзя изменить: по нему запись находят. Заведите новую.",
            "This cannot change: the entry is found by it. Make a new one.",
        );
    }
}

/// The member that an item is found by.
pub(crate) fn pointer_of(kind: Kind) -> &'static str {
    match kind {
        Kind::CalendarDay => "/date",
        Kind::CalendarYear => "/year",
        _ => "/code",
    }
}

/// Nobody hands out what they don't have, nor draws others' appeals to themselves by a rule.
pub(crate) fn territory<T: Item>(
    permit: &Permit,
    item: &T,
    now: &Configuration,
    faults: &mut Faults,
) {
    if !may::change(permit, item.agency()) {
        faults.add(
            "/agency",
            "territory_not_yours",
            "Это шире вашей территории: укажите своё ведомство",
            "This is wider than your own territory: name your agency",
        );
    }
    let (Some(own), Some(rule)) = (permit.territory().agency, item.rule()) else {
        return;
    };
    let category = rule.category.as_deref();
    let category = category.and_then(|code| now.catalogue.category(code));
    if category.and_then(|category| category.agency.as_deref()) != Some(own.as_str()) {
        faults.add(
            "/category",
            "territory_not_yours",
            "Назовите категорию своего ведомства: чужие обращения направляет администратор всего сервиса",
            "Name a category of your agency: others' appeals are routed by whoever answers for everything",
        );
    }
}

/// Whoever a rule names works there.
pub(crate) async fn assignee<T: Item>(
    item: &T,
    now: &Configuration,
    faults: &mut Faults,
) -> Result<(), Problem> {
    let Some(rule) = item.rule() else {
        return Ok(());
    };
    let Some(id) = rule.assignee.as_deref() else {
        return Ok(());
    };
    let known = match Uuid::try_parse(id) {
        Ok(id) => account::by_id(database().await?, &id.to_string()).await?,
        Err(_) => None,
    };
    let works_there = known.is_some_and(|account| {
        let place = &account.territory;
        matches!(
            account.role,
            Role::Operator | Role::Expert | Role::Supervisor
        ) && account.state == State::Active
            && place
                .agency
                .as_deref()
                .is_none_or(|own| *own == rule.agency)
            && (place.unit.is_none() || place.unit == rule.unit)
    });
    let is_known = now.catalogue.agency(&rule.agency).is_some();
    if is_known && !works_there {
        faults.add(
            "/assignee",
            "assignee_unknown",
            "Такого исполнителя в этом ведомстве и подразделении нет",
            "There is no such executor in this agency and unit",
        );
    }
    Ok(())
}
