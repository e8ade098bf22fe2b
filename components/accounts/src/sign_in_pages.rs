//! `GET /sign-in`, `/register`, `/recovery`.

use axum::http::StatusCode;
use domain::Text;
use pages::Values;
use web::reply::{page, see_other};
use web::{Answer, Context, entry, query, session};

use crate::{forms, return_to};

/// The page of signing in; whoever has signed in goes on.
pub(crate) async fn sign_in(context: Context) -> Answer {
    let to = wanted(&context);
    let session = session::current(&context).await?;
    // The end of signing in beside a page that waits in another tab.
    let is_back = query::first(&context.query, "done").as_deref() == Some("back");
    if is_back && session.as_ref().is_some_and(session::Session::is_full) {
        return Ok(page(StatusCode::OK, forms::signed_in(&context)));
    }
    if let Some(session) = session.filter(|_| query::first(&context.query, "again").is_none()) {
        let home = entry::home(session.role, session.level);
        return see_other(return_to::or(&to, home));
    }
    let notice = match query::first(&context.query, "done").as_deref() {
        Some("recovered") => Text::fixed(
            "Пароль изменён. Войдите с новым.",
            "The password was changed. Sign in with the new one.",
        ),
        _ if query::first(&context.query, "again").is_some() => Text::fixed(
            "Подтвердите, что это вы: войдите ещё раз. Потом вы вернётесь к начатому.",
            "Show that it is you: sign in once more. You will then come back to what you began.",
        ),
        _ if !to.is_empty() => Text::fixed(
            "Войдите, чтобы открыть эту страницу.",
            "Sign in to open this page.",
        ),
        _ => Text::default(),
    };
    let html = forms::sign_in(
        &context,
        forms::offers().await,
        Values::default(),
        vec![],
        notice.get(context.lang),
        &to,
    );
    Ok(page(StatusCode::OK, html))
}

/// The page of registering.
pub(crate) async fn register(context: Context) -> Answer {
    let html = forms::register(&context, Values::default(), vec![], &wanted(&context));
    Ok(page(StatusCode::OK, html))
}

/// The page of recovering access.
pub(crate) async fn recovery(context: Context) -> Answer {
    Ok(page(
        StatusCode::OK,
        forms::recovery(&context, Values::default(), vec![]),
    ))
}

fn wanted(context: &Context) -> String {
    return_to::checked(&query::first(&context.query, "return_to").unwrap_or_default())
}
