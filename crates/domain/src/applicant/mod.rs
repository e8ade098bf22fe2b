//! Who sends an appeal: types that can only hold checked values.
//!
//! All of them are personal data, so none of them shows its value in `Debug`.

mod birth_date;
mod email;
mod inn;
pub mod mask;
mod name;
mod phone;
mod snils;

use serde::{Deserialize, Serialize};

use crate::lang::Text;

pub use birth_date::BirthDate;
pub use email::{Email, shown_email};
pub use inn::Inn;
pub use name::{NO_NAME, PersonName, of_name_part};
pub use phone::Phone;
pub use snils::Snils;

/// Why a value about a person is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {}", .text.en)]
pub struct ValueError {
    /// The stable code, such as `phone_format`.
    pub code: &'static str,
    /// The message for people; it names the limit.
    pub text: Text,
}

impl ValueError {
    pub(crate) const fn new(code: &'static str, ru: &'static str, en: &'static str) -> ValueError {
        ValueError {
            code,
            text: Text::fixed(ru, en),
        }
    }
}

/// A type whose value is a checked string of personal data: canonical text, a silent
/// `Debug`, serde as a string for the private part of the journal.
macro_rules! personal {
    ($name:ident) => {
        impl $name {
            /// The canonical form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

pub(crate) use personal;

/// An applicant whose every value is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// The family name.
    pub last_name: PersonName,
    /// The given name, or [`NO_NAME`]: some people have one name only.
    pub first_name: PersonName,
    /// The patronymic, or [`NO_NAME`]; none where nothing was said.
    pub middle_name: Option<PersonName>,
    /// The date of birth.
    pub birth_date: Option<BirthDate>,
    /// The taxpayer's number.
    pub inn: Option<Inn>,
    /// The number of the pension insurance account.
    pub snils: Option<Snils>,
    /// The e-mail address.
    pub email: Option<Email>,
    /// The telephone.
    pub phone: Option<Phone>,
}

/// An applicant as the journal's private part holds it: canonical strings.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicantRecord {
    /// The family name.
    pub last_name: String,
    /// The given name, or [`NO_NAME`].
    pub first_name: String,
    /// The patronymic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// 10 or 12 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    /// 11 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    /// The address, its domain in ASCII.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl ApplicantRecord {
    /// Family name, given name, patronymic; of those the ones that there are.
    pub fn full_name(&self) -> String {
        let middle = self.middle_name.as_deref().unwrap_or_default();
        let parts = [self.last_name.as_str(), &self.first_name, middle];
        let given = parts
            .into_iter()
            .filter(|part| !matches!(*part, "" | NO_NAME));
        given.collect::<Vec<_>>().join(" ")
    }
}

impl std::fmt::Debug for ApplicantRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApplicantRecord(…)")
    }
}

impl From<&Applicant> for ApplicantRecord {
    fn from(applicant: &Applicant) -> ApplicantRecord {
        ApplicantRecord {
            last_name: applicant.last_name.as_str().to_owned(),
            first_name: applicant.first_name.as_str().to_owned(),
            middle_name: applicant
                .middle_name
                .as_ref()
                .map(|v| v.as_str().to_owned()),
            birth_date: applicant.birth_date.map(|v| v.to_string()),
            inn: applicant.inn.as_ref().map(|v| v.as_str().to_owned()),
            snils: applicant.snils.as_ref().map(|v| v.as_str().to_owned()),
            email: applicant.email.as_ref().map(|v| v.as_str().to_owned()),
            phone: applicant.phone.as_ref().map(|v| v.as_str().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
