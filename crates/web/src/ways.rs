//! Which ways to sign in beside a password are configured: variables of the components that show them.

use crate::Problem;
use crate::capabilities::variable;

/// The identity provider's name for people; empty while none is configured.
pub async fn provider() -> Result<String, Problem> {
    let issuer = variable("oidc_issuer").await?;
    if issuer.is_empty() {
        return Ok(issuer);
    }
    let name = variable("oidc_name").await?;
    if !name.is_empty() {
        return Ok(name);
    }
    let host = issuer.split("://").nth(1).unwrap_or_default();
    Ok(host.split('/').next().unwrap_or_default().to_owned())
}

/// Whether electronic signatures are believed here.
pub async fn signature() -> Result<bool, Problem> {
    Ok(!variable("signature_roots").await?.is_empty())
}
