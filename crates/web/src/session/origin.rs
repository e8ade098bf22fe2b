//! Changes that a browser sends along with its cookie must come from a page of ours.

use axum::http::StatusCode;
use domain::Text;
use url::Url;

use crate::capabilities::{is_loopback, variable};
use crate::kept::Kept;
use crate::{Context, Problem};

/// Where a request says it comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Here,
    Elsewhere,
    Unknown,
}

/// Refuses a change with a session's cookie unless the browser says that a page of ours sent it, by
/// `Sec-Fetch-Site` (Fetch Metadata) or by `Origin` (RFC 6454 7). One that says neither is no browser of
/// this decade, and is refused.
pub async fn refuse_foreign_origin(context: &Context) -> Result<(), Problem> {
    match from(context).await? {
        From::Here => Ok(()),
        From::Elsewhere | From::Unknown => Err(foreign_origin()),
    }
}

/// Refuses a request that gives a cookie when it says that another site sent it: nobody is to be signed in
/// to a stranger's account unawares. A program that says nothing has no cookies to be abused.
pub async fn refuse_cross_site(context: &Context) -> Result<(), Problem> {
    match from(context).await? {
        From::Here | From::Unknown => Ok(()),
        From::Elsewhere => Err(foreign_origin()),
    }
}

async fn from(context: &Context) -> Result<From, Problem> {
    if matches!(context.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
        return Ok(From::Here);
    }
    Ok(match context.header("sec-fetch-site") {
        "same-origin" | "none" => From::Here,
        "" => match context.header("origin") {
            "" => From::Unknown,
            origin if is_ours(origin, &context.host, public_url().await?) => From::Here,
            _ => From::Elsewhere,
        },
        _ => From::Elsewhere,
    })
}

/// Whether an origin is the service's own: that of `public_url`, or the host to which the request went.
fn is_ours(origin: &str, host: &str, public_url: &str) -> bool {
    let Ok(origin) = Url::parse(origin) else {
        return false;
    };
    let public = Url::parse(public_url).map(|url| url.origin());
    if public.is_ok_and(|public| public == origin.origin()) {
        return true;
    }
    // Behind a proxy the scheme that the browser used is not known here; the host and port are.
    let scheme = origin.scheme();
    let reached = Url::parse(&format!("{scheme}://{host}/"));
    matches!(scheme, "http" | "https")
        && !host.is_empty()
        && reached.is_ok_and(|reached| reached.origin() == origin.origin())
}

/// The outside address of the service; empty where nobody has told it.
pub(crate) async fn public_url() -> Result<&'static str, Problem> {
    static URL: Kept<String> = Kept::new();
    let url = URL.get_or_make(|| variable("public_url")).await?;
    Ok(url)
}

/// The address of the service for links: `public_url`, without a slash at its end, or this machine's own
/// where the caller reached it so. Empty otherwise: a Host header is anybody's to forge, and a link with a
/// forged one would lead people away.
pub async fn own_url(context: &Context) -> Result<String, Problem> {
    let public = public_url().await?.trim_end_matches('/');
    Ok(match public {
        "" if is_loopback(&context.host) => format!("http://{}", context.host),
        public => public.to_owned(),
    })
}

fn foreign_origin() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "foreign_origin",
        Text::fixed(
            "Запрос пришёл с другого сайта",
            "Another site sent this request",
        ),
        Text::fixed(
            "Изменения принимаются только со страниц этого сервиса: откройте его и повторите. Программам нужен заголовок Origin с адресом сервиса.",
            "Changes are only taken from this service's own pages: open it and try again. Programs must send an Origin header with the service's address.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_the_service_s_own_origin_is_ours() {
        for (origin, host, public, expected) in [
            ("http://127.0.0.1:3000", "127.0.0.1:3000", "", true),
            ("https://otklik.example", "otklik.example", "", true),
            ("https://otklik.example:443", "otklik.example", "", true),
            ("http://127.0.0.1:3001", "127.0.0.1:3000", "", false),
            ("https://evil.example", "otklik.example", "", false),
            (
                "https://otklik.example.evil.example",
                "otklik.example",
                "",
                false,
            ),
            (
                "https://otklik.example",
                "internal:8080",
                "https://otklik.example/",
                true,
            ),
            (
                "http://otklik.example",
                "internal:8080",
                "https://otklik.example/",
                false,
            ),
            ("null", "otklik.example", "", false),
            ("", "", "", false),
            ("file:///", "", "", false),
        ] {
            assert_eq!(
                is_ours(origin, host, public),
                expected,
                "{origin} at {host}"
            );
        }
    }
}
