//! The applicant's part of an appeal.

use chrono::NaiveDate;

use super::check::Faults;
use super::error::filled;
use super::{FieldError, RawAppeal};
use crate::applicant::{
    Applicant, BirthDate, Email, Inn, PersonName, Phone, Snils, ValueError, of_name_part,
};
use crate::category::Category;

/// The applicant; none when the appeal is anonymous or a fault was found.
pub(super) fn check(
    raw: &RawAppeal,
    category: Option<&Category>,
    today: NaiveDate,
    faults: &mut Faults,
) -> Option<Applicant> {
    let person = &raw.applicant;
    if raw.anonymous {
        check_anonymous(raw, category, faults);
        return None;
    }
    let last_name = parse("last_name", &person.last_name, PersonName::parse, faults);
    let optional = PersonName::parse_optional;
    let first_name = parse("first_name", &person.first_name, optional, faults);
    let middle_name = parse("middle_name", &person.middle_name, optional, faults);
    let birth_date = parse(
        "birth_date",
        &person.birth_date,
        |t| BirthDate::parse(t, today),
        faults,
    );
    let inn = parse("inn", &person.inn, Inn::parse, faults);
    let snils = parse("snils", &person.snils, Snils::parse, faults);
    let email = parse("email", &person.email, Email::parse, faults);
    let phone = parse("phone", &person.phone, Phone::parse, faults);
    check_required(raw, category, faults);
    Some(Applicant {
        last_name: last_name?,
        first_name: first_name?,
        middle_name,
        birth_date,
        inn,
        snils,
        email,
        phone,
    })
}

/// An anonymous appeal must be allowed and bring no personal data: what came by mistake
/// would either be kept against the wish or be lost without a word.
fn check_anonymous(raw: &RawAppeal, category: Option<&Category>, faults: &mut Faults) {
    if category.is_some_and(|category| !category.anonymous_allowed) {
        faults.push(FieldError::new(
            "/anonymous",
            "anonymous_not_allowed",
            "В этой категории анонимные обращения не принимают: без данных заявителя ответить нельзя",
            "This category takes no anonymous appeals: it cannot be answered without the applicant's data",
        ));
    } else if members(raw)
        .iter()
        .any(|(_, value)| filled(value).is_some())
    {
        faults.push(FieldError::new(
            "/applicant",
            "applicant_of_anonymous",
            "Обращение анонимное: уберите данные о себе или снимите отметку «анонимно»",
            "The appeal is anonymous: remove your data or the mark “anonymous”",
        ));
    }
}

fn check_required(raw: &RawAppeal, category: Option<&Category>, faults: &mut Faults) {
    let of_category = category
        .map(|c| c.applicant_required.as_slice())
        .unwrap_or_default();
    let needed = |member: &str| of_category.iter().any(|needed| needed == member);
    for (member, value) in members(raw) {
        let always = matches!(member, "last_name" | "first_name");
        if (always || needed(member)) && filled(value).is_none() {
            faults.push(required(member));
        }
    }
    let (phone, email) = (&raw.applicant.phone, &raw.applicant.email);
    let contact = filled(phone).or(filled(email)).is_some();
    if !contact && !needed("phone") && !needed("email") {
        faults.push(FieldError::new(
            "/applicant/phone",
            "contact_required",
            "Укажите телефон или электронную почту",
            "Give a telephone or an e-mail address",
        ));
    }
}

fn members(raw: &RawAppeal) -> [(&'static str, &Option<String>); 8] {
    let person = &raw.applicant;
    [
        ("last_name", &person.last_name),
        ("first_name", &person.first_name),
        ("middle_name", &person.middle_name),
        ("birth_date", &person.birth_date),
        ("inn", &person.inn),
        ("snils", &person.snils),
        ("email", &person.email),
        ("phone", &person.phone),
    ]
}

fn required(member: &str) -> FieldError {
    let (code, ru, en) = match member {
        "last_name" => (
            "last_name_required",
            "Укажите фамилию",
            "Give the last name",
        ),
        "first_name" => ("first_name_required", "Укажите имя", "Give the first name"),
        "middle_name" => (
            "middle_name_required",
            "Укажите отчество",
            "Give the middle name",
        ),
        "birth_date" => (
            "birth_date_required",
            "Укажите дату рождения",
            "Give the date of birth",
        ),
        "inn" => ("inn_required", "Укажите ИНН", "Give the INN"),
        "snils" => ("snils_required", "Укажите СНИЛС", "Give the SNILS"),
        "email" => (
            "email_required",
            "Укажите электронную почту",
            "Give an e-mail address",
        ),
        _ => ("phone_required", "Укажите телефон", "Give a telephone"),
    };
    FieldError::new(format!("/applicant/{member}"), code, ru, en)
}

/// The parsed value of a member that was filled in.
fn parse<T>(
    member: &str,
    value: &Option<String>,
    parse: impl FnOnce(&str) -> Result<T, ValueError>,
    faults: &mut Faults,
) -> Option<T> {
    parse(filled(value)?)
        .map_err(|error| {
            let error = of_name_part(member, error);
            faults.push(FieldError::of_value(format!("/applicant/{member}"), error));
        })
        .ok()
}
