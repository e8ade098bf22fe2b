//! Sign-in through an identity provider: what its operations share.

mod config;
mod remote;

pub(crate) mod callback;
pub(crate) mod start;

use auth::oidc::Secrets;
use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use serde::{Deserialize, Serialize};
use web::Problem;

/// What a departure is kept under.
const DEPARTURE: &str = "oidc";

/// A person signs in at the provider, perhaps with a code from a message.
const DEPARTURE_LIFE: Duration = Duration::minutes(15);

/// What is kept of a departure until the return.
#[derive(Serialize, Deserialize)]
struct Departure {
    secrets: Secrets,
    return_to: String,
    /// Somebody who has signed in links the identity to their account.
    link: bool,
}

/// The return fits no departure of this browser: used, too late, or somebody else's.
fn lost() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "sign_in_lost",
        Text::fixed("Начните вход ещё раз", "Begin signing in again"),
        Text::fixed(
            "Этот вход уже закончен, начат в другом браузере или длился слишком долго.",
            "This sign-in is over already, began in another browser, or took too long.",
        ),
    )
}

/// The provider's word is not taken. The cause is for the log; there is no personal data in it.
fn refused(cause: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::new(
        StatusCode::BAD_GATEWAY,
        "provider_refused",
        Text::fixed("Войти не получилось", "Signing in did not work"),
        Text::fixed(
            "Ответ сервиса входа не прошёл проверку, мы ему не поверили. Войдите другим способом.",
            "The answer of the sign-in service did not pass our checks, so it was not believed. Sign in another way.",
        ),
    );
    problem.cause = Some(cause.to_string());
    problem
}

/// The provider does not answer, or not as it should.
fn unavailable(cause: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::new(
        StatusCode::BAD_GATEWAY,
        "provider_unavailable",
        Text::fixed(
            "Сервис входа не отвечает",
            "The sign-in service does not answer",
        ),
        Text::fixed(
            "Попробуйте через несколько минут или войдите другим способом.",
            "Try again in a few minutes, or sign in another way.",
        ),
    );
    problem.cause = Some(cause.to_string());
    problem
}
