//! `GET /api/v1/appeals/counters`: how many appeals are in each status.

use axum::http::StatusCode;
use domain::Status;
use domain::access::Operation;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, auth, parameters};

/// Shows the counters, of all agencies or of one (`agency=`).
pub(crate) async fn appeal_counters(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::AppealCounters).await?;
    let agency = parameters::value(&context, "agency")?;
    let rows = store::counters(database().await?, agency.as_deref(), &permit.territory()).await?;
    let by_status: Vec<_> = Status::ALL
        .iter()
        .map(|status| {
            let of_status = || rows.iter().filter(|row| row.status == status.as_str());
            api::StatusCounter {
                status: status.to_string(),
                label: status.label(context.lang).to_owned(),
                appeals: of_status().map(|row| row.appeals).sum(),
                overdue: of_status().map(|row| row.overdue).sum(),
            }
        })
        .collect();
    let counters = api::Counters {
        total: by_status.iter().map(|counter| counter.appeals).sum(),
        overdue: by_status.iter().map(|counter| counter.overdue).sum(),
        by_status,
    };
    json(StatusCode::OK, &counters)
}
