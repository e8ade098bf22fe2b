//! `POST /api/v1/keys`: issues an API key, which is shown this once.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use domain::Text;
use domain::access::{Operation, Scope, Territory};
use domain::appeal::FieldError;
use domain::text::single_line;
use store::api_key::{self, ApiKey, NewApiKey};
use uuid::Uuid;
use web::auth::{Permit, key_text};
use web::capabilities::{database, keys};
use web::keys::token;
use web::reply::{json, with};
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, body, configuration, idempotency};

/// A name is for the list: longer ones are notes.
const MAX_NAME_CHARS: usize = 100;

/// How long a key lives where nothing else is asked for.
const USUAL_LIFE: Duration = Duration::days(365);

/// How long a key lives at most: a key that nobody renews is a key that nobody looks after.
const LONGEST_LIFE: Duration = Duration::days(730);

/// The bytes of a key's secret part.
const SECRET_BYTES: usize = 32;

/// A checked request.
struct Wanted {
    name: String,
    scopes: Vec<Scope>,
    agency: Option<String>,
    expires_at: DateTime<Utc>,
}

/// Issues a key.
pub(crate) async fn key_create(context: Context, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::KeyCreate).await?;
    body::kind(&context)?;
    let asked = body::json(request).await?;
    idempotency::begin_json(&context, Operation::KeyCreate, &permit, &asked).await?;
    let created = issue(&context, &permit, api::key_request(asked)).await?;
    let location = format!("/api/v1/keys/{}", created.id);
    with(json(StatusCode::CREATED, &created)?, "location", &location)
}

/// Issues a key.
pub(crate) async fn issue(
    context: &Context,
    permit: &Permit,
    (request, faults): (api::KeyRequest, Vec<FieldError>),
) -> Result<api::KeyCreated, Problem> {
    idempotency::check(context)?;
    let (db, keys) = (database().await?, keys().await?);
    let wanted = check(context, permit, request, faults).await?;
    let id = Uuid::now_v7().to_string();
    let secret = token(SECRET_BYTES)?;
    let new = NewApiKey {
        id: &id,
        hash: keys.api_key_hash(&id, &secret),
        name: &wanted.name,
        scopes: &wanted.scopes,
        agency: wanted.agency.as_deref(),
        created_by: permit.caller().id().unwrap_or_default(),
        at: context.now.timestamp_millis(),
        expires_at: wanted.expires_at.timestamp_millis(),
    };
    api_key::create(db, &new).await?;
    let key = api_key::by_id(db, &id).await?;
    let key = key.ok_or_else(|| Problem::internal("a key that was issued is gone"))?;
    created(&key, &secret)
}

fn created(key: &ApiKey, secret: &str) -> Result<api::KeyCreated, Problem> {
    let id = Uuid::try_parse(&key.id).map_err(Problem::internal)?;
    Ok(api::KeyCreated {
        id: key.id.clone(),
        key: key_text(id, secret),
        name: key.name.clone(),
        scopes: key.scopes.iter().map(ToString::to_string).collect(),
        agency: key.agency.clone(),
        created_at: from_ms(key.created_at),
        expires_at: from_ms(key.expires_at),
    })
}

async fn check(
    context: &Context,
    permit: &Permit,
    request: api::KeyRequest,
    mut faults: Vec<FieldError>,
) -> Result<Wanted, Problem> {
    let mut fault = |pointer: &str, code: &'static str, ru: String, en: String| {
        faults.push(FieldError::with_text(pointer, code, Text::new(ru, en)));
    };
    let name = single_line(&request.name.unwrap_or_default()).unwrap_or_default();
    if !(1..=MAX_NAME_CHARS).contains(&name.chars().count()) {
        fault(
            "/name",
            "name_length",
            format!("Назовите ключ, не длиннее {MAX_NAME_CHARS} знаков"),
            format!("Name the key, in at most {MAX_NAME_CHARS} characters"),
        );
    }
    let mut scopes: Vec<Scope> = request.scopes.iter().flat_map(|s| s.parse()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || request.scopes.iter().any(|s| s.parse::<Scope>().is_err()) {
        let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        let known = known.join(", ");
        fault(
            "/scopes",
            "scope_unknown",
            format!("Выберите права: {known}"),
            format!("Choose scopes: {known}"),
        );
    }
    // An administrator of one agency issues keys for it.
    let territory = permit.territory();
    let agency = request.agency.or_else(|| territory.agency.clone());
    let asked = Territory {
        agency: agency.clone(),
        ..Territory::EVERYWHERE
    };
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let is_known = agency
        .as_deref()
        .is_none_or(|code| catalogue.agency(code).is_some());
    // Another's agency is as good as unknown.
    if !is_known || !territory.contains(&asked) {
        fault(
            "/agency",
            "agency_unknown",
            "Такого ведомства нет или оно не ваше".to_owned(),
            "There is no such agency, or it is not yours".to_owned(),
        );
    }
    let expires_at = match request.expires_at {
        None => Some(context.now + USUAL_LIFE),
        Some(text) => DateTime::parse_from_rfc3339(&text)
            .map(|at| at.with_timezone(&Utc))
            .ok()
            .filter(|at| context.now < *at && *at <= context.now + LONGEST_LIFE),
    };
    if expires_at.is_none() {
        let days = LONGEST_LIFE.num_days();
        fault(
            "/expires_at",
            "expiry_invalid",
            format!("Время по RFC 3339, не позже чем через {days} дней"),
            format!("A time by RFC 3339, at most {days} days ahead"),
        );
    }
    match expires_at {
        Some(expires_at) if faults.is_empty() => Ok(Wanted {
            name,
            scopes,
            agency,
            expires_at,
        }),
        _ => Err(Problem::invalid(faults)),
    }
}
