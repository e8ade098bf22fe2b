//! `POST /api/v1/account/factors/recovery-codes`: codes to write down for the day when the second factor is
//! lost. They are shown once; the earlier ones stop working.

use auth::code::{RECOVERY_CODES, RecoveryCode};
use axum::http::StatusCode;
use domain::access::Operation;
use pages::SecurityView;
use store::factor;
use uuid::Uuid;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, Problem};

use crate::own::own_full;
use crate::own_page;
use crate::second_factor::recovery_hash;

/// A fresh set.
pub(crate) async fn recovery_codes(context: Context) -> Answer {
    let made = make(&context).await;
    if !context.wants_page {
        return json(StatusCode::CREATED, &api::RecoveryCodes { codes: made? });
    }
    let own = own_full(&context, Operation::FactorRecoveryCodes).await?;
    match made {
        Ok(codes) => {
            let more = |view: &mut SecurityView| view.codes = codes;
            own_page::security(&context, &own, StatusCode::OK, more).await
        }
        Err(problem) => own_page::security_refused(&context, &own, problem, |_| ()).await,
    }
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
