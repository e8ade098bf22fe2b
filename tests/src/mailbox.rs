//! What the service has to tell people: its outbox, read as a mailer reads it.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::call::Call;
use crate::target::Target;

/// A message.
#[derive(Clone, Debug)]
pub struct Mail {
    /// `email` or `sms`.
    pub channel: String,
    /// What it is about.
    pub kind: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl Mail {
    /// The code in it.
    #[track_caller]
    pub fn code(&self) -> String {
        let digits: String = self.text.chars().take(6).collect();
        assert!(
            digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() == 6,
            "no code: {self:?}"
        );
        digits
    }
}

type Boxes = HashMap<(String, String), Vec<Mail>>;

/// Tests run at the same time and share the outbox: what one fetches is kept for the others.
static BOXES: LazyLock<Mutex<Boxes>> = LazyLock::new(Mutex::default);

/// All messages to a contact so far, oldest first.
#[track_caller]
pub fn mails(target: &Target, to: &str) -> Vec<Mail> {
    let mut boxes = BOXES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut fetched: Vec<Value> = Vec::new();
    loop {
        let ids: Vec<&Value> = fetched.iter().map(|item| &item["id"]).collect();
        let answer = Call::post("/internal/outbox")
            .header("authorization", &format!("Bearer {}", target.outbox_token))
            .json(&json!({ "delivered": ids }))
            .send_to(target)
            .expect(200)
            .json();
        fetched = answer["items"].as_array().unwrap().clone();
        if fetched.is_empty() {
            break;
        }
        for item in &fetched {
            let text = |member: &str| item[member].as_str().unwrap().to_owned();
            let mail = Mail {
                channel: text("channel"),
                kind: text("kind"),
                subject: text("subject"),
                text: text("text"),
            };
            let place = (target.base_url.clone(), text("to"));
            boxes.entry(place).or_default().push(mail);
        }
    }
    let place = (target.base_url.clone(), to.to_owned());
    boxes.get(&place).cloned().unwrap_or_default()
}

/// The newest message of a kind to a contact.
#[track_caller]
pub fn newest(target: &Target, to: &str, kind: &str) -> Mail {
    let all = mails(target, to);
    let found = all.iter().rev().find(|mail| mail.kind == kind);
    found
        .unwrap_or_else(|| panic!("no {kind} to {to}: {all:?}"))
        .clone()
}
