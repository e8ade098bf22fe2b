//! `/api/v1/account/factors/totp`: an app that shows codes. It counts only once it has shown one.

use auth::qr;
use auth::totp::Secret;
use axum::body::Body;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::Text;
use domain::access::Operation;
use pages::{SecurityView, TotpSetup};
use serde::{Deserialize, Serialize};
use store::account::Account;
use store::factor::{self, NewFactor};
use store::one_time::{self, NewOneTime};
use uuid::Uuid;
use web::capabilities::database;
use web::reply::json;
use web::session::Session;
use web::time::from_ms;
use web::{Answer, Context, Problem};

use crate::account_view::own_account;
use crate::factor_added::added;
use crate::incoming::{Incoming, Shape};
use crate::own::own;
use crate::own_page;
use crate::tickets::{self, CODE_LIFE, MOST_ATTEMPTS, Ticket, purpose};

/// The name of the service in apps.
const ISSUER: &str = "Otklik";

/// What is kept of an app; sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) secret: Vec<u8>,
}

const CONFIRM: Shape = Shape::texts(&["ticket", "code"]);

/// A new secret for an app.
pub(crate) async fn totp_begin(context: Context) -> Answer {
    let begun = begin(&context).await;
    if !context.wants_page {
        return json(StatusCode::CREATED, &begun?);
    }
    let own = own(&context, Operation::FactorTotp).await?;
    match begun {
        Ok(begun) => {
            let more = |view: &mut SecurityView| view.totp = Some(setup(begun));
            own_page::security(&context, &own, StatusCode::OK, more).await
        }
        Err(problem) => own_page::security_refused(&context, &own, problem, |_| ()).await,
    }
}

fn setup(begun: api::TotpEnrolment) -> TotpSetup {
    TotpSetup {
        ticket: begun.ticket,
        secret: begun.secret,
        uri: begun.uri,
        qr_svg: begun.qr_svg,
    }
}

/// A new secret, kept in a ticket until a code of it was shown.
pub(crate) async fn begin(context: &Context) -> Result<api::TotpEnrolment, Problem> {
    let own = own(context, Operation::FactorTotp).await?;
    own.demand_recent(context)?;
    let account = own_account(&own).await?;
    let secret = Secret::new().map_err(Problem::internal)?;
    let ticket = Ticket::new().await?;
    let kept = Kept {
        secret: secret.as_bytes().to_vec(),
    };
    let expires_at = context.now + CODE_LIFE;
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::TOTP,
        account: Some(&own.account),
        code_hash: None,
        data: &serde_json::to_string(&kept).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: expires_at.timestamp_millis(),
        lock_until: None,
    };
    one_time::create(database().await?, &new).await?;
    enrolment(context, &account, ticket.text, &secret, expires_at)
}

/// A secret as an app takes it.
fn enrolment(
    context: &Context,
    account: &Account,
    ticket: String,
    secret: &Secret,
    expires_at: DateTime<Utc>,
) -> Result<api::TotpEnrolment, Problem> {
    let contact = account.contact().map_or("", |(_, contact)| contact);
    let uri = secret.link(ISSUER, contact).map_err(Problem::internal)?;
    let label = Text::fixed(
        "QR-код для приложения с кодами",
        "QR code for an authenticator app",
    );
    Ok(api::TotpEnrolment {
        ticket,
        secret: secret.base32(),
        qr_svg: qr::svg(&uri, label.get(context.lang)).map_err(Problem::internal)?,
        uri,
        expires_at,
    })
}

/// The app has shown a code: it is a second factor from now on.
pub(crate) async fn totp_confirm(context: Context, body: Body) -> Answer {
    let own = own(&context, Operation::FactorTotpConfirm).await?;
    let mut incoming = Incoming::read(&context, body, CONFIRM).await?;
    match confirm(&context, &own, &mut incoming).await {
        Ok(()) => added(&context, &own, "totp", incoming.is_page).await,
        Err(problem) => {
            // The code was wrong: the app is shown again as long as its ticket lives.
            let again = again(&context, &own, incoming.text("ticket")).await?;
            let more = |view: &mut SecurityView| view.totp = again.map(setup);
            own_page::security_refused(&context, &own, problem, more).await
        }
    }
}

/// What a ticket that is still good began with.
async fn again(
    context: &Context,
    own: &Session,
    ticket: &str,
) -> Result<Option<api::TotpEnrolment>, Problem> {
    let hash = tickets::hash(ticket).await?;
    let now = context.now.timestamp_millis();
    let found = one_time::look(database().await?, purpose::TOTP, hash, now).await?;
    let Some(found) = found.filter(|one| one.account.as_deref() == Some(own.account.as_str()))
    else {
        return Ok(None);
    };
    let kept: Kept = serde_json::from_str(&found.data).map_err(Problem::internal)?;
    let secret = Secret::from_bytes(&kept.secret).map_err(Problem::internal)?;
    let account = own_account(own).await?;
    enrolment(
        context,
        &account,
        ticket.to_owned(),
        &secret,
        from_ms(found.expires_at),
    )
    .map(Some)
}

async fn confirm(context: &Context, own: &Session, incoming: &mut Incoming) -> Result<(), Problem> {
    own.demand_recent(context)?;
    let (ticket, code) = (incoming.required("ticket"), incoming.required("code"));
    incoming.check()?;
    let hash = tickets::hash(&ticket).await?;
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let ticket = one_time::attempt(db, purpose::TOTP, hash, MOST_ATTEMPTS, now).await?;
    let own_ticket =
        ticket.filter(|ticket| ticket.account.as_deref() == Some(own.account.as_str()));
    let ticket = own_ticket.ok_or_else(tickets::gone)?;
    let kept: Kept = serde_json::from_str(&ticket.data).map_err(Problem::internal)?;
    let secret = Secret::from_bytes(&kept.secret).map_err(Problem::internal)?;
    let seconds = context.now.timestamp().unsigned_abs();
    let step = secret.check(&code, seconds, None);
    let Some(step) = step.and_then(|step| i64::try_from(step).ok()) else {
        return Err(tickets::wrong_code(MOST_ATTEMPTS - ticket.attempts));
    };
    if one_time::take(db, purpose::TOTP, hash, now)
        .await?
        .is_none()
    {
        return Err(tickets::gone());
    }
    let new = NewFactor {
        id: &Uuid::now_v7().to_string(),
        account: &own.account,
        kind: "totp",
        hash: None,
        data: &ticket.data,
        // The code that was just shown is used up by this.
        counter: step,
        at: now,
    };
    factor::add(db, &new).await?;
    Ok(())
}
