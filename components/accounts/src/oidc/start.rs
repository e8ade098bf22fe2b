//! `POST /sign-in/oidc`: sends the browser to the provider; so does a link of what the provider knows to the account
//! that is signed in.

use auth::oidc::Secrets;
use auth::token::Token;
use axum::body::Body;
use axum::http::StatusCode;
use pages::LeavingView;
use serde_json::json;
use web::capabilities::secure_cookies;
use web::keys::random;
use web::reply::{json as answer, page, shell_at, with};
use web::{Answer, Context, Problem, body, cookies, multipart, session, ways};

use super::config::{Config, config};
use super::{DEPARTURE, DEPARTURE_LIFE, Departure, remote};
use crate::{once, return_to};

/// Where somebody comes back to who linked an identity.
pub(crate) const SECURITY: &str = "/cabinet/security";

/// Begins a sign-in.
pub(crate) async fn oidc_start(context: Context, sent: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let wanted = match body::kind(&context)? {
        body::Kind::Json => {
            let request = body::json(sent).await?;
            let given = request.get("return_to").and_then(|path| path.as_str());
            given.unwrap_or_default().to_owned()
        }
        kind => {
            let form = multipart::read_values(&context, kind, sent).await?;
            form.get("return_to").unwrap_or_default().to_owned()
        }
    };
    leave(&context, None, &return_to::checked(&wanted)).await
}

/// Begins a link to an account.
pub(crate) async fn link(context: &Context, account: &str) -> Answer {
    leave(context, Some(account), SECURITY).await
}

async fn leave(context: &Context, account: Option<&str>, return_to: &str) -> Answer {
    let config = config(context).await?;
    let (location, cookie) = depart(context, &config, account, return_to).await?;
    let left = if context.wants_page {
        let view = LeavingView {
            shell: shell_at(context, "/sign-in"),
            name: ways::provider().await?,
            location: location.clone(),
        };
        let left = page(StatusCode::OK, pages::leaving(&view));
        with(left, "refresh", &format!("0; url={location}"))?
    } else {
        answer(StatusCode::OK, &json!({ "location": location }))?
    };
    with(left, "set-cookie", &cookie)
}

/// Keeps what the return must fit: the state is looked up together with the browser's cookie.
async fn depart(
    context: &Context,
    config: &Config,
    account: Option<&str>,
    return_to: &str,
) -> Result<(String, String), Problem> {
    let provider = remote::provider(context, config).await?;
    let browser = Token::new().map_err(Problem::internal)?;
    let departure = Departure {
        // The state is the secret that the departure is kept under.
        secrets: Secrets::new([random()?, random()?, random()?]),
        return_to: return_to.to_owned(),
        link: account.is_some(),
    };
    let beside = browser.as_bytes();
    let given = once::give(
        context,
        DEPARTURE,
        account,
        &departure,
        beside,
        DEPARTURE_LIFE,
    );
    let mut secrets = departure.secrets.clone();
    secrets.state = given.await?.text();
    let lang = context.lang.code();
    // Whoever is signed in and does so again shows that it is them: that the provider still knows the browser is no
    // proof of it.
    let fresh = account.is_some() || session::current(context).await?.is_some();
    let location = config
        .client
        .authorization_url(&provider, &secrets, lang, fresh);
    let secure = secure_cookies(context).await?;
    let cookie = cookies::keep_departure(&browser.text(), DEPARTURE_LIFE.num_seconds(), secure);
    Ok((location.map_err(super::refused)?, cookie))
}
