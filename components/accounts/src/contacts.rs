//! `/api/v1/account/contacts`: another telephone or e-mail address, confirmed by a code; the one before it is
//! told.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::{Login, Text};
use pages::CodeFor;
use serde::{Deserialize, Serialize};
use store::account::{self, Account, ContactChange};
use store::one_time::{self, NewOneTime};
use web::capabilities::database;
use web::limits::policy::CODE_SENDING;
use web::limits::{self, Subject};
use web::messages::{self, Notice};
use web::reply::{json, page, see_other};
use web::session::Session;
use web::{Answer, Context, Problem, notifications};

use crate::account_confirm::set_contact;
use crate::account_create::{contact, store_login};
use crate::account_update::changed_meanwhile;
use crate::account_view::own_account;
use crate::forms;
use crate::incoming::{Incoming, Shape};
use crate::own::own;
use crate::own_page;
use crate::tickets::{self, CODE_LIFE, MOST_SENDS, Ticket, purpose};

/// The contact that waits for its code; sealed.
#[derive(Serialize, Deserialize)]
struct Wanted {
    login: String,
    /// Whether it is for news alone, and opens nothing.
    #[serde(default)]
    is_for_news: bool,
}

/// An address that letters with news go to instead of the one to sign in with.
const NEWS: &str = "news_email";

const ASK: Shape = Shape::texts(&["kind", "value", "phone", "email", NEWS]);

const CONFIRM: Shape = Shape::texts(&["ticket", "code"]);

/// Sends a code to the new contact. Where another account has it, its owner is told instead, and the answer
/// is the same.
pub(crate) async fn contact_create(context: Context, body: Body) -> Answer {
    let own = own(&context, Operation::ContactCreate).await?;
    let mut incoming = Incoming::read(&context, body, ASK).await?;
    let sent = match ask(&context, &own, &mut incoming).await {
        Ok(sent) => sent,
        // The form for it stands on another page.
        Err(problem) if incoming.text("kind") == NEWS => return Err(problem),
        Err(problem) => {
            return own_page::profile_refused(&context, &own, problem, incoming.values()).await;
        }
    };
    if !incoming.is_page {
        return json(StatusCode::ACCEPTED, &sent);
    }
    let masked = sent.masked.as_deref().unwrap_or_default();
    let html = forms::code(&context, CodeFor::Contact, &sent.ticket, masked, vec![], "");
    Ok(page(StatusCode::OK, html))
}

async fn ask(
    context: &Context,
    own: &Session,
    incoming: &mut Incoming,
) -> Result<api::CodeSent, Problem> {
    own.demand_recent(context)?;
    let kind = incoming.required("kind");
    // A form's control has the name of its kind.
    let name = ["phone", "email", NEWS].into_iter().find(|name| {
        *name == kind && incoming.given("value").is_none() && incoming.given(name).is_some()
    });
    let login = contact(incoming, name.unwrap_or("value"));
    let fits = match &login {
        Some(Login::Phone(_)) => kind == "phone",
        Some(Login::Email(_)) => kind == "email" || kind == NEWS,
        _ => false,
    };
    if !fits && incoming.faults.is_empty() {
        let text = Text::fixed(
            "phone — телефон, email — почта, news_email — почта для новостей",
            "phone or email, as the value is; news_email for news alone",
        );
        incoming
            .faults
            .push(FieldError::with_text("/kind", "contact_kind", text));
    }
    incoming.check()?;
    let login = login.ok_or_else(|| Problem::internal("a checked contact is not there"))?;
    limits::take(context, &CODE_SENDING, Subject::Account(&own.account)).await?;
    let account = own_account(own).await?;
    let db = database().await?;
    let taken = account::taken(db, &store_login(&login)).await?;
    let ticket = Ticket::new().await?;
    let (code, code_hash) = tickets::new_code(&ticket.hash).await?;
    let notice = match taken {
        Some(other) if other != account.id && kind != NEWS => Notice::ContactTaken,
        _ => Notice::ContactCode(code.as_str()),
    };
    let message = messages::to_login(&login, account.lang, &notice);
    let wanted = Wanted {
        login: login.as_str().to_owned(),
        is_for_news: kind == NEWS,
    };
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::CONTACT,
        account: Some(&account.id),
        code_hash: Some(code_hash),
        data: &serde_json::to_string(&wanted).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: (context.now + CODE_LIFE).timestamp_millis(),
        lock_until: None,
    };
    one_time::send_code(db, &new, MOST_SENDS, Some(&message)).await?;
    messages::show(&message).await?;
    Ok(tickets::sent(context, &ticket, Some(&login)))
}

/// Takes the new contact.
pub(crate) async fn contact_confirm(context: Context, body: Body) -> Answer {
    let own = own(&context, Operation::ContactConfirm).await?;
    own.demand_recent(&context)?;
    let mut incoming = Incoming::read(&context, body, CONFIRM).await?;
    match confirm(&context, &own, &mut incoming).await {
        Ok(true) if incoming.is_page && own.role.is_staff() => {
            see_other("/desk/notifications?done=address")
        }
        Ok(true) if incoming.is_page => see_other("/cabinet/notifications?done=address"),
        Ok(false) if incoming.is_page => see_other("/cabinet/profile?done=contact"),
        Ok(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(problem) => incoming.refused(&context, problem, |faults, _| {
            forms::code(
                &context,
                CodeFor::Contact,
                incoming.text("ticket"),
                "",
                faults,
                "",
            )
        }),
    }
}

/// Gives whether it is for news alone.
async fn confirm(
    context: &Context,
    own: &Session,
    incoming: &mut Incoming,
) -> Result<bool, Problem> {
    let (ticket, code) = (incoming.required("ticket"), incoming.required("code"));
    incoming.check()?;
    let hash = tickets::hash(&ticket).await?;
    let ticket = tickets::redeem(context, purpose::CONTACT, &hash, &code).await?;
    // A ticket of another account is as good as none.
    if ticket.account.as_deref() != Some(own.account.as_str()) {
        return Err(tickets::gone());
    }
    let wanted: Wanted = serde_json::from_str(&ticket.data).map_err(Problem::internal)?;
    let login = Login::contact(&wanted.login).map_err(Problem::internal)?;
    let account = own_account(own).await?;
    let mut profile = account.profile.clone();
    if wanted.is_for_news {
        profile.news_email = Some(login.as_str().to_owned());
        notifications::keep(context, &account, &profile).await?;
        return Ok(true);
    }
    set_contact(&mut profile, &login);
    let notice = old_contact(&account, &login)
        .map(|old| messages::to_login(&old, account.lang, &Notice::ContactChanged));
    let change = ContactChange {
        account: &account,
        login: &store_login(&login),
        profile: &profile,
        notice: notice.as_ref(),
        at: context.now.timestamp_millis(),
    };
    if !account::change_contact(database().await?, &change).await? {
        return Err(changed_meanwhile());
    }
    if let Some(message) = &notice {
        messages::show(message).await?;
    }
    Ok(false)
}

/// Who is told: the contact that is replaced, or, where there was none of the kind, the other one.
fn old_contact(account: &Account, new: &Login) -> Option<Login> {
    let person = &account.profile.person;
    let (same, other) = match new {
        Login::Email(_) => (&person.email, &person.phone),
        _ => (&person.phone, &person.email),
    };
    let old = same.as_deref().or(other.as_deref())?;
    Login::contact(old).ok()
}
