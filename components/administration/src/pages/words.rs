//! What sections and entries are called.

use chrono::NaiveDate;
use domain::calendar::show_date;
use domain::configuration::{Configuration, Kind};
use domain::rules::Setting;
use domain::{AppealType, DeadlineClass, Lang, Region, Text};
use serde_json::Value;
use web::present;

/// A section: its name, what it is for, and the words of the button for a new entry.
pub(crate) fn section(kind: Kind) -> [Text; 3] {
    let [name, about, add] = match kind {
        Kind::Category => [
            ["Категории", "Categories"],
            [
                "О чём бывают обращения, кто на них отвечает и за какой срок. Закрытая категория не принимает новых обращений, у прежних она остаётся.",
                "What appeals are about, who answers and by when. A closed category takes no new appeals; old ones keep it.",
            ],
            ["Новая категория", "New category"],
        ],
        Kind::Agency => [
            ["Ведомства", "Agencies"],
            [
                "Кто отвечает на обращения и кто над кем стоит.",
                "Who answers appeals, and who stands above whom.",
            ],
            ["Новое ведомство", "New agency"],
        ],
        Kind::Unit => [
            ["Подразделения", "Units"],
            [
                "Части ведомств: сотрудник подразделения видит его обращения и то, что ещё никому не передано.",
                "Parts of agencies: members of a unit see its appeals and what no unit has yet.",
            ],
            ["Новое подразделение", "New unit"],
        ],
        Kind::RoutingRule => [
            ["Маршруты", "Routing"],
            [
                "Куда попадает новое обращение. Действует первое подходящее правило, а без него — ведомство категории.",
                "Where a new appeal goes. The first rule that fits holds; without one, the category's agency.",
            ],
            ["Новое правило", "New rule"],
        ],
        Kind::DeadlineClass => [
            ["Сроки", "Terms"],
            [
                "За сколько рабочих дней отвечают. Новый срок действует для новых обращений.",
                "In how many working days an answer is due. A new term holds for new appeals.",
            ],
            ["", ""],
        ],
        Kind::CalendarDay => [
            ["Особые дни", "Special days"],
            [
                "Дни, которые отличаются от производственного календаря: региональные праздники, переносы, рабочие субботы.",
                "Days that differ from the working calendar: regional holidays, moved days off, working Saturdays.",
            ],
            ["Новый день", "New day"],
        ],
        Kind::CalendarYear => [
            ["Годы календаря", "Years of the calendar"],
            [
                "Календарь 2020–2027 годов встроен. Следующий год объявляют, когда вышло постановление о переносе выходных, и сразу вносят его особые дни. До этого сроки, которые доходят до года, предварительные: выходные и праздники закона, без переносов. Когда год объявят и внесут дни, их пересчитают.",
                "The calendar of 2020 to 2027 is built in. A later year is declared when the decree on moved days off is out, and its special days are entered at once. Until then deadlines that reach the year are provisional: weekends and the law's holidays, no moved days. They are counted anew when the year is declared and its days are entered.",
            ],
            ["Объявить год", "Declare a year"],
        ],
        Kind::Setting => [
            ["Параметры", "Settings"],
            [
                "Сроки напоминаний, молчания, обжалования. Пока значение не задано, действует обычное.",
                "Terms of reminders, silence, objections. Until a value is set, the usual one holds.",
            ],
            ["", ""],
        ],
        Kind::AnswerTemplate => [
            ["Шаблоны ответов", "Templates"],
            [
                "Тексты, с которых начинают ответ, вопрос, отказ или заметку.",
                "Texts to begin an answer, a question, a refusal or a note with.",
            ],
            ["Новый шаблон", "New template"],
        ],
        Kind::Webhook => [
            ["Вебхуки", "Webhooks"],
            [
                "Куда сообщать о событиях внешним системам. Секрет показывается один раз.",
                "Where other systems hear of events. The secret is shown once.",
            ],
            ["Новый вебхук", "New webhook"],
        ],
        Kind::Block => [
            ["Блокировки", "Blocks"],
            [
                "Кто не может писать какое-то время. Кого блокировали, служба помнит только как отпечаток.",
                "Who may not write for a while. The service keeps only a fingerprint of whom.",
            ],
            ["Заблокировать", "Block somebody"],
        ],
    };
    [name, about, add].map(|[ru, en]| Text::fixed(ru, en))
}

