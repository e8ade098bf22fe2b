//! What the form asks, in its order. The preview reads the same list, so that
//! it can't leave anything out.

use domain::lang::Lang;

use crate::field::{Field, Widget};
use crate::form::{FormField, FormView, Kind, TEXT_MAX_CHARS, TITLE_CHARS};
use crate::format::Format;
use crate::upload::Upload;
use crate::values::{Choice, id};

/// A part of the form with a heading of its own; with scripts, a step.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<Field>,
}

impl Section {
    /// The sections of this form that have controls of their own.
    pub(crate) fn all(view: &FormView) -> Vec<Self> {
        let mut sections = vec![what(view)];
        if !view.category.fields.is_empty() {
            sections.push(details(view));
        }
        sections.push(applicant(view));
        sections
    }

    /// The section as it is sent: whoever speaks for themselves names nobody else, whatever was typed.
    pub(crate) fn without_represented(mut self, speaks_for_self: bool) -> Self {
        self.fields
            .retain(|field| !(speaks_for_self && field.id().starts_with("on_behalf_of")));
        self
    }

    /// When the applicant wants to be called.
    pub(crate) fn call_at(view: &FormView) -> Field {
        let t = |ru, en| view.shell.t(ru, en);
        let (from, until) = domain::appeal::CALL_HOURS;
        let hint = match view.shell.lang {
            Lang::Ru => format!(
                "С {from} до {until} часов по времени региона. Позвонят по телефону, который вы указали."
            ),
            Lang::En => format!(
                "From {from} to {until} o'clock by the region's time. The telephone given above is called."
            ),
        };
        Field::new(
            view.shell.lang,
            "call_at",
            t("Когда вам перезвонить", "When to call you back"),
        )
        .hint(&hint)
        .widget(Widget::DateTime, Vec::new())
        .narrow()
        .optional()
        .fill(&view.values, &view.faults)
    }

    /// How the applicant wants to be answered.
    pub(crate) fn answer_by(view: &FormView) -> Field {
        let t = |ru, en| view.shell.t(ru, en);
        Field::new(
            view.shell.lang,
            "answer_by",
            t("Как сообщить об ответе", "How to tell you of the answer"),
        )
        .widget(Widget::Checks, view.answer_by.clone())
        .optional()
        .fill(&view.values, &view.faults)
    }
}

fn what(view: &FormView) -> Section {
    let lang = view.shell.lang;
    let t = |ru, en| view.shell.t(ru, en);
    let mut fields = vec![
        Field::new(lang, "type", t("Вид обращения", "Kind of appeal"))
            .widget(Widget::Radios, view.category.types.clone())
            .required(t("Выберите вид обращения", "Choose the type of the appeal")),
        Field::new(lang, "region", t("Регион", "Region"))
            .hint(t(
                "Где это происходит. Срок считается по времени региона.",
                "Where it happens. The deadline is counted in the region's time.",
            ))
            .widget(Widget::Select, view.regions.clone())
            .optional(),
        Field::new(lang, "title", t("Коротко: о чём речь", "In short: what is it about"))
            .hint(t(
                "Одной фразой, например: яма на дороге у дома 5 по улице Ленина",
                "One phrase, for example: a pothole near 5 Lenin Street",
            ))
            .required(t("Напишите тему обращения", "Write a title"))
            .chars(TITLE_CHARS.0, TITLE_CHARS.1),
        Field::new(lang, "text", t("Подробно: что случилось", "In detail: what happened"))
            .hint(t(
                "Что, где и когда произошло и чего вы ждёте от ведомства. Не пишите здесь номера документов и карт.",
                "What happened, where and when, and what you expect of the agency. Please leave out numbers of documents and cards.",
            ))
            .widget(Widget::Area, Vec::new())
            .required(t("Напишите текст обращения", "Write the text"))
            .chars(view.category.min_text_chars, TEXT_MAX_CHARS),
    ];
    fields.extend(represented(view));
    fields = fill(fields, view);
    Section {
        id: "what",
        title: t("Суть обращения", "What it is about"),
        fields,
    }
}

