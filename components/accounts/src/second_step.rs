//! The question for a second factor, after whatever was shown first.

use axum::http::StatusCode;
use store::account::Account;
use store::one_time::{self, NewOneTime};
use web::capabilities::database;
use web::reply::{json, page};
use web::{Answer, Context, Problem};

use crate::finish::Form;
use crate::forms::{self, SecondFactor};
use crate::methods;
use crate::tickets::{CODE_LIFE, Ticket, purpose};

/// Keeps a ticket for the second step and asks for it by these methods.
pub(crate) async fn ask(
    context: &Context,
    account: &Account,
    methods: Vec<String>,
    form: &Form,
) -> Answer {
    let ticket = Ticket::new().await?;
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::SECOND_FACTOR,
        account: Some(&account.id),
        code_hash: None,
        data: &serde_json::to_string(&methods).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: (context.now + CODE_LIFE).timestamp_millis(),
        lock_until: None,
    };
    one_time::create(database().await?, &new).await?;
    if form.is_page {
        let method = methods::first(&methods).to_owned();
        let about = SecondFactor {
            ticket: &ticket.text,
            method: &method,
            methods,
            masked: "",
            return_to: &form.return_to,
        };
        return Ok(page(
            StatusCode::OK,
            forms::second_factor(context, about, vec![]),
        ));
    }
    let body = api::SessionState {
        state: "second_factor".to_owned(),
        ticket: Some(ticket.text),
        methods: Some(methods),
        ..api::SessionState::default()
    };
    json(StatusCode::OK, &body)
}
