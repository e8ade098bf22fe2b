//! Request bodies, bounded.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use domain::Text;
use http_body_util::BodyExt;

use crate::{Context, Problem};

/// The largest JSON or urlencoded body: 10,000 characters of text, four bytes each when escaped
/// as `\uXXXX` pairs, and generous room for the rest.
pub const MAX_BODY_BYTES: usize = 256 * 1024;

/// What a body is, by its `Content-Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Urlencoded,
    /// `multipart/form-data`.
    Multipart,
}

/// The kind of the request's body; 415 for any other.
pub fn kind(context: &Context) -> Result<Kind, Problem> {
    let kind = context.header("content-type");
    let essence = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => Ok(Kind::Json),
        "application/x-www-form-urlencoded" => Ok(Kind::Urlencoded),
        "multipart/form-data" => Ok(Kind::Multipart),
        _ => Err(Problem::unsupported_type(
            "application/json, application/x-www-form-urlencoded, multipart/form-data",
        )),
    }
}

/// Reads a body whole, refusing at the first byte over the limit.
pub async fn read(mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    let mut out = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(broken)?;
        if let Ok(data) = frame.into_data() {
            if out.len() + data.len() > limit {
                return Err(Problem::body_too_large(limit as u64));
            }
            out.extend_from_slice(&data);
        }
    }
    Ok(out.freeze())
}

/// Reads a JSON body.
pub async fn json(body: Body) -> Result<serde_json::Value, Problem> {
    let bytes = read(body, MAX_BODY_BYTES).await?;
    api::json::parse(&bytes).map_err(|error| {
        Problem::unreadable(
            "json_unreadable",
            Text::new(
                format!(
                    "JSON не разобран (строка {}, знак {}): {error}",
                    error.line(),
                    error.column()
                ),
                format!(
                    "The JSON cannot be parsed (line {}, column {}): {error}",
                    error.line(),
                    error.column()
                ),
            ),
        )
    })
}

/// The body stopped in the middle: the caller has gone, so hardly anybody reads this.
pub fn broken(error: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::unreadable(
        "body_interrupted",
        Text::fixed(
            "Тело запроса оборвалось. Отправьте ещё раз.",
            "The request's body broke off. Send again.",
        ),
    );
    problem.cause = Some(error.to_string());
    problem
}
