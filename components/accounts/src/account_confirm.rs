//! `POST /api/v1/accounts/confirm`: the code proves the contact, and the account is made.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::{Role, Territory};
use domain::{Lang, Login, Text};
use pages::CodeFor;
use store::account::{self, NewAccount, Profile, State};
use store::session::Level;
use uuid::Uuid;
use web::capabilities::database;
use web::{Answer, Context, Problem, session};

use crate::account_create::{Registration, store_login};
use crate::finish::{self, Form};
use crate::forms;
use crate::incoming::{Incoming, Shape};
use crate::tickets::{self, purpose};

const SHAPE: Shape = Shape::texts(&["ticket", "code"]);

/// Makes the account and signs its person in.
pub(crate) async fn account_confirm(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    match confirm(&context, &mut incoming).await {
        Ok(answer) => Ok(answer),
        Err(problem) => incoming.refused(&context, problem, |faults, _| {
            let (ticket, to) = (incoming.text("ticket"), &incoming.return_to);
            forms::code(&context, CodeFor::Registration, ticket, "", faults, to)
        }),
    }
}

async fn confirm(context: &Context, incoming: &mut Incoming) -> Answer {
    let (ticket, code) = (incoming.required("ticket"), incoming.required("code"));
    incoming.check()?;
    let hash = tickets::hash(&ticket).await?;
    let ticket = tickets::redeem(context, purpose::REGISTRATION, &hash, &code).await?;
    let kept: Registration = serde_json::from_str(&ticket.data).map_err(Problem::internal)?;
    let login = Login::contact(&kept.login).map_err(Problem::internal)?;
    let mut profile = Profile::default();
    set_contact(&mut profile, &login);
    let id = Uuid::now_v7().to_string();
    let new = NewAccount {
        id: &id,
        role: Role::Citizen,
        territory: Territory::EVERYWHERE,
        lang: Lang::from_code(&kept.lang).unwrap_or_default(),
        state: State::Active,
        password: Some(&kept.password),
        profile: &profile,
        logins: &[(store_login(&login), true)],
        at: context.now.timestamp_millis(),
    };
    let db = database().await?;
    if !account::create(db, &new).await? {
        return Err(already());
    }
    let account = account::by_id(db, &id).await?;
    let account = account.ok_or_else(|| Problem::internal("a new account is not there"))?;
    let role = account.role;
    let started = session::begin(context, &id, role, Level::Full, "registration").await?;
    let form = Form {
        is_page: incoming.is_page,
        return_to: incoming.return_to.clone(),
    };
    finish::answer(
        context,
        &account,
        Level::Full,
        started,
        &form,
        StatusCode::CREATED,
    )
}

/// Puts a proved contact into a profile.
pub(crate) fn set_contact(profile: &mut Profile, login: &Login) {
    match login {
        Login::Phone(phone) => profile.person.phone = Some(phone.as_str().to_owned()),
        Login::Email(email) => profile.person.email = Some(email.as_str().to_owned()),
        Login::Snils(_) => {}
    }
}

/// The contact got an account meanwhile; whoever proved it may know.
fn already() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "already_registered",
        Text::fixed("Учётная запись уже есть", "There is an account already"),
        Text::fixed(
            "С этим адресом или номером уже зарегистрировались. Войдите или восстановите доступ.",
            "This address or number has an account by now. Sign in, or recover access.",
        ),
    )
}
