//! Passkeys: what their operations share.

pub(crate) mod create;
pub(crate) mod create_options;
pub(crate) mod sign_in;
pub(crate) mod sign_in_options;

use auth::webauthn::{self, Passkey, RelyingParty};
use axum::body::Body;
use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use domain::appeal::FieldError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::factor::Factor;
use url::Url;
use uuid::Uuid;
use web::{Context, Problem, address, body};

/// What challenges are kept under.
const REGISTRATION: &str = "passkey_registration";
const ASSERTION: &str = "passkey_assertion";

/// A person looks for their security key; the browser gives up after five minutes.
const CHALLENGE_LIFE: Duration = Duration::minutes(6);

/// Enough for every device that somebody has, and for the list to be read.
const MAX_PASSKEYS: usize = 20;

/// A passkey with its owner's name for it, as a factor's data.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: Option<String>,
    #[serde(flatten)]
    passkey: Passkey,
}

/// Who we are to a passkey. A number is no name: browsers have none for `http://127.0.0.1`.
async fn relying_party(context: &Context) -> Result<RelyingParty, Problem> {
    let origin = address::origin(context).await?;
    let url = Url::parse(&origin).map_err(Problem::internal)?;
    match url.domain() {
        Some(name) => Ok(RelyingParty {
            id: name.to_owned(),
            origin,
        }),
        None => Err(Problem::new(
            StatusCode::CONFLICT,
            "passkey_needs_name",
            Text::fixed(
                "Здесь ключи доступа не работают",
                "Passkeys do not work here",
            ),
            Text::fixed(
                "Ключу доступа нужно имя сайта, а не числовой адрес. На этом компьютере откройте http://localhost.",
                "A passkey needs a name and not a number for an address. On this machine open http://localhost.",
            ),
        )),
    }
}

/// The user handle: the account's id, which says nothing of the person.
fn user_handle(account: &str) -> Result<Vec<u8>, Problem> {
    let id = Uuid::try_parse(account).map_err(Problem::internal)?;
    Ok(id.into_bytes().to_vec())
}

fn read(factor: &Factor) -> Result<Kept, Problem> {
    serde_json::from_str(&factor.data).map_err(Problem::internal)
}

/// A JSON body of a known shape. The parts of it are made by browsers, so one that does not fit is told as
/// a whole.
async fn request<T: DeserializeOwned>(context: &Context, sent: Body) -> Result<T, Problem> {
    if body::kind(context)? != body::Kind::Json {
        return Err(Problem::unsupported_type("application/json"));
    }
    let sent = api::json::without_nulls(body::json(sent).await?);
    serde_json::from_value(sent).map_err(|error| {
        Problem::invalid_field(FieldError::with_text(
            "/credential",
            "credential_unreadable",
            Text::new(
                format!("Ответ браузера не разобран: {error}"),
                format!("The browser's answer cannot be read: {error}"),
            ),
        ))
    })
}

/// The answer of a passkey does not fit. One text for all causes but those that its owner can do something about.
fn refused(error: webauthn::Error) -> Problem {
    let detail = match error {
        webauthn::Error::UserVerification => Text::fixed(
            "Ключ не проверил, кто его держит: включите на нём PIN, отпечаток или лицо, либо войдите паролем.",
            "The passkey did not check who holds it: turn on its PIN, fingerprint or face, or sign in with the password.",
        ),
        webauthn::Error::Key => Text::fixed(
            "Этот ключ не умеет ни ES256, ни EdDSA. Возьмите другой.",
            "This passkey can do neither ES256 nor EdDSA. Take another.",
        ),
        _ => Text::fixed(
            "Начните ещё раз или войдите другим способом.",
            "Begin again or sign in another way.",
        ),
    };
    let title = Text::fixed("Ключ доступа не подошёл", "The passkey did not work");
    Problem::new(StatusCode::UNAUTHORIZED, "passkey_refused", title, detail)
}

/// The challenge was used, has expired, or never was.
fn expired() -> Problem {
    refused(webauthn::Error::Challenge)
}
