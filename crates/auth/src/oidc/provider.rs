//! The provider, from its discovery document (OpenID Connect Discovery 1.0).

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::Error;

/// The address that names a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer(String);

/// What is known of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The provider's name, exactly as configured.
    pub issuer: String,
    /// Where the person's browser goes.
    pub authorization_endpoint: String,
    /// Where a code is turned into tokens.
    pub token_endpoint: String,
    /// Where the keys are.
    pub jwks_uri: String,
    /// Where further claims are.
    pub userinfo_endpoint: Option<String>,
    #[serde(default = "only_basic")]
    token_endpoint_auth_methods_supported: Vec<String>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    /// Whether redirects from it carry its name (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

/// What a provider that doesn't say takes (Discovery, 3).
fn only_basic() -> Vec<String> {
    vec!["client_secret_basic".to_owned()]
}

impl Issuer {
    /// Reads a configured issuer.
    ///
    /// # Errors
    /// When it is not an `https` address without query and fragment; `http` is taken on loopback alone.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let url = address(text).ok_or(Error::IssuerAddress)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Error::IssuerAddress);
        }
        Ok(Issuer(text.to_owned()))
    }

    /// As it was configured.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where its discovery document is (Discovery, 4.1).
    pub fn discovery(&self) -> String {
        let base = self.0.trim_end_matches('/');
        format!("{base}/.well-known/openid-configuration")
    }
}

impl Provider {
    /// Reads a discovery document.
    ///
    /// # Errors
    /// When it is of another issuer (4.3), sends us to an address without TLS, or lacks what is needed.
    pub fn parse(issuer: &Issuer, document: &[u8]) -> Result<Self, Error> {
        let provider: Provider = serde_json::from_slice(document).map_err(|_| Error::Discovery)?;
        if provider.issuer != issuer.0 {
            return Err(Error::Issuer);
        }
        for (name, endpoint) in [
            ("authorization_endpoint", &provider.authorization_endpoint),
            ("token_endpoint", &provider.token_endpoint),
            ("jwks_uri", &provider.jwks_uri),
        ] {
            address(endpoint).ok_or(Error::Endpoint(name))?;
        }
        if let Some(endpoint) = &provider.userinfo_endpoint {
            address(endpoint).ok_or(Error::Endpoint("userinfo_endpoint"))?;
        }
        let offers = |list: &Option<Vec<String>>, one: &str| {
            let list = list.as_ref();
            list.is_none_or(|list| list.iter().any(|other| other == one))
        };
        if !offers(&provider.response_types_supported, "code") {
            return Err(Error::NotOffered("response type \"code\""));
        }
        if !offers(&provider.code_challenge_methods_supported, "S256") {
            return Err(Error::NotOffered("PKCE with S256"));
        }
        Ok(provider)
    }

    pub(super) fn takes(&self, method: &str) -> bool {
        let methods = &self.token_endpoint_auth_methods_supported;
        methods.iter().any(|other| other == method)
    }
}

/// An address that nobody between can change: `https`, or `http` on this machine. Nobody's name is in it.
fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_loopback = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => is_loopback,
        _ => false,
    };
    (is_safe && url.username().is_empty() && url.password().is_none()).then_some(url)
}
