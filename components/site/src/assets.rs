//! Static files of the mount, with strong tags and precompressed forms.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use web::reply::with;
use web::{Answer, Context, Problem, query};

/// Where spin.toml mounts `target/site`.
const ROOT: &str = "/static";

/// A name with the content's hash behind it never changes its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Any other is asked for again, and answered with 304 as a rule.
const ASK_AGAIN: &str = "public, no-cache";

/// `/static/…`.
pub(crate) async fn asset(context: Context, Path(path): Path<String>) -> Answer {
    send(&context, &path)
}

/// `/api/v1/openapi.json`.
pub(crate) async fn openapi(context: Context) -> Answer {
    send(&context, "openapi.json")
}

/// `/favicon.ico`, for browsers that look there whatever the page says.
pub(crate) async fn favicon(context: Context) -> Answer {
    send(&context, "icon.svg")
}

/// `/robots.txt`.
pub(crate) async fn robots(context: Context) -> Answer {
    send(&context, "robots.txt")
}

/// The bytes of a file.
pub(crate) fn read(path: &str) -> Option<Vec<u8>> {
    std::fs::read(format!("{ROOT}/{path}")).ok()
}

fn send(context: &Context, path: &str) -> Answer {
    // Only plain names of ours: nothing hidden, nothing upwards, no precompressed form by its own name.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let media_type = media_type(path).filter(|_| path.chars().all(plain) && !path.contains(".."));
    let media_type = media_type.ok_or_else(Problem::not_found)?;
    let (bytes, encoding) =
        find(path, context.header("accept-encoding")).ok_or_else(Problem::not_found)?;
    let hash = Sha256::digest(&bytes);
    // Eight bytes tell the versions of a file apart; each header of each file counts on a slow line.
    let tag: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{tag}\"");
    let cache = if query::first(&context.query, "v").is_some() {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let known = context
        .header("if-none-match")
        .split(',')
        .any(|given| given.trim() == tag);
    let mut response: Response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media_type)], bytes).into_response()
    };
    if let Some(encoding) = encoding.filter(|_| !known) {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    for (name, value) in [
        ("etag", tag.as_str()),
        ("cache-control", cache),
        ("vary", "Accept-Encoding"),
    ] {
        response = with(response, name, value)?;
    }
    Ok(response)
}

/// The file in the best form that the caller takes.
fn find(path: &str, accepted: &str) -> Option<(Vec<u8>, Option<&'static str>)> {
    let takes = |wanted: &str| {
        accepted.split(',').any(|item| {
            let (name, quality) = item.split_once(';').unwrap_or((item, ""));
            name.trim() == wanted && !matches!(quality.trim(), "q=0" | "q=0.0")
        })
    };
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if takes(encoding)
            && let Some(bytes) = read(&format!("{path}{suffix}"))
        {
            return Some((bytes, Some(encoding)));
        }
    }
    read(path).map(|bytes| (bytes, None))
}

fn media_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}
