//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

use axum::http::StatusCode;
use domain::Text;
use serde_json::Value;
use store::AppealRow;
use store::journal;

use crate::auth::Access;
use crate::auth::Caller;
use crate::capabilities::{database, keys};
use crate::keys::Purpose;
use crate::{Context, Problem};

/// Keys are the caller's, a UUID as a rule; longer ones help nobody.
const MAX_KEY_CHARS: usize = 255;

/// The key of the request; [`None`] without one. The draft makes it a structured string, in double
/// quotes; most clients send it bare, and both mean the same here.
pub fn key(context: &Context) -> Result<Option<String>, Problem> {
    let Some(value) = context.headers.get("idempotency-key") else {
        return Ok(None);
    };
    checked(value.to_str().unwrap_or_default())
}

/// A key from a form's hidden field or a header.
pub fn checked(given: &str) -> Result<Option<String>, Problem> {
    let key = given.trim().trim_matches('"');
    let printable = key.chars().all(|c| c.is_ascii_graphic());
    if key.is_empty() || key.len() > MAX_KEY_CHARS || !printable {
        return Err(Problem::unreadable(
            "idempotency_key_invalid",
            Text::fixed(
                "Idempotency-Key: от 1 до 255 печатных знаков ASCII, лучше всего UUID.",
                "Idempotency-Key: 1 to 255 printable ASCII characters, best a UUID.",
            ),
        ));
    }
    Ok(Some(key.to_owned()))
}

/// A request that creates something of an appeal, and comes with a key: what is kept of both.
#[derive(Debug)]
pub struct Once {
    key: [u8; 32],
    asked: [u8; 32],
}

impl Once {
    /// Of a request to do `what`, with the header's key or that of a form's hidden control. A program has to send
    /// one: it repeats by itself what got no answer. A key is its caller's own, and one appeal's.
    pub async fn of(
        context: &Context,
        access: &Access,
        what: &str,
        hidden: Option<&str>,
        asked: &Value,
    ) -> Result<Option<Once>, Problem> {
        let hidden = hidden.filter(|key| !key.is_empty());
        let given = match (key(context)?, hidden) {
            (None, Some(hidden)) => checked(hidden)?,
            (given, _) => given,
        };
        let Some(given) = given else {
            return match access.caller() {
                Caller::Key(_) => Err(required()),
                _ => Ok(None),
            };
        };
        let (keys, by) = (keys().await?, access.actor().to_string());
        let parts = [what.as_bytes(), given.as_bytes(), by.as_bytes()];
        Ok(Some(Once {
            key: keys.hash(Purpose::IdempotencyKey, &parts),
            asked: keys.hash(Purpose::Request, &[asked.to_string().as_bytes()]),
        }))
    }

    /// Both, as the journal keeps them.
    pub fn hashes(&self) -> ([u8; 32], [u8; 32]) {
        (self.key, self.asked)
    }

    /// Where in the journal stands what this request, or one with the same key, has brought about.
    pub async fn done(&self, row: &AppealRow) -> Result<Option<i64>, Problem> {
        let repeated = journal::repeated(database().await?, &row.id, self.key).await?;
        match repeated {
            Some(first) if first.request_hash != self.asked => Err(reused()),
            first => Ok(first.map(|first| first.seq)),
        }
    }
}

/// The caller must send a key.
pub fn required() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_REQUIRED,
        "idempotency_key_required",
        Text::fixed("Нужен Idempotency-Key", "An Idempotency-Key is needed"),
        Text::fixed(
            "Передайте заголовок Idempotency-Key, лучше всего UUID: тогда повтор запроса ничего не удвоит.",
            "Send the header Idempotency-Key, best a UUID: then a repeated request doubles nothing.",
        ),
    )
}

/// The key came before with another body.
pub fn reused() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_key_reused",
        Text::fixed("Этот ключ уже использован", "This key was used before"),
        Text::fixed(
            "С этим Idempotency-Key уже пришёл другой запрос. Для нового запроса возьмите новый ключ.",
            "Another request came with this Idempotency-Key. Take a new key for a new request.",
        ),
    )
}

/// A request with this key is being worked on.
pub fn in_flight() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "request_in_flight",
        Text::fixed("Такой запрос уже выполняется", "This request is under way"),
        Text::fixed(
            "Запрос с этим Idempotency-Key ещё выполняется. Повторите через секунду.",
            "A request with this Idempotency-Key is under way. Try again in a second.",
        ),
    )
}
