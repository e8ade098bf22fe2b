//! What the classifier says of a text, with what this installation has learnt; and where an appeal goes.

use std::sync::{Arc, LazyLock, RwLock};

use classifier::words::Features;
use classifier::{Classifier, Danger};
use domain::Lang;
use domain::category::Catalogue;
use domain::configuration::Configuration;
use domain::event::{AppealRegistered, SuggestedCategory, Urgency};
use domain::routing::{self, Matter, Route, SERVICE_CODE};
use store::AppealRow;

use crate::capabilities::database;
use crate::{Problem, present};

/// Categories that are suggested.
const MOST: usize = 3;

/// Below this, in per cent, a suggestion is a guess that would only lead people astray.
pub const WORTH_SAYING: u8 = 40;

/// Below this, in per cent, a topic is not even offered to somebody who has chosen none.
pub const WORTH_OFFERING: u8 = 5;

/// What a text seems to be of.
#[derive(Debug, Clone, Default)]
pub struct Suggested {
    /// The likeliest categories, the likeliest first.
    pub categories: Vec<SuggestedCategory>,
    /// What seems to be in danger.
    pub urgency: Option<Urgency>,
}

/// Classifies a title and a text. Nothing of them is kept.
pub async fn of(
    configuration: &Configuration,
    title: &str,
    text: &str,
) -> Result<Suggested, Problem> {
    let whole = format!("{title}\n{text}");
    let features = Features::of(&whole);
    let learned = store::learned(database().await?, &features).await?;
    let found = classifier_of(configuration).suggest(&features, &learned, MOST);
    let categories = found.into_iter().map(|one| SuggestedCategory {
        code: one.category,
        // From 0 to 1, so it fits.
        confidence: (one.confidence * 100.0).round() as u8,
    });
    Ok(Suggested {
        categories: categories.collect(),
        urgency: classifier::danger(&whole).map(|danger| match danger {
            Danger::Life => Urgency::Life,
            Danger::Health => Urgency::Health,
            Danger::Rights => Urgency::Rights,
        }),
    })
}

/// As the API tells it.
pub fn item(catalogue: &Catalogue, one: &SuggestedCategory, lang: Lang) -> api::CategorySuggestion {
    api::CategorySuggestion {
        code: one.code.clone(),
        name: present::category_name(catalogue, &one.code, lang).to_owned(),
        confidence: one.confidence,
    }
}

/// Why an appeal goes where it goes.
pub fn route_of(configuration: &Configuration, event: &AppealRegistered, lang: Lang) -> String {
    let route = Route {
        rule: event.rule.clone(),
        ..Route::default()
    };
    let why = route.explain(&configuration.routing, &configuration.catalogue);
    why.get(lang).to_owned()
}

/// The classifier into the categories of a configuration, kept while that one holds.
fn classifier_of(configuration: &Configuration) -> Arc<Classifier<'static>> {
    type Kept = Option<(i64, Arc<Classifier<'static>>)>;
    static KEPT: LazyLock<RwLock<Kept>> = LazyLock::new(RwLock::default);
    if let Ok(kept) = KEPT.read()
        && let Some((version, classifier)) = kept.as_ref()
        && *version == configuration.version
    {
        return Arc::clone(classifier);
    }
    let open = configuration.catalogue.open();
    let leaves = open.filter(|category| !category.is_group());
    let named = leaves.map(|category| {
        let names = [category.name.ru.as_ref(), category.name.en.as_ref()];
        let keywords = category.keywords.iter().map(String::as_str);
        let words: Vec<&str> = names.into_iter().chain(keywords).collect();
        (category.code.as_str(), words.join(" "))
    });
    let made = Arc::new(Classifier::new(classifier::base(), named));
    if let Ok(mut kept) = KEPT.write() {
        *kept = Some((configuration.version, Arc::clone(&made)));
    }
    made
}

/// The registration with what its text says, gone where the routing rules lead.
pub async fn routed(
    configuration: &Configuration,
    mut event: AppealRegistered,
) -> Result<AppealRegistered, Problem> {
    let private = event.private.as_deref();
    let (title, text) = private.map_or(("", ""), |private| (&private.title, &private.text));
    let suggested = of(configuration, title, text).await?;
    let service = private.and_then(|private| private.fields.get(SERVICE_CODE));
    let matter = Matter::new(
        &configuration.catalogue,
        &event.category,
        event.region,
        service.map(String::as_str),
    );
    let route = routing::route(&configuration.routing, &matter, &event.agency);
    let route = staffed(route, event.region.code()).await?;
    event.suggested = suggested.categories;
    event.urgency = suggested.urgency;
    Ok(event.routed(route))
}

/// What the rules look at in an appeal that is here already, under a category that it may be given.
pub fn matter<'a>(
    configuration: &'a Configuration,
    row: &'a AppealRow,
    category: &'a str,
) -> Matter<'a> {
    let private = row.registered.private.as_deref();
    let service = private.and_then(|private| private.fields.get(SERVICE_CODE));
    Matter::new(
        &configuration.catalogue,
        category,
        row.registered.region,
        service.map(String::as_str),
    )
}

/// The route with its executor: the one that the rule names while they still work there, or the one who has
/// the fewest open appeals where the rule says so.
pub async fn staffed(mut route: Route, region: &str) -> Result<Route, Problem> {
    if route.assignee.is_none() && !route.least_loaded {
        return Ok(route);
    }
    let unit = route.unit.as_deref();
    let db = database().await?;
    let executors = store::executors(db, &route.agency, unit, region).await?;
    let named = route.assignee.take();
    route.assignee = match named {
        Some(named) => executors
            .iter()
            .any(|(account, _)| *account == named)
            .then_some(named),
        None => routing::least_loaded(&executors).map(str::to_owned),
    };
    Ok(route)
}
