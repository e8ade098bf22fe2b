//! `GET /api/v1/account`: the account's state with what to do, and the data that forms are filled in with.

use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use domain::access::Operation;
use domain::applicant::ApplicantRecord;
use store::account::{self, Account, LoginKind, State};
use store::factor;
use web::capabilities::database;
use web::reply::{json, with};
use web::session::Session;
use web::time::from_ms;
use web::{Answer, Context, Problem, conditional, session};

use crate::own::own;

/// A password older than this is worth a reminder (product rules, B5); nobody is made to change it, since
/// forced changes make weaker passwords (NIST SP 800-63B-4 3.1.1.2).
const OLD_PASSWORD: Duration = Duration::days(90);

/// Shows the account to its person.
pub(crate) async fn account_view(context: Context) -> Answer {
    let own = own(&context, Operation::AccountView).await?;
    let account = own_account(&own).await?;
    answer(&context, &account).await
}

/// The account of a session.
pub(crate) async fn own_account(session: &Session) -> Result<Account, Problem> {
    let found = account::by_id(database().await?, &session.account).await?;
    found.ok_or_else(session::sign_in_needed)
}

/// The account as an answer.
pub(crate) async fn answer(context: &Context, account: &Account) -> Answer {
    let db = database().await?;
    let logins = account::logins(db, &account.id).await?;
    let factors = factor::of_account(db, &account.id).await?;
    let now = context.now.timestamp_millis();
    let state = state(account, now);
    let age = account.password_at.map(|at| context.now - from_ms(at));
    let body = api::AccountView {
        id: account.id.clone(),
        role: account.role.to_string(),
        state: state.to_owned(),
        what_to_do: advice(account, state).get(context.lang).to_owned(),
        locked_until: account
            .locked_until
            .filter(|until| *until > now && account.lock_reason.as_deref() != Some("unusual"))
            .map(from_ms),
        profile: person(&account.profile.person),
        position: account.profile.position.clone(),
        region: account.profile.region.map(|region| region.to_string()),
        answer_by: account.profile.answer_by.clone(),
        lang: account.lang.code().to_owned(),
        logins: logins
            .iter()
            // Whether the СНИЛС is a login is not told: somebody else may have declared the same one.
            .filter(|kind| **kind != LoginKind::Snils)
            .map(|kind| kind.as_str().to_owned())
            .collect(),
        password_changed_at: account.password_at.map(from_ms),
        password_is_old: age.is_some_and(|age| age >= OLD_PASSWORD),
        second_factor_required: account.role.is_staff(),
        second_factor: !factors.is_empty(),
        created_at: from_ms(account.created_at),
        version: account.version,
    };
    let response = json(StatusCode::OK, &body)?;
    with(response, "etag", &conditional::etag(account.version))
}

/// The state, as it is sent.
pub(crate) fn state(account: &Account, now: i64) -> &'static str {
    match account.state {
        State::Blocked => "blocked",
        _ if account.is_locked(now) => "locked",
        State::Unconfirmed => "needs_confirmation",
        State::Active => "active",
    }
}

/// What to do about a state.
pub(crate) fn advice(account: &Account, state: &str) -> Text {
    match (state, account.lock_reason.as_deref()) {
        ("blocked", _) => Text::fixed(
            "Учётная запись заблокирована. Обратитесь в службу поддержки: там скажут причину и как её обжаловать.",
            "The account is blocked. Ask support: they tell the reason and how to appeal.",
        ),
        ("locked", Some("unusual")) => Text::fixed(
            "Вход закрыт из-за необычной активности. Задайте новый пароль через «Восстановление доступа».",
            "Signing in is closed because of unusual activity. Set a new password by “Recovery”.",
        ),
        ("locked", _) => Text::fixed(
            "Вход закрыт на 30 минут из-за ошибок или частых запросов кода. Подождите или восстановите доступ: это откроет вход сразу.",
            "Signing in is closed for 30 minutes after failures or many codes. Wait, or recover access: that opens it at once.",
        ),
        ("needs_confirmation", _) => Text::fixed(
            "Подтвердите телефон или почту в профиле: без них не восстановить доступ и не получать сообщения.",
            "Confirm a phone or an e-mail address in the profile: without one there is no recovery and no messages.",
        ),
        _ => Text::fixed(
            "Всё в порядке, делать ничего не нужно.",
            "All is well; there is nothing to do.",
        ),
    }
}

fn person(person: &ApplicantRecord) -> api::ApplicantData {
    let person = person.clone();
    api::ApplicantData {
        last_name: person.last_name,
        first_name: person.first_name,
        middle_name: person.middle_name,
        birth_date: person.birth_date,
        inn: person.inn,
        snils: person.snils,
        email: person.email,
        phone: person.phone,
    }
}
