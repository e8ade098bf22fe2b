//! `GET /api/v1/admin/export`: everything that is true now, as one document.

use axum::http::StatusCode;
use domain::access::Operation;
use serde_json::{Map, Value};
use store::configuration::version;
use web::capabilities::database;
use web::reply::with;
use web::{Answer, Context, Problem, auth, reply};

use crate::collection::ALL;
use crate::configuration_list::items;
use crate::configuration_view::wire;
use crate::may;

/// Gives the configuration, collection by collection. It holds no secrets.
pub(crate) async fn configuration_export(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationExport).await?;
    let mut out = Map::new();
    out.insert(
        "version".to_owned(),
        version(database().await?).await?.into(),
    );
    for collection in ALL {
        if may::look(&permit, collection.kind).is_err() {
            continue;
        }
        let found = items(&context, &permit, collection).await?;
        let items: Result<Vec<Value>, Problem> = found.iter().map(wire).collect();
        out.insert(collection.code.to_owned(), Value::Array(items?));
    }
    let response = reply::json(StatusCode::OK, &Value::Object(out))?;
    let disposition = "attachment; filename=\"otklik-configuration.json\"";
    with(response, "content-disposition", disposition)
}
