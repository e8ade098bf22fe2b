//! The door of the pages: whoever is not signed in is sent to sign in, and comes back.

use axum::response::Response;
use store::account::Account;
use url::form_urlencoded;
use web::capabilities::database;
use web::reply::see_other;
use web::session::{self, Session};
use web::{Context, Problem};

/// The person, or the answer that sends somebody unknown to sign in.
pub(crate) async fn person(context: &Context) -> Result<Result<Session, Response>, Problem> {
    match session::current(context).await? {
        Some(session) => Ok(Ok(session)),
        None => Ok(Err(to_sign_in(context)?)),
    }
}

/// The person with their account.
pub(crate) async fn account(
    context: &Context,
) -> Result<Result<(Session, Account), Response>, Problem> {
    let session = match person(context).await? {
        Ok(session) => session,
        Err(response) => return Ok(Err(response)),
    };
    let account = store::account::by_id(database().await?, &session.account).await?;
    let account = account.ok_or_else(|| Problem::internal("a session without its account"))?;
    Ok(Ok((session, account)))
}

/// A page that was asked for is where signing in leads back to; what a form wanted is not repeated.
fn to_sign_in(context: &Context) -> Result<Response, Problem> {
    let here = match (context.method.as_str(), context.query.as_str()) {
        ("GET", "") => context.path.clone(),
        ("GET", query) => format!("{}?{query}", context.path),
        _ => "/cabinet".to_owned(),
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("return_to", &here)
        .finish();
    see_other(&format!("/sign-in?{query}"))
}
