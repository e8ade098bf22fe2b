//! `POST /api/v1/session/signature/challenge` and `POST /api/v1/account/links/challenge`: the statement to be
//! signed.

use auth::signature::statement;
use axum::http::StatusCode;
use web::reply::json;
use web::{Answer, Context, address, session};

use super::{CHALLENGE_LIFE, LINK, SIGN_IN, roots};
use crate::once;

/// For signing in.
pub(crate) async fn session_signature_challenge(context: Context) -> Answer {
    session::refuse_cross_site(&context).await?;
    give(&context, SIGN_IN, None).await
}

/// For linking a certificate's person to the account that is signed in.
pub(crate) async fn link_challenge(context: Context) -> Answer {
    let session = session::required_full(&context).await?;
    session.demand_recent(&context)?;
    give(&context, LINK, Some(&session.account)).await
}

async fn give(context: &Context, purpose: &str, account: Option<&str>) -> Answer {
    roots().await?;
    let origin = address::origin(context).await?;
    let ticket = once::give(context, purpose, account, &(), &[], CHALLENGE_LIFE).await?;
    let body = api::SignatureChallenge {
        statement: statement(&origin, &ticket.text()),
        ticket: ticket.text(),
        file_name: "otklik-sign-in.txt".to_owned(),
        expires_at: context.now + CHALLENGE_LIFE,
    };
    json(StatusCode::OK, &body)
}
