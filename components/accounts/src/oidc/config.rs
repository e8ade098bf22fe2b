//! What the administrator says of the provider: variables of the component.

use auth::oidc::{Client, Issuer, Mapping};
use axum::http::StatusCode;
use domain::Text;
use web::capabilities::variable;
use web::{Context, Problem, address};

/// Where the provider sends the browser back; to be registered there.
const CALLBACK: &str = "/sign-in/oidc/callback";

/// What is asked for where nothing is configured.
const USUAL_SCOPE: &str = "openid profile email phone";

/// A provider that is configured.
pub(super) struct Config {
    pub(super) issuer: Issuer,
    pub(super) client: Client,
    pub(super) mapping: Mapping,
}

/// Reads the variables.
pub(super) async fn config(context: &Context) -> Result<Config, Problem> {
    let issuer = variable("oidc_issuer").await?;
    if issuer.is_empty() {
        return Err(none());
    }
    let issuer = Issuer::parse(&issuer).map_err(wrong)?;
    let mapping = Mapping::parse(&variable("oidc_claims").await?).map_err(wrong)?;
    let scope = variable("oidc_scope").await?;
    let client = Client {
        id: variable("oidc_client_id").await?,
        secret: variable("oidc_client_secret").await?,
        redirect_uri: format!("{}{CALLBACK}", address::origin(context).await?),
        scope: if scope.is_empty() {
            USUAL_SCOPE.to_owned()
        } else {
            scope
        },
    };
    if client.id.is_empty() {
        return Err(wrong("the variable oidc_client_id is empty"));
    }
    Ok(Config {
        issuer,
        client,
        mapping,
    })
}

fn wrong(cause: impl std::fmt::Display) -> Problem {
    Problem::unavailable(cause)
}

fn none() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_provider",
        Text::fixed("Такого входа здесь нет", "There is no such sign-in here"),
        Text::fixed("Войдите другим способом.", "Sign in another way."),
    )
}
