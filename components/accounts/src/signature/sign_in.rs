//! `POST /api/v1/session/signature`: signs in with the signature under a statement.

use axum::body::Body;
use store::account::{Login, LoginKind};
use web::{Answer, Context, Problem, body, session};

use super::{SIGN_IN, login, record, signer};
use crate::arrival::{Arrival, Strength, arrive};

/// Signs in. The key lies in a token or a file under a PIN, so that it stands for two factors.
pub(crate) async fn session_signature(context: Context, sent: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    if body::kind(&context)? != body::Kind::Json {
        return Err(Problem::unsupported_type("application/json"));
    }
    let request = body::json(sent).await?;
    let signer = signer(&context, SIGN_IN, None, &request).await?;
    let snils = signer.snils.as_ref();
    let arrival = Arrival {
        login: login(&signer),
        method: "signature",
        strength: Strength::Full,
        others: snils
            .map(|snils| Login::new(LoginKind::Snils, snils.as_str()))
            .into_iter()
            .collect(),
        person: record(&signer),
        return_to: "",
    };
    arrive(&context, arrival).await
}
