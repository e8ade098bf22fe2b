//! The door of the pages: whoever is not signed in is sent to sign in, and comes back.

use axum::response::Response;
use store::account::Account;
use web::capabilities::database;
use web::session::Session;
use web::{Context, Problem};

/// The person, or the answer that sends somebody unknown to sign in.
pub(crate) async fn person(context: &Context) -> Result<Result<Session, Response>, Problem> {
    web::entry::person(context, "/cabinet").await
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
