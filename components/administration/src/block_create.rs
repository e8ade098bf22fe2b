//! `POST /api/v1/admin/blocks`: an account, an address or a telephone may not write for a while.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::Text;
use domain::access::Operation;
use domain::applicant::{Email, Phone};
use domain::configuration::Faults;
use domain::text::multi_line;
use store::account::{self, Login, LoginKind};
use store::block::{self, Block, Blocked, NewBlock};
use uuid::Uuid;
use web::auth::Permit;
use web::capabilities::database;
use web::reply::{self, with};
use web::{Answer, Context, Problem, auth, body, idempotency};

use crate::block_list::wire;
use crate::may;

/// A reason is a sentence or two: whoever is blocked is told it.
const MAX_REASON_CHARS: usize = 1_000;

/// Blocks somebody.
pub(crate) async fn block_create(context: Context, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::BlockCreate).await?;
    body::kind(&context)?;
    let asked = body::json(request).await?;
    idempotency::begin_json(&context, Operation::BlockCreate, &permit, &asked).await?;
    let (request, faults) = api::block_request(asked);
    let block = create(&context, &permit, request, Faults(faults)).await?;
    let now = context.now.timestamp_millis();
    let response = reply::json(StatusCode::CREATED, &wire(&block, now))?;
    with(
        response,
        "location",
        &format!("/api/v1/admin/blocks/{}", block.id),
    )
}

/// Checks and keeps a block.
pub(crate) async fn create(
    context: &Context,
    permit: &Permit,
    request: api::BlockRequest,
    mut faults: Faults,
) -> Result<Block, Problem> {
    idempotency::check(context)?;
    let blocked = blocked(&request, &mut faults).await?;
    let reason = multi_line(&request.reason.unwrap_or_default()).unwrap_or_default();
    if !(1..=MAX_REASON_CHARS).contains(&reason.chars().count()) {
        let text = Text::new(
            format!("Напишите причину, до {MAX_REASON_CHARS} знаков"),
            format!("Give the reason, in at most {MAX_REASON_CHARS} characters"),
        );
        faults.add_text("/reason", "reason_required", text);
    }
    let until = request.until.as_deref().map(|text| {
        let at = DateTime::parse_from_rfc3339(text).ok();
        at.map(|at| at.with_timezone(&Utc))
            .filter(|at| *at > context.now)
    });
    if until == Some(None) {
        faults.add(
            "/until",
            "until_invalid",
            "Время по RFC 3339, в будущем",
            "A time by RFC 3339, in the future",
        );
    }
    let agency = permit.territory().agency;
    if !may::change(permit, agency.as_deref()) {
        return Err(may::not_yours());
    }
    let (Some(blocked), true) = (blocked, faults.0.is_empty()) else {
        return Err(Problem::invalid(faults.0));
    };
    let id = Uuid::now_v7().to_string();
    let new = NewBlock {
        id: &id,
        blocked: &blocked,
        agency: agency.as_deref(),
        appeal: None,
        reason: &reason,
        by: &permit.actor(),
        at: context.now.timestamp_millis(),
        until: until.flatten().map(|at| at.timestamp_millis()),
    };
    let db = database().await?;
    block::set(db, &new).await?;
    let kept = block::by_id(db, &id).await?;
    kept.ok_or_else(|| Problem::internal("a block that was set is gone"))
}

async fn blocked(
    request: &api::BlockRequest,
    faults: &mut Faults,
) -> Result<Option<Blocked>, Problem> {
    let at = "/value";
    let value = request.value.as_deref().unwrap_or_default().trim();
    let contact = |kind, value: &str| Some(Blocked::Contact(Login::new(kind, value)));
    Ok(match request.kind.as_deref() {
        Some("email") => match Email::parse(value) {
            Ok(email) => contact(LoginKind::Email, email.as_str()),
            Err(error) => {
                faults.add_text(at, error.code, error.text);
                None
            }
        },
        Some("phone") => match Phone::parse(value) {
            Ok(phone) => contact(LoginKind::Phone, phone.as_str()),
            Err(error) => {
                faults.add_text(at, error.code, error.text);
                None
            }
        },
        Some("account") => {
            let known = match Uuid::try_parse(value) {
                Ok(id) => account::by_id(database().await?, &id.to_string()).await?,
                Err(_) => None,
            };
            // Colleagues are shut out by changing their access.
            let known = known.filter(|account| !account.role.is_staff());
            if known.is_none() {
                faults.add(
                    at,
                    "account_unknown",
                    "Такой учётной записи гражданина нет",
                    "There is no such account of a citizen",
                );
            }
            known.map(|account| Blocked::Account(account.id))
        }
        _ => {
            faults.add(
                "/kind",
                "kind_unknown",
                "Одно из: account, email, phone",
                "One of: account, email, phone",
            );
            None
        }
    })
}
