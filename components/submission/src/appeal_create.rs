//! `POST /api/v1/appeals`: registers an appeal, once however often it is asked.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::Duration;
use domain::access::{Operation, Role};
use domain::applicant::ApplicantRecord;
use domain::event::{AppealRegistered, Channel};
use domain::{AccessCode, Actor, AppealNumber, Text};
use store::AppealRow;
use web::auth::{Caller, Permit};
use web::blocked::{self, CONTEST_CATEGORY};
use web::capabilities::{database, keys, secure_cookies};
use web::limits::submission;
use web::registration::{self, Refused, Sent};
use web::reply::{json, see_other, with};
use web::session::{self, Opener};
use web::{Answer, Context, Problem, auth, cookies, idempotency};

use crate::entered::{entered, is_entered};
use crate::incoming::Incoming;
use crate::{submit, views};

/// Creates an appeal.
pub(crate) async fn appeal_create(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::AppealCreate).await?;
    let incoming = Incoming::read(&context, body).await?;
    if incoming.key.is_none() && matches!(permit.caller(), Caller::Key(_)) {
        return Err(idempotency::required());
    }
    let created = match demand_account(&context, &incoming).await {
        Ok(()) => create(&context, &incoming, &permit).await,
        Err(problem) => Err(problem),
    };
    match created {
        Ok(created) => answer(&context, &incoming, &created).await,
        Err(problem) => views::refused(&context, incoming, problem).await,
    }
}

/// Demands that an appeal goes into the account in which it was written, unless its sender leaves the account out of
/// it: nobody is to miss it in their cabinet later.
async fn demand_account(context: &Context, incoming: &Incoming) -> Result<(), Problem> {
    if incoming.raw.anonymous || incoming.opener == Opener::Nobody {
        return Ok(());
    }
    let has_left = cookies::has_session(&context.headers)
        && auth::bearer(context).is_none()
        && session::current(context).await?.is_none();
    match session::demand_opener(context, &incoming.opener).await {
        Ok(()) if has_left => Err(session_over()),
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED => Err(session_over()),
        done => done,
    }
}

/// The code of the refusal that leaves a choice.
pub(crate) const SESSION_OVER: &str = "session_over";

fn session_over() -> Problem {
    Problem {
        code: SESSION_OVER,
        title: Text::fixed("Вы вышли из кабинета", "You are signed out"),
        detail: Text::fixed(
            "Если отправить сейчас, обращение не попадёт в кабинет. Войдите снова и отправьте, или отправьте без учётной записи (Otklik-Opened-By: nobody).",
            "If it is sent now, the appeal will not be in your account. Sign in again and send it, or send it without an account (Otklik-Opened-By: nobody).",
        ),
        ..session::sign_in_needed()
    }
}

/// What a registration gives.
pub(crate) struct Created {
    pub(crate) code: AccessCode,
    pub(crate) number: AppealNumber,
    /// When it was registered, in milliseconds.
    pub(crate) at: i64,
    /// As it was registered, whatever has become of it: a repeated request is answered as the first one was.
    pub(crate) registered: AppealRegistered,
    /// Whether a request before this one registered it.
    pub(crate) is_repeated: bool,
}

impl Created {
    /// What a request before this one gave.
    fn before(code: AccessCode, row: AppealRow) -> Self {
        Created {
            code,
            number: row.number,
            at: row.created_at,
            registered: row.registered,
            is_repeated: true,
        }
    }
}

pub(crate) async fn create(
    context: &Context,
    incoming: &Incoming,
    permit: &Permit,
) -> Result<Created, Problem> {
    let entered = entered(permit.caller(), incoming)?;
    let key = incoming.key.as_deref();
    // A repeated request is answered before any check: its files are taken by now.
    if let Some(key) = key {
        let caller = permit.caller();
        let body = asked(incoming);
        if let Some(id) = idempotency::begin_registration(context, caller, key, &body).await? {
            return repeated(key, &id).await;
        }
    }
    if entered.is_none()
        && let Some(created) = sent_before(context, incoming).await?
    {
        return Ok(created);
    }
    let appeal = incoming.check(context).await?;
    if appeal.category != CONTEST_CATEGORY {
        let record = appeal.applicant.as_ref().map(ApplicantRecord::from);
        blocked::refuse(context, permit.caller(), record.as_ref()).await?;
    }
    submission::before(context, permit.caller(), incoming.proof.as_deref()).await?;
    let (by, channel) = match &entered {
        Some(entered) => (entered.actor.clone(), entered.channel),
        None if incoming.form.is_some() || is_own_page(context) => (Actor::Applicant, Channel::Web),
        None => (Actor::Applicant, Channel::Api),
    };
    let account = permit
        .caller()
        .account()
        .filter(|_| permit.caller().role() == Role::Citizen)
        .filter(|_| incoming.opener != Opener::Nobody);
    let sent = Sent {
        channel,
        by: &by,
        account,
        key,
        idempotency: idempotency::hashes(context)?,
    };
    let registered = match registration::register(context, appeal, &sent).await {
        Ok(registered) => registered,
        Err(Refused::KeyUsed) => {
            // Another request with the key came between the look and the insert.
            let found = idempotency::registered_meanwhile(context).await?;
            return match (key, found) {
                (Some(key), Some(id)) => repeated(key, &id).await,
                _ => Err(Problem::unavailable("an idempotency key came and went")),
            };
        }
        Err(Refused::AttachmentUnavailable) => return Err(views::attachment_gone()),
        Err(Refused::Problem(problem)) => return Err(*problem),
    };
    submission::after(context, permit.caller()).await;
    Ok(Created {
        code: registered.code,
        number: registered.number,
        at: context.now.timestamp_millis(),
        registered: registered.event,
        is_repeated: false,
    })
}

