//! Items of the configuration as an administrator sends and gets them.

use domain::appeal::FieldError;
use domain::configuration::{
    AgencyItem, CalendarDayItem, CalendarYearItem, CategoryItem, DeadlineClassItem, DocumentItem,
    FieldItem, HelpItem, HintItem, Item, OptionItem, RoutingRuleItem, SampleItem, SettingItem,
    TemplateItem, UnitItem, WebhookItem,
};
use domain::text::{multi_line, single_line};
use serde_json::Value;

use crate::json::Object;

/// An item that can be read from a request.
pub trait Sent: Item {
    /// Takes its members; what is missing is empty.
    fn take(object: &mut Object<'_>) -> Self;
}

/// Reads an item. `key` and `version`, as they came with it, are taken and not looked at: the path and
/// `If-Match` say them.
pub fn configuration_item<T: Sent>(body: Value) -> (T, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut item = T::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        root.text("key");
        root.integer("version");
        item = T::take(&mut root);
        root.finish();
    }
    (item, faults)
}

/// A text of one line; empty where there is none.
fn text(object: &mut Object<'_>, key: &str) -> String {
    optional(object, key).unwrap_or_default()
}

/// A text of one line, or nothing where it is absent or empty.
fn optional(object: &mut Object<'_>, key: &str) -> Option<String> {
    let line = of_one_line(&object.text(key)?);
    (!line.is_empty()).then_some(line)
}

/// A text of several lines; empty where there is none.
fn lines(object: &mut Object<'_>, key: &str) -> String {
    let text = object.text(key).unwrap_or_default();
    multi_line(&text).unwrap_or(text)
}

/// What cannot be read stays, so that the item's own check tells of it.
fn of_one_line(text: &str) -> String {
    single_line(text).unwrap_or_else(|_| text.to_owned())
}

/// A switch that is on unless it is turned off.
fn active(object: &mut Object<'_>) -> bool {
    !object.has("active") || object.boolean("active")
}

/// A date in the form that is kept; what is none stays.
fn date(object: &mut Object<'_>, key: &str) -> String {
    let text = text(object, key);
    domain::date::parse(&text).map_or(text, |date| date.to_string())
}

fn words(object: &mut Object<'_>, key: &str) -> Vec<String> {
    let words = object.texts(key).into_iter();
    words.map(|word| of_one_line(&word)).collect()
}

impl Sent for AgencyItem {
    fn take(object: &mut Object<'_>) -> Self {
        AgencyItem {
            code: text(object, "code"),
            name_ru: text(object, "name_ru"),
            name_en: text(object, "name_en"),
            instance: text(object, "instance"),
            superior: optional(object, "superior"),
            active: active(object),
        }
    }
}

impl Sent for UnitItem {
    fn take(object: &mut Object<'_>) -> Self {
        UnitItem {
            agency: text(object, "agency"),
            code: text(object, "code"),
            name_ru: text(object, "name_ru"),
            name_en: text(object, "name_en"),
            active: active(object),
        }
    }
}

impl Sent for CategoryItem {
    fn take(object: &mut Object<'_>) -> Self {
        let usual = CategoryItem::default();
        CategoryItem {
            code: text(object, "code"),
            parent: optional(object, "parent"),
            position: object.integer("position").unwrap_or_default(),
            name_ru: text(object, "name_ru"),
            name_en: text(object, "name_en"),
            agency: optional(object, "agency"),
            deadline_class: optional(object, "deadline_class"),
            anonymous_allowed: object.boolean("anonymous_allowed"),
            min_text_chars: object
                .integer("min_text_chars")
                .unwrap_or(usual.min_text_chars),
            types: words(object, "types"),
            required_documents: object.objects("required_documents", document),
            applicant_required: words(object, "applicant_required"),
            fields: object.objects("fields", field),
            help: object.object("help", help).unwrap_or_default(),
            keywords: words(object, "keywords"),
            kept_months: object.integer("kept_months").unwrap_or(usual.kept_months),
            active: active(object),
        }
    }
}

