//! The fields of each kind of items.

mod category;

use domain::category::Instance;
use domain::configuration::{Configuration, Kind, TemplateKind, WEBHOOK_EVENTS};
use domain::placeholder::VARIABLES;
use domain::routing::Strategy;
use domain::{Lang, Text};
use pages::Choice;
use serde_json::Value;
use web::Problem;
use web::auth::Permit;
use web::names::{self, Names};

use self::category::category;
use super::choices;
use super::spec::{Control, Group, Spec, field};

/// The groups of fields for an item that is there, or for a new one; a list has an empty row more.
pub(crate) async fn groups(
    kind: Kind,
    item: &Value,
    now: &Configuration,
    permit: &Permit,
    lang: Lang,
) -> Result<Vec<Group>, Problem> {
    let agencies = || Control::Select(choices::agencies(&now.catalogue, lang));
    Ok(match kind {
        Kind::Agency => vec![agency(agencies(), lang)],
        Kind::Unit => vec![unit(agencies())],
        Kind::Category => category(item, now, agencies(), lang),
        Kind::RoutingRule => {
            let own = permit.territory().agency;
            let mut executors = names::executors(own.as_deref(), lang).await?;
            // Whoever the rule names may have left since: the form keeps them, by name.
            let kept = item.get("assignee").and_then(Value::as_str);
            if let Some(kept) = kept.filter(|id| executors.iter().all(|one| one.value != *id)) {
                let name = Names::of(vec![kept], lang).await?.called(kept);
                executors.push(Choice::new(kept, name));
            }
            vec![rule(now, agencies(), executors, lang)]
        }
        Kind::DeadlineClass => vec![term()],
        Kind::CalendarDay => vec![day(lang)],
        Kind::CalendarYear => vec![Group::first(vec![field(
            "year",
            Control::Number,
            "Год",
            "Year",
        )])],
        Kind::Setting => vec![Group::first(vec![
            fixed("code"),
            field("value", Control::Line, "Значение", "Value"),
        ])],
        Kind::AnswerTemplate => vec![template(agencies(), lang)],
        Kind::Webhook => vec![webhook(agencies())],
        Kind::Block => Vec::new(),
    })
}

fn code(ru: &'static str, en: &'static str) -> Spec {
    field("code", Control::Line, "Код", "Code").hint(ru, en)
}

/// A code that the installation gives.
fn fixed(name: &'static str) -> Spec {
    field(name, Control::Line, "Код", "Code").hint("Не меняется", "It does not change")
}

fn names() -> [Spec; 2] {
    [
        field(
            "name_ru",
            Control::Line,
            "Название по-русски",
            "Name in Russian",
        ),
        field(
            "name_en",
            Control::Line,
            "Название по-английски",
            "Name in English",
        ),
    ]
}

fn active(yes: Text, no: Text) -> Spec {
    field("active", Control::Either(yes, no), "Состояние", "State")
}

fn takes_appeals() -> Spec {
    active(
        Text::fixed("Принимает новые обращения", "Takes new appeals"),
        Text::fixed(
            "Закрыто для новых; прежние идут своим чередом",
            "Closed for new ones; the old ones go on",
        ),
    )
}

fn in_use() -> Spec {
    active(
        Text::fixed("Действует", "In use"),
        Text::fixed("Выключено", "Turned off"),
    )
}

fn agency(agencies: Control, lang: Lang) -> Group {
    let instances = Instance::ALL.iter().map(|instance| {
        let text = match instance {
            Instance::Local => Text::fixed("местный", "local"),
            Instance::Regional => Text::fixed("региональный", "regional"),
            Instance::Federal => Text::fixed("федеральный", "federal"),
        };
        (instance.as_str(), text.get(lang).to_owned())
    });
    let [name_ru, name_en] = names();
    Group::first(vec![
        code(
            "Латинские буквы, цифры и _. Потом не меняется.",
            "Latin letters, digits and _. It does not change later.",
        ),
        name_ru,
        name_en,
        field(
            "instance",
            Control::Select(choices::named(instances)),
            "Уровень",
            "Instance",
        ),
        field(
            "superior",
            agencies,
            "Вышестоящее ведомство",
            "Superior agency",
        )
        .hint(
            "Туда передают обращение при эскалации",
            "Appeals go there when they are escalated",
        )
        .optional(),
        takes_appeals(),
    ])
}

fn unit(agencies: Control) -> Group {
    let [name_ru, name_en] = names();
    Group::first(vec![
        field("agency", agencies, "Ведомство", "Agency"),
        code(
            "Свой у ведомства, например north. Потом не меняется.",
            "The agency's own, for example north. It does not change later.",
        ),
        name_ru,
        name_en,
        takes_appeals(),
    ])
}

