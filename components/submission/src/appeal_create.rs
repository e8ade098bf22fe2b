//! `POST /api/v1/appeals`: registers an appeal, once however often it is asked.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::{Datelike, FixedOffset};
use domain::access::{Operation, Role};
use domain::applicant::ApplicantRecord;
use domain::event::{AppealRegistered, Channel};
use domain::{AccessCode, Actor, Deadline, timer};
use store::AppealRow;
use store::journal::{self, RegisterError, Registration};
use uuid::Uuid;
use web::auth::Permit;
use web::blocked::{self, CONTEST_CATEGORY};
use web::capabilities::{database, keys, secure_cookies};
use web::keys::{Keys, Purpose};
use web::limits::submission;
use web::reply::{json, see_other, with};
use web::{
    Answer, Context, Problem, auth, configuration, cookies, idempotency, repeat, suggestion,
};

use crate::entered::{entered, is_entered};
use crate::incoming::Incoming;
use crate::views;

/// Creates an appeal.
pub(crate) async fn appeal_create(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::AppealCreate).await?;
    let incoming = Incoming::read(&context, body).await?;
    permit.demand_idempotency(incoming.key.as_deref())?;
    match create(&context, &incoming, &permit).await {
        Ok(created) => answer(&context, &incoming, &created).await,
        Err(problem) => views::refused(&context, incoming, problem).await,
    }
}

/// What a registration gives.
pub(crate) struct Created {
    pub(crate) code: AccessCode,
    pub(crate) row: AppealRow,
}

pub(crate) async fn create(
    context: &Context,
    incoming: &Incoming,
    permit: &Permit,
) -> Result<Created, Problem> {
    let (db, keys) = (database().await?, keys().await?);
    let entered = entered(permit.caller(), incoming)?;
    let key = incoming.key.as_deref();
    let idempotency = key.map(|key| {
        // Keys of operators are each operator's own: what comes back with one is a stranger's code.
        let by = entered.as_ref().map(|entered| entered.actor.to_string());
        let by = by.unwrap_or_default();
        let parts: &[&[u8]] = match &entered {
            Some(_) => &[b"appeal", key.as_bytes(), by.as_bytes()],
            None => &[b"appeal", key.as_bytes()],
        };
        let stored = keys.hash(Purpose::IdempotencyKey, parts);
        (stored, request_hash(keys, incoming))
    });
    // A repeated request is answered before any check: its files are taken by now.
    if let Some(created) = repeated(key, idempotency).await? {
        return Ok(created);
    }
    let appeal = incoming.check(context).await?;
    if appeal.category != CONTEST_CATEGORY {
        let record = appeal.applicant.as_ref().map(ApplicantRecord::from);
        blocked::refuse(context, permit.caller(), record.as_ref()).await?;
    }
    submission::before(context, permit.caller(), incoming.proof.as_deref()).await?;
    let id = Uuid::now_v7().to_string();
    let code = keys.new_access_code(&id, key)?;
    let actor = match &entered {
        Some(entered) => entered.actor.clone(),
        None => Actor::Applicant,
    };
    let channel = match &entered {
        Some(entered) => entered.channel,
        None if incoming.form.is_some() || is_own_page(context) => Channel::Web,
        None => Channel::Api,
    };
    let configuration = configuration::current(context.now).await?;
    let deadline = Deadline::compute(
        &configuration.rules,
        context.now,
        appeal.deadline_class,
        appeal.region,
    );
    let mut event = AppealRegistered::new(appeal, channel, deadline);
    event.lang = context.lang;
    // Of an anonymous appeal nothing is kept that leads to a person, although they have signed in.
    event.account = permit
        .caller()
        .account()
        .filter(|_| !event.anonymous && permit.caller().role() == Role::Citizen)
        .map(str::to_owned);
    let event = suggestion::routed(&configuration, event).await?;
    let event = repeat::routed(&configuration, event).await?;
    let registration = Registration {
        id: &id,
        at: context.now.timestamp_millis(),
        year: year(context),
        actor: &actor,
        access_hash: keys.access_hash(&code),
        idempotency,
        timers: &timer::of_registration(&event, context.now, &configuration.rules),
    };
    let number = match journal::register(db, &event, &registration).await {
        Ok(number) => number,
        Err(RegisterError::KeyUsed) => {
            // Another request with the key came between the look and the insert.
            let created = repeated(key, idempotency).await?;
            return created.ok_or_else(|| Problem::unavailable("an idempotency key came and went"));
        }
        Err(RegisterError::AttachmentUnavailable) => return Err(views::attachment_gone()),
        Err(RegisterError::Database(error)) => return Err(error.into()),
    };
    submission::after(context, permit.caller()).await;
    Ok(Created {
        code,
        row: AppealRow::registered(number, &registration, event),
    })
}