/// The answer to the request that came first with this key: as the journal's first event has it, with the access code
/// made again from the key.
async fn repeated(key: &str, id: &str) -> Result<Created, Problem> {
    let row = store::appeal_by_id(database().await?, id).await?;
    let row = row.ok_or_else(|| Problem::internal("an idempotency key without its appeal"))?;
    let code = keys().await?.new_access_code(&row.id, Some(key))?;
    Ok(Created::before(code, row))
}

/// The same form once more, with another key: a browser that goes back may ask for the page anew, which gets a key of
/// its own, and puts what was typed into it. The code that it keeps of what it sent shows that it is the same browser.
async fn sent_before(context: &Context, incoming: &Incoming) -> Result<Option<Created>, Problem> {
    let is_page = (incoming.form.is_some() && context.wants_page) || is_own_page(context);
    let is_another = incoming.key.as_deref().is_some_and(submit::is_another);
    let kept = cookies::access_codes(&context.headers, MOST_LOOKED_AT);
    if !is_page || is_another || kept.is_empty() {
        return Ok(None);
    }
    let Some(asked) = idempotency::request_hash(context) else {
        return Ok(None);
    };
    let numbers: Vec<AppealNumber> = kept.iter().map(|(number, _)| *number).collect();
    let since = (context.now - SAME_FOR).timestamp_millis();
    let found = store::registered_as(database().await?, &numbers, asked, since).await?;
    let Some(number) = found else {
        return Ok(None);
    };
    let code = kept.into_iter().find(|(kept, _)| *kept == number);
    let Some((_, code)) = code else {
        return Ok(None);
    };
    let row = auth::by_code(context, number, Some(&code)).await?;
    Ok(row.map(|row| Created::before(code, row)))
}

/// For how long the same form is the same appeal: as long as an idempotency key is kept.
const SAME_FOR: Duration = Duration::hours(24);

/// Of how many appeals that a browser knows the newest are looked at.
const MOST_LOOKED_AT: usize = 20;

/// What was asked: the values as they came, and each file by its content, since a form that is sent again uploads its
/// files again. A proof of work is no part of it.
fn asked(incoming: &Incoming) -> serde_json::Value {
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
    serde_json::json!([
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
        raw.call_at,
    ])
}

/// Whether a script of our own page sends: it will go on to the receipt.
fn is_own_page(context: &Context) -> bool {
    context.header("sec-fetch-site") == "same-origin"
}

async fn answer(context: &Context, incoming: &Incoming, created: &Created) -> Answer {
    let Created {
        code,
        number,
        registered,
        ..
    } = created;
    if created.is_repeated {
        context.add_header("idempotency-replayed", "true".to_owned());
    }
    let is_form = incoming.form.is_some() && context.wants_page;
    let response = if is_form {
        see_other(&format!("/receipt/{number}"))?
    } else {
        let body = api::AppealCreated {
            number: number.to_string(),
            access_code: code.grouped(),
            status: registered.status.to_string(),
            created_at: web::time::from_ms(created.at),
            due_at: registered.deadline.due_at,
            due_provisional: registered.deadline.is_provisional(),
            agency: registered.agency.clone(),
            category: registered.category.clone(),
            missing_documents: registered.missing_documents.clone(),
        };
        with(
            json(StatusCode::CREATED, &body)?,
            "location",
            &format!("/api/v1/appeals/{number}"),
        )?
    };
    // The code of somebody else stays in no browser.
    if (is_form || is_own_page(context)) && !is_entered(registered.channel) {
        let cookie = cookies::keep_access(*number, code, secure_cookies(context).await?);
        return with(response, "set-cookie", &cookie);
    }
    Ok(response)
}
