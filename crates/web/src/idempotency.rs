//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

use axum::http::StatusCode;
use domain::Text;

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
