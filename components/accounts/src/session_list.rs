//! `/api/v1/sessions`: where the account is signed in, and ending it there.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use store::one_time;
use web::capabilities::database;
use web::reply::{json, see_other};
use web::time::from_ms;
use web::{Answer, Context, Problem, session};

use crate::own::own;
use crate::tickets::purpose;

/// The account's sessions, newest first.
pub(crate) async fn session_list(context: Context) -> Answer {
    let own = own(&context, Operation::SessionList).await?;
    let now = context.now.timestamp_millis();
    let idle_since = now - session::idle(own.role).num_milliseconds();
    let found =
        store::session::of_account(database().await?, &own.account, idle_since, now).await?;
    let items: Vec<api::SessionItem> = found
        .into_iter()
        .map(|one| api::SessionItem {
            current: one.id == own.id,
            id: one.id,
            device: one.client.device,
            network: one.client.network,
            level: one.level,
            method: one.method,
            created_at: from_ms(one.created_at),
            seen_at: from_ms(one.seen_at),
            expires_at: from_ms(one.expires_at),
        })
        .collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// Ends one session; another account's is as good as unknown.
pub(crate) async fn session_remove(context: Context, Path(id): Path<String>) -> Answer {
    let own = own(&context, Operation::SessionRemove).await?;
    let now = context.now.timestamp_millis();
    let ended = store::session::end(database().await?, &own.account, &id, "ended", now).await?;
    if !ended {
        return Err(Problem::not_found());
    }
    done(&context)
}

/// Ends all sessions but this one, and every approval of another device that was not used yet.
pub(crate) async fn session_remove_others(context: Context) -> Answer {
    let own = own(&context, Operation::SessionRemoveOthers).await?;
    let now = context.now.timestamp_millis();
    let (db, account) = (database().await?, own.account.as_str());
    // Approvals go first: none may become a session between the two.
    one_time::use_up(db, account, purpose::QR, now).await?;
    store::session::end_others(db, account, Some(&own.id), "ended", now).await?;
    done(&context)
}

fn done(context: &Context) -> Answer {
    if context.wants_page {
        return see_other("/cabinet/security?done=sessions");
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
