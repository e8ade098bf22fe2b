//! `/submit`: first the category, then its form.

use axum::body::Body;
use axum::http::StatusCode;
use domain::category::Catalogue;
use pages::{CategoriesView, CategoryChoice, CategoryGroup, Unsent, Values};
use uuid::Uuid;
use web::reply::{page, shell_at, with};
use web::{Answer, Context, configuration, query};

use crate::incoming::Incoming;
use crate::known;
use crate::views;

/// The choice of a category, or the form of the one that was chosen.
pub(crate) async fn show(context: Context) -> Answer {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let code = query::first(&context.query, "category").unwrap_or_default();
    let repeat_of = query::first(&context.query, "repeat_of").unwrap_or_default();
    let change = query::first(&context.query, "change").is_some();
    let category = catalogue
        .category(&code)
        .filter(|category| !category.is_group() && !change);
    let Some(category) = category else {
        let unsent = known::unsent(&context, &repeat_of).await?;
        return choose(
            &context,
            catalogue,
            &code,
            &repeat_of,
            unsent.filter(|_| !change),
        );
    };
    let mut values = Values::default();
    known::fill(&context, &mut values).await?;
    if !repeat_of.is_empty() {
        values.push("repeat_of", repeat_of);
    }
    let example = query::first(&context.query, "template")
        .and_then(|number| category.templates.get(number.parse::<usize>().ok()?));
    if let Some(example) = example {
        values.push("title", example.title.get(context.lang));
        values.push("text", example.text.get(context.lang));
    }
    let mut view = views::form_view(&context, catalogue, category, values);
    view.idempotency_key = new_key();
    // Nothing is in it but the profile of who asks, and signing out clears the cache. «Back» after sending must show this page again, with its key, and not
    // a new one: the browser puts what was typed into it, and sending it twice is to make one appeal.
    let response = page(StatusCode::OK, pages::form(&view));
    let response = with(response, "cache-control", "private, no-cache")?;
    // Not by Cookie: sending sets one, and «Back» would then not find this page.
    with(response, "vary", "Accept, Accept-Language")
}

/// The form again, with the values of the preview («Исправить»).
pub(crate) async fn again(context: Context, body: Body) -> Answer {
    let incoming = Incoming::read(&context, body).await?;
    views::show_again(&context, incoming).await
}

/// The choice of a category.
pub(crate) fn choose(
    context: &Context,
    catalogue: &Catalogue,
    selected: &str,
    repeat_of: &str,
    unsent: Option<Unsent>,
) -> Answer {
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
    let known = catalogue.category(selected).is_some();
    let error = match (
        selected.is_empty(),
        known,
        context.query.contains("category="),
    ) {
        (false, false, _) => domain::Text::fixed(
            "Такой категории нет: выберите из списка",
            "There is no such category: choose one from the list",
        ),
        (true, _, true) => domain::Text::fixed("Выберите категорию", "Choose a category"),
        _ => domain::Text::default(),
    };
    let view = CategoriesView {
        shell: shell_at(context, "/submit"),
        groups: groups.collect(),
        selected: selected.to_owned(),
        repeat_of: repeat_of.to_owned(),
        unsent,
        error: error.get(lang).to_owned(),
    };
    let status = if view.error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(status, pages::categories(&view)))
}

/// A new idempotency key for a form: random, since an access code is made from it.
pub(crate) fn new_key() -> String {
    Uuid::new_v4().to_string()
}
