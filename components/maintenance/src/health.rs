//! `GET /health`: ready when the database, its schema and the key-value store are.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use chrono::Duration;
use domain::Region;
use store::{Blobs, migrations, notice, outbox};
use web::capabilities::{blobs, database};
use web::reply::{json, with};
use web::secrets::DataKey;
use web::{Answer, Context, Problem, configuration, desk, time};

/// How long a letter may wait before somebody should look: several tries, as far apart as they are.
const LATE: Duration = Duration::minutes(15);

/// Where the key of personal data comes from. That it lies beside the data is told to ops once an instance.
async fn data_key() -> Result<DataKey, Problem> {
    static IS_TOLD: AtomicBool = AtomicBool::new(false);
    let key = DataKey::find().await?;
    if key == DataKey::KeptInDatabase && !IS_TOLD.swap(true, Ordering::Relaxed) {
        eprintln!(
            "WARN code=data_key_beside_data hint=\"set the variables secret_key and data_key: until then whoever has \
             the database can read the personal data in it\""
        );
    }
    Ok(key)
}

/// What somebody should see to although all is there; nothing where that cannot be found out.
async fn warnings(context: &Context) -> Vec<api::HealthWarning> {
    let Ok(configuration) = configuration::current(context.now).await else {
        return Vec::new();
    };
    let today = Region::NONE.local_date(context.now);
    let year = configuration.rules.calendars.year_to_declare(today);
    let warning = |year| api::HealthWarning {
        code: "calendar_year_undeclared".to_owned(),
        detail: desk::year_undeclared(year).get(context.lang).to_owned(),
    };
    year.map(warning).into_iter().collect()
}

/// Asks everything that a submission needs.
pub(crate) async fn health(context: Context) -> Answer {
    let schema = match database().await {
        Ok(db) => migrations::current(db).await.ok(),
        Err(_) => None,
    };
    let key_value = match blobs().await {
        Ok(store) => store.get("health").await.is_ok(),
        Err(_) => false,
    };
    let schema_expected = migrations::newest();
    // A newer schema is fine: migrations leave older code able to work.
    let ready = key_value && schema.is_some_and(|schema| schema >= schema_expected);
    let now = context.now.timestamp_millis();
    let waiting_since = match database().await {
        Ok(db) => {
            let letters = outbox::waiting_since(db).await.ok().flatten();
            let news = notice::waiting_since(db, now).await.ok().flatten();
            letters.into_iter().chain(news).min()
        }
        Err(_) => None,
    };
    let is_late = waiting_since.is_some_and(|since| now - since > LATE.num_milliseconds());
    let body = api::Health {
        status: if ready { "ready" } else { "unavailable" }.to_owned(),
        database: schema.is_some(),
        key_value,
        schema: schema.unwrap_or_default(),
        schema_expected,
        data_key: data_key().await?.as_str().to_owned(),
        mail: if is_late { "late" } else { "ok" }.to_owned(),
        mail_waiting_since: waiting_since.map(time::from_ms),
        warnings: warnings(&context).await,
    };
    if ready {
        return json(StatusCode::OK, &body);
    }
    let answer = json(StatusCode::SERVICE_UNAVAILABLE, &body)?;
    with(answer, "retry-after", "5")
}
