//! What the provider says of the person, in our words: the claims' names are configured, since ЕСИА and
//! others have their own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::applicant::{BirthDate, Email, Inn, PersonName, Phone, Snils};
use serde_json::{Map, Value};

/// The claims of OpenID Connect itself (Core, 5.1), which hold where nothing is configured.
const STANDARD: &[(&str, &str)] = &[
    ("last_name", "family_name"),
    ("first_name", "given_name"),
    ("middle_name", "middle_name"),
    ("birth_date", "birthdate"),
    ("email", "email"),
    ("email_verified", "email_verified"),
    ("phone", "phone_number"),
    ("phone_verified", "phone_number_verified"),
];

/// What may be mapped.
const FIELDS: &[&str] = &[
    "last_name",
    "first_name",
    "middle_name",
    "birth_date",
    "snils",
    "inn",
    "email",
    "email_verified",
    "phone",
    "phone_verified",
];

/// From our names to the provider's: a claim's name, or a JSON pointer (RFC 6901) into nested claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping(BTreeMap<String, String>);

/// Why a mapping is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not a JSON object of strings.
    #[error("oidc_claims must be a JSON object of strings")]
    NotAnObject,
    /// A name that is not one of ours.
    #[error("oidc_claims: there is no field {0:?}")]
    UnknownField(String),
}

/// What a provider says of a person. What does not pass our own checks is as good as unsaid.
#[derive(Clone, Default)]
pub struct Person {
    /// Фамилия.
    pub last_name: Option<PersonName>,
    /// Имя.
    pub first_name: Option<PersonName>,
    /// Отчество.
    pub middle_name: Option<PersonName>,
    /// Дата рождения.
    pub birth_date: Option<BirthDate>,
    /// СНИЛС.
    pub snils: Option<Snils>,
    /// ИНН of a person.
    pub inn: Option<Inn>,
    /// An e-mail address that the provider has confirmed.
    pub email: Option<Email>,
    /// A phone that the provider has confirmed.
    pub phone: Option<Phone>,
}

impl Default for Mapping {
    fn default() -> Self {
        let pairs = STANDARD.iter();
        Mapping(
            pairs
                .map(|(ours, theirs)| (ours.to_string(), theirs.to_string()))
                .collect(),
        )
    }
}

impl Mapping {
    /// Reads a mapping; an empty text is the standard one. What it names replaces the standard, field by field,
    /// and an empty name takes a field out.
    ///
    /// # Errors
    /// When it cannot be read, or names what does not exist.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mut mapping = Mapping::default();
        if text.trim().is_empty() {
            return Ok(mapping);
        }
        let given: BTreeMap<String, String> =
            serde_json::from_str(text).map_err(|_| MappingError::NotAnObject)?;
        for (ours, theirs) in given {
            if !FIELDS.contains(&ours.as_str()) {
                return Err(MappingError::UnknownField(ours));
            }
            mapping.0.insert(ours, theirs);
        }
        Ok(mapping)
    }

    /// Whether the claims lack something that is mapped, so that it is worth asking for further ones.
    pub fn lacks(&self, claims: &Map<String, Value>) -> bool {
        let mut theirs = self.0.values().filter(|theirs| !theirs.is_empty());
        theirs.any(|theirs| find(claims, theirs).is_none())
    }

    /// The person that the claims tell of.
    pub fn person(&self, claims: &Map<String, Value>, today: NaiveDate) -> Person {
        let value = |ours: &str| {
            find(
                claims,
                self.0.get(ours).filter(|theirs| !theirs.is_empty())?,
            )
        };
        let text = |ours: &str| {
            let text = value(ours)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let is_true = |ours: &str| match value(ours) {
            Some(Value::Bool(is_true)) => *is_true,
            Some(Value::String(text)) => text == "true",
            _ => false,
        };
        let verified = |ours: &str, flag: &str| text(ours).filter(|_| is_true(flag));
        let name = |ours: &str| PersonName::parse(&text(ours)?).ok();
        Person {
            last_name: name("last_name"),
            first_name: name("first_name"),
            middle_name: name("middle_name"),
            birth_date: text("birth_date").and_then(|text| birth_date(&text, today)),
            snils: text("snils").and_then(|text| Snils::parse(&text).ok()),
            inn: text("inn").and_then(|text| Inn::parse(&text).ok()),
            email: verified("email", "email_verified").and_then(|text| Email::parse(&text).ok()),
            phone: verified("phone", "phone_verified").and_then(|text| Phone::parse(&text).ok()),
        }
    }
}

/// Names such as `urn:esia:sbj` have colons and dots, so only a pointer goes into depth.
fn find<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let Some(pointer) = name.strip_prefix('/') else {
        return claims.get(name);
    };
    let (first, rest) = pointer.split_once('/').unwrap_or((pointer, ""));
    let top = claims.get(&first.replace("~1", "/").replace("~0", "~"))?;
    if rest.is_empty() {
        Some(top)
    } else {
        top.pointer(&format!("/{rest}"))
    }
}

/// OpenID Connect writes `1990-05-31`, ЕСИА `31.05.1990`.
fn birth_date(text: &str, today: NaiveDate) -> Option<BirthDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
        .ok()?;
    BirthDate::parse(&date.format("%Y-%m-%d").to_string(), today).ok()
}
