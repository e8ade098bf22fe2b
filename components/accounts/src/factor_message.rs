//! `POST /api/v1/account/factors/message`: codes by e-mail or SMS as a second factor.

use domain::access::Operation;
use store::factor::{self, NewFactor};
use uuid::Uuid;
use web::capabilities::database;
use web::{Answer, Context, Problem};

use crate::account_view::own_account;
use crate::factor_added::added;
use crate::own::own;

/// Turns codes by message on; the contact was confirmed when it was given.
pub(crate) async fn message_add(context: Context) -> Answer {
    let own = own(&context, Operation::FactorMessage).await?;
    own.demand_recent(&context)?;
    let account = own_account(&own).await?;
    if account.contact().is_none() {
        return Err(no_contact());
    }
    let new = NewFactor {
        id: &Uuid::now_v7().to_string(),
        account: &own.account,
        kind: "message",
        hash: None,
        data: "{}",
        counter: 0,
        at: context.now.timestamp_millis(),
    };
    // Turned on twice it stays on.
    factor::add(database().await?, &new).await?;
    added(&context, &own, "message", context.wants_page).await
}

fn no_contact() -> Problem {
    use domain::Text;
    Problem::new(
        axum::http::StatusCode::CONFLICT,
        "no_contact",
        Text::fixed("Некуда присылать коды", "There is nowhere to send codes"),
        Text::fixed(
            "Сначала подтвердите телефон или почту в профиле.",
            "Confirm a phone or an e-mail address in the profile first.",
        ),
    )
}
