//! `/api/v1/notifications`: what the caller was told. The same for citizens and staff.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use store::account::{self, Account, Profile};
use store::notice;
use web::auth::Permit;
use web::body::{self, Kind};
use web::capabilities::database;
use web::notifications::{self, LISTED, groups, item, keep, profile_address};
use web::reply::json;
use web::{Answer, Context, Problem, auth, parameters};

/// `GET /api/v1/notifications`.
pub(crate) async fn notification_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::NotificationList).await?;
    let (db, own) = (database().await?, permit.account()?);
    let channel = parameters::value(&context, "channel")?;
    let found = notice::inbox(db, own, channel.as_deref(), LISTED).await?;
    let body = api::Notifications {
        items: found.iter().map(|one| item(one, &context)).collect(),
        unread: notice::unread(db, own, LISTED).await?,
    };
    json(StatusCode::OK, &body)
}

/// `POST /api/v1/notifications/{id}/read`.
pub(crate) async fn notification_read(context: Context, Path(id): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::NotificationRead).await?;
    let now = context.now.timestamp_millis();
    let found = notice::mark_read(database().await?, permit.account()?, &id, now).await?;
    found.ok_or_else(Problem::not_found)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/v1/notifications/{id}/resend`.
pub(crate) async fn notification_resend(context: Context, Path(id): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::NotificationResend).await?;
    notifications::again(&context, permit.account()?, &id).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `GET /api/v1/account/notifications`.
pub(crate) async fn settings(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::NotificationSettings).await?;
    let account = own(&permit).await?;
    json(StatusCode::OK, &chosen(&account))
}

/// `PUT /api/v1/account/notifications`.
pub(crate) async fn settings_put(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::NotificationSettingsPut).await?;
    let account = own(&permit).await?;
    if body::kind(&context)? != Kind::Json {
        return Err(Problem::unsupported_type("application/json"));
    }
    let (wanted, faults) = api::settings_request(body::json(body).await?, groups(account.role));
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let profile = Profile {
        notify: Some(wanted.notify),
        quiet: wanted.quiet,
        news_email: profile_address(&account, wanted.main_address),
        ..account.profile.clone()
    };
    keep(&context, &account, &profile).await?;
    json(StatusCode::OK, &chosen(&Account { profile, ..account }))
}

async fn own(permit: &Permit) -> Result<Account, Problem> {
    let found = account::by_id(database().await?, permit.account()?).await?;
    found.ok_or_else(Problem::unauthenticated)
}

fn chosen(account: &Account) -> api::NotificationSettings {
    let groups = groups(account.role).iter();
    api::NotificationSettings {
        notify: account.profile.notify.clone(),
        groups: groups.map(|group| group.as_str().to_owned()).collect(),
        quiet: account.profile.quiet.map(|quiet| quiet.to_string()),
        address: account.profile.letters_to().map(str::to_owned),
    }
}
