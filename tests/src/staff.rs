//! Programs and people that act for an agency.

use serde_json::{Value, json};

use crate::call::{Answer, Call};
use crate::person::Person;
use crate::target::{Target, target};

/// The collection of API keys.
pub const KEYS: &str = "/api/v1/keys";

/// The agency that answers for the sample's category.
pub const AGENCY: &str = "road_agency";

/// Another agency, and a category of its.
pub const OTHER: (&str, &str) = ("portal_support", "portal.idea");

/// An API key.
#[derive(Clone, Debug)]
pub struct Key {
    /// The id.
    pub id: String,
    /// The key itself.
    pub text: String,
}

impl Key {
    /// Issues a key with the service token.
    #[track_caller]
    pub fn issue(scopes: &[&str], agency: Option<&str>) -> Self {
        let body = json!({ "name": "tests", "scopes": scopes, "agency": agency });
        Self::read(&Call::post(KEYS).staff().json(&body).send())
    }

    /// What a 201 says.
    #[track_caller]
    pub fn read(answer: &Answer) -> Self {
        assert_eq!(answer.status, 201, "{answer}");
        let body = answer.json();
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        Key {
            id: text("id"),
            text: text("key"),
        }
    }

    /// How the list shows it.
    #[track_caller]
    pub fn listed(&self) -> Value {
        let list = Call::get(KEYS).staff().send().expect(200).json();
        let items = list["items"].as_array().unwrap();
        let own = items.iter().find(|item| item["id"] == self.id.as_str());
        own.expect("the key is in the list").clone()
    }
}

/// What a member of staff answers for: agency, unit, region; empty without a limit.
pub type Limits<'a> = [&'a str; 3];

/// Invites somebody with the service token; gives the token of the link.
#[track_caller]
pub fn invite_at(target: &Target, email: &str, role: &str, limits: Limits<'_>) -> String {
    let mut body = json!({ "email": email, "role": role });
    for (name, limit) in ["agency", "unit", "region"].iter().zip(limits) {
        if !limit.is_empty() {
            body[*name] = json!(limit);
        }
    }
    let invited = Call::post("/api/v1/staff/invitations").staff().json(&body);
    let invited = invited.send_to(target).expect(201).json();
    let (token, link) = (&invited["token"], invited["link"].as_str().unwrap());
    let token = token.as_str().unwrap().to_owned();
    assert!(link.ends_with(&format!("/invitation#{token}")), "{link}");
    token
}

impl Person {
    /// A member of staff at the shared instance, signed in with a second factor.
    #[track_caller]
    pub fn staff(role: &str, limits: Limits<'_>) -> Self {
        Self::staff_at(target(), role, limits)
    }

    /// The same at an instance.
    #[track_caller]
    pub fn staff_at(target: &Target, role: &str, limits: Limits<'_>) -> Self {
        let mut person = Person::at(target);
        let token = invite_at(target, &person.login, role, limits);
        person.accept(&token).expect(201);
        person.add_second_factor();
        person
    }

    /// A member of staff at the shared instance with a family name of their own.
    #[track_caller]
    pub fn colleague(role: &str, limits: Limits<'_>, last_name: &str) -> Self {
        let mut person = Person::new();
        let token = invite_at(target(), &person.login, role, limits);
        person.accept_as(&token, last_name).expect(201);
        person.add_second_factor();
        person
    }

    /// Accepts an invitation.
    #[track_caller]
    pub fn accept(&mut self, token: &str) -> Answer {
        self.accept_as(token, "Смирнова")
    }

    /// The same with a family name of their own.
    #[track_caller]
    pub fn accept_as(&mut self, token: &str, last_name: &str) -> Answer {
        let body = json!({
            "token": token, "password": self.password,
            "last_name": last_name, "first_name": "Ольга", "position": "ведущий инженер",
        });
        self.post("/api/v1/staff/invitations/accept", &body)
    }

    /// Signs in again with the password and a code by message: sessions of staff end after half an hour of rest.
    #[track_caller]
    pub fn sign_in_as_staff(&mut self) {
        self.cookies.clear();
        let ticket = self.begin_sign_in();
        let body = json!({ "ticket": ticket, "method": "email" });
        self.post("/api/v1/session/code", &body).expect(202);
        let code = self.mail("sign_in_code").code();
        self.second_factor(&ticket, "email", &code).expect(200);
    }

    /// Turns codes by message on, which lets a member of staff work.
    #[track_caller]
    pub fn add_second_factor(&mut self) {
        self.post("/api/v1/account/factors/message", &json!({}))
            .expect(204);
    }
}
