//! As `components/submission`'s registering, for JSON without attachments.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{Datelike, FixedOffset};
use domain::event::{AppealRegistered, Channel};
use domain::{Actor, Deadline, Effects, RawAppeal, Region, Rules};
use store::journal::{self, Registration};
use uuid::Uuid;
use web::body;
use web::keys::{Keys, Purpose};
use web::reply::{json, with};
use web::{Answer, Context, Problem, idempotency};

use super::Shared;

pub(super) async fn create(State(capabilities): Shared, context: Context, body: Body) -> Answer {
    let keys = &capabilities.keys;
    let key = idempotency::key(&context)?;
    body::kind(&context)?;
    let (raw, faults) = api::appeal_request(body::json(body).await?);
    let asked = request_hash(keys, &raw);
    let key = key.as_deref();
    let idempotency = key.map(|key| {
        let stored = keys.hash(Purpose::IdempotencyKey, &[b"appeal", key.as_bytes()]);
        (stored, asked)
    });
    let db = capabilities.reader().await?;
    if let Some((stored, _)) = idempotency
        && store::kept_request(&db, stored).await?.is_some()
    {
        // The load never repeats itself, so the answer that was kept is of no interest.
        return Err(idempotency::reused());
    }
    let region = raw
        .region
        .as_deref()
        .and_then(|code| Region::parse(code).ok());
    let today = region.unwrap_or(Region::NONE).local_date(context.now);
    let appeal = match domain::check(raw, &capabilities.catalogue, &[], today) {
        Ok(appeal) if faults.is_empty() => appeal,
        Ok(_) => return Err(Problem::invalid(faults)),
        Err(found) => return Err(Problem::invalid(faults.into_iter().chain(found).collect())),
    };
    if let Some(number) = appeal.repeat_of
        && store::appeal(&db, number).await?.is_none()
    {
        return Err(Problem::not_found());
    }
    let id = Uuid::now_v7().to_string();
    let code = keys.new_access_code(&id, key)?;
    let rules = Rules::default();
    let deadline = Deadline::compute(&rules, context.now, appeal.deadline_class, appeal.region);
    let event = AppealRegistered::new(appeal, Channel::Api, deadline);
    let mut answer = api::AppealCreated {
        number: String::new(),
        access_code: code.grouped(),
        status: event.status.to_string(),
        created_at: context.now,
        due_at: event.deadline.due_at,
        due_provisional: event.deadline.is_provisional(),
        agency: event.agency.clone(),
        category: event.category.clone(),
        missing_documents: event.missing_documents.clone(),
    };
    let (at, year) = (context.now.timestamp_millis(), year(&context));
    let access_hash = keys.access_hash(&code);
    let effects = Effects::of_registration(&event, &Actor::Applicant, context.now, &rules);
    let register = async move |db| {
        let registration = Registration {
            id: &id,
            at,
            year,
            actor: &Actor::Applicant,
            access_hash,
            idempotency,
            effects: &effects,
        };
        journal::register(&db, &event, &registration).await
    };
    let number = capabilities
        .write(register)
        .await?
        .map_err(Problem::internal)?;
    answer.number = number.to_string();
    let location = format!("/api/v1/appeals/{number}");
    with(json(StatusCode::CREATED, &answer)?, "location", &location)
}

/// What was asked, as the component hashes it.
fn request_hash(keys: &Keys, raw: &RawAppeal) -> [u8; 32] {
    let by = &raw.applicant;
    let asked = serde_json::json!([
        [
            raw.appeal_type,
            raw.category,
            raw.region,
            raw.title,
            raw.text,
            raw.repeat_of
        ],
        [raw.anonymous, raw.documents_follow],
        [
            by.last_name,
            by.first_name,
            by.middle_name,
            by.birth_date,
            by.inn,
            by.snils,
            by.email,
            by.phone
        ],
        raw.fields,
        raw.answer_by,
        [],
    ]);
    keys.hash(Purpose::Request, &[asked.to_string().as_bytes()])
}

fn year(context: &Context) -> i64 {
    const MOSCOW_SECONDS: i32 = 3 * 3600;
    let moscow = FixedOffset::east_opt(MOSCOW_SECONDS);
    moscow
        .map_or(context.now.year(), |moscow| {
            context.now.with_timezone(&moscow).year()
        })
        .into()
}
