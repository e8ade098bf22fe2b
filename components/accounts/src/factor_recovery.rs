//! `POST /api/v1/account/factors/recovery-codes`: codes to write down for the day when the second factor is
//! lost. They are shown once; the earlier ones stop working.

use auth::code::{RECOVERY_CODES, RecoveryCode};
use axum::http::StatusCode;
use domain::access::Operation;
use store::factor;
use uuid::Uuid;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, Problem};

use crate::own::own_full;
use crate::second_factor::recovery_hash;

/// A fresh set.
pub(crate) async fn recovery_codes(context: Context) -> Answer {
    let codes = make(&context).await?;
    json(StatusCode::CREATED, &api::RecoveryCodes { codes })
}

/// A fresh set, to be shown once.
pub(crate) async fn make(context: &Context) -> Result<Vec<String>, Problem> {
    let own = own_full(context, Operation::FactorRecoveryCodes).await?;
    own.demand_recent(context)?;
    let mut shown = Vec::new();
    let mut kept = Vec::new();
    for _ in 0..RECOVERY_CODES {
        let code = RecoveryCode::new().map_err(Problem::internal)?;
        kept.push((
            Uuid::now_v7().to_string(),
            recovery_hash(&own.account, &code).await?,
        ));
        shown.push(code.grouped());
    }
    let now = context.now.timestamp_millis();
    factor::set_recovery_codes(database().await?, &own.account, &kept, now).await?;
    Ok(shown)
}
