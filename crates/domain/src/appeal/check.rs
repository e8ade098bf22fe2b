//! Every check of an appeal, every fault at once.

use chrono::NaiveDate;

use super::error::{echo, filled};
use super::limits::{MAX_TEXT_CHARS, MAX_TITLE_CHARS, MIN_TEXT_CHARS, MIN_TITLE_CHARS};
use super::{AnswerBy, FieldError, NewAppeal, RawAppeal, UploadedFile};
use super::{attachments, call, fields, person, represented};
use crate::appeal_type::AppealType;
use crate::applicant::Applicant;
use crate::category::{Catalogue, Category};
use crate::lang::Text;
use crate::number::AppealNumber;
use crate::region::Region;
use crate::text;

/// Faults found so far.
pub(super) type Faults = Vec<FieldError>;

/// Checks an appeal and makes it uniform, or lists all its faults in the order of the
/// form.
///
/// `files` are the uploads among `raw.attachments` that exist and belong to the sender;
/// an attachment that is not among them is a fault (`attachment_unknown`). `today` is
/// the date where the applicant is.
pub fn check(
    raw: RawAppeal,
    catalogue: &Catalogue,
    files: &[UploadedFile],
    today: NaiveDate,
) -> Result<NewAppeal, Vec<FieldError>> {
    let mut faults = Faults::new();
    let category = check_category(&raw, catalogue, &mut faults);
    let appeal_type = check_type(&raw, category, &mut faults);
    let region = check_region(&raw, &mut faults);
    let title = check_title(&raw, &mut faults);
    let text = check_text(&raw, category, &mut faults);
    let applicant = person::check(&raw, category, today, &mut faults);
    let on_behalf_of = represented::check(&raw, &mut faults);
    let fields = fields::check(&raw, category, region, &mut faults);
    let answer_by = check_answer_by(&raw, &applicant, &mut faults);
    let call_at = call::check(&raw, region, today, &mut faults);
    let (attachments, missing_documents) = attachments::check(&raw, category, files, &mut faults);
    let repeat_of = check_repeat_of(&raw, &mut faults);
    // Each part that is missing here has left a fault, and so has a group for a category.
    match (category, appeal_type, title, text, faults.is_empty()) {
        (Some(category), Some(appeal_type), Some(title), Some(text), true) => Ok(NewAppeal {
            appeal_type,
            category: category.code.clone(),
            agency: category.agency.clone().unwrap_or_default(),
            deadline_class: category
                .deadline_class
                .unwrap_or(crate::DeadlineClass::Standard),
            region,
            title,
            text,
            applicant,
            on_behalf_of,
            fields,
            answer_by,
            call_at,
            attachments,
            repeat_of,
            missing_documents,
        }),
        _ => Err(faults),
    }
}

fn check_category<'a>(
    raw: &RawAppeal,
    catalogue: &'a Catalogue,
    faults: &mut Faults,
) -> Option<&'a Category> {
    let at = "/category";
    let Some(code) = filled(&raw.category) else {
        faults.push(FieldError::new(
            at,
            "category_required",
            "Выберите категорию",
            "Choose a category",
        ));
        return None;
    };
    match catalogue.category(code) {
        None => {
            let shown = echo(code);
            faults.push(FieldError::with_text(
                at,
                "category_unknown",
                Text::new(
                    format!("Категории «{shown}» нет"),
                    format!("There is no category “{shown}”"),
                ),
            ));
            None
        }
        Some(group) if group.is_group() => {
            faults.push(FieldError::new(
                at,
                "category_group",
                "Выберите категорию внутри этой группы",
                "Choose a category of this group",
            ));
            None
        }
        Some(closed) if !catalogue.is_open(closed) => {
            faults.push(FieldError::new(
                at,
                "category_closed",
                "В эту категорию новые обращения больше не принимаются. Выберите другую.",
                "This category takes no new appeals any more. Choose another.",
            ));
            None
        }
        category => category,
    }
}

