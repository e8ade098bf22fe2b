//! What the provider is asked over HTTP. Its discovery document and keys are kept for a while by each instance.

use std::sync::{Arc, RwLock};

use auth::oidc::{Expected, IdToken, KeySet, Provider, Tokens};
use axum::http::{Request, header};
use bytes::Bytes;
use chrono::{DateTime, Duration, Utc};
use http_body_util::Full;
use web::outbound::{Fetched, fetch};
use web::{Context, Problem};

use super::config::Config;
use super::{Departure, refused, unavailable};

/// Documents, key sets and answers with tokens have a few thousand bytes.
const MAX_BYTES: usize = 128 * 1024;

/// How long a document and keys are believed: keys that a provider withdraws are out after this time.
const LIFE: Duration = Duration::minutes(10);

/// How often keys are fetched anew because a token names one that is unknown: forged tokens must not make
/// us a burden to the provider.
const RETRY: Duration = Duration::seconds(30);

type Kept<T> = RwLock<Option<(DateTime<Utc>, Arc<T>)>>;

static PROVIDER: Kept<Provider> = RwLock::new(None);
static KEYS: Kept<KeySet> = RwLock::new(None);

fn kept<T>(kept: &Kept<T>, now: DateTime<Utc>, life: Duration) -> Option<Arc<T>> {
    let kept = kept.read().ok()?;
    let (at, value) = kept.as_ref()?;
    (Duration::zero()..life)
        .contains(&(now - *at))
        .then(|| Arc::clone(value))
}

fn keep<T>(place: &Kept<T>, now: DateTime<Utc>, value: T) -> Arc<T> {
    let value = Arc::new(value);
    if let Ok(mut place) = place.write() {
        *place = Some((now, Arc::clone(&value)));
    }
    value
}

/// The provider's endpoints.
pub(super) async fn provider(context: &Context, config: &Config) -> Result<Arc<Provider>, Problem> {
    if let Some(provider) = kept(&PROVIDER, context.now, LIFE) {
        return Ok(provider);
    }
    let document = get(&config.issuer.discovery(), None).await?;
    let provider = Provider::parse(&config.issuer, &document).map_err(refused)?;
    Ok(keep(&PROVIDER, context.now, provider))
}

/// Turns the code into who it is.
pub(super) async fn redeem(
    context: &Context,
    config: &Config,
    departure: &Departure,
    code: &str,
) -> Result<IdToken, Problem> {
    let provider = provider(context, config).await?;
    let request = config
        .client
        .token_request(&provider, &departure.secrets, code);
    let mut sent = Request::post(&provider.token_endpoint)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    if let Some(authorization) = &request.authorization {
        sent = sent.header(header::AUTHORIZATION, authorization);
    }
    let sent = sent.body(Full::new(Bytes::from(request.body)));
    let answer = fetch(sent.map_err(unavailable)?, MAX_BYTES).await;
    let answer = answer.map_err(unavailable)?;
    if !answer.status.is_success() {
        // The body may quote what was sent.
        return Err(refused(format!(
            "the token endpoint answered {}",
            answer.status
        )));
    }
    let tokens = Tokens::parse(&answer.body).map_err(refused)?;
    let mut id = verify(context, config, &provider, departure, &tokens.id_token).await?;
    let Some(access_token) = &tokens.access_token else {
        return Ok(id);
    };
    id.check_access_token(access_token).map_err(refused)?;
    if let Some(endpoint) = &provider.userinfo_endpoint
        && config.mapping.lacks(&id.claims)
    {
        let claims = get(endpoint, Some(access_token)).await?;
        id.add_userinfo(&claims).map_err(refused)?;
    }
    Ok(id)
}

async fn verify(
    context: &Context,
    config: &Config,
    provider: &Provider,
    departure: &Departure,
    token: &str,
) -> Result<IdToken, Problem> {
    let expected = Expected {
        issuer: config.issuer.as_str(),
        client: &config.client.id,
        nonce: &departure.secrets.nonce,
        now: context.now,
    };
    let fetch_keys = || async {
        let keys = KeySet::parse(&get(&provider.jwks_uri, None).await?).map_err(refused)?;
        Ok::<_, Problem>(keep(&KEYS, context.now, keys))
    };
    let keys = match kept(&KEYS, context.now, LIFE) {
        Some(keys) => keys,
        None => fetch_keys().await?,
    };
    match IdToken::verify(token, &keys, &expected) {
        // A provider changes its keys: those that were fetched a while ago may be the old ones.
        Err(auth::oidc::Error::UnknownKey) if kept(&KEYS, context.now, RETRY).is_none() => {
            let keys = fetch_keys().await?;
            IdToken::verify(token, &keys, &expected).map_err(refused)
        }
        verdict => verdict.map_err(refused),
    }
}

async fn get(address: &str, access_token: Option<&str>) -> Result<Bytes, Problem> {
    let mut request = Request::get(address).header(header::ACCEPT, "application/json");
    if let Some(token) = access_token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.body(Full::default()).map_err(unavailable)?;
    let Fetched { status, body } = fetch(request, MAX_BYTES).await.map_err(unavailable)?;
    if !status.is_success() {
        return Err(unavailable(format!("{address} answered {status}")));
    }
    Ok(body)
}
