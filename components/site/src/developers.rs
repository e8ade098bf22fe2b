//! `/developers`: the API for people, from the OpenAPI document.

use axum::http::StatusCode;
use pages::{DevelopersView, Operation};
use serde_json::Value;
use web::reply::{page, shell};
use web::{Answer, Context, client};

use crate::assets;

/// The developers' page.
pub(crate) async fn developers(context: Context) -> Answer {
    let document =
        assets::read("openapi.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let operations = document
        .as_ref()
        .map(|document| operations(document, context.lang.code()));
    let view = DevelopersView {
        shell: shell(&context),
        base_url: client::own_address(&context.headers)
            .unwrap_or_else(|| "http://127.0.0.1:3000".to_owned()),
        operations: operations.unwrap_or_default(),
    };
    Ok(page(StatusCode::OK, pages::developers(&view)))
}

fn operations(document: &Value, lang: &str) -> Vec<Operation> {
    let mut out = Vec::new();
    let Some(paths) = document.get("paths").and_then(Value::as_object) else {
        return out;
    };
    for (path, item) in paths {
        let methods = ["get", "post", "put", "patch", "delete", "head"];
        for method in methods {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let text = |key: &str| {
                let value = operation
                    .get(format!("{key}-{lang}"))
                    .or_else(|| operation.get(key));
                value.and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            out.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                summary: if lang == "ru" {
                    text("x-summary")
                } else {
                    text("summary")
                },
                who: text("x-who"),
            });
        }
    }
    out
}
