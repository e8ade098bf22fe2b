//! What somebody is to be: a role and a territory that the caller may hand out, a name and a position.

use domain::access::{Role, Territory};
use domain::appeal::FieldError;
use domain::category::Catalogue;
use domain::staff::RawMember;
use domain::{Region, Text};
use store::account::{Account, Profile};
use web::auth::Permit;

/// Codes of units are an agency's own; they are short.
const MAX_UNIT_CHARS: usize = 50;

/// The role of a code, where a member of staff can have it.
pub(crate) fn role(code: &str, faults: &mut Vec<FieldError>) -> Option<Role> {
    let role = code.parse::<Role>().ok().filter(|role| role.is_staff());
    if role.is_none() {
        let known: Vec<&str> = Role::STAFF.iter().map(|role| role.as_str()).collect();
        let known = known.join(", ");
        let text = Text::new(
            format!("Выберите роль: {known}"),
            format!("Choose a role: {known}"),
        );
        faults.push(FieldError::with_text("/role", "role_unknown", text));
    }
    role
}

/// The territory asked for: what is not named stays as `before`, an empty text takes a limit away. One
/// that reaches beyond the caller's own is refused.
pub(crate) fn territory(
    request: &api::StaffRequest,
    before: &Territory,
    permit: &Permit,
    catalogue: &Catalogue,
    faults: &mut Vec<FieldError>,
) -> Territory {
    let set = |asked: &Option<String>, before: &Option<String>| match asked.as_deref() {
        Some("") => None,
        Some(code) => Some(code.to_owned()),
        None => before.clone(),
    };
    let mut fault = |pointer: &str, code: &'static str, ru, en| {
        faults.push(FieldError::new(pointer, code, ru, en));
    };
    let agency = set(&request.agency, &before.agency);
    if agency
        .as_deref()
        .is_some_and(|code| catalogue.agency(code).is_none())
    {
        fault(
            "/agency",
            "agency_unknown",
            "Такого ведомства нет",
            "There is no such agency",
        );
    }
    let unit = set(&request.unit, &before.unit);
    let is_unit = |code: &str| {
        code.len() <= MAX_UNIT_CHARS
            && code
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    if unit.as_deref().is_some_and(|code| !is_unit(code)) {
        fault(
            "/unit",
            "unit_format",
            "Код подразделения: латинские буквы, цифры, точка, дефис, до 50 знаков",
            "A unit's code: Latin letters, digits, dot, hyphen, at most 50 characters",
        );
    } else if unit.is_some() && agency.is_none() {
        fault(
            "/unit",
            "unit_without_agency",
            "Подразделение бывает только у ведомства: назовите его",
            "A unit belongs to an agency: name it",
        );
    }
    let region = match request.region.as_deref() {
        Some("") => None,
        Some(code) => {
            let region = Region::parse(code).ok();
            if region.is_none() {
                fault(
                    "/region",
                    "region_unknown",
                    "Такого региона нет",
                    "There is no such region",
                );
            }
            region
        }
        None => before.region,
    };
    let wanted = Territory {
        agency,
        unit,
        region,
    };
    if !permit.territory().contains(&wanted) {
        fault(
            "/agency",
            "territory_not_yours",
            "Это шире вашей территории: назначать можно только внутри неё",
            "This is wider than your own territory: you can only hand out what lies within it",
        );
    }
    wanted
}

/// The profile with another name or position: what is not named stays, an empty text takes the patronymic or the
/// position away. None where nothing changes; so it is where a form leaves somebody without a name who has none.
pub(crate) fn profile(
    request: &api::StaffRequest,
    before: &Account,
    faults: &mut Vec<FieldError>,
) -> Option<Profile> {
    let person = &before.profile.person;
    let set = |asked: &Option<String>, before: Option<&str>| {
        asked.clone().or_else(|| before.map(str::to_owned))
    };
    let raw = RawMember {
        last_name: set(&request.last_name, Some(&person.last_name)),
        first_name: set(&request.first_name, Some(&person.first_name)),
        middle_name: set(&request.middle_name, person.middle_name.as_deref()),
        position: set(&request.position, before.profile.position.as_deref()),
    };
    let is_asked = [
        &request.last_name,
        &request.first_name,
        &request.middle_name,
        &request.position,
    ];
    let is_asked = is_asked.into_iter().any(Option::is_some);
    if !is_asked || (raw.is_empty() && before.name().is_none()) {
        return None;
    }
    let member = raw.check().map_err(|found| faults.extend(found)).ok()?;
    let mut profile = before.profile.clone();
    member.name(&mut profile.person);
    profile.position = member.position;
    (profile != before.profile).then_some(profile)
}
