//! Appeals to send, and what can be done with one that was registered.

use serde_json::{Value, json};

use crate::call::{Answer, Call};
use crate::target::{Target, target};

/// The collection.
pub const APPEALS: &str = "/api/v1/appeals";

/// A body that passes every check.
pub fn sample() -> Value {
    json!({
        "type": "complaint",
        "category": "roads.surface",
        "region": "62",
        "title": "Яма на проезжей части у дома 5",
        "text": "Глубокая яма напротив дома 5, машины объезжают её по тротуару.",
        "anonymous": false,
        "applicant": {
            "last_name": "Иванова", "first_name": "Анна", "middle_name": "Петровна",
            "birth_date": "1990-05-31", "inn": "500100732259", "snils": "112-233-445 95",
            "email": "anna@example.ru", "phone": "+7 912 345-67-89"
        },
        "fields": { "address": "ул. Ленина, 5" },
        "answer_by": ["cabinet", "email"],
        "attachments": [],
        "repeat_of": null
    })
}

/// The sample with one member changed, named by its JSON pointer.
pub fn with(pointer: &str, value: impl Into<Value>) -> Value {
    let mut body = sample();
    set(&mut body, pointer, value.into());
    body
}

/// Puts a value where a JSON pointer points.
pub fn set(body: &mut Value, pointer: &str, value: Value) {
    match body.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[key] = value;
        }
    }
}

/// The call that registers an appeal.
pub fn creation(body: &Value) -> Call {
    Call::post(APPEALS).json(body)
}

/// A registered appeal, with its applicant's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// The number.
    pub number: String,
    /// The access code.
    pub code: String,
}

impl Appeal {
    /// Registers the sample.
    #[track_caller]
    pub fn create() -> Self {
        Self::create_as(&sample())
    }

    /// Registers an appeal.
    #[track_caller]
    pub fn create_as(body: &Value) -> Self {
        Self::read(&creation(body).send())
    }

    /// What a 201 says.
    #[track_caller]
    pub fn read(answer: &Answer) -> Self {
        assert_eq!(answer.status, 201, "{answer}");
        let created = answer.json();
        let text = |member: &str| created[member].as_str().unwrap().to_owned();
        Appeal {
            number: text("number"),
            code: text("access_code"),
        }
    }

    /// Its path in the API, with more behind.
    pub fn path(&self, more: &str) -> String {
        format!("{APPEALS}/{}{more}", self.number)
    }

    /// The card as its applicant sees it.
    #[track_caller]
    pub fn card(&self) -> Value {
        self.card_at(target())
    }

    /// The card as its applicant sees it at an instance.
    #[track_caller]
    pub fn card_at(&self, target: &Target) -> Value {
        Call::get(self.path(""))
            .code(&self.code)
            .send_to(target)
            .expect(200)
            .json()
    }

    /// The journal as staff see it.
    #[track_caller]
    pub fn events(&self) -> Vec<Value> {
        self.events_at(target())
    }

    /// The journal at an instance.
    #[track_caller]
    pub fn events_at(&self, target: &Target) -> Vec<Value> {
        let events = Call::get(self.path("/events"))
            .staff()
            .send_to(target)
            .expect(200)
            .json();
        events["items"].as_array().unwrap().clone()
    }

    /// Asks for a move as staff.
    #[track_caller]
    pub fn transition(&self, to: &str) -> Answer {
        self.transition_call(to).staff().send()
    }

    /// The call that asks for a move.
    pub fn transition_call(&self, to: &str) -> Call {
        let body = json!({ "to": to, "comment": "Выезд бригады назначен на вторник." });
        Call::post(self.path("/transitions")).json(&body)
    }

    /// Moves it through several statuses.
    #[track_caller]
    pub fn go_through(&self, statuses: &[&str]) -> &Self {
        for status in statuses {
            self.transition(status).expect(200);
        }
        self
    }

    /// Rates its answer as the applicant.
    #[track_caller]
    pub fn rate(&self, rating: &Value) -> Answer {
        Call::new("PUT", self.path("/rating"))
            .code(&self.code)
            .json(rating)
            .send()
    }
}

/// The ordinal in a number `YYYY-NNNNNNN-C`.
#[track_caller]
pub fn ordinal(number: &str) -> u32 {
    let parts: Vec<&str> = number.split('-').collect();
    let [year, ordinal, check] = parts[..] else {
        panic!("not a number: {number}")
    };
    assert_eq!(
        (year.len(), ordinal.len(), check.len()),
        (4, 7, 1),
        "{number}"
    );
    ordinal.parse().unwrap()
}
