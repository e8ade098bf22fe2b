//! The door of pages: whoever is not signed in is sent to sign in, and comes back.

use axum::response::Response;
use domain::access::Role;
use store::session::Level;
use url::form_urlencoded;

use crate::reply::see_other;
use crate::session::{self, Session};
use crate::{Context, Problem};

/// Where somebody who has signed in begins, unless they asked for a page: staff at the desk, which opens once they
/// have a second factor.
pub fn home(role: Role, level: Level) -> &'static str {
    match (role.is_staff(), level) {
        (true, Level::Full) => "/desk",
        (true, Level::Password) => "/cabinet/security",
        (false, _) => "/cabinet",
    }
}

/// The person, or the answer that sends somebody unknown to sign in. A page that was asked for is where
/// signing in leads back to; a form is kept for its sender (`resume`).
pub async fn person(context: &Context, home: &str) -> Result<Result<Session, Response>, Problem> {
    if let Some(session) = session::current(context).await? {
        return Ok(Ok(session));
    }
    if context.is_form() {
        return Err(session::sign_in_needed());
    }
    let here = match (context.method.as_str(), context.query.as_str()) {
        ("GET", "") => context.path.clone(),
        ("GET", query) => format!("{}?{query}", context.path),
        _ => home.to_owned(),
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("return_to", &here)
        .finish();
    see_other(&format!("/sign-in?{query}")).map(Err)
}
