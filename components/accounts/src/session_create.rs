//! `POST /api/v1/session`: signing in with a login and a password.
//!
//! An unknown login, a wrong password, a lock and a block take the same steps and the same time: one look,
//! one comparison by Argon2, one write, one answer.

use auth::password::Verdict;
use axum::body::Body;
use chrono::Duration;
use domain::lang::Lang;
use domain::login::{self, Circumstances};
use domain::{Login, text};
use serde_json::json as data;
use store::account::{self, Account, Failure, Found, Lock, LoginKind, State};
use store::outbox::Channel;
use web::capabilities::{database, hasher};
use web::limits::sign_in;
use web::messages::{self, Notice};
use web::{Answer, Context, Problem, client, session};

use crate::account_create::store_login;
use crate::finish::{self, Form, wrong_credentials};
use crate::forms;
use crate::incoming::{Incoming, Shape};
use crate::methods;
use crate::second_step;

/// Failures that lock an account (product rules, section 6).
pub(crate) const MOST_FAILURES: i64 = 5;

/// For how long.
pub(crate) const LOCK: Duration = Duration::minutes(30);

/// How far back codes are counted that were asked for.
pub(crate) const CODES_COUNTED: Duration = Duration::hours(1);

/// A lock that only recovery opens, since the password is known to somebody else: the last moment of the
/// year 9999.
const UNTIL_RECOVERY: i64 = 253_402_300_799_000;

const SHAPE: Shape = Shape::texts(&["login", "password", "altcha"]);

/// Signs in, or asks for a second factor.
pub(crate) async fn session_create(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let form = Form {
        is_page: incoming.is_page,
        return_to: incoming.return_to.clone(),
    };
    match try_sign_in(&context, &mut incoming, &form).await {
        Ok(answer) => Ok(answer),
        Err(problem) => {
            let offers = forms::offers().await;
            incoming.refused(&context, problem, |faults, values| {
                forms::sign_in(&context, offers, values, faults, "", &incoming.return_to)
            })
        }
    }
}

async fn try_sign_in(context: &Context, incoming: &mut Incoming, form: &Form) -> Answer {
    let (login, password) = (incoming.required("login"), incoming.required("password"));
    incoming.check()?;
    let counted = counted(&login);
    sign_in::before(context, &counted, incoming.proof()).await?;
    let found = find(context, &login).await?;
    let kept = found
        .as_ref()
        .and_then(|found| found.account.password.as_deref());
    let verdict = hasher()
        .await?
        .verify(&password, kept)
        .map_err(Problem::internal)?;
    let now = context.now.timestamp_millis();
    let is_open = |account: &Account| account.state == State::Active && !account.is_locked(now);
    match found {
        Some(found) if verdict != Verdict::Wrong && is_open(&found.account) => {
            if is_unusual(&found) {
                lock(context, &found.account).await?;
                return Err(wrong_credentials());
            }
            sign_in::succeeded(context, &counted).await?;
            proceed(context, &found, form).await
        }
        found => {
            let account = found.as_ref().map(|found| &found.account);
            fail(context, account, "password").await?;
            sign_in::failed(context, &counted).await?;
            Err(wrong_credentials())
        }
    }
}

/// A login as failures at it are counted, however it was spelt.
pub(crate) fn counted(login: &str) -> String {
    let known = Login::candidates(login).into_iter().next();
    known.map_or_else(
        || text::value(login, &[]).to_lowercase(),
        |login| login.as_str().to_lowercase(),
    )
}

/// The account with this login. What is no login at all is looked for as well.
pub(crate) async fn find(context: &Context, login: &str) -> Result<Option<Found>, Problem> {
    let mut logins: Vec<account::Login> =
        Login::candidates(login).iter().map(store_login).collect();
    if logins.is_empty() {
        logins.push(account::Login::new(LoginKind::Email, login));
    }
    let since = (context.now - CODES_COUNTED).timestamp_millis();
    let seen = client::seen(context).await?;
    Ok(account::find(database().await?, &logins, seen, since).await?)
}

/// Counts a failure, and locks the account at the fifth. Nobody's failure is written as well, and a message
/// is sealed for it that goes nowhere: the time tells nothing.
pub(crate) async fn fail(
    context: &Context,
    account: Option<&Account>,
    method: &str,
) -> Result<(), Problem> {
    let decoy = || {
        messages::to(
            Channel::Email,
            "nobody@example.ru",
            Lang::Ru,
            &Notice::Locked,
        )
    };
    let message = account.map_or_else(
        || Some(decoy()),
        |a| messages::to_account(a, &Notice::Locked),
    );
    let failure = Failure {
        account: account.map(|account| account.id.as_str()),
        data: data!({ "method": method }),
        most: MOST_FAILURES,
        lock_until: (context.now + LOCK).timestamp_millis(),
        notice: message.as_ref(),
        at: context.now.timestamp_millis(),
    };
    Ok(account::fail(database().await?, &failure).await?)
}

fn is_unusual(found: &Found) -> bool {
    login::is_unusual(Circumstances {
        failures: found.account.failures,
        known_device: found.known_agent,
        known_network: found.known_network,
        second_factor: !found.factors.is_empty(),
    })
}

/// Locks the account until its owner sets another password, and tells them.
async fn lock(context: &Context, account: &Account) -> Result<(), Problem> {
    let message = messages::to_account(account, &Notice::Unusual);
    let lock = Lock {
        account: &account.id,
        reason: "unusual",
        until: UNTIL_RECOVERY,
        notice: message.as_ref(),
        at: context.now.timestamp_millis(),
    };
    account::lock(database().await?, &lock).await?;
    match &message {
        Some(message) => messages::show(message).await,
        None => Ok(()),
    }
}

/// The password was right: a session, or the question for a second factor.
async fn proceed(context: &Context, found: &Found, form: &Form) -> Answer {
    let account = &found.account;
    if found.factors.is_empty() {
        return match account.role.is_staff() {
            true => finish::half_signed_in(context, account, form).await,
            false => finish::signed_in(context, account, "password", form).await,
        };
    }
    let methods = methods::of(account, &found.factors, found.recovery_codes);
    second_step::ask(context, account, methods, form).await
}
