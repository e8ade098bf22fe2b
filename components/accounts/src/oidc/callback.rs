//! `GET /sign-in/oidc/callback`: the browser comes back from the provider.

use auth::oidc::{IdToken, Person};
use auth::token::Token;
use axum::http::StatusCode;
use domain::Text;
use domain::applicant::ApplicantRecord;
use store::account::{Login, LoginKind};
use web::capabilities::secure_cookies;
use web::reply::{see_other, with};
use web::{Answer, Context, Problem, cookies, query, session};

use super::config::{Config, config};
use super::{DEPARTURE, Departure, lost, refused, remote};
use crate::arrival::{Arrival, Strength, arrive, link};
use crate::once;

/// Codes of providers are short; a longer one is refused before it is sent on.
const MAX_CODE_CHARS: usize = 4096;

/// Signs in, or links.
pub(crate) async fn oidc_callback(context: Context) -> Answer {
    let secure = secure_cookies(&context).await?;
    let browser = cookies::departure(&context.headers, secure);
    let browser = browser.and_then(Token::parse).ok_or_else(lost)?;
    let state = query::first(&context.query, "state").unwrap_or_default();
    let state = Token::parse(&state).ok_or_else(lost)?;
    let kept = once::take::<Departure>(&context, DEPARTURE, state.as_bytes(), browser.as_bytes());
    let (account, departure) = kept.await?.ok_or_else(lost)?;
    let config = config(&context).await?;
    let id = identity(&context, &config, &departure).await?;
    let login = Login::new(
        LoginKind::Oidc,
        &format!("{}\n{}", config.issuer.as_str(), id.subject),
    );
    let answer = match account.filter(|_| departure.link) {
        Some(account) => {
            // Whoever has signed in as somebody else meanwhile links nothing.
            let session = session::required_full(&context).await?;
            if session.account != account {
                return Err(lost());
            }
            link(&context, &account, &login).await?;
            see_other(&departure.return_to)?
        }
        None => {
            let person = config.mapping.person(&id.claims, context.now.date_naive());
            let arrival = Arrival {
                login,
                method: "oidc",
                strength: strength(&id),
                others: others(&person),
                person: record(person),
                return_to: &departure.return_to,
            };
            arrive(&context, arrival).await?
        }
    };
    with(answer, "set-cookie", &cookies::forget_departure(secure))
}

async fn identity(
    context: &Context,
    config: &Config,
    departure: &Departure,
) -> Result<IdToken, Problem> {
    let parameter = |name| query::first(&context.query, name);
    // RFC 9207: the answer of another provider may have been slipped in.
    let provider = remote::provider(context, config).await?;
    match parameter("iss") {
        Some(issuer) if issuer != config.issuer.as_str() => {
            return Err(refused("the redirect names another issuer"));
        }
        None if provider.authorization_response_iss_parameter_supported => {
            return Err(refused("the redirect names no issuer"));
        }
        _ => {}
    }
    if let Some(error) = parameter("error") {
        return Err(match error.as_str() {
            "access_denied" | "login_required" | "interaction_required" => cancelled(),
            _ => refused("the provider answered with an error"),
        });
    }
    let code = parameter("code").filter(|code| code.len() <= MAX_CODE_CHARS);
    let code = code.ok_or_else(|| refused("the redirect has no code"))?;
    remote::redeem(context, config, departure, &code).await
}

fn cancelled() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "sign_in_cancelled",
        Text::fixed("Вход отменён", "The sign-in was cancelled"),
        Text::fixed(
            "Сервис входа не подтвердил, что это вы. Повторите или войдите другим способом.",
            "The sign-in service did not confirm that it is you. Try again or sign in another way.",
        ),
    )
}

/// The provider says that it asked for more than one thing (RFC 8176).
fn strength(id: &IdToken) -> Strength {
    let methods = id.claims.get("amr").and_then(|amr| amr.as_array());
    let several = methods.is_some_and(|list| list.iter().any(|one| one == "mfa"));
    if several {
        Strength::Full
    } else {
        Strength::One
    }
}

/// What else an account of the same person may be known by.
fn others(person: &Person) -> Vec<Login> {
    let login = |kind, value: Option<&str>| value.map(|value| Login::new(kind, value));
    [
        login(
            LoginKind::Email,
            person.email.as_ref().map(|one| one.as_str()),
        ),
        login(
            LoginKind::Phone,
            person.phone.as_ref().map(|one| one.as_str()),
        ),
        login(
            LoginKind::Snils,
            person.snils.as_ref().map(|one| one.as_str()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn record(person: Person) -> ApplicantRecord {
    ApplicantRecord {
        last_name: person
            .last_name
            .map(|one| one.as_str().to_owned())
            .unwrap_or_default(),
        first_name: person
            .first_name
            .map(|one| one.as_str().to_owned())
            .unwrap_or_default(),
        middle_name: person.middle_name.map(|one| one.as_str().to_owned()),
        birth_date: person.birth_date.map(|one| one.to_string()),
        inn: person.inn.map(|one| one.as_str().to_owned()),
        snils: person.snils.map(|one| one.as_str().to_owned()),
        email: person.email.map(|one| one.as_str().to_owned()),
        phone: person.phone.map(|one| one.as_str().to_owned()),
    }
}
