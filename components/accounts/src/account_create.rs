//! `POST /api/v1/accounts`: begins a registration. Nothing is made before the code is confirmed, so nobody
//! can sit on somebody else's address; and whoever has an account is told so by message, not by the answer.

use auth::password;
use axum::body::Body;
use axum::http::StatusCode;
use domain::appeal::FieldError;
use domain::{Lang, Login, Text};
use pages::CodeFor;
use serde::{Deserialize, Serialize};
use store::account::{self, LoginKind};
use store::one_time::{self, NewOneTime};
use web::capabilities::{database, hasher};
use web::limits::policy::{CODE_SENDING, REGISTRATION};
use web::limits::{self, Subject};
use web::messages::{self, Notice};
use web::reply::{json, page};
use web::{Answer, Context, Problem, proof, session};

use crate::forms;
use crate::incoming::{Incoming, Shape};
use crate::session_create::counted;
use crate::tickets::{self, CODE_LIFE, MOST_SENDS, Ticket, purpose};

/// What a registration holds until its code is confirmed; sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Registration {
    pub(crate) login: String,
    pub(crate) password: String,
    pub(crate) lang: String,
}

const SHAPE: Shape = Shape {
    texts: &["login", "password", "lang", "altcha"],
    flags: &["consent"],
    lists: &[],
};

/// Begins a registration.
pub(crate) async fn account_create(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    match register(&context, &mut incoming).await {
        Ok(sent) if incoming.is_page => {
            let masked = sent.masked.as_deref().unwrap_or_default();
            let to = &incoming.return_to;
            let html = forms::code(
                &context,
                CodeFor::Registration,
                &sent.ticket,
                masked,
                vec![],
                to,
            );
            Ok(page(StatusCode::OK, html))
        }
        Ok(sent) => json(StatusCode::ACCEPTED, &sent),
        Err(problem) => incoming.refused(&context, problem, |faults, values| {
            forms::register(&context, values, faults, &incoming.return_to)
        }),
    }
}

async fn register(context: &Context, incoming: &mut Incoming) -> Result<api::CodeSent, Problem> {
    let login = contact(incoming, "login");
    let typed = incoming.text("login").to_owned();
    let password = new_password(incoming, &[&typed]);
    if !incoming.flag("consent") {
        let text = Text::fixed(
            "Без согласия на обработку персональных данных учётную запись не создать",
            "An account cannot be made without your consent to the processing of personal data",
        );
        incoming
            .faults
            .push(FieldError::with_text("/consent", "consent_required", text));
    }
    incoming.check()?;
    let (Some(login), Some(password)) = (login, password) else {
        return Err(Problem::internal("a checked registration lacks a part"));
    };
    proof::require(context, incoming.proof()).await?;
    limits::take(context, &REGISTRATION, Subject::Network).await?;
    limits::take(context, &CODE_SENDING, Subject::Login(&counted(&typed))).await?;
    let lang = Lang::from_code(incoming.text("lang")).unwrap_or(context.lang);
    let registration = Registration {
        login: login.as_str().to_owned(),
        password: hasher().await?.hash(&password).map_err(Problem::internal)?,
        lang: lang.code().to_owned(),
    };
    let db = database().await?;
    let taken = account::taken(db, &store_login(&login)).await?;
    let ticket = Ticket::new().await?;
    let (code, code_hash) = tickets::new_code(&ticket.hash).await?;
    let notice = match taken {
        Some(_) => Notice::AlreadyRegistered,
        None => Notice::RegistrationCode(code.as_str()),
    };
    let message = messages::to_login(&login, lang, &notice);
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::REGISTRATION,
        account: None,
        code_hash: Some(code_hash),
        data: &serde_json::to_string(&registration).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: (context.now + CODE_LIFE).timestamp_millis(),
        lock_until: None,
    };
    one_time::send_code(db, &new, MOST_SENDS, Some(&message)).await?;
    messages::show(&message).await?;
    Ok(tickets::sent(context, &ticket, Some(&login)))
}

/// A contact that a code can be sent to; a fault where it is none.
pub(crate) fn contact(incoming: &mut Incoming, name: &'static str) -> Option<Login> {
    let text = incoming.required(name);
    if text.trim().is_empty() {
        return None;
    }
    match Login::contact(&text) {
        Ok(login) => Some(login),
        Err(error) => {
            let pointer = format!("/{name}");
            incoming
                .faults
                .push(FieldError::with_text(pointer, error.code, error.text));
            None
        }
    }
}

/// A password that may be set; every broken rule is a fault.
pub(crate) fn new_password(
    incoming: &mut Incoming,
    logins: &[&str],
) -> Option<password::NewPassword> {
    let text = incoming.text("password").to_owned();
    if text.is_empty() {
        incoming.required("password");
        return None;
    }
    match password::check(&text, logins) {
        Ok(password) => Some(password),
        Err(faults) => {
            let faults = faults.into_iter();
            incoming.faults.extend(
                faults.map(|fault| FieldError::with_text("/password", fault.code(), fault.text())),
            );
            None
        }
    }
}

/// A login as the store knows it.
pub(crate) fn store_login(login: &Login) -> account::Login {
    let kind = match login {
        Login::Phone(_) => LoginKind::Phone,
        Login::Email(_) => LoginKind::Email,
        Login::Snils(_) => LoginKind::Snils,
    };
    account::Login::new(kind, login.as_str())
}
