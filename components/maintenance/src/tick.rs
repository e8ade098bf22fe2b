//! `POST /internal/tick`: does what is due, a bounded piece at a time. Calling it twice, or from two places
//! at once, does nothing twice.

use axum::http::StatusCode;
use chrono::Duration;
use store::{account, one_time, session, upload};
use web::auth;
use web::capabilities::database;
use web::reply::{json, with};
use web::{Answer, Context, uploads};

use crate::{retention, reviewers, timers};

/// The variable with the token of these calls.
pub(crate) const TOKEN: &str = "tick_token";

/// How long an upload waits for its appeal, and an idempotency key for its repetition (api.md).
const KEPT: Duration = Duration::hours(24);

/// How long a session is remembered after its time: from where somebody used to sign in tells a stranger
/// from its owner.
const SESSIONS_KEPT: Duration = Duration::days(90);

/// How long a draft waits for its person: longer than a holiday, and nobody's words for ever.
const DRAFTS_KEPT: Duration = Duration::days(90);

/// How long people find what they were told: an appeal and what follows it are over by then.
const NEWS_KEPT: Duration = Duration::days(365);

/// Items of each kind in one call, so that a call ends in seconds.
const BATCH: i64 = 100;

/// Does what is due.
pub(crate) async fn tick(context: Context) -> Answer {
    auth::ops(&context, TOKEN).await?;
    let db = database().await?;
    let now = context.now.timestamp_millis();
    let before = (context.now - KEPT).timestamp_millis();
    let mut report = api::TickReport::default();
    let timers = timers::fire(&context).await?;
    report.timers_fired = timers.fired;
    report.overdue_marked = timers.overdue;
    let (assigned, more_objections) = reviewers::find(&context, BATCH).await?;
    report.objections_assigned = assigned;
    let unused = upload::unused(db, before, BATCH).await?;
    for (id, _) in &unused {
        if uploads::discard(id).await? {
            report.uploads_removed += 1;
        }
    }
    store::forget_requests(db, before).await?;
    let erased = retention::erase(now, BATCH).await?;
    report.anonymised = erased.appeals;
    report.accounts_erased = erased.accounts;
    let drafts_since = (context.now - DRAFTS_KEPT).timestamp_millis();
    store::draft::forget_old_drafts(db, drafts_since).await?;
    let kept_since = (context.now - SESSIONS_KEPT).timestamp_millis();
    let news_since = (context.now - NEWS_KEPT).timestamp_millis();
    let forgotten = [
        store::notice::forget(db, news_since, BATCH).await?,
        store::limits::forget(db, now, BATCH).await?,
        one_time::forget(db, before, BATCH).await?,
        session::forget(db, kept_since, BATCH).await?,
        account::forget_strangers(db, before, BATCH).await?,
    ];
    let full = |found: usize| i64::try_from(found).is_ok_and(|found| found == BATCH);
    report.more = timers.more
        || more_objections
        || erased.more
        || full(unused.len())
        || forgotten.into_iter().any(full);
    let answer = json(StatusCode::OK, &report)?;
    // Whoever calls this by the clock need not wait for its next turn.
    match report.more {
        true => with(answer, "retry-after", "1"),
        false => Ok(answer),
    }
}
