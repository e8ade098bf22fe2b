//! The fields of a category: what it is, what an appeal needs, its own fields, help with writing.

use domain::category::FieldKind;
use domain::configuration::{APPLICANT_MEMBERS, Configuration};
use domain::{AppealType, DeadlineClass, Lang, Text};
use serde_json::Value;

use super::{code, names, takes_appeals};
use crate::pages::choices;
use crate::pages::spec::{Control, Group, field};

/// How many rows of a list are there, and one more.
fn rows(item: &Value, pointer: &str) -> usize {
    let there = item.pointer(pointer).and_then(Value::as_array);
    there.map_or(0, Vec::len) + 1
}

/// The groups of fields of a category.
pub(super) fn category(
    item: &Value,
    now: &Configuration,
    agencies: Control,
    lang: Lang,
) -> Vec<Group> {
    let no_first = [DeadlineClass::Complex, DeadlineClass::FeedbackReview];
    let classes = DeadlineClass::ALL.iter().filter(|c| !no_first.contains(c));
    let classes = classes.map(|class| {
        let days = now.rules.term(*class).working_days;
        let name = class.text();
        let label = match lang {
            Lang::Ru => format!("{} (рабочих дней: {days})", name.get(lang)),
            Lang::En => format!("{} (working days: {days})", name.get(lang)),
        };
        (class.as_str(), label)
    });
    let types = AppealType::ALL
        .iter()
        .map(|t| (t.as_str(), t.label(lang).to_owned()));
    let members = APPLICANT_MEMBERS.iter().map(|member| {
        let text = match *member {
            "middle_name" => Text::fixed("отчество", "middle name"),
            "birth_date" => Text::fixed("дата рождения", "date of birth"),
            "inn" => Text::fixed("ИНН", "INN"),
            "snils" => Text::fixed("СНИЛС", "SNILS"),
            "email" => Text::fixed("почта", "e-mail"),
            _ => Text::fixed("телефон", "telephone"),
        };
        (*member, text.get(lang).to_owned())
    });
    let [name_ru, name_en] = names();
    let mut out = vec![Group::first(vec![
        field(
            "parent",
            Control::Select(choices::groups(&now.catalogue, lang)),
            "Группа",
            "Group",
        )
        .hint("Пусто — это сама группа", "Empty: it is a group itself")
        .optional(),
        code(
            "Начинается с кода группы и точки, например roads.signs. Потом не меняется.",
            "It begins with the group's code and a dot, for example roads.signs. It does not change later.",
        ),
        name_ru,
        name_en,
        field(
            "position",
            Control::Number,
            "Место в списке",
            "Place in the list",
        ),
        field(
            "agency",
            agencies,
            "Отвечает ведомство",
            "Agency that answers",
        )
        .hint("У группы — пусто", "Empty for a group")
        .optional(),
        field(
            "deadline_class",
            Control::Select(choices::named(classes)),
            "Срок",
            "Term",
        )
        .hint("У группы — пусто", "Empty for a group")
        .optional(),
        field(
            "types",
            Control::Checks(choices::named(types)),
            "Какие обращения принимает",
            "Types of appeals",
        )
        .optional(),
        field(
            "anonymous_allowed",
            Control::Either(
                Text::fixed("Можно", "Allowed"),
                Text::fixed("Нельзя", "Not allowed"),
            ),
            "Анонимно",
            "Anonymously",
        ),
        takes_appeals(),
    ])];
    out.push(Group::folded(
        Text::fixed("Требования к обращению", "What an appeal needs"),
        Text::default(),
        vec![
            field(
                "min_text_chars",
                Control::Number,
                "Наименьшая длина текста",
                "Least length of the text",
            ),
            field(
                "kept_months",
                Control::Number,
                "Месяцев хранить личные данные",
                "Months to keep personal data",
            ),
            field(
                "applicant_required",
                Control::Checks(choices::named(members)),
                "Обязательно о заявителе",
                "Needed of the applicant",
            )
            .optional(),
            field(
                "required_documents",
                Control::Table(&["code", "name_ru", "name_en"]),
                "Обязательные документы",
                "Required documents",
            )
            .hint(
                "По одному в строке: код | по-русски | по-английски",
                "One a line: code | in Russian | in English",
            )
            .optional(),
            field("keywords", Control::Lines, "Ключевые слова", "Keywords")
                .hint("По одному в строке", "One a line")
                .optional(),
        ],
    ));
    for index in 0..rows(item, "/fields") {
        out.push(own_field(item, index));
    }
    for index in 0..rows(item, "/help/hints") {
        out.push(hint(index));
    }
    for index in 0..rows(item, "/help/templates") {
        out.push(sample(index));
    }
    out
}