fn rule(now: &Configuration, agencies: Control, executors: Vec<Choice>, lang: Lang) -> Group {
    let strategies = Strategy::ALL.iter().map(|strategy| {
        let text = match strategy {
            Strategy::None => Text::fixed("Ждёт в очереди", "It waits in the queue"),
            Strategy::LeastLoaded => Text::fixed(
                "Наименее занятому исполнителю",
                "The least loaded executor gets it",
            ),
        };
        (strategy.as_str(), text.get(lang).to_owned())
    });
    let names = |code: &str| {
        now.catalogue
            .agency(code)
            .map(|agency| agency.name.get(lang))
    };
    let units = now.units.iter().filter(|unit| unit.active).map(|unit| {
        let name = match lang {
            Lang::Ru => &unit.name_ru,
            Lang::En => &unit.name_en,
        };
        let agency = names(&unit.agency).unwrap_or(&unit.agency);
        Choice::new(&unit.code, format!("{agency} › {name}"))
    });
    let categories = choices::categories(&now.catalogue, lang);
    Group::first(vec![
        field("position", Control::Number, "Порядок", "Order").hint(
            "Правила проверяются по возрастанию, действует первое подходящее",
            "Rules are asked in ascending order, and the first that fits holds",
        ),
        field(
            "category",
            Control::Select(categories),
            "Категория или группа",
            "Category or group",
        )
        .optional(),
        field(
            "region",
            Control::Select(choices::regions(lang)),
            "Регион",
            "Region",
        )
        .optional(),
        field("service_code", Control::Line, "Код услуги", "Service code")
            .hint(
                "Из реестра услуг (Open311)",
                "Of the register of services (Open311)",
            )
            .optional(),
        field("agency", agencies, "Куда: ведомство", "To: agency"),
        field(
            "unit",
            Control::Select(units.collect()),
            "Куда: подразделение",
            "To: unit",
        )
        .optional(),
        field(
            "assignee",
            Control::Select(executors),
            "Кому: исполнитель",
            "To: executor",
        )
        .optional(),
        field(
            "strategy",
            Control::Select(choices::named(strategies)),
            "Если исполнитель не назван",
            "Where no executor is named",
        ),
        in_use(),
    ])
}

fn term() -> Group {
    Group::first(vec![
        fixed("code"),
        field(
            "working_days",
            Control::Number,
            "Рабочих дней на ответ",
            "Working days to the answer",
        )
        .hint(
            "Для новых обращений; у прежних срок остаётся",
            "For new appeals; old ones keep their term",
        ),
        field(
            "first_response_hours",
            Control::Number,
            "Часов до первого ответа",
            "Hours to the first response",
        )
        .hint(
            "Пусто — без такого срока, а для поддержки — из параметров",
            "Empty: no such term; for support, that of the settings",
        )
        .optional(),
    ])
}

fn day(lang: Lang) -> Group {
    let [name_ru, name_en] = names();
    Group::first(vec![
        field(
            "region",
            Control::Select(choices::regions(lang)),
            "Регион",
            "Region",
        )
        .hint("Пусто — вся страна", "Empty: the whole country")
        .optional(),
        field("date", Control::Date, "День", "Day"),
        field(
            "working",
            Control::Either(
                Text::fixed("Рабочий", "People work"),
                Text::fixed("Выходной", "A day off"),
            ),
            "Какой он",
            "What it is",
        ),
        name_ru.hint(
            "Стоит в объяснении срока, например «День республики»",
            "It stands in the explanation of deadlines",
        ),
        name_en,
    ])
}

fn template(agencies: Control, lang: Lang) -> Group {
    let kinds = TemplateKind::ALL.iter().map(|kind| {
        let text = match kind {
            TemplateKind::Answer => Text::fixed("ответ", "answer"),
            TemplateKind::Question => Text::fixed("вопрос заявителю", "question"),
            TemplateKind::Refusal => Text::fixed("отказ", "refusal"),
            TemplateKind::Note => Text::fixed("заметка", "note"),
        };
        (kind.as_str(), text.get(lang).to_owned())
    });
    let words: Vec<String> = VARIABLES.iter().map(|word| format!("{{{word}}}")).collect();
    let [name_ru, name_en] = names();
    let mut text_ru = field(
        "text_ru",
        Control::Area,
        "Текст по-русски",
        "Text in Russian",
    );
    text_ru = text_ru.hint_text(Text::new(
        format!(
            "Подставляется само: {}. Место, которое впишут: … или ___. Слово в скобках как есть: {{{{слово}}}}",
            words.join(", ")
        ),
        format!(
            "Filled in by itself: {}. A blank to be filled in: … or ___. A word in braces as it is: {{{{word}}}}",
            words.join(", ")
        ),
    ));
    Group::first(vec![
        field("agency", agencies, "Чей", "Whose")
            .hint("Пусто — для всех ведомств", "Empty: for all agencies")
            .optional(),
        field(
            "kind",
            Control::Select(choices::named(kinds)),
            "Для чего",
            "What for",
        ),
        field("snippet", Control::Line, "Сокращение", "Snippet").hint(
            "Слово, по которому шаблон вставляется при наборе",
            "The word by which it is put in while one types",
        ),
        name_ru,
        name_en,
        text_ru,
        field(
            "text_en",
            Control::Area,
            "Текст по-английски",
            "Text in English",
        ),
        in_use(),
    ])
}

fn webhook(agencies: Control) -> Group {
    let events = WEBHOOK_EVENTS.map(|event| Choice::new(event, event));
    Group::first(vec![
        field("name", Control::Line, "Название", "Name"),
        field("agency", agencies, "Чьи обращения", "Whose appeals")
            .hint("Пусто — все", "Empty: all")
            .optional(),
        field("url", Control::Line, "Адрес", "Address").hint("https://…", "https://…"),
        field(
            "events",
            Control::Checks(events.to_vec()),
            "События",
            "Events",
        ),
        in_use(),
    ])
}