fn check_type(
    raw: &RawAppeal,
    category: Option<&Category>,
    faults: &mut Faults,
) -> Option<AppealType> {
    let at = "/type";
    let Some(code) = filled(&raw.appeal_type) else {
        faults.push(FieldError::new(
            at,
            "type_required",
            "Выберите вид обращения",
            "Choose the type of the appeal",
        ));
        return None;
    };
    let Ok(appeal_type) = code.parse::<AppealType>() else {
        let codes = AppealType::ALL
            .iter()
            .map(|t| t.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        faults.push(FieldError::with_text(
            at,
            "type_unknown",
            Text::new(
                format!("Вид обращения — один из: {codes}"),
                format!("The type is one of: {codes}"),
            ),
        ));
        return None;
    };
    if category.is_some_and(|category| !category.types.contains(&appeal_type)) {
        faults.push(FieldError::new(
            at,
            "type_not_allowed",
            "В этой категории такой вид обращения не принимают: выберите другой вид или другую категорию",
            "This category does not take this type: choose another type or another category",
        ));
    }
    Some(appeal_type)
}

fn check_region(raw: &RawAppeal, faults: &mut Faults) -> Region {
    let Some(code) = filled(&raw.region) else {
        // A federal matter has no region; its time is Moscow's.
        return Region::NONE;
    };
    Region::parse(code).unwrap_or_else(|_| {
        faults.push(FieldError::new(
            "/region",
            "region_unknown",
            "Укажите двузначный код субъекта федерации, например 62",
            "Give the two-digit code of a subject of the federation, such as 62",
        ));
        Region::NONE
    })
}

fn check_title(raw: &RawAppeal, faults: &mut Faults) -> Option<String> {
    let at = "/title";
    let title = match text::single_line(raw.title.as_deref().unwrap_or_default()) {
        Ok(title) => title,
        Err(fault) => {
            faults.push(FieldError::with_text(at, "title_control", fault.text()));
            return None;
        }
    };
    let length = title.chars().count();
    let fault = if length == 0 {
        FieldError::new(
            at,
            "title_required",
            "Напишите тему обращения",
            "Write a title",
        )
    } else if !(MIN_TITLE_CHARS..=MAX_TITLE_CHARS).contains(&length) {
        length_fault(at, "title_length", MIN_TITLE_CHARS, MAX_TITLE_CHARS, length)
    } else if text::is_meaningless(&title) {
        FieldError::new(
            at,
            "title_meaningless",
            "Опишите суть словами: не только знаки и не одно повторённое слово",
            "Say what it is about: not only punctuation or one repeated word",
        )
    } else {
        return Some(title);
    };
    faults.push(fault);
    None
}

fn check_text(raw: &RawAppeal, category: Option<&Category>, faults: &mut Faults) -> Option<String> {
    let at = "/text";
    let text = match text::multi_line(raw.text.as_deref().unwrap_or_default()) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(FieldError::with_text(at, "text_control", fault.text()));
            return None;
        }
    };
    let of_category = category.map_or(0, |category| category.min_text_chars);
    let min = MIN_TEXT_CHARS.max(usize::try_from(of_category).unwrap_or(MAX_TEXT_CHARS));
    let length = text.chars().count();
    if length == 0 {
        faults.push(FieldError::new(
            at,
            "text_required",
            "Напишите текст обращения",
            "Write the text",
        ));
        return None;
    }
    if !(min..=MAX_TEXT_CHARS).contains(&length) {
        faults.push(length_fault(at, "text_length", min, MAX_TEXT_CHARS, length));
        return None;
    }
    Some(text)
}

fn check_answer_by(
    raw: &RawAppeal,
    applicant: &Option<Applicant>,
    faults: &mut Faults,
) -> Vec<AnswerBy> {
    let mut ways = Vec::new();
    for (index, code) in raw
        .answer_by
        .iter()
        .enumerate()
        .take(AnswerBy::ALL.len() * 2)
    {
        let at = format!("/answer_by/{index}");
        if code.trim().is_empty() {
            continue;
        }
        let Ok(way) = code.trim().parse::<AnswerBy>() else {
            let codes = AnswerBy::ALL
                .iter()
                .map(|way| way.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            faults.push(FieldError::with_text(
                at,
                "answer_by_unknown",
                Text::new(
                    format!("Способ ответа — один из: {codes}"),
                    format!("The way to answer is one of: {codes}"),
                ),
            ));
            continue;
        };
        if let Some(fault) = unreachable(way, raw, applicant, at) {
            faults.push(fault);
        } else if !ways.contains(&way) {
            ways.push(way);
        }
    }
    // Whoever chooses a time for a call wants one.
    if filled(&raw.call_at).is_some() && !raw.anonymous && !ways.contains(&AnswerBy::Call) {
        match unreachable(AnswerBy::Call, raw, applicant, "/call_at".to_owned()) {
            Some(fault) => faults.push(fault),
            None => ways.push(AnswerBy::Call),
        }
    }
    if ways.is_empty() {
        ways.push(AnswerBy::Cabinet);
    }
    ways
}

/// A way to answer that the applicant's data does not allow. A contact that is there but
/// wrong has its own fault already.
fn unreachable(
    way: AnswerBy,
    raw: &RawAppeal,
    applicant: &Option<Applicant>,
    at: String,
) -> Option<FieldError> {
    let given = |value: &Option<String>| !raw.anonymous && filled(value).is_some();
    match way {
        AnswerBy::Cabinet => None,
        _ if raw.anonymous && applicant.is_none() => Some(FieldError::new(
            at,
            "answer_by_anonymous",
            "Ответ на анонимное обращение приходит только на портал: по номеру и коду доступа",
            "An anonymous appeal is answered on the site only: by its number and access code",
        )),
        AnswerBy::Email if !given(&raw.applicant.email) => Some(FieldError::new(
            at,
            "answer_by_email",
            "Чтобы получить ответ по почте, укажите адрес",
            "To be answered by e-mail, give an address",
        )),
        AnswerBy::Sms | AnswerBy::Messenger | AnswerBy::Call if !given(&raw.applicant.phone) => {
            Some(FieldError::new(
                at,
                "answer_by_phone",
                "Чтобы получить ответ по телефону, укажите номер",
                "To be answered by telephone, give a number",
            ))
        }
        _ => None,
    }
}

fn check_repeat_of(raw: &RawAppeal, faults: &mut Faults) -> Option<AppealNumber> {
    let number = filled(&raw.repeat_of)?;
    AppealNumber::parse(number)
        .map_err(|_| {
            faults.push(FieldError::new(
                "/repeat_of",
                "repeat_of_format",
                "Проверьте номер прежнего обращения: он выглядит так: 2026-0000001-3",
                "Check the number of the earlier appeal: it looks like 2026-0000001-3",
            ));
        })
        .ok()
}

pub(super) fn length_fault(
    at: &str,
    code: &'static str,
    min: usize,
    max: usize,
    found: usize,
) -> FieldError {
    FieldError::with_text(
        at,
        code,
        Text::new(
            format!("От {min} до {max} символов, сейчас {found}"),
            format!("From {min} to {max} characters; there are {found}"),
        ),
    )
}
