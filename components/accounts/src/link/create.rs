//! `POST /api/v1/account/links`: links an identity to the account: `oidc` by a visit to the provider,
//! `certificate` by a signature under a statement of `…/links/challenge`.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Text;
use domain::appeal::FieldError;
use serde_json::{Value, json};
use web::reply::json as answer;
use web::{Answer, Context, Problem, body, multipart, session};

use crate::{arrival, oidc, signature};

/// Links, or begins to.
pub(crate) async fn link_create(context: Context, sent: Body) -> Answer {
    let session = session::required_full(&context).await?;
    session.demand_recent(&context)?;
    let request = read(&context, sent).await?;
    match request.get("kind").and_then(Value::as_str) {
        Some("oidc") => oidc::start::link(&context, &session.account).await,
        Some("certificate") => {
            let login = signature::owner(&context, &session.account, &request).await?;
            arrival::link(&context, &session.account, &login).await?;
            answer(
                StatusCode::OK,
                &json!({ "location": oidc::start::SECURITY }),
            )
        }
        _ => Err(Problem::invalid_field(FieldError::with_text(
            "/kind",
            "kind_unknown",
            Text::fixed(
                "Привязать можно oidc или certificate",
                "What can be linked is oidc or certificate",
            ),
        ))),
    }
}

async fn read(context: &Context, sent: Body) -> Result<Value, Problem> {
    match body::kind(context)? {
        body::Kind::Json => body::json(sent).await,
        kind => {
            let form = multipart::read_values(context, kind, sent).await?;
            Ok(json!({ "kind": form.get("kind") }))
        }
    }
}
