//! `GET /api/v1/account/links`: the identities that the account is linked to.

use axum::http::StatusCode;
use store::account::{self, LoginKind};
use web::cabinet::words;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, session, ways};

/// Lists their kinds; what they are known by elsewhere is not told.
pub(crate) async fn link_list(context: Context) -> Answer {
    let session = session::required(&context).await?;
    let mut items = Vec::new();
    for (kind, _) in account::links(database().await?, &session.account).await? {
        let name = match kind {
            LoginKind::Oidc => ways::provider().await?,
            _ => words::SIGNATURE.get(context.lang).to_owned(),
        };
        items.push(api::LinkItem {
            kind: kind.as_str().to_owned(),
            name,
        });
    }
    json(StatusCode::OK, &api::Links { items })
}