fn document(object: &mut Object<'_>) -> DocumentItem {
    DocumentItem {
        code: text(object, "code"),
        name_ru: text(object, "name_ru"),
        name_en: text(object, "name_en"),
    }
}

fn field(object: &mut Object<'_>) -> FieldItem {
    let most = object.integer("max_chars");
    FieldItem {
        code: text(object, "code"),
        label_ru: text(object, "label_ru"),
        label_en: text(object, "label_en"),
        hint_ru: text(object, "hint_ru"),
        hint_en: text(object, "hint_en"),
        kind: text(object, "kind"),
        required: object.boolean("required"),
        options: object.objects("options", |option| OptionItem {
            key: text(option, "key"),
            name_ru: text(option, "name_ru"),
            name_en: text(option, "name_en"),
        }),
        // Zero is refused, as everything is that is no length.
        max_chars: most.map(|most| u32::try_from(most).unwrap_or_default()),
    }
}

fn help(object: &mut Object<'_>) -> HelpItem {
    HelpItem {
        hints: object.objects("hints", |hint| HintItem {
            words: words(hint, "words"),
            ru: text(hint, "ru"),
            en: text(hint, "en"),
        }),
        templates: object.objects("templates", |sample| SampleItem {
            title_ru: text(sample, "title_ru"),
            title_en: text(sample, "title_en"),
            text_ru: lines(sample, "text_ru"),
            text_en: lines(sample, "text_en"),
        }),
    }
}

impl Sent for RoutingRuleItem {
    fn take(object: &mut Object<'_>) -> Self {
        RoutingRuleItem {
            position: object.integer("position").unwrap_or_default(),
            category: optional(object, "category"),
            region: optional(object, "region"),
            service_code: optional(object, "service_code"),
            agency: text(object, "agency"),
            unit: optional(object, "unit"),
            assignee: optional(object, "assignee"),
            strategy: optional(object, "strategy").unwrap_or_else(|| "none".to_owned()),
            active: active(object),
        }
    }
}

impl Sent for DeadlineClassItem {
    fn take(object: &mut Object<'_>) -> Self {
        DeadlineClassItem {
            code: text(object, "code"),
            working_days: object.integer("working_days").unwrap_or_default(),
            first_response_hours: object.integer("first_response_hours"),
        }
    }
}

impl Sent for CalendarDayItem {
    fn take(object: &mut Object<'_>) -> Self {
        CalendarDayItem {
            region: optional(object, "region"),
            date: date(object, "date"),
            working: object.boolean("working"),
            name_ru: text(object, "name_ru"),
            name_en: text(object, "name_en"),
        }
    }
}

impl Sent for CalendarYearItem {
    fn take(object: &mut Object<'_>) -> Self {
        CalendarYearItem {
            year: object.integer("year").unwrap_or_default(),
        }
    }
}

impl Sent for SettingItem {
    fn take(object: &mut Object<'_>) -> Self {
        SettingItem {
            code: text(object, "code"),
            value: text(object, "value"),
        }
    }
}

impl Sent for TemplateItem {
    fn take(object: &mut Object<'_>) -> Self {
        TemplateItem {
            agency: optional(object, "agency"),
            kind: text(object, "kind"),
            snippet: text(object, "snippet"),
            name_ru: text(object, "name_ru"),
            name_en: text(object, "name_en"),
            text_ru: lines(object, "text_ru"),
            text_en: lines(object, "text_en"),
            active: active(object),
        }
    }
}

impl Sent for WebhookItem {
    fn take(object: &mut Object<'_>) -> Self {
        WebhookItem {
            name: text(object, "name"),
            agency: optional(object, "agency"),
            url: text(object, "url"),
            events: words(object, "events"),
            active: active(object),
        }
    }
}
