//! Somebody whom others vouch for: an identity provider, or an authority that gave a certificate.
//!
//! Accounts are linked and never merged: an identity that is new makes an account of its own, unless somebody
//! has an account with the same contact; then they are asked to sign in to it and link the identity there.

use axum::http::StatusCode;
use domain::Text;
use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use store::account::{self, Login, NewAccount, Profile, State};
use uuid::Uuid;
use web::capabilities::database;
use web::messages::{self, Notice};
use web::{Answer, Context, Problem};

use crate::entry::{closed, enter, enter_with_one};

/// How much the proof is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// As much as a password: an account with a second factor asks for it.
    One,
    /// As much as two factors: a key that its owner unlocked, or the provider's word that it asked for more.
    Full,
}

/// Somebody who has arrived.
pub(crate) struct Arrival<'a> {
    /// What the identity is known by.
    pub(crate) login: Login,
    /// How, for the session.
    pub(crate) method: &'static str,
    pub(crate) strength: Strength,
    /// What else is vouched for, by which an account of the same person may be known.
    pub(crate) others: Vec<Login>,
    /// What is known of the person, for the profile of a new account.
    pub(crate) person: ApplicantRecord,
    /// Where they want to go.
    pub(crate) return_to: &'a str,
}

/// Signs in to the account of the identity, or to a new one.
pub(crate) async fn arrive(context: &Context, arrival: Arrival<'_>) -> Answer {
    let db = database().await?;
    let id = match account::taken(db, &arrival.login).await? {
        Some(id) => id,
        None => create(context, &arrival).await?,
    };
    let account = account::by_id(db, &id).await?.ok_or_else(closed)?;
    match arrival.strength {
        Strength::Full => enter(context, &account, arrival.method, arrival.return_to).await,
        Strength::One => enter_with_one(context, &account, arrival.method, arrival.return_to).await,
    }
}

/// Links an identity to the account that is signed in.
pub(crate) async fn link(context: &Context, account: &str, login: &Login) -> Result<(), Problem> {
    let (db, at) = (database().await?, context.now.timestamp_millis());
    if !account::add_login(db, account, login, at).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "link_taken",
            Text::fixed(
                "Этот вход привязан к другой учётной записи",
                "This sign-in is linked to another account",
            ),
            Text::fixed(
                "Войдите с ним и отвяжите его там, потом привяжите здесь.",
                "Sign in with it and unlink it there, then link it here.",
            ),
        ));
    }
    let data = serde_json::json!({ "kind": login.kind.as_str() });
    account::note(db, account, "link_added", &data, at).await?;
    if let Some(account) = account::by_id(db, account).await? {
        messages::tell(context, &account, &Notice::LinkAdded).await?;
    }
    Ok(())
}

async fn create(context: &Context, arrival: &Arrival<'_>) -> Result<String, Problem> {
    let db = database().await?;
    for other in &arrival.others {
        if account::taken(db, other).await?.is_some() {
            return Err(known());
        }
    }
    let id = Uuid::now_v7().to_string();
    let others = arrival.others.iter().cloned().map(|login| (login, true));
    let mut logins = vec![(arrival.login.clone(), true)];
    logins.extend(others);
    let new = NewAccount {
        id: &id,
        role: Role::Citizen,
        territory: Territory::EVERYWHERE,
        lang: context.lang,
        state: State::Active,
        password: None,
        profile: &Profile {
            person: arrival.person.clone(),
            ..Profile::default()
        },
        logins: &logins,
        at: context.now.timestamp_millis(),
    };
    // Somebody may have been faster with one of the logins.
    account::create(db, &new)
        .await?
        .then_some(id)
        .ok_or_else(known)
}

/// The identity is new, but its person seems to have an account.
fn known() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "link_needed",
        Text::fixed(
            "У вас уже есть учётная запись",
            "You have an account already",
        ),
        Text::fixed(
            "Учётная запись с таким телефоном, почтой или СНИЛС уже есть. Войдите в неё, как обычно, и привяжите этот вход в разделе «Безопасность».",
            "There is an account with this phone, e-mail or SNILS. Sign in to it as usual and link this sign-in under “Security”.",
        ),
    )
}
