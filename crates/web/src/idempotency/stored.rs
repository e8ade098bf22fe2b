//! An answer as it is kept for the same request.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use vault::{Masters, Vault};

use crate::Problem;

/// For what an answer is sealed.
const PLACE: &str = "idempotency.answer";

/// An answer: its head is kept as JSON on the first line, its body stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    head: Head,
    body: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    status: u16,
    headers: Vec<(String, String)>,
}

impl Stored {
    /// What is to be kept of an answer, and the answer.
    pub(super) async fn of(response: Response) -> (Result<Self, Problem>, Response) {
        let (parts, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => {
                let problem = Problem::internal(error);
                return (Err(problem), Response::from_parts(parts, Body::empty()));
            }
        };
        // A cookie is for the browser that was there.
        let headers = parts
            .headers
            .iter()
            .filter(|(name, _)| *name != header::SET_COOKIE);
        let headers = headers.filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        let head = Head {
            status: parts.status.as_u16(),
            headers: headers.collect(),
        };
        let stored = Stored {
            head,
            body: body.clone(),
        };
        (Ok(stored), Response::from_parts(parts, Body::from(body)))
    }

    /// Sealed under a key that is kept nowhere.
    pub(super) fn sealed(&self, key: &[u8; 32]) -> Result<Vec<u8>, Problem> {
        let mut plain = serde_json::to_vec(&self.head).map_err(Problem::internal)?;
        plain.push(b'\n');
        plain.extend_from_slice(&self.body);
        vault(key).seal(&plain, PLACE).map_err(Problem::internal)
    }

    /// Opens what was sealed.
    pub(super) fn open(key: &[u8; 32], sealed: &[u8]) -> Result<Self, Problem> {
        let plain = vault(key).open(sealed, PLACE).map_err(Problem::internal)?;
        let mut parts = plain.splitn(2, |byte| *byte == b'\n');
        let (head, body) = (parts.next().unwrap_or_default(), parts.next());
        Ok(Stored {
            head: serde_json::from_slice(head).map_err(Problem::internal)?,
            body: Bytes::copy_from_slice(body.unwrap_or_default()),
        })
    }

    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.head.status).unwrap_or(StatusCode::OK)
    }

    /// The answer, marked as one that was given before.
    pub(crate) fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        for (name, value) in &self.head.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::try_from(name.as_str()),
                HeaderValue::try_from(value.as_str()),
            ) {
                headers.append(name, value);
            }
        }
        headers.insert(super::REPLAYED, HeaderValue::from_static("true"));
        response
    }
}

/// A vault of one key, for one answer.
fn vault(key: &[u8; 32]) -> Vault {
    Vault::new(&Masters {
        data: key,
        previous: &[],
        secret: &[],
    })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Response, StatusCode};
    use bytes::Bytes;

    use super::{Head, Stored};

    #[test]
    fn an_answer_opens_with_its_own_key_alone() {
        let stored = Stored {
            head: Head {
                status: 201,
                headers: vec![("location".to_owned(), "/a".to_owned())],
            },
            body: Bytes::from_static(b"{\"two\":\n\"lines\"}"),
        };
        let sealed = stored.sealed(&[1; 32]).unwrap();
        assert_eq!(Stored::open(&[1; 32], &sealed).unwrap(), stored);
        assert!(Stored::open(&[2; 32], &sealed).is_err());
        let told = stored.response();
        assert_eq!(told.status(), StatusCode::CREATED);
        assert_eq!(told.headers()["location"], "/a");
        assert_eq!(told.headers()["idempotency-replayed"], "true");
    }

    #[test]
    fn a_cookie_is_not_kept() {
        let given = Response::builder()
            .status(303)
            .header("location", "/status")
            .header("set-cookie", "session=secret")
            .body(Body::empty())
            .unwrap();
        let (stored, given) = futures::executor::block_on(Stored::of(given));
        let names: Vec<String> = stored
            .unwrap()
            .head
            .headers
            .into_iter()
            .map(|h| h.0)
            .collect();
        assert_eq!(names, ["location"]);
        assert!(given.headers().contains_key("set-cookie"));
    }
}
