//! `POST /api/v1/staff/invitations`: a link that makes one account with one role.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::Duration;
use domain::access::{Operation, Territory};
use domain::appeal::FieldError;
use domain::applicant::Email;
use domain::{Lang, Text};
use serde_json::json;
use store::one_time::{self, NewOneTime};
use store::outbox::{Channel, Message, NewMessage};
use uuid::Uuid;
use web::auth::Permit;
use web::capabilities::{database, keys};
use web::keys::token;
use web::time::from_ms;
use web::{
    Answer, Context, Problem, address, auth, body, configuration, idempotency, limits, reply,
};

use crate::wanted;

/// How long an invitation works: a week has a working day for everybody.
const LIFE: Duration = Duration::days(7);

/// The bytes of an invitation's token.
const TOKEN_BYTES: usize = 32;

/// Under what invitations are kept.
pub(crate) const PURPOSE: &str = "invitation";

/// `POST /api/v1/staff/invitations`.
pub(crate) async fn staff_invite(context: Context, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::StaffInvite).await?;
    body::kind(&context)?;
    let asked = body::json(request).await?;
    idempotency::begin_json(&context, Operation::StaffInvite, &permit, &asked).await?;
    let body = invite(&context, &permit, api::invitation_request(asked)).await?;
    reply::json(StatusCode::CREATED, &body)
}

/// Keeps an invitation and sends its link.
pub(crate) async fn invite(
    context: &Context,
    permit: &Permit,
    (request, mut faults): (api::StaffRequest, Vec<FieldError>),
) -> Result<api::InvitationCreated, Problem> {
    idempotency::check(context)?;
    let email = email(request.email.as_deref().unwrap_or_default(), &mut faults);
    let role = wanted::role(request.role.as_deref().unwrap_or_default(), &mut faults);
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    // An administrator of one agency need not name it.
    let own = permit.territory();
    let territory = wanted::territory(&request, &own, permit, catalogue, &mut faults);
    let lang = request.lang.as_deref().and_then(Lang::from_code);
    let lang = lang.unwrap_or(context.lang);
    let (Some(email), Some(role), true) = (email, role, faults.is_empty()) else {
        return Err(Problem::invalid(faults));
    };
    limits::contact::take(context, Channel::Email, email.as_str()).await?;
    let by = permit.caller().id().unwrap_or_default();
    let Territory {
        agency,
        unit,
        region,
    } = &territory;
    let data = json!({
        "email": email.as_str(), "role": role, "agency": agency, "unit": unit,
        "region": region.map(|region| region.code()), "lang": lang.code(), "by": by,
    });
    let token = token(TOKEN_BYTES)?;
    let hash = keys().await?.invitation_hash(&token);
    let origin = address::origin(context).await?;
    let link = format!("{origin}/invitation#{token}");
    let at = context.now.timestamp_millis();
    let new = NewOneTime {
        hash,
        purpose: PURPOSE,
        account: None,
        code_hash: None,
        data: &data.to_string(),
        at,
        expires_at: (context.now + LIFE).timestamp_millis(),
        lock_until: None,
    };
    let db = database().await?;
    let message = message(&email, lang, &role.label(lang), &link);
    one_time::send_code(db, &new, 1, Some(&message)).await?;
    Ok(api::InvitationCreated {
        token,
        link,
        role: role.to_string(),
        expires_at: from_ms(new.expires_at),
    })
}

fn email(given: &str, faults: &mut Vec<FieldError>) -> Option<Email> {
    Email::parse(given)
        .map_err(|error| {
            faults.push(FieldError::with_text("/email", error.code, error.text));
        })
        .ok()
}

fn message(email: &Email, lang: Lang, role: &str, link: &str) -> NewMessage {
    let subject = Text::fixed("Приглашение в Отклик", "Invitation to Otklik");
    let text = Text::new(
        format!(
            "Вас приглашают работать с обращениями граждан. Роль: {role}. Откройте ссылку и задайте пароль: {link}\nСсылка работает один раз, 7 дней. Никому её не пересылайте."
        ),
        format!(
            "You are invited to work on citizens' appeals. Role: {role}. Open the link and set a password: {link}\nThe link works once, for 7 days. Pass it on to nobody."
        ),
    );
    NewMessage {
        id: Uuid::now_v7().to_string(),
        channel: Channel::Email,
        kind: PURPOSE,
        message: Message {
            to: email.as_str().to_owned(),
            subject: subject.get(lang).to_owned(),
            text: text.get(lang).to_owned(),
            html: String::new(),
            lang: lang.code().to_owned(),
            unsubscribe: String::new(),
        },
    }
}