/// The answer to the request that came first with this key. The access code is made again from the key.
async fn repeated(
    key: Option<&str>,
    idempotency: Option<([u8; 32], [u8; 32])>,
) -> Result<Option<Created>, Problem> {
    let (Some((stored, asked)), Some(key)) = (idempotency, key) else {
        return Ok(None);
    };
    let db = database().await?;
    let Some(kept) = store::kept_request(db, stored).await? else {
        return Ok(None);
    };
    if kept.request_hash != asked {
        return Err(idempotency::reused());
    }
    let row = store::appeal_by_id(db, &kept.appeal).await?;
    let row = row.ok_or_else(|| Problem::internal("an idempotency key without its appeal"))?;
    let code = keys().await?.new_access_code(&row.id, Some(key))?;
    Ok(Some(Created { code, row }))
}

/// What was asked, as a hash: the values as they came, and each file by its content, since a form that is
/// sent again uploads its files again.
fn request_hash(keys: &Keys, incoming: &Incoming) -> [u8; 32] {
    let raw = &incoming.raw;
    let applicant = &raw.applicant;
    let files: Vec<_> = raw
        .attachments
        .iter()
        .map(|attachment| {
            let upload = incoming
                .uploads
                .iter()
                .find(|(upload, _)| Some(&upload.id) == attachment.id.as_ref());
            let content = upload
                .and_then(|(upload, _)| upload.sha256.clone())
                .or_else(|| attachment.id.clone());
            serde_json::json!([content, attachment.document])
        })
        .collect();
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
            applicant.last_name,
            applicant.first_name,
            applicant.middle_name,
            applicant.birth_date,
            applicant.inn,
            applicant.snils,
            applicant.email,
            applicant.phone
        ],
        raw.on_behalf_of
            .as_ref()
            .map(|one| [&one.kind, &one.name, &one.inn]),
        raw.fields,
        raw.answer_by,
        files,
        incoming.channel,
    ]);
    keys.hash(Purpose::Request, &[asked.to_string().as_bytes()])
}

/// The year of a number is Moscow's, whatever the region: numbers are one sequence for the country.
fn year(context: &Context) -> i64 {
    const MOSCOW_SECONDS: i32 = 3 * 3600;
    let moscow = FixedOffset::east_opt(MOSCOW_SECONDS);
    moscow
        .map_or(context.now.year(), |moscow| {
            context.now.with_timezone(&moscow).year()
        })
        .into()
}

/// Whether a script of our own page sends: it will go on to the receipt.
fn is_own_page(context: &Context) -> bool {
    context.header("sec-fetch-site") == "same-origin"
}

async fn answer(context: &Context, incoming: &Incoming, created: &Created) -> Answer {
    let Created { code, row } = created;
    let number = row.number;
    let is_form = incoming.form.is_some() && context.wants_page;
    let response = if is_form {
        see_other(&format!("/receipt/{number}"))?
    } else {
        let body = api::AppealCreated {
            number: number.to_string(),
            access_code: code.grouped(),
            status: row.status.to_string(),
            created_at: web::time::from_ms(row.created_at),
            due_at: row.deadline.due_at,
            due_provisional: row.deadline.is_provisional(),
            agency: row.agency.clone(),
            category: row.category.clone(),
            missing_documents: row.registered.missing_documents.clone(),
        };
        with(
            json(StatusCode::CREATED, &body)?,
            "location",
            &format!("/api/v1/appeals/{number}"),
        )?
    };
    // The code of somebody else stays in no browser.
    if (is_form || is_own_page(context)) && !is_entered(row.registered.channel) {
        let cookie = cookies::keep_access(number, code, secure_cookies(context).await?);
        return with(response, "set-cookie", &cookie);
    }
    Ok(response)
}
