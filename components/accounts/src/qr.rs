//! `/api/v1/session/qr`: signing in on one device by approving it on another.
//!
//! The ticket stays in the browser that asks, and only it can fetch the session; the short code, drawn as QR,
//! only lets somebody who has signed in look at the asker and approve. Both work once, for five minutes. Whoever
//! approves has shown a short while ago who they are, and the session that begins is no more than theirs: as old,
//! and over when theirs would be.

use auth::code::ShortCode;
use auth::qr;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::Duration;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use serde::{Deserialize, Serialize};
use store::account;
use store::one_time::{self, NewOneTime, OneTime};
use store::session::Client;
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::messages::{self, Notice};
use web::reply::{json, page};
use web::time::from_ms;
use web::{Answer, Context, Problem, client, session};

use crate::account_view::own_account;
use crate::approve;
use crate::finish::{self, Form};
use crate::incoming::{Incoming, Shape};
use crate::own::own_full;
use crate::tickets::{self, Ticket, purpose};

/// Long enough to take the telephone out and to sign in there once more, second factor and all; short enough for
/// nobody to be talked into approving later.
pub(crate) const LIFE: Duration = Duration::minutes(5);

/// Who asks; sealed.
#[derive(Serialize, Deserialize)]
struct Asker {
    client: Client,
    agent: Vec<u8>,
    /// The session that let the asker in.
    #[serde(default)]
    approver: Option<String>,
}

const TICKET: Shape = Shape::texts(&["ticket"]);

const CODE: Shape = Shape::texts(&["short_code"]);

/// Begins: a ticket for this browser, a code for the telephone.
pub(crate) async fn qr_begin(context: Context) -> Answer {
    session::refuse_cross_site(&context).await?;
    let ticket = Ticket::new().await?;
    let code = ShortCode::new().map_err(Problem::internal)?;
    let asker = Asker {
        client: client::describe(&context).await?,
        agent: client::seen(&context).await?.agent.to_vec(),
        approver: None,
    };
    let expires_at = context.now + LIFE;
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::QR,
        account: None,
        code_hash: Some(code_hash(&code).await?),
        data: &serde_json::to_string(&asker).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: expires_at.timestamp_millis(),
        lock_until: None,
    };
    one_time::create(database().await?, &new).await?;
    // In the fragment, which no browser sends: no log of any proxy has the code.
    let link = format!(
        "{}/approve#{}",
        session::own_url(&context).await?,
        code.as_str()
    );
    let label = Text::fixed(
        "QR-код для входа с телефона",
        "QR code for signing in by telephone",
    );
    let body = api::QrStarted {
        ticket: ticket.text,
        short_code: code.grouped(),
        qr_svg: qr::svg(&link, label.get(context.lang)).map_err(Problem::internal)?,
        expires_at,
    };
    json(StatusCode::CREATED, &body)
}

/// Asks whether it is approved; if so, signs this browser in with a session of its own.
pub(crate) async fn qr_poll(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, TICKET).await?;
    let ticket = incoming.required("ticket");
    incoming.check()?;
    let hash = tickets::hash(&ticket).await?;
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let waiting = one_time::look(db, purpose::QR, hash, now).await?;
    let waiting = waiting.ok_or_else(tickets::gone)?;
    let asker: Asker = serde_json::from_str(&waiting.data).map_err(Problem::internal)?;
    // A ticket that was carried to another browser is worth nothing there.
    if asker.agent != client::seen(&context).await?.agent {
        return Err(tickets::gone());
    }
    let Some(taken) = one_time::take_claimed(db, purpose::QR, hash, now).await? else {
        let body = api::SessionState {
            state: "waiting".to_owned(),
            ..api::SessionState::default()
        };
        return json(StatusCode::OK, &body);
    };
    // What was approved before the ticket was taken holds what the approver's session holds now. Another password, and
    // the ending of all other sessions, have used the ticket up.
    let asker: Asker = serde_json::from_str(&taken.data).map_err(Problem::internal)?;
    let approver = asker.approver.unwrap_or_default();
    let approver = store::session::by_id(db, &approver, now).await?;
    let approver = approver.ok_or_else(tickets::gone)?;
    let account = account::by_id(db, &approver.account).await?;
    let account = account.ok_or_else(finish::wrong_credentials)?;
    let started = session::begin_by(&context, &approver, "qr").await?;
    let (form, status) = (Form::default(), StatusCode::OK);
    finish::answer(&context, &account, approver.level, started, &form, status)
}

