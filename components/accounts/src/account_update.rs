//! `PATCH /api/v1/account`: the profile. Contacts are not in it: they change by confirmation only.

use axum::body::Body;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::applicant::{BirthDate, Inn, PersonName, Snils, ValueError, of_name_part};
use domain::staff::RawMember;
use domain::{Lang, Region, Text};
use store::account::{self, Profile};
use web::capabilities::database;
use web::reply::see_other;
use web::{Answer, Context, Problem, conditional};

use crate::account_view::{answer, own_account};
use crate::incoming::{Incoming, Shape};
use crate::own::own;
use crate::own_page;
use web::session::Session;

const SHAPE: Shape = Shape {
    texts: &[
        "last_name",
        "first_name",
        "middle_name",
        "birth_date",
        "inn",
        "snils",
        "region",
        "lang",
    ],
    flags: &[],
    lists: &["answer_by"],
};

/// Ways of an answer, as an appeal has them.
const WAYS: [&str; 5] = ["cabinet", "email", "sms", "messenger", "call"];

/// Changes what was sent, and leaves the rest; an empty text or null takes a value away.
pub(crate) async fn account_update(context: Context, body: Body) -> Answer {
    let own = own(&context, Operation::AccountUpdate).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    match update(&context, &own, &mut incoming).await {
        Ok(answer) => Ok(answer),
        Err(problem) => own_page::profile_refused(&context, &own, problem, incoming.values()).await,
    }
}

async fn update(context: &Context, own: &Session, incoming: &mut Incoming) -> Answer {
    let account = own_account(own).await?;
    conditional::check_match(context, account.version)?;
    let mut profile = account.profile.clone();
    let lang = read(context, incoming, &mut profile).unwrap_or(account.lang);
    // Whoever works here and has a name keeps one: colleagues go by it.
    if account.role.is_staff() && account.name().is_some() {
        let person = &profile.person;
        let named = RawMember {
            last_name: Some(person.last_name.clone()),
            first_name: Some(person.first_name.clone()),
            ..RawMember::default()
        };
        incoming
            .faults
            .extend(named.check().err().into_iter().flatten());
    }
    incoming.check()?;
    let now = context.now.timestamp_millis();
    if !account::change_profile(database().await?, &account, &profile, lang, now).await? {
        return Err(changed_meanwhile());
    }
    if incoming.is_page {
        return see_other("/cabinet/profile?done=saved");
    }
    answer(context, &own_account(own).await?).await
}

/// Somebody, perhaps the same person elsewhere, was faster.
pub(crate) fn changed_meanwhile() -> Problem {
    Problem::new(
        axum::http::StatusCode::CONFLICT,
        "changed_meanwhile",
        Text::fixed("Профиль изменился", "The profile has changed"),
        Text::fixed(
            "Профиль изменили в другом окне. Обновите страницу и повторите.",
            "The profile was changed elsewhere. Reload the page and try again.",
        ),
    )
}

/// Puts every value that was sent through its parser; gives the language, if one was sent.
fn read(context: &Context, incoming: &mut Incoming, profile: &mut Profile) -> Option<Lang> {
    let today = context.now.date_naive();
    let mut faults = Vec::new();
    let person = &mut profile.person;
    let name = |text: &str| PersonName::parse(text).map(|v| v.as_str().to_owned());
    let optional = |text: &str| PersonName::parse_optional(text).map(|v| v.as_str().to_owned());
    let mut set = |name: &str, place: &mut Option<String>, parse: &dyn Fn(&str) -> Parsed| {
        let Some(text) = incoming.given(name) else {
            return;
        };
        if text.trim().is_empty() {
            *place = None;
            return;
        }
        match parse(text) {
            Ok(value) => *place = Some(value),
            Err(error) => {
                let error = of_name_part(name, error);
                faults.push(FieldError::with_text(
                    format!("/{name}"),
                    error.code,
                    error.text,
                ));
            }
        }
    };
    let mut last = Some(std::mem::take(&mut person.last_name));
    let mut first = Some(std::mem::take(&mut person.first_name));
    set("last_name", &mut last, &name);
    set("first_name", &mut first, &optional);
    person.last_name = last.unwrap_or_default();
    person.first_name = first.unwrap_or_default();
    set("middle_name", &mut person.middle_name, &optional);
    set("birth_date", &mut person.birth_date, &|text| {
        BirthDate::parse(text, today).map(|v| v.to_string())
    });
    set("inn", &mut person.inn, &|text| {
        Inn::parse(text).map(|v| v.as_str().to_owned())
    });
    set("snils", &mut person.snils, &|text| {
        Snils::parse(text).map(|v| v.as_str().to_owned())
    });
    if let Some(region) = incoming.given("region") {
        match region.trim() {
            "" => profile.region = None,
            code => match code.parse::<Region>() {
                Ok(region) => profile.region = Some(region),
                Err(_) => faults.push(unknown("/region", "region_unknown")),
            },
        }
    }
    if let Some(ways) = incoming.list("answer_by") {
        let mut kept: Vec<String> = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            if !WAYS.contains(&way.as_str()) {
                faults.push(unknown(&format!("/answer_by/{index}"), "answer_by_unknown"));
            } else if !kept.contains(way) {
                kept.push(way.clone());
            }
        }
        profile.answer_by = kept;
    }
    let lang = incoming.given("lang").map(Lang::from_code);
    if lang == Some(None) {
        faults.push(unknown("/lang", "lang_unknown"));
    }
    incoming.faults.extend(faults);
    lang.flatten()
}

type Parsed = Result<String, ValueError>;

fn unknown(pointer: &str, code: &'static str) -> FieldError {
    let text = Text::fixed("Выберите из списка", "Choose one of the list");
    FieldError::with_text(pointer, code, text)
}
