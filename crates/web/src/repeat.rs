//! Where a repeat appeal goes: to the executor of the one that it repeats, who knows the matter.

use domain::Text;
use domain::access::Operation;
use domain::configuration::Configuration;
use domain::event::AppealRegistered;
use domain::routing::{self, Route};
use store::AppealRow;

use crate::capabilities::database;
use crate::{Context, Problem, auth};

/// The registration as it goes where the repeated appeal is, if it is about the same matter: of the same
/// category, or for the same agency. What is about something else goes as if it repeated nothing.
pub async fn routed(
    configuration: &Configuration,
    event: AppealRegistered,
) -> Result<AppealRegistered, Problem> {
    Ok(match route(configuration, &event).await? {
        Some((route, _)) => event.routed(route),
        None => event,
    })
}

/// The same with why, in a sentence; empty where it goes as if it repeated nothing. Who has the appeal that is
/// repeated is told to those who see that one.
pub async fn explained(
    context: &Context,
    configuration: &Configuration,
    event: AppealRegistered,
) -> Result<(AppealRegistered, String), Problem> {
    let Some((route, original)) = route(configuration, &event).await? else {
        return Ok((event, String::new()));
    };
    let number = original.number.to_string();
    let seen = auth::appeal(context, Operation::AppealView, &number).await;
    let text = match seen {
        Ok(_) => why(&route, &original),
        Err(problem) if problem.status.is_client_error() => TO_THE_PLACE,
        Err(problem) => return Err(problem),
    };
    Ok((event.routed(route), text.get(context.lang).to_owned()))
}

const TO_THE_PLACE: Text = Text::fixed(
    "Повторное обращение пойдёт туда же, где рассматривали первое",
    "The repeat appeal goes where the first one was dealt with",
);

fn why(route: &Route, original: &AppealRow) -> Text {
    match &route.assignee {
        None => TO_THE_PLACE,
        same if *same == original.assignee => Text::fixed(
            "Повторное обращение получит тот же исполнитель: он знает дело",
            "The repeat appeal goes to the same executor, who knows the matter",
        ),
        Some(_) => Text::fixed(
            "Прежнего исполнителя нет, повторное обращение получит тот, кто его замещает",
            "The executor is not there any more: the repeat appeal goes to their substitute",
        ),
    }
}

async fn route(
    configuration: &Configuration,
    event: &AppealRegistered,
) -> Result<Option<(Route, AppealRow)>, Problem> {
    let Some(number) = event.repeat_of else {
        return Ok(None);
    };
    let db = database().await?;
    let Some(original) = store::appeal(db, number).await? else {
        return Ok(None);
    };
    let of_category = [&original.category, &original.registered.category];
    let is_same = of_category.contains(&&event.category) || original.agency == event.agency;
    let agency = configuration.catalogue.agency(&original.agency);
    if !is_same || !agency.is_some_and(|agency| agency.active) {
        return Ok(None);
    }
    let (unit, region) = (original.unit.as_deref(), event.region.code());
    let executors = store::executors(db, &original.agency, unit, region).await?;
    let route = routing::repeat(
        &original.agency,
        unit,
        original.assignee.as_deref(),
        &executors,
    );
    Ok(Some((route, original)))
}