/// Shows who asks to somebody who has signed in.
pub(crate) async fn qr_look(context: Context, body: Body) -> Answer {
    let mut incoming = Incoming::read(&context, body, CODE).await?;
    if incoming.is_page {
        // Nobody is to be led by another site to an approval that they did not begin.
        session::refuse_cross_site(&context).await?;
        return shown(&context, &mut incoming).await;
    }
    own_full(&context, Operation::SessionQrLook).await?;
    let code = required(&mut incoming)?;
    json(StatusCode::OK, &look(&context, &code).await?)
}

/// The page with who asks, to somebody who may approve; whoever has to show first who they are does that, and comes
/// back to it.
async fn shown(context: &Context, incoming: &mut Incoming) -> Answer {
    let code = incoming.text("short_code").to_owned();
    let asker = async {
        let own = own_full(context, Operation::SessionQrLook).await?;
        let asker = look(context, &required(incoming)?).await?;
        own.demand_recent(context)?;
        Ok(asker)
    };
    match asker.await {
        Ok(asker) => approve::look(context, &code, &asker).await,
        Err(problem) => approve::refused(context, &code, problem).await,
    }
}

/// The same when its person comes back from signing in.
pub(crate) async fn resumed(context: &Context, code: &str) -> Answer {
    shown(context, &mut Incoming::of("short_code", code)).await
}

/// Lets the asker in.
pub(crate) async fn qr_approve(context: Context, body: Body) -> Answer {
    let mut incoming = Incoming::read(&context, body, CODE).await?;
    match approve(&context, &mut incoming).await {
        Ok(()) if incoming.is_page => Ok(page(StatusCode::OK, approve::done(&context))),
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(problem) if incoming.is_page => {
            approve::refused(&context, incoming.text("short_code"), problem).await
        }
        Err(problem) => Err(problem),
    }
}

fn required(incoming: &mut Incoming) -> Result<String, Problem> {
    let code = incoming.required("short_code");
    incoming.check()?;
    Ok(code)
}

/// Who asks with a code.
async fn look(context: &Context, code: &str) -> Result<api::QrAsker, Problem> {
    let found = by_code(context, code).await?;
    let asker: Asker = serde_json::from_str(&found.data).map_err(Problem::internal)?;
    let here = client::describe(context).await?.network;
    Ok(api::QrAsker {
        same_network: asker.client.network == here,
        device: asker.client.device,
        network: asker.client.network,
        asked_at: from_ms(found.created_at),
        expires_at: from_ms(found.expires_at),
    })
}

async fn approve(context: &Context, incoming: &mut Incoming) -> Result<(), Problem> {
    let own = own_full(context, Operation::SessionQrApprove).await?;
    own.demand_recent(context)?;
    let found = by_code(context, &required(incoming)?).await?;
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let mut asker: Asker = serde_json::from_str(&found.data).map_err(Problem::internal)?;
    asker.approver = Some(own.id.clone());
    let data = serde_json::to_string(&asker).map_err(Problem::internal)?;
    let by = (own.account.as_str(), data.as_str());
    if !one_time::claim(db, purpose::QR, &found, by, now).await? {
        return Err(unknown_code());
    }
    let data = serde_json::json!({ "session": own.id });
    account::note(db, &own.account, "device_approved", &data, now).await?;
    let account = own_account(&own).await?;
    messages::tell(context, &account, &Notice::DeviceApproved).await
}

async fn by_code(context: &Context, text: &str) -> Result<OneTime, Problem> {
    let code = ShortCode::parse(text).ok_or_else(unknown_code)?;
    let hash = code_hash(&code).await?;
    let now = context.now.timestamp_millis();
    let found = one_time::look_by_code(database().await?, purpose::QR, hash, now).await?;
    found.ok_or_else(unknown_code)
}

async fn code_hash(code: &ShortCode) -> Result<[u8; 32], Problem> {
    Ok(keys()
        .await?
        .hash(Purpose::ShortCode, &[code.as_str().as_bytes()]))
}

fn unknown_code() -> Problem {
    let text = Text::fixed(
        "Такого кода нет, или он устарел. Покажите на другом устройстве новый",
        "There is no such code, or it is too old. Show a new one on the other device",
    );
    Problem::invalid_field(FieldError::with_text("/short_code", "code_gone", text))
}
