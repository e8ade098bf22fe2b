use askama::Template;
use domain::lang::Lang;

use crate::format::Format;
use crate::shell::pick;
use crate::values::{Choice, Fault, Values, id};

/// How a control looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Widget {
    /// One line.
    #[default]
    Line,
    /// Many lines.
    Area,
    /// Date and time by the browser's own picker.
    DateTime,
    /// A drop-down list.
    Select,
    /// One of few, all seen.
    Radios,
    /// Several of few.
    Checks,
}

/// A control with its label, hint and message.
#[derive(Debug, Clone, Template)]
#[template(path = "field.html", whitespace = "minimize")]
pub(crate) struct Field {
    lang: Lang,
    name: String,
    label: String,
    hint: String,
    widget: Widget,
    choices: Vec<Choice>,
    /// One value; of check boxes all that are checked.
    values: Vec<String>,
    error: String,
    required: bool,
    required_text: &'static str,
    /// One of several will do: neither required nor optional by itself.
    either: bool,
    format: Option<Format>,
    kind: &'static str,
    autocomplete: &'static str,
    inputmode: &'static str,
    /// Fewest and most characters; a counter stands under the control.
    chars: Option<(u32, u32)>,
    wide: bool,
    /// Out of sight while one speaks for oneself.
    of_represented: bool,
}

impl Field {
    pub(crate) fn new(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            lang,
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            widget: Widget::Line,
            choices: Vec::new(),
            values: Vec::new(),
            error: String::new(),
            required: true,
            required_text: "",
            either: false,
            format: None,
            kind: "text",
            autocomplete: "",
            inputmode: "",
            chars: None,
            wide: true,
            of_represented: false,
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub(crate) fn widget(mut self, widget: Widget, choices: Vec<Choice>) -> Self {
        self.widget = widget;
        self.choices = choices;
        self
    }

    pub(crate) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    pub(crate) fn either(mut self) -> Self {
        self.either = true;
        self
    }

    /// What is said when it is empty, if not the usual.
    pub(crate) fn required(mut self, text: &'static str) -> Self {
        self.required = true;
        self.required_text = text;
        self
    }

    pub(crate) fn narrow(mut self) -> Self {
        self.wide = false;
        self
    }

    pub(crate) fn of_represented(mut self) -> Self {
        self.of_represented = true;
        self
    }

    pub(crate) fn chars(mut self, min: u32, max: u32) -> Self {
        self.chars = Some((min, max));
        self
    }

    /// Type of the control: `password` is never filled in again.
    pub(crate) fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    pub(crate) fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = mode;
        self
    }

    pub(crate) fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// Sets what follows from a format: the keyboard of a phone, the type, the check.
    pub(crate) fn format(mut self, format: Format) -> Self {
        (self.kind, self.inputmode) = match format {
            Format::Name => ("text", ""),
            Format::Number => ("text", "decimal"),
            Format::Date | Format::Inn | Format::Snils => ("text", "numeric"),
            // A browser's own check of `url` and `email` refuses what is taken here: the end of a
            // sentence, a link, the brackets of a mail program.
            Format::Url => ("text", "url"),
            Format::Email => ("text", "email"),
            Format::Phone => ("tel", "tel"),
        };
        self.format = Some(format);
        self
    }

    /// Puts in what was typed and what was wrong with it.
    pub(crate) fn fill(mut self, values: &Values, faults: &[Fault]) -> Self {
        if self.kind != "password" {
            self.values = values.all(&self.name).map(str::to_owned).collect();
        }
        if let Some(format) = self.format {
            self.values = self.values.iter().map(|text| format.shown(text)).collect();
        }
        if let (Widget::Radios, [only]) = (self.widget, self.choices.as_slice())
            && self.required
            && self.values.is_empty()
        {
            self.values.push(only.value.clone());
        }
        // «For myself», «any»: a choice that sends nothing is made until another is.
        if self.widget == Widget::Radios
            && self.values.is_empty()
            && self.choices.iter().any(|choice| choice.value.is_empty())
        {
            self.values.push(String::new());
        }
        self.error = faults
            .iter()
            .filter(|fault| self.is_meant(fault))
            .map(|fault| fault.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        self
    }

    /// Whether `fault` is of this control; one inside a list («/answer_by/2») is the list's.
    pub(crate) fn is_meant(&self, fault: &Fault) -> bool {
        fault.id().strip_prefix(&self.id()).is_some_and(|rest| {
            rest.is_empty() || self.widget == Widget::Checks && rest.starts_with('-')
        })
    }

    pub(crate) fn id(&self) -> String {
        id(&self.name)
    }

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|one| one == value)
    }

    /// What a person reads in a summary: labels of the chosen, or the text itself.
    pub(crate) fn shown(&self) -> String {
        if self.choices.is_empty() {
            return self.value().to_owned();
        }
        self.choices
            .iter()
            .filter(|choice| !choice.value.is_empty() && self.has(&choice.value))
            .map(|choice| choice.label.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn is_group(&self) -> bool {
        matches!(self.widget, Widget::Radios | Widget::Checks)
    }

    fn described_by(&self) -> String {
        let id = self.id();
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{id}-hint"));
        }
        if self.chars.is_some() {
            ids.push(format!("{id}-count"));
        }
        if !self.error.is_empty() {
            ids.push(format!("{id}-error"));
        }
        ids.join(" ")
    }

    fn optional_mark(&self) -> &'static str {
        if self.required || self.either {
            ""
        } else {
            pick(self.lang, "(необязательно)", "(optional)")
        }
    }

    fn format_code(&self) -> &'static str {
        self.format.map_or("", Format::code)
    }

    fn format_message(&self) -> String {
        let member = self.name.rsplit('.').next().unwrap_or_default();
        self.format
            .map_or_else(String::new, |format| format.message(self.lang, member))
    }

    /// The words of `domain`'s own check.
    fn required_message(&self) -> String {
        match (self.required_text, self.lang) {
            ("", Lang::Ru) => format!("Заполните поле «{}»", self.label),
            ("", Lang::En) => format!("Fill in the field “{}”", self.label),
            (text, _) => text.to_owned(),
        }
    }

    fn empty_label(&self) -> &'static str {
        if self.required {
            pick(self.lang, "Выберите", "Choose")
        } else {
            pick(self.lang, "Не указано", "Not given")
        }
    }

    fn chars_text(&self, min: &u32, max: &u32) -> String {
        match self.lang {
            Lang::Ru => format!("От {min} до {max} символов"),
            Lang::En => format!("From {min} to {max} characters"),
        }
    }

    fn id_of(&self, index: &usize) -> String {
        // The first of a group has the group's id: a link of the summary focuses it.
        match index {
            0 => self.id(),
            _ => format!("{}-{index}", self.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_choice_is_made_already() {
        let choices = vec![Choice::new("question", "Вопрос")];
        let field = Field::new(Lang::Ru, "type", "Вид").widget(Widget::Radios, choices.clone());
        assert_eq!(field.fill(&Values::default(), &[]).value(), "question");
        let optional = Field::new(Lang::Ru, "type", "Вид").widget(Widget::Radios, choices);
        assert_eq!(
            optional.optional().fill(&Values::default(), &[]).value(),
            ""
        );
    }
}
