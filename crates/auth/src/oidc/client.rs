//! Our part: the request that the browser carries, and the one that turns its code into tokens.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::{Error, Provider};

/// This service, as it is registered at the provider.
#[derive(Clone)]
pub struct Client {
    /// The client's id.
    pub id: String,
    /// The client's secret; empty for a public client, which has PKCE alone.
    pub secret: String,
    /// Where the provider sends the browser back.
    pub redirect_uri: String,
    /// What is asked for, `openid` among it.
    pub scope: String,
}

/// What ties an answer to its request. Kept until the answer comes, and used once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// Ties the redirect to the browser that began.
    pub state: String,
    /// Ties the ID token to the request.
    pub nonce: String,
    /// Ties the code to who asked for it (RFC 7636).
    pub verifier: String,
}

/// What to send to the token endpoint.
pub struct TokenRequest {
    /// The value of the header `Authorization`, if there is to be one.
    pub authorization: Option<String>,
    /// The body, `application/x-www-form-urlencoded`.
    pub body: String,
}

/// The token endpoint's answer.
#[derive(Deserialize)]
pub struct Tokens {
    /// Who it is: see [`super::IdToken`].
    pub id_token: String,
    /// For the further claims.
    pub access_token: Option<String>,
    token_type: Option<String>,
}

impl Secrets {
    /// From three times 32 random bytes.
    pub fn new(random: [[u8; 32]; 3]) -> Self {
        let [state, nonce, verifier] = random.map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        Secrets {
            state,
            nonce,
            verifier,
        }
    }

    fn code_challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

impl Client {
    /// Where the browser is sent (Core, 3.1.2.1). `fresh`: the person must show themselves again even if
    /// the provider still knows them.
    ///
    /// # Errors
    /// When the provider's endpoint is no address.
    pub fn authorization_url(
        &self,
        provider: &Provider,
        secrets: &Secrets,
        lang: &str,
        fresh: bool,
    ) -> Result<String, Error> {
        let endpoint = &provider.authorization_endpoint;
        let mut url =
            Url::parse(endpoint).map_err(|_| Error::Endpoint("authorization_endpoint"))?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.id)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("scope", &self.scope)
            .append_pair("state", &secrets.state)
            .append_pair("nonce", &secrets.nonce)
            .append_pair("code_challenge", &secrets.code_challenge())
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", lang);
        if fresh {
            url.query_pairs_mut().append_pair("prompt", "login");
        }
        Ok(url.into())
    }

    /// The request that turns a code into tokens (Core, 3.1.3.1). The secret goes into the header where the
    /// provider takes that, else into the body.
    pub fn token_request(
        &self,
        provider: &Provider,
        secrets: &Secrets,
        code: &str,
    ) -> TokenRequest {
        let mut body = Serializer::new(String::new());
        body.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("code_verifier", &secrets.verifier);
        let is_public = self.secret.is_empty();
        let by_header = !is_public && provider.takes("client_secret_basic");
        if !by_header {
            body.append_pair("client_id", &self.id);
        }
        if !is_public && !by_header {
            body.append_pair("client_secret", &self.secret);
        }
        // RFC 6749, 2.3.1: each is encoded as a form's value before the colon comes between them.
        let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let basic = || {
            let pair = format!("{}:{}", encode(&self.id), encode(&self.secret));
            format!("Basic {}", STANDARD.encode(pair))
        };
        TokenRequest {
            authorization: by_header.then(basic),
            body: body.finish(),
        }
    }
}

impl Tokens {
    /// Reads the token endpoint's answer.
    ///
    /// # Errors
    /// When there is no ID token in it.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let mut tokens: Tokens = serde_json::from_slice(body).map_err(|_| Error::TokenAnswer)?;
        let is_bearer = |kind: &String| kind.eq_ignore_ascii_case("bearer");
        if !tokens.token_type.as_ref().is_some_and(is_bearer) {
            tokens.access_token = None;
        }
        Ok(tokens)
    }
}