fn own_field(item: &Value, index: usize) -> Group {
    let at = |name: &str| format!("fields.{index}.{name}");
    let label = item.pointer(&format!("/fields/{index}/label_ru"));
    let title = match label.and_then(Value::as_str) {
        Some(label) => Text::new(format!("Поле «{label}»"), format!("Field “{label}”")),
        None => Text::fixed("Ещё одно поле формы", "One more field of the form"),
    };
    let kinds = FieldKind::ALL
        .iter()
        .map(|kind| (kind.as_str(), kind.to_string()));
    Group::folded(
        title,
        Text::fixed(
            "Чтобы убрать поле, очистите его целиком",
            "To take the field away, empty all of it",
        ),
        vec![
            field(at("code"), Control::Line, "Код", "Code").optional(),
            field(
                at("kind"),
                Control::Select(choices::named(kinds)),
                "Вид значения",
                "Kind of value",
            )
            .optional(),
            field(
                at("label_ru"),
                Control::Line,
                "Подпись по-русски",
                "Label in Russian",
            )
            .optional(),
            field(
                at("label_en"),
                Control::Line,
                "Подпись по-английски",
                "Label in English",
            )
            .optional(),
            field(
                at("hint_ru"),
                Control::Line,
                "Подсказка по-русски",
                "Hint in Russian",
            )
            .optional(),
            field(
                at("hint_en"),
                Control::Line,
                "Подсказка по-английски",
                "Hint in English",
            )
            .optional(),
            field(
                at("required"),
                Control::Either(
                    Text::fixed("Обязательное", "Required"),
                    Text::fixed("Необязательное", "Optional"),
                ),
                "Заполнять",
                "Filling in",
            )
            .optional(),
            field(
                at("max_chars"),
                Control::Number,
                "Знаков, не больше",
                "Characters, at most",
            )
            .optional(),
            field(
                at("options"),
                Control::Table(&["key", "name_ru", "name_en"]),
                "Варианты списка",
                "Choices of a list",
            )
            .hint(
                "По одному в строке: ключ | по-русски | по-английски",
                "One a line: key | in Russian | in English",
            )
            .optional(),
        ],
    )
}

fn hint(index: usize) -> Group {
    let at = |name: &str| format!("help.hints.{index}.{name}");
    let number = index + 1;
    Group::folded(
        Text::new(
            format!("Совет {number}: о чём не забыть"),
            format!("Advice {number}: what not to leave out"),
        ),
        Text::default(),
        vec![
            field(
                at("words"),
                Control::Lines,
                "Слова, по которым видно, что сказано",
                "Words that show that it is said",
            )
            .hint(
                "Начала слов, по одному в строке; # — любая цифра",
                "Beginnings of words, one a line; # is any digit",
            )
            .optional(),
            field(
                at("ru"),
                Control::Line,
                "Совет по-русски",
                "Advice in Russian",
            )
            .optional(),
            field(
                at("en"),
                Control::Line,
                "Совет по-английски",
                "Advice in English",
            )
            .optional(),
        ],
    )
}

fn sample(index: usize) -> Group {
    let at = |name: &str| format!("help.templates.{index}.{name}");
    let number = index + 1;
    Group::folded(
        Text::new(
            format!("Образец {number}: как пишут"),
            format!("Example {number}: how people write"),
        ),
        Text::default(),
        vec![
            field(
                at("title_ru"),
                Control::Line,
                "Заголовок по-русски",
                "Title in Russian",
            )
            .optional(),
            field(
                at("title_en"),
                Control::Line,
                "Заголовок по-английски",
                "Title in English",
            )
            .optional(),
            field(
                at("text_ru"),
                Control::Area,
                "Текст по-русски",
                "Text in Russian",
            )
            .optional(),
            field(
                at("text_en"),
                Control::Area,
                "Текст по-английски",
                "Text in English",
            )
            .optional(),
        ],
    )
}
