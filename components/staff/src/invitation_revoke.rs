//! `DELETE /api/v1/staff/invitations/{id}`: a link makes nobody a colleague any more.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use store::one_time;
use web::capabilities::database;
use web::{Answer, Context, Problem, auth};

use crate::invitation_list::pending;
use crate::staff_invite::PURPOSE;

/// Revokes an invitation. One that was used, is over or leads elsewhere is unknown.
pub(crate) async fn invitation_revoke(context: Context, Path(id): Path<String>) -> Answer {
    revoke(&context, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Revokes it.
pub(crate) async fn revoke(context: &Context, id: &str) -> Result<(), Problem> {
    auth::permit(context, Operation::InvitationRevoke).await?;
    let found = pending(context).await?;
    if !found.iter().any(|(pending, _)| pending.id == id) {
        return Err(Problem::not_found());
    }
    let now = context.now.timestamp_millis();
    one_time::revoke(database().await?, PURPOSE, id, now).await?;
    Ok(())
}
