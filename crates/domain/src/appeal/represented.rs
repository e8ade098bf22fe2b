//! On whose behalf an appeal is sent, when it is not the sender's own.

use serde::{Deserialize, Serialize};

use super::check::Faults;
use super::error::filled;
use super::{FieldError, RawAppeal, RawRepresented};
use crate::applicant::{Inn, PersonName, ValueError, mask};
use crate::category::RequiredDocument;
use crate::codes::codes;
use crate::lang::{Lang, Text};
use crate::text;

/// The code of the document that proves the right to speak for another.
pub const POWER_OF_ATTORNEY: &str = "power_of_attorney";

/// Names of companies in the register (ЕГРЮЛ) are rarely half as long.
const MAX_COMPANY_CHARS: usize = 300;

/// Digits of a company's ИНН; a person's has twelve.
const COMPANY_INN_DIGITS: usize = 10;

codes! {
    /// Who is represented.
    pub enum RepresentedKind, "kind of the represented" {
        /// A company or another legal person.
        Company = "company",
        /// Another person.
        Person = "person",
    }
}

impl RepresentedKind {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            RepresentedKind::Company => ("организация", "company"),
            RepresentedKind::Person => ("другой человек", "another person"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }
}

/// Who is represented, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Represented {
    /// A company or a person.
    pub kind: RepresentedKind,
    /// The company's name, or the person's full name.
    name: String,
    /// A company's always, a person's where it is known.
    inn: Option<Inn>,
}

/// The represented as the journal's private part holds them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepresentedRecord {
    /// A company or a person.
    pub kind: RepresentedKind,
    /// The company's name, or the person's full name.
    pub name: String,
    /// 10 or 12 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
}

impl RepresentedRecord {
    /// The same for a reader who must not see whose it is. A company's name is no personal data.
    pub fn masked(&self) -> RepresentedRecord {
        match self.kind {
            RepresentedKind::Company => self.clone(),
            RepresentedKind::Person => RepresentedRecord {
                kind: self.kind,
                name: mask::full_name(&self.name),
                inn: self.inn.as_deref().map(mask::tail),
            },
        }
    }
}

impl std::fmt::Debug for RepresentedRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RepresentedRecord({}…)", self.kind)
    }
}

impl From<&Represented> for RepresentedRecord {
    fn from(represented: &Represented) -> RepresentedRecord {
        RepresentedRecord {
            kind: represented.kind,
            name: represented.name.clone(),
            inn: represented.inn.as_ref().map(|inn| inn.as_str().to_owned()),
        }
    }
}

/// The document that is required of whoever speaks for another.
pub fn power_of_attorney() -> RequiredDocument {
    RequiredDocument {
        code: POWER_OF_ATTORNEY.to_owned(),
        name: Text::fixed("Доверенность", "Power of attorney"),
    }
}

/// The represented; none when the appeal is the sender's own or a fault was found.
pub(super) fn check(raw: &RawAppeal, faults: &mut Faults) -> Option<Represented> {
    let said = raw.on_behalf_of.as_ref()?;
    if raw.anonymous {
        faults.push(FieldError::new(
            "/on_behalf_of",
            "on_behalf_of_anonymous",
            "Анонимно за другого обратиться нельзя: укажите себя или уберите представляемого",
            "Nobody can speak for another anonymously: name yourself or remove the represented",
        ));
        return None;
    }
    let Some(kind) = filled(&said.kind).and_then(|code| code.parse().ok()) else {
        faults.push(FieldError::new(
            "/on_behalf_of/kind",
            "on_behalf_of_kind",
            "Выберите, от чьего имени обращаетесь: company (организация) или person (человек)",
            "Choose on whose behalf you write: company or person",
        ));
        return None;
    };
    let name = check_name(kind, said, faults);
    let inn = check_inn(kind, said, faults);
    Some(Represented {
        kind,
        name: name?,
        inn: inn.ok()?,
    })
}

fn check_name(kind: RepresentedKind, said: &RawRepresented, faults: &mut Faults) -> Option<String> {
    let at = "/on_behalf_of/name";
    let Some(name) = filled(&said.name) else {
        faults.push(match kind {
            RepresentedKind::Company => FieldError::new(
                at,
                "company_name_required",
                "Укажите название организации",
                "Give the company's name",
            ),
            RepresentedKind::Person => FieldError::new(
                at,
                "person_name_required",
                "Укажите фамилию, имя и отчество того, за кого обращаетесь",
                "Give the full name of the person you speak for",
            ),
        });
        return None;
    };
    let parsed = match kind {
        RepresentedKind::Person => PersonName::parse(name).map(|name| name.as_str().to_owned()),
        RepresentedKind::Company => company_name(name),
    };
    parsed
        .map_err(|error| faults.push(FieldError::of_value(at, error)))
        .ok()
}

fn company_name(name: &str) -> Result<String, ValueError> {
    const FORMAT: ValueError = ValueError::new(
        "company_name_format",
        "Название — до 300 символов, в одну строку",
        "The name has at most 300 characters, in one line",
    );
    let line = text::single_line(name).map_err(|_| FORMAT)?;
    let fits = line.chars().count() <= MAX_COMPANY_CHARS && line.contains(char::is_alphanumeric);
    if fits { Ok(line) } else { Err(FORMAT) }
}

/// A company cannot be told apart without its ИНН: names repeat.
fn check_inn(
    kind: RepresentedKind,
    said: &RawRepresented,
    faults: &mut Faults,
) -> Result<Option<Inn>, ()> {
    let at = "/on_behalf_of/inn";
    let fault = match (kind, filled(&said.inn).map(Inn::parse)) {
        (RepresentedKind::Person, None) => return Ok(None),
        (_, Some(Err(error))) => FieldError::of_value(at, error),
        (RepresentedKind::Company, Some(Ok(inn))) if inn.as_str().len() == COMPANY_INN_DIGITS => {
            return Ok(Some(inn));
        }
        (RepresentedKind::Person, Some(Ok(inn))) if inn.as_str().len() != COMPANY_INN_DIGITS => {
            return Ok(Some(inn));
        }
        (RepresentedKind::Company, None) => FieldError::new(
            at,
            "company_inn_required",
            "Укажите ИНН организации",
            "Give the company's INN",
        ),
        (RepresentedKind::Company, Some(Ok(_))) => FieldError::new(
            at,
            "company_inn_digits",
            "ИНН организации состоит из 10 цифр",
            "A company's INN has 10 digits",
        ),
        (RepresentedKind::Person, Some(Ok(_))) => FieldError::new(
            at,
            "person_inn_digits",
            "ИНН человека состоит из 12 цифр",
            "A person's INN has 12 digits",
        ),
    };
    faults.push(fault);
    Err(())
}
