//! Why an appeal goes where it goes, in a sentence.

use super::{Route, Rule};
use crate::category::Catalogue;
use crate::lang::{Lang, Text};

impl Route {
    /// Which rule decided, and by what.
    pub fn explain(&self, rules: &[Rule], catalogue: &Catalogue) -> Text {
        let rule = self.rule.as_deref();
        let rule = rule.and_then(|id| rules.iter().find(|rule| rule.id == id));
        let Some(rule) = rule else {
            return Text::fixed(
                "Отвечает ведомство категории: особого правила нет",
                "The category's own agency answers: no rule is special to it",
            );
        };
        let by = |lang| conditions(rule, catalogue, lang).join(", ");
        Text::new(
            format!("По правилу маршрута: {}", by(Lang::Ru)),
            format!("By a routing rule: {}", by(Lang::En)),
        )
    }
}

fn conditions(rule: &Rule, catalogue: &Catalogue, lang: Lang) -> Vec<String> {
    let words = |ru: &'static str, en: &'static str| match lang {
        Lang::Ru => ru,
        Lang::En => en,
    };
    let category = rule.category.as_deref().map(|code| {
        let name = catalogue.category(code);
        let name = name.map_or(code, |category| category.name.get(lang));
        let (open, close) = (words("«", "“"), words("»", "”"));
        format!("{} {open}{name}{close}", words("категория", "category"))
    });
    let region = rule
        .region
        .map(|region| format!("{} {}", words("регион", "region"), region.name(lang)));
    let service = rule
        .service_code
        .as_deref()
        .map(|code| format!("{} {code}", words("услуга", "service")));
    let found: Vec<String> = [category, region, service].into_iter().flatten().collect();
    if found.is_empty() {
        vec![words("для всех обращений", "for all appeals").to_owned()]
    } else {
        found
    }
}
