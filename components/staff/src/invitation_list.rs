//! `GET /api/v1/staff/invitations`: the links that are on their way.

use axum::http::StatusCode;
use domain::Region;
use domain::access::{Operation, Role, Territory};
use serde::Deserialize;
use store::one_time::{self, Pending};
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth};

use crate::staff_invite::PURPOSE;

/// Invitations that work at one time: a week's worth of new colleagues.
const MOST: usize = 200;

/// What an invitation holds (`staff_invite`).
#[derive(Debug, Deserialize)]
pub(crate) struct Invited {
    /// Where the link went.
    pub(crate) email: String,
    /// What they are to be.
    pub(crate) role: Role,
    agency: Option<String>,
    unit: Option<String>,
    region: Option<String>,
}

impl Invited {
    /// What they are to answer for.
    pub(crate) fn territory(&self) -> Territory {
        let region = self.region.as_deref();
        Territory {
            agency: self.agency.clone(),
            unit: self.unit.clone(),
            region: region.and_then(|code| Region::parse(code).ok()),
        }
    }
}

/// Lists invitations that were not accepted yet, the earliest first.
pub(crate) async fn invitation_list(context: Context) -> Answer {
    let found = pending(&context).await?;
    let items = found.iter().map(|(pending, invited)| {
        let territory = invited.territory();
        api::InvitationItem {
            id: pending.id.clone(),
            email: invited.email.clone(),
            role: invited.role.to_string(),
            role_name: invited.role.label(context.lang),
            agency: territory.agency,
            unit: territory.unit,
            region: territory.region.map(|region| region.to_string()),
            created_at: from_ms(pending.created_at),
            expires_at: from_ms(pending.expires_at),
        }
    });
    let items = items.collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// The invitations into the caller's territory.
pub(crate) async fn pending(context: &Context) -> Result<Vec<(Pending, Invited)>, Problem> {
    let permit = auth::permit(context, Operation::InvitationList).await?;
    let territory = permit.territory();
    let now = context.now.timestamp_millis();
    let found = one_time::pending(database().await?, PURPOSE, now, MOST).await?;
    let mut out = Vec::new();
    for pending in found {
        let invited: Invited = serde_json::from_str(&pending.data).map_err(Problem::internal)?;
        if territory.contains(&invited.territory()) {
            out.push((pending, invited));
        }
    }
    Ok(out)
}
