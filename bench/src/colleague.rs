//! A member of an agency's staff, invited with the service token and signed in as people are.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::connection::{Answer, Connection};
use crate::load::{Body, Request};
use crate::server::Server;

/// The agency whose desk is looked at; the seeds give it about a sixth of all appeals.
pub(crate) const AGENCY: &str = "road_agency";

/// Header lines of a session, `Content-Type` of JSON among them.
pub(crate) fn sign_in(server: &Server, service: &str, role: &str) -> Result<String> {
    let mut connection = Connection::open(server.address)?;
    let mut ask = |path: &str, headers: &str, body: &Value, status: u16| -> Result<Answer> {
        let headers = format!("{headers}Content-Type: application/json\r\n");
        let body = Body::Own(body.to_string().into_bytes());
        Request::post(path, &headers, body).send(&mut connection, status)
    };
    let email = format!("{}@example.ru", uuid::Uuid::now_v7().simple());
    let invitation = json!({ "email": email, "role": role, "agency": AGENCY });
    let invited = ask("/api/v1/staff/invitations", service, &invitation, 201)?;
    let invited: Value = serde_json::from_slice(&invited.body)?;
    let token = invited["token"].as_str().context("an invitation's token")?;
    // Requests with a cookie must come from a page of the service.
    let page = "Origin: http://localhost\r\nUser-Agent: bench\r\n";
    let account = json!({
        "token": token, "password": "kV7$pQ2!mZx4", "last_name": "Смирнова", "first_name": "Ольга",
    });
    let accepted = ask("/api/v1/staff/invitations/accept", page, &account, 201)?;
    let of = |answer: &Answer| format!("{page}Cookie: {}\r\n", answer.cookies.join("; "));
    // Staff work with a second factor only, and a session that has become worth more has another token.
    let secured = ask(
        "/api/v1/account/factors/message",
        &of(&accepted),
        &json!({}),
        204,
    )?;
    Ok(format!(
        "{}Content-Type: application/json\r\n",
        of(&secured)
    ))
}
