//! `GET /api/v1/challenge`: what a proof of work is made from.

use axum::http::StatusCode;
use domain::access::Operation;
use web::reply::json;
use web::{Answer, Context, auth, proof};

/// A new challenge.
pub(crate) async fn challenge_view(context: Context) -> Answer {
    auth::permit(&context, Operation::ChallengeView).await?;
    json(
        StatusCode::OK,
        &proof::wire(proof::challenge(&context).await?),
    )
}
