//! What a member of staff is called: the name that colleagues see, and the position.

use crate::appeal::FieldError;
use crate::applicant::{ApplicantRecord, PersonName, ValueError};
use crate::text;

/// The longest positions in staff lists of agencies have some eighty characters.
const MAX_POSITION_CHARS: usize = 100;

/// The name and the position as they were typed.
#[derive(Clone, Default)]
pub struct RawMember {
    /// The family name.
    pub last_name: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The patronymic.
    pub middle_name: Option<String>,
    /// The position, a short text.
    pub position: Option<String>,
}

/// The same, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The family name.
    pub last_name: PersonName,
    /// The given name.
    pub first_name: PersonName,
    /// The patronymic; [`NO_NAME`](crate::applicant::NO_NAME) of whoever has said that they have none.
    pub middle_name: Option<PersonName>,
    /// The position, where it is told: one line.
    pub position: Option<String>,
}

impl RawMember {
    /// Checks it; every fault at once. Colleagues are told apart by their names, so that there must be one.
    pub fn check(&self) -> Result<Member, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut part = |member: &str, typed: &Option<String>, missing: Option<ValueError>| {
            let found = match (filled(typed), missing) {
                (Some(text), Some(_)) => PersonName::parse(text).map(Some),
                (Some(text), None) => PersonName::parse_optional(text).map(Some),
                (None, Some(missing)) => Err(missing),
                (None, None) => Ok(None),
            };
            found.unwrap_or_else(|error| {
                faults.push(FieldError::of_value(format!("/{member}"), error));
                None
            })
        };
        let last_name = part("last_name", &self.last_name, Some(NO_LAST_NAME));
        let first_name = part("first_name", &self.first_name, Some(NO_FIRST_NAME));
        let middle_name = part("middle_name", &self.middle_name, None);
        let position = match filled(&self.position).map(position).transpose() {
            Ok(position) => position,
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        match (last_name, first_name) {
            (Some(last_name), Some(first_name)) if faults.is_empty() => Ok(Member {
                last_name,
                first_name,
                middle_name,
                position,
            }),
            _ => Err(faults),
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        let all = [
            &self.last_name,
            &self.first_name,
            &self.middle_name,
            &self.position,
        ];
        all.into_iter().all(|one| filled(one).is_none())
    }
}

impl Member {
    /// Puts the name into what is known of the person.
    pub fn name(&self, person: &mut ApplicantRecord) {
        self.last_name.as_str().clone_into(&mut person.last_name);
        self.first_name.as_str().clone_into(&mut person.first_name);
        let middle = self.middle_name.as_ref();
        person.middle_name = middle.map(|name| name.as_str().to_owned());
    }
}

const NO_LAST_NAME: ValueError = ValueError::new(
    "last_name_required",
    "Укажите фамилию",
    "Give the last name",
);

const NO_FIRST_NAME: ValueError =
    ValueError::new("first_name_required", "Укажите имя", "Give the first name");

fn filled(typed: &Option<String>) -> Option<&str> {
    let typed = typed.as_deref().map(str::trim);
    typed.filter(|text| !text.is_empty())
}

fn position(typed: &str) -> Result<String, FieldError> {
    let fault = |error| FieldError::of_value("/position", error);
    let line = text::single_line(typed).map_err(|error| {
        fault(ValueError {
            code: "position_format",
            text: error.text(),
        })
    })?;
    if line.chars().count() > MAX_POSITION_CHARS {
        return Err(fault(ValueError::new(
            "position_length",
            "Не больше 100 символов",
            "At most 100 characters",
        )));
    }
    if !line.contains(char::is_alphabetic) {
        return Err(fault(ValueError::new(
            "position_format",
            "Напишите должность словами, например «ведущий инженер»",
            "Write the position in words, for example “senior engineer”",
        )));
    }
    Ok(line)
}

#[cfg(test)]
mod tests;
