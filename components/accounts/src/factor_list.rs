//! `/api/v1/account/factors`: the second factors that there are, and taking one away.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use serde::Deserialize;
use store::factor;
use web::capabilities::database;
use web::messages::{self, Notice};
use web::reply::{json, see_other};
use web::time::from_ms;
use web::{Answer, Context, Problem};

use crate::account_view::own_account;
use crate::own::{own, own_full};

/// What every kind of factor may have in its data.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    name: Option<String>,
}

/// The account's second factors.
pub(crate) async fn factor_list(context: Context) -> Answer {
    let own = own(&context, Operation::FactorList).await?;
    let db = database().await?;
    let found = factor::of_account(db, &own.account).await?;
    let items = found
        .into_iter()
        .map(|factor| api::FactorItem {
            name: serde_json::from_str::<Named>(&factor.data)
                .unwrap_or_default()
                .name,
            id: factor.id,
            kind: factor.kind,
            created_at: from_ms(factor.created_at),
            used_at: factor.used_at.map(from_ms),
        })
        .collect();
    let body = api::Factors {
        items,
        recovery_codes_left: factor::recovery_left(db, &own.account).await?,
        required: own.role.is_staff(),
    };
    json(StatusCode::OK, &body)
}

/// Takes a factor away and tells the owner. Staff keep at least one.
pub(crate) async fn factor_remove(context: Context, Path(id): Path<String>) -> Answer {
    let own = own_full(&context, Operation::FactorRemove).await?;
    own.demand_recent(&context)?;
    let account = own_account(&own).await?;
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let least = i64::from(account.role.is_staff());
    if factor::remove(db, &account.id, &id, least, now)
        .await?
        .is_none()
    {
        let there = factor::of_account(db, &account.id).await?;
        let is_last = least > 0 && there.iter().any(|factor| factor.id == id);
        return Err(if is_last {
            last_factor()
        } else {
            Problem::not_found()
        });
    }
    messages::tell(&context, &account, &Notice::FactorRemoved).await?;
    if context.wants_page {
        return see_other("/cabinet/security?done=factor_removed");
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn last_factor() -> Problem {
    use domain::Text;
    Problem::new(
        StatusCode::CONFLICT,
        "last_factor",
        Text::fixed(
            "Это единственный второй фактор",
            "This is the only second factor",
        ),
        Text::fixed(
            "Сотруднику нужен хотя бы один второй фактор. Сначала добавьте другой.",
            "Staff need at least one second factor. Add another one first.",
        ),
    )
}