/// The document that proves the right to speak for another (`domain::appeal::POWER_OF_ATTORNEY`).
pub(crate) const POWER_OF_ATTORNEY: &str = domain::appeal::POWER_OF_ATTORNEY;

pub(crate) fn power_of_attorney(lang: Lang) -> &'static str {
    crate::shell::pick(lang, "Доверенность", "Power of attorney")
}

/// On whose behalf: the first choice is one's own, and then the two controls after it are out of sight.
fn represented(view: &FormView) -> [Field; 3] {
    let lang = view.shell.lang;
    let t = |ru, en| view.shell.t(ru, en);
    let new = |name: &str, label| Field::new(lang, format!("on_behalf_of.{name}"), label).either();
    [
        new("kind", t("От чьего имени", "On whose behalf"))
            .widget(
                Widget::Radios,
                vec![
                    Choice::new("", t("От своего", "My own")),
                    Choice::new("company", t("От организации", "A company’s")),
                    Choice::new("person", t("От другого человека", "Another person’s")),
                ],
            )
            .optional(),
        new("name", t("За кого вы обращаетесь", "Whom you speak for"))
            .hint(t(
                "Название организации или фамилия, имя и отчество. Нужна будет доверенность.",
                "The company's name, or the full name. A power of attorney will be needed.",
            ))
            .optional()
            .of_represented(),
        new("inn", t("ИНН", "INN (taxpayer number)"))
            .hint(t(
                "У организации 10 цифр, у человека 12 (необязательно).",
                "A company's has 10 digits, a person's 12 (optional).",
            ))
            .format(Format::Inn)
            .narrow()
            .optional()
            .of_represented(),
    ]
}

fn details(view: &FormView) -> Section {
    let fields = view
        .category
        .fields
        .iter()
        .map(|field| own_field(view.shell.lang, field))
        .collect();
    Section {
        id: "details",
        title: view.shell.t("Подробности", "Details"),
        fields: fill(fields, view),
    }
}

/// Up to this many options are shown as radios: all are seen without opening anything.
const RADIOS_AT_MOST: usize = 5;

fn own_field(lang: Lang, own: &FormField) -> Field {
    let mut field = Field::new(lang, format!("fields.{}", own.code), own.label.as_str());
    let mut hint = own.hint.as_str();
    field = match own.kind {
        Kind::Line => field,
        Kind::Text => field.widget(Widget::Area, Vec::new()),
        Kind::Number => field.format(Format::Number).narrow(),
        Kind::Date => {
            if hint.is_empty() {
                hint = crate::shell::pick(lang, "Например, 31.05.2025", "For example, 31.05.2025");
            }
            field.format(Format::Date).narrow()
        }
        Kind::DateTime => field.widget(Widget::DateTime, Vec::new()).narrow(),
        Kind::List if own.options.len() <= RADIOS_AT_MOST => {
            field.widget(Widget::Radios, own.options.clone())
        }
        Kind::List => field.widget(Widget::Select, own.options.clone()),
        Kind::Url => field.format(Format::Url),
        Kind::Inn => field.format(Format::Inn).narrow(),
    };
    field = field.hint(hint);
    if own.required {
        field
    } else {
        field.optional()
    }
}

