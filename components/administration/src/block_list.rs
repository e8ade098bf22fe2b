//! `GET /api/v1/admin/blocks`: who may not write, and why.

use axum::http::StatusCode;
use domain::access::Operation;
use store::block::{self, Block};
use web::auth::Permit;
use web::capabilities::database;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, parameters, reply};

/// Lists blocks, the newest first.
pub(crate) async fn block_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::BlockList).await?;
    let (found, next) = blocks(&context, &permit).await?;
    let now = context.now.timestamp_millis();
    let items = found.iter().map(|block| wire(block, now)).collect();
    reply::json(StatusCode::OK, &api::Page { items, next })
}

/// A page of blocks, and the cursor of the next.
pub(crate) async fn blocks(
    context: &Context,
    permit: &Permit,
) -> Result<(Vec<Block>, Option<String>), Problem> {
    let after = parameters::value(context, "cursor_id")?;
    let page = parameters::limit(context, "limit_100")?;
    let own = permit.territory().agency;
    let db = database().await?;
    let mut found = block::list(db, own.as_deref(), after.as_deref(), page + 1).await?;
    let is_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| is_more).map(|last| last.id.clone());
    Ok((found, next))
}

/// A block as it is sent. Whom it stops stands in it only where that is an account.
pub(crate) fn wire(block: &Block, now: i64) -> api::BlockItem {
    api::BlockItem {
        id: block.id.clone(),
        kind: block.kind.clone(),
        account: block.account.clone(),
        agency: block.agency.clone(),
        reason: block.reason.clone(),
        created_by: block.created_by.clone(),
        created_at: from_ms(block.created_at),
        until: block.until.map(from_ms),
        lifted_at: block.lifted_at.map(from_ms),
        lifted_by: block.lifted_by.clone(),
        holds: block.holds(now),
    }
}
