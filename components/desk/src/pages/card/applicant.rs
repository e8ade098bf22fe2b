//! Who sent an appeal: masked until somebody says what they need it for.

use domain::applicant::shown_email;
use domain::{Lang, date};
use pages::{ApplicantView, Choice, Row};
use store::AppealRow;
use store::access_log::Reason;
use web::auth::Access;

/// What is shown of the applicant.
pub(super) fn view(row: &AppealRow, access: &Access, opened: bool, lang: Lang) -> ApplicantView {
    let t = |ru: &str, en: &str| match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    };
    let mut rows = Vec::new();
    if let Some(private) = &row.registered.private {
        let masked = private.masked();
        let shown = if opened { private } else { &masked };
        if let Some(one) = &shown.applicant {
            let mut put = |label: String, value: Option<&str>| {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    rows.push(Row::new(label, value));
                }
            };
            put(t("Имя", "Name"), Some(&one.full_name()));
            put(t("Телефон", "Telephone"), one.phone.as_deref());
            let email = one.email.as_deref().map(shown_email);
            put(t("Почта", "E-mail"), email.as_deref());
            let born = one.birth_date.as_deref().map(date::shown);
            put(t("Дата рождения", "Born"), born.as_deref());
            put(t("СНИЛС", "SNILS"), one.snils.as_deref());
            put(t("ИНН", "INN"), one.inn.as_deref());
        }
        if let Some(represented) = &shown.on_behalf_of {
            rows.push(Row::new(t("От имени", "On behalf of"), &represented.name));
        }
    }
    let reason = |reason: Reason| {
        let (ru, en) = match reason {
            Reason::Contact => ("Связаться с заявителем", "To get in touch"),
            Reason::Document => ("Оформить документ", "To draw up a document"),
            _ => ("Установить заявителя", "To identify the applicant"),
        };
        Choice::new(reason.as_str(), t(ru, en))
    };
    ApplicantView {
        can_open: access.sees_personal_data() && !rows.is_empty(),
        rows,
        is_open: opened,
        reasons: Reason::STATED.map(reason).to_vec(),
    }
}
