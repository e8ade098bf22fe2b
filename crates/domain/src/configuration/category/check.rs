//! What a category is checked by.

use super::{APPLICANT_MEMBERS, CategoryItem, FieldItem};
use crate::appeal::limits::{MAX_FIELDS, MAX_TEXT_CHARS, MIN_TEXT_CHARS};
use crate::appeal_type::AppealType;
use crate::category::{Category, FieldKind};
use crate::configuration::check::codes_of;
use crate::configuration::{Configuration, Faults};
use crate::deadline::DeadlineClass;

/// Words that people use for one matter are tens.
const MAX_WORDS: usize = 100;

/// A word or two.
const MAX_WORD_CHARS: usize = 60;

/// A hint beside a field, or advice beside a text.
const MAX_HINT_CHARS: usize = 300;

impl CategoryItem {
    /// A group only groups: what is said of appeals is said of its categories.
    pub(super) fn check_group(&self, faults: &mut Faults) {
        let has_more = self.agency.is_some()
            || self.deadline_class.is_some()
            || !self.fields.is_empty()
            || !self.required_documents.is_empty();
        if has_more {
            faults.add(
                "/parent",
                "group_is_bare",
                "У группы нет ведомства, срока, полей и документов: они у её категорий",
                "A group has no agency, term, fields or documents: its categories do",
            );
        }
    }

    pub(super) fn check_place(&self, parent: &str, now: &Configuration, faults: &mut Faults) {
        let group = now.catalogue.category(parent);
        if !group.is_some_and(Category::is_group) {
            faults.add(
                "/parent",
                "group_unknown",
                "Такой группы нет",
                "There is no such group",
            );
        }
        if !self
            .code
            .strip_prefix(parent)
            .is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
        {
            faults.add(
                "/code",
                "code_prefix",
                "Код категории начинается с кода группы и точки",
                "A category's code begins with its group's and a dot",
            );
        }
        faults.agency("/agency", self.agency.as_deref().unwrap_or_default(), now);
    }

    pub(super) fn check_rules(&self, faults: &mut Faults) {
        // The extended term is for extensions, the one of reviews for reviews.
        let no_first = [DeadlineClass::Complex, DeadlineClass::FeedbackReview];
        let classes = DeadlineClass::ALL.iter().filter(|c| !no_first.contains(c));
        let classes: Vec<&str> = classes.map(|class| class.as_str()).collect();
        let class = self.deadline_class.as_deref().unwrap_or_default();
        faults.one_of("/deadline_class", class, &classes);
        let (least, most) = (MIN_TEXT_CHARS as i64, MAX_TEXT_CHARS as i64);
        faults.number("/min_text_chars", self.min_text_chars, least, most);
        if self.types.is_empty() {
            faults.add(
                "/types",
                "required",
                "Выберите хотя бы один тип обращения",
                "Choose at least one type of appeals",
            );
        }
        for (index, code) in self.types.iter().enumerate() {
            faults.one_of(&format!("/types/{index}"), code, &codes_of!(AppealType));
        }
        faults.unique("/types", self.types.iter().map(String::as_str).enumerate());
        for (index, member) in self.applicant_required.iter().enumerate() {
            let at = format!("/applicant_required/{index}");
            faults.one_of(&at, member, &APPLICANT_MEMBERS);
        }
        for (index, document) in self.required_documents.iter().enumerate() {
            let at = format!("/required_documents/{index}");
            faults.code(&format!("{at}/code"), &document.code);
            faults.names(&format!("{at}/name"), &document.name_ru, &document.name_en);
        }
        let codes = self.required_documents.iter().map(|d| d.code.as_str());
        faults.unique("/required_documents", codes.enumerate());
    }

    pub(super) fn check_fields(&self, faults: &mut Faults) {
        if self.fields.len() > MAX_FIELDS {
            faults.add(
                "/fields",
                "too_many",
                "Полей не больше 50",
                "At most 50 fields",
            );
        }
        for (index, field) in self.fields.iter().enumerate() {
            field.check(&format!("/fields/{index}"), faults);
        }
        let codes = self.fields.iter().map(|field| field.code.as_str());
        faults.unique("/fields", codes.enumerate());
    }

    pub(super) fn check_help(&self, faults: &mut Faults) {
        let words = |at: &str, words: &[String], faults: &mut Faults| {
            if words.len() > MAX_WORDS {
                faults.add(at, "too_many", "Слов не больше 100", "At most 100 words");
            }
            for (index, word) in words.iter().enumerate() {
                faults.line(&format!("{at}/{index}"), word, 1, MAX_WORD_CHARS);
            }
        };
        words("/keywords", &self.keywords, faults);
        for (index, hint) in self.help.hints.iter().enumerate() {
            let at = format!("/help/hints/{index}");
            words(&format!("{at}/words"), &hint.words, faults);
            faults.line(&format!("{at}/ru"), &hint.ru, 1, MAX_HINT_CHARS);
            faults.line(&format!("{at}/en"), &hint.en, 1, MAX_HINT_CHARS);
        }
        for (index, sample) in self.help.templates.iter().enumerate() {
            let at = format!("/help/templates/{index}");
            faults.names(&format!("{at}/title"), &sample.title_ru, &sample.title_en);
            faults.text(&format!("{at}/text_ru"), &sample.text_ru, 1, MAX_TEXT_CHARS);
            faults.text(&format!("{at}/text_en"), &sample.text_en, 1, MAX_TEXT_CHARS);
        }
    }
}

impl FieldItem {
    fn check(&self, at: &str, faults: &mut Faults) {
        faults.code(&format!("{at}/code"), &self.code);
        faults.names(&format!("{at}/label"), &self.label_ru, &self.label_en);
        faults.line(&format!("{at}/hint_ru"), &self.hint_ru, 0, MAX_HINT_CHARS);
        faults.line(&format!("{at}/hint_en"), &self.hint_en, 0, MAX_HINT_CHARS);
        faults.one_of(&format!("{at}/kind"), &self.kind, &codes_of!(FieldKind));
        if let Some(most) = self.max_chars {
            let at = format!("{at}/max_chars");
            faults.number(&at, most.into(), 1, MAX_TEXT_CHARS as i64);
        }
        let is_list = self.kind == FieldKind::SingleValueList.as_str();
        let at = format!("{at}/options");
        if is_list == self.options.is_empty() {
            faults.add(
                &at,
                "options_of_lists",
                "Варианты нужны списку, и только ему",
                "A list needs choices, and only a list does",
            );
        }
        for (index, option) in self.options.iter().enumerate() {
            faults.code(&format!("{at}/{index}/key"), &option.key);
            let at = format!("{at}/{index}/name");
            faults.names(&at, &option.name_ru, &option.name_en);
        }
        let keys = self.options.iter().map(|option| option.key.as_str());
        faults.unique(&at, keys.enumerate());
    }
}
