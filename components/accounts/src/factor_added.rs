//! After a second factor was added, of whatever kind: the owner is told, and the session rises.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use web::messages::{self, Notice};
use web::reply::{see_other, with};
use web::session::Session;
use web::{Answer, Context, session};

use crate::account_view::own_account;

/// Tells the owner, raises the session and gives it another token.
pub(crate) async fn added(context: &Context, own: &Session, method: &str, is_page: bool) -> Answer {
    let account = own_account(own).await?;
    messages::tell(context, &account, &Notice::FactorAdded).await?;
    let response = match is_page {
        true => see_other("/cabinet/security?done=factor_added")?,
        false => StatusCode::NO_CONTENT.into_response(),
    };
    match session::rise(context, own, method).await? {
        Some(started) => with(response, "set-cookie", &started.cookie),
        None => Err(session::sign_in_needed()),
    }
}
