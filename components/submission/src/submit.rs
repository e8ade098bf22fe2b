//! `/submit`: first the category, then its form.

use axum::body::Body;
use axum::http::StatusCode;
use pages::{FormView, Values};
use web::reply::{page, with};
use web::{Answer, Context, configuration, idempotency, query};

use crate::incoming::Incoming;
use crate::topic::{self, Topic};
use crate::{known, views};

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
        let topic = Topic {
            is_missed: code.is_empty() && context.query.contains("category="),
            code,
            repeat_of,
            unsent: unsent.filter(|_| !change),
            ..Topic::default()
        };
        return topic::page_of(&context, catalogue, topic).await;
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
    view.idempotency_key = idempotency::new_key();
    if query::first(&context.query, "another").is_some() {
        view.idempotency_key.insert_str(0, ANOTHER);
    }
    begun(&view)
}

/// The page of a form that somebody begins.
pub(crate) fn begun(view: &FormView) -> Answer {
    // Nothing is in it but the profile of who asks and what they wrote just now, and signing out clears the cache. «Back»
    // after sending must show this page again, with its key, and not a new one: the browser puts what was typed into
    // it, and sending it twice is to make one appeal.
    let response = page(StatusCode::OK, pages::form(view));
    let response = with(response, "cache-control", "private, no-cache")?;
    // Not by Cookie: sending sets one, and «Back» would then not find this page.
    with(response, "vary", "Accept, Accept-Language")
}

/// The form again, with the values of the preview («Исправить»), or the form of the topic that was chosen.
pub(crate) async fn again(context: Context, body: Body) -> Answer {
    let incoming = Incoming::read(&context, body).await?;
    let form = incoming.form.as_ref();
    // Whatever comes from a preview has a title.
    if let Some(form) = form.filter(|form| form.get("title").is_none()) {
        return topic::chosen(&context, form).await;
    }
    views::show_again(&context, incoming).await
}

/// What the keys of a form begin with whose sender wants another appeal, were it like the last one to a letter.
const ANOTHER: &str = "another-";

/// Whether a key is one of those.
pub(crate) fn is_another(key: &str) -> bool {
    key.starts_with(ANOTHER)
}
