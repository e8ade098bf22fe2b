//! The choice of a topic: from the list, or from what the text seems to be about.

use axum::http::StatusCode;
use domain::Text;
use domain::category::Catalogue;
use domain::configuration::Configuration;
use pages::{CategoriesView, CategoryChoice, CategoryGroup, Choice, Unsent, Values};
use url::form_urlencoded;
use web::form::Form;
use web::reply::{page, see_other, shell_at};
use web::{Answer, Context, Problem, configuration, idempotency, session, suggestion};

use crate::submit::begun;
use crate::{known, views};

/// What is known when a topic is to be chosen.
#[derive(Default)]
pub(crate) struct Topic {
    /// The code that was chosen, or empty.
    pub(crate) code: String,
    /// Whether it was to be chosen and was not.
    pub(crate) is_missed: bool,
    /// The number of the appeal that is repeated, or empty.
    pub(crate) repeat_of: String,
    /// What was written so far, or empty.
    pub(crate) text: String,
    /// What the text seems to be about, where somebody asked.
    pub(crate) suggested: Option<Vec<Choice>>,
    /// The draft that waits on the server.
    pub(crate) unsent: Option<Unsent>,
}

/// The page of the choice.
pub(crate) async fn page_of(context: &Context, catalogue: &Catalogue, topic: Topic) -> Answer {
    let lang = context.lang;
    let groups = catalogue.groups().map(|group| CategoryGroup {
        name: group.name.get(lang).to_owned(),
        categories: catalogue
            .children(&group.code)
            .map(|category| CategoryChoice {
                code: category.code.clone(),
                name: category.name.get(lang).to_owned(),
                words: group.name.get(lang).to_owned(),
            })
            .collect(),
    });
    let is_unknown = !topic.code.is_empty() && catalogue.category(&topic.code).is_none();
    let error = match (is_unknown, topic.is_missed) {
        (true, _) => Text::fixed(
            "Такой категории нет: выберите из списка",
            "There is no such category: choose one from the list",
        ),
        (false, true) => Text::fixed("Выберите категорию", "Choose a category"),
        (false, false) => Text::default(),
    };
    let view = CategoriesView {
        opened_by: session::opened_by(context).await?,
        shell: shell_at(context, "/submit"),
        groups: groups.collect(),
        selected: topic.code,
        repeat_of: topic.repeat_of,
        unsent: topic.unsent,
        error: error.get(lang).to_owned(),
        text: topic.text,
        suggested: topic.suggested,
        worth_offering: suggestion::WORTH_OFFERING,
    };
    let status = if view.error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(status, pages::categories(&view)))
}

/// Leads on from the page: to the form of the topic with what was written, or back with suggestions.
pub(crate) async fn chosen(context: &Context, form: &Form) -> Answer {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let value = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (repeat_of, text) = (value("repeat_of"), value("text"));
    // A button with a suggestion counts more than what stands in the list.
    let code = form
        .get("use_category")
        .map_or_else(|| value("category"), str::to_owned);
    let category = catalogue
        .category(&code)
        .filter(|category| !category.is_group() && form.get("suggest").is_none());
    let is_written = !text.trim().is_empty();
    let Some(category) = category else {
        let topic = Topic {
            is_missed: code.is_empty() && !is_written,
            suggested: match is_written {
                true => Some(suggested(context, &configuration, &text).await?),
                false => None,
            },
            code,
            repeat_of,
            text,
            unsent: None,
        };
        return page_of(context, catalogue, topic).await;
    };
    if !is_written {
        // The form then has an address of its own, as from a link.
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("category", &code);
        if !repeat_of.is_empty() {
            pairs.append_pair("repeat_of", &repeat_of);
        }
        return see_other(&format!("/submit?{}", pairs.finish()));
    }
    // What people write stands in no address, so the form is the answer itself.
    let mut values = Values::default();
    known::fill(context, &mut values).await?;
    if !repeat_of.is_empty() {
        values.push("repeat_of", repeat_of);
    }
    values.push("text", text);
    let mut view = views::form_view(context, catalogue, category, values);
    view.idempotency_key = idempotency::new_key();
    begun(&view)
}

async fn suggested(
    context: &Context,
    configuration: &Configuration,
    text: &str,
) -> Result<Vec<Choice>, Problem> {
    let catalogue = &configuration.catalogue;
    let found = suggestion::of(configuration, "", text).await?.categories;
    let found = found
        .iter()
        .filter(|one| one.confidence >= suggestion::WORTH_OFFERING)
        .filter_map(|one| catalogue.category(&one.code));
    let choice = |category: &domain::category::Category| {
        let name = category.name.get(context.lang);
        let group = category.parent.as_deref();
        let label = match group.and_then(|group| catalogue.category(group)) {
            Some(group) => format!("{}: {name}", group.name.get(context.lang)),
            None => name.to_owned(),
        };
        Choice::new(&category.code, label)
    };
    Ok(found.map(choice).collect())
}
