//! Programs and people that act for an agency.

use serde_json::{Value, json};

use crate::call::{Answer, Call};

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
