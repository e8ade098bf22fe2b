//! Where a repeat appeal goes: to the executor of the one that it repeats, who knows the matter.

use domain::configuration::Configuration;
use domain::event::AppealRegistered;
use domain::routing;

use crate::Problem;
use crate::capabilities::database;

/// The registration as it goes where the repeated appeal is, if it is about the same matter: of the same
/// category, or for the same agency. What is about something else goes as if it repeated nothing.
pub async fn routed(
    configuration: &Configuration,
    event: AppealRegistered,
) -> Result<AppealRegistered, Problem> {
    let Some(number) = event.repeat_of else {
        return Ok(event);
    };
    let db = database().await?;
    let Some(original) = store::appeal(db, number).await? else {
        return Ok(event);
    };
    let of_category = [&original.category, &original.registered.category];
    let is_same = of_category.contains(&&event.category) || original.agency == event.agency;
    let agency = configuration.catalogue.agency(&original.agency);
    if !is_same || !agency.is_some_and(|agency| agency.active) {
        return Ok(event);
    }
    let (unit, region) = (original.unit.as_deref(), event.region.code());
    let executors = store::executors(db, &original.agency, unit, region).await?;
    let route = routing::repeat(
        &original.agency,
        unit,
        original.assignee.as_deref(),
        &executors,
    );
    Ok(event.routed(route))
}