fn applicant(view: &FormView) -> Section {
    let lang = view.shell.lang;
    let t = |ru, en| view.shell.t(ru, en);
    let new = |member: &str, label| Field::new(lang, format!("applicant.{member}"), label);
    // Name and one contact are always needed; a category may need more.
    let needed = |field: Field, member: &str, text| {
        let always = matches!(member, "last_name" | "first_name");
        if always
            || view
                .category
                .applicant_required
                .iter()
                .any(|one| one == member)
        {
            field.required(text)
        } else {
            field.optional()
        }
    };
    let fields = vec![
        needed(
            new("last_name", t("Фамилия", "Last name"))
                .format(Format::Name)
                .autocomplete("family-name"),
            "last_name",
            t("Укажите фамилию", "Give the last name"),
        ),
        needed(
            new("first_name", t("Имя", "First name"))
                .format(Format::Name)
                .autocomplete("given-name"),
            "first_name",
            t("Укажите имя", "Give the first name"),
        ),
        needed(
            new("middle_name", t("Отчество", "Middle name"))
                .format(Format::Name)
                .autocomplete("additional-name"),
            "middle_name",
            t("Укажите отчество", "Give the middle name"),
        ),
        needed(
            new("phone", t("Телефон", "Phone"))
                .hint(t(
                    "Нужен телефон или почта, можно и то и другое. Например, +7 912 345-67-89",
                    "A phone or an e-mail is needed, both are fine. For example, +7 912 345-67-89",
                ))
                .format(Format::Phone)
                .autocomplete("tel")
                .either()
                .narrow(),
            "phone",
            t("Укажите телефон", "Give a telephone"),
        ),
        needed(
            new("email", t("Электронная почта", "E-mail"))
                .format(Format::Email)
                .autocomplete("email")
                .either(),
            "email",
            t("Укажите электронную почту", "Give an e-mail address"),
        ),
        needed(
            new("birth_date", t("Дата рождения", "Date of birth"))
                .hint(t("Например, 31.05.1990", "For example, 31.05.1990"))
                .format(Format::Date)
                .autocomplete("bday")
                .narrow(),
            "birth_date",
            t("Укажите дату рождения", "Give the date of birth"),
        ),
        needed(
            new("inn", t("ИНН", "INN (taxpayer number)"))
                .format(Format::Inn)
                .narrow(),
            "inn",
            t("Укажите ИНН", "Give the INN"),
        ),
        needed(
            new("snils", t("СНИЛС", "SNILS (insurance number)"))
                .hint(t(
                    "11 цифр, например 112-233-445 95",
                    "11 digits, for example 112-233-445 95",
                ))
                .format(Format::Snils)
                .narrow(),
            "snils",
            t("Укажите СНИЛС", "Give the SNILS"),
        ),
    ];
    Section {
        id: "applicant",
        title: t("О вас", "About you"),
        fields: fill(fields, view),
    }
}

fn fill(fields: Vec<Field>, view: &FormView) -> Vec<Field> {
    fields
        .into_iter()
        .map(|field| field.fill(&view.values, &view.faults))
        .collect()
}

/// A file control and the files it already has.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Code of the required document, empty for other files.
    pub(crate) document: String,
    pub(crate) label: String,
    pub(crate) error: String,
    pub(crate) uploads: Vec<Upload>,
    /// Whether it is asked for only of who speaks for another.
    pub(crate) of_represented: bool,
}

impl Slot {
    /// One for each required document, and one for the rest.
    pub(crate) fn all(view: &FormView) -> Vec<Self> {
        let t = |ru, en| view.shell.t(ru, en);
        let documents = &view.category.documents;
        let own = Choice::new(POWER_OF_ATTORNEY, power_of_attorney(view.shell.lang));
        let other = Choice::new(
            "",
            if documents.is_empty() {
                t("Файлы", "Files")
            } else {
                t("Другие файлы", "Other files")
            },
        );
        documents
            .iter()
            .chain([&own, &other])
            .map(|document| {
                let code = document.value.as_str();
                let name = match code {
                    "" => "files".to_owned(),
                    _ => format!("files.{code}"),
                };
                let id = id(&name);
                let known = |upload: &&Upload| match code {
                    // A document that this category doesn't ask for is a file like any other.
                    "" => {
                        upload.document != POWER_OF_ATTORNEY
                            && !documents.iter().any(|one| one.value == upload.document)
                    }
                    _ => upload.document == code,
                };
                Self {
                    error: view.slot_error(&id),
                    id,
                    name,
                    document: code.to_owned(),
                    label: document.label.clone(),
                    of_represented: code == POWER_OF_ATTORNEY,
                    uploads: view.uploads.iter().filter(known).cloned().collect(),
                }
            })
            .collect()
    }
}