/// The heads of a list's columns.
pub(crate) fn columns(kind: Kind, lang: Lang) -> Vec<String> {
    let heads: &[[&'static str; 2]] = match kind {
        Kind::Category => &[
            ["Название", "Name"],
            ["Код", "Code"],
            ["Ведомство", "Agency"],
            ["Срок", "Term"],
        ],
        Kind::Agency => &[
            ["Название", "Name"],
            ["Код", "Code"],
            ["Уровень", "Instance"],
            ["Над ним", "Superior"],
        ],
        Kind::Unit => &[
            ["Название", "Name"],
            ["Код", "Code"],
            ["Ведомство", "Agency"],
        ],
        Kind::RoutingRule => &[
            ["Порядок", "Order"],
            ["Что", "What"],
            ["Регион", "Region"],
            ["Куда", "To"],
        ],
        Kind::DeadlineClass => &[
            ["Срок", "Term"],
            ["Рабочих дней", "Working days"],
            ["Часов до первого ответа", "Hours to the first response"],
        ],
        Kind::CalendarDay => &[
            ["День", "Day"],
            ["Где", "Where"],
            ["Какой", "What it is"],
            ["Почему", "Why"],
        ],
        Kind::CalendarYear => &[["Год", "Year"]],
        Kind::Setting => &[
            ["Параметр", "Setting"],
            ["Значение", "Value"],
            ["Обычное", "Usual"],
        ],
        Kind::AnswerTemplate => &[
            ["Название", "Name"],
            ["Сокращение", "Snippet"],
            ["Для чего", "What for"],
            ["Чей", "Whose"],
        ],
        Kind::Webhook => &[
            ["Название", "Name"],
            ["Адрес", "Address"],
            ["Чьи обращения", "Whose appeals"],
        ],
        Kind::Block => &[],
    };
    let text = |[ru, en]: &[&'static str; 2]| Text::fixed(ru, en).get(lang).to_owned();
    heads.iter().map(text).collect()
}

/// The cells of an entry, the first being its name.
pub(crate) fn cells(kind: Kind, item: &Value, now: &Configuration, lang: Lang) -> Vec<String> {
    let get = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    let name = || match lang {
        Lang::Ru => get("name_ru").to_owned(),
        Lang::En => get("name_en").to_owned(),
    };
    let number = |name: &str| match item.get(name).and_then(Value::as_i64) {
        Some(number) => number.to_string(),
        None => "—".to_owned(),
    };
    let agency = |code: &str| match code {
        "" => "—".to_owned(),
        code => present::agency(&now.catalogue, code, lang).name,
    };
    let everybody = |code: &str| match code {
        "" => t("все", "all"),
        code => agency(code),
    };
    match kind {
        Kind::Category => {
            let indent = if get("parent").is_empty() { "" } else { "› " };
            let class = get("deadline_class").parse::<DeadlineClass>();
            vec![
                format!("{indent}{}", name()),
                get("code").to_owned(),
                agency(get("agency")),
                class.map_or("—".to_owned(), |class| class.text().get(lang).to_owned()),
            ]
        }
        Kind::Agency => vec![
            name(),
            get("code").to_owned(),
            match get("instance") {
                "local" => t("местный", "local"),
                "regional" => t("региональный", "regional"),
                _ => t("федеральный", "federal"),
            },
            agency(get("superior")),
        ],
        Kind::Unit => vec![name(), get("code").to_owned(), agency(get("agency"))],
        Kind::RoutingRule => {
            let what = match get("category") {
                "" => t("любая категория", "any category"),
                code => present::category_name(&now.catalogue, code, lang).to_owned(),
            };
            let service = get("service_code");
            let what = if service.is_empty() {
                what
            } else {
                format!("{what}, {service}")
            };
            let unit = get("unit");
            let to = agency(get("agency"));
            vec![
                number("position"),
                what,
                region(get("region"), lang).unwrap_or_else(|| t("любой", "any")),
                if unit.is_empty() {
                    to
                } else {
                    format!("{to}, {unit}")
                },
            ]
        }
        Kind::DeadlineClass => {
            let class = get("code").parse::<DeadlineClass>();
            vec![
                class.map_or_else(
                    |_| get("code").to_owned(),
                    |class| class.text().get(lang).to_owned(),
                ),
                number("working_days"),
                number("first_response_hours"),
            ]
        }
        Kind::CalendarDay => {
            let date = get("date").parse::<NaiveDate>();
            let is_working = item.get("working").and_then(Value::as_bool) == Some(true);
            vec![
                date.map_or_else(|_| get("date").to_owned(), |date| show_date(date, lang)),
                region(get("region"), lang).unwrap_or_else(|| t("вся страна", "the whole country")),
                if is_working {
                    t("рабочий", "working")
                } else {
                    t("выходной", "day off")
                },
                name(),
            ]
        }
        Kind::CalendarYear => vec![number("year")],
        Kind::Setting => {
            let setting = get("code").parse::<Setting>();
            vec![
                setting.map_or_else(
                    |_| get("code").to_owned(),
                    |s| s.text().get(lang).to_owned(),
                ),
                get("value").to_owned(),
                setting.map_or(String::new(), |s| s.default_value().to_owned()),
            ]
        }
        Kind::AnswerTemplate => vec![
            name(),
            get("snippet").to_owned(),
            match get("kind") {
                "answer" => t("ответ", "answer"),
                "question" => t("вопрос", "question"),
                "refusal" => t("отказ", "refusal"),
                _ => t("заметка", "note"),
            },
            everybody(get("agency")),
        ],
        Kind::Webhook => vec![
            get("name").to_owned(),
            get("url").to_owned(),
            everybody(get("agency")),
        ],
        Kind::Block => Vec::new(),
    }
}

fn region(code: &str, lang: Lang) -> Option<String> {
    let region = Region::parse(code).ok()?;
    (!code.is_empty()).then(|| region.name(lang).to_owned())
}

/// An entry's name for a title or a line of the history; its key where it has none.
pub(crate) fn title(
    kind: Kind,
    item: &Value,
    key: &str,
    now: &Configuration,
    lang: Lang,
) -> String {
    let cells = cells(kind, item, now, lang);
    let name = match kind {
        Kind::RoutingRule => cells.get(1).cloned(),
        _ => cells
            .first()
            .map(|name| name.trim_start_matches("› ").to_owned()),
    };
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| key.to_owned())
}

/// What types an entry's JSON has as words of one line.
pub(crate) fn value(value: Option<&Value>, lang: Lang) -> String {
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(true)) => t("да", "yes"),
        Some(Value::Bool(false)) => t("нет", "no"),
        Some(Value::String(text)) => match text.parse::<AppealType>() {
            Ok(kind) => kind.label(lang).to_owned(),
            Err(_) => text.clone(),
        },
        Some(Value::Array(items)) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| self::value(Some(item), lang))
                .collect();
            items.join("\n")
        }
        Some(Value::Object(empty)) if empty.is_empty() => String::new(),
        Some(other) => other.to_string(),
    }
}
