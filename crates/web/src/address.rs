//! The address under which people reach the service.

use axum::http::StatusCode;
use domain::Text;
use url::Url;

use crate::capabilities::is_loopback;
use crate::session::public_url;
use crate::{Context, Problem};

/// `https://host[:port]`, without a slash at the end: the origin of `public_url`. While that is empty, only
/// this machine's own names are believed: any other host a caller may have invented, and what is bound to
/// it (passkeys, redirects of providers, signed statements) would be theirs.
///
/// # Errors
/// 503 `public_url_missing` when nobody has said what the address is.
pub async fn origin(context: &Context) -> Result<String, Problem> {
    let configured = public_url().await?;
    if !configured.is_empty() {
        let url = Url::parse(configured).map_err(|error| {
            Problem::unavailable(format!("the variable public_url is no address: {error}"))
        })?;
        return Ok(url.origin().ascii_serialization());
    }
    if is_loopback(&context.host) {
        return Ok(format!("http://{}", context.host));
    }
    let mut problem = Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "public_url_missing",
        Text::fixed(
            "Этот способ входа не настроен",
            "This way to sign in is not set up",
        ),
        Text::fixed(
            "Войдите другим способом. Администратору: задайте переменную public_url.",
            "Sign in another way. To the administrator: set the variable public_url.",
        ),
    );
    problem.cause = Some("the variable public_url is empty".to_owned());
    Err(problem)
}
