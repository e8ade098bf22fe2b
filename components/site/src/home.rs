//! `/`: what the service is, and the ways in.

use axum::http::StatusCode;
use domain::DeadlineClass;
use pages::{HomeView, Row};
use web::reply::{page, shell};
use web::{Answer, Context, views};

/// The start page.
pub(crate) async fn home(context: Context) -> Answer {
    let shown = [
        DeadlineClass::Standard,
        DeadlineClass::Urgent,
        DeadlineClass::Documents,
        DeadlineClass::Support,
    ];
    let lang = context.lang;
    let deadlines = shown.into_iter().map(|class| {
        Row::new(
            capitalised(class.text().get(lang)),
            views::term(class).get(lang),
        )
    });
    let view = HomeView {
        shell: shell(&context),
        deadlines: deadlines.collect(),
    };
    Ok(page(StatusCode::OK, pages::home(&view)))
}

/// A class's name at the beginning of a line.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
