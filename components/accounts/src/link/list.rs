//! `GET /api/v1/account/links`: the identities that the account is linked to.

use axum::http::StatusCode;
use domain::Text;
use store::account::{self, LoginKind};
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, session};

use crate::oidc::provider_name;

const SIGNATURE: Text = Text::fixed("Электронная подпись", "Electronic signature");

/// Lists their kinds; what they are known by elsewhere is not told.
pub(crate) async fn link_list(context: Context) -> Answer {
    let session = session::required(&context).await?;
    let mut items = Vec::new();
    for kind in account::logins(database().await?, &session.account).await? {
        let name = match kind {
            LoginKind::Oidc => provider_name().await?,
            LoginKind::Certificate => SIGNATURE.get(context.lang).to_owned(),
            _ => continue,
        };
        items.push(api::LinkItem {
            kind: kind.as_str().to_owned(),
            name,
        });
    }
    json(StatusCode::OK, &api::Links { items })
}
