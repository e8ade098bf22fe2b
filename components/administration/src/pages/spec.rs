//! What a form of an item has: its fields, and how they become JSON and come from it.

use domain::{Lang, Text};
use pages::{AdminField, AdminGroup, AdminWidget, Choice, Fault, Values};
use serde_json::{Map, Value};
use web::form::Form;

/// What a field holds.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    /// A line of text.
    Line,
    /// Several lines of text.
    Area,
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// One of a list.
    Select(Vec<Choice>),
    /// `true` or `false`, each with its words.
    Either(Text, Text),
    /// Several of few.
    Checks(Vec<Choice>),
    /// Texts, one a line.
    Lines,
    /// Objects, one a line, their members separated by `|`.
    Table(&'static [&'static str]),
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    name: String,
    label: Text,
    hint: Text,
    control: Control,
    optional: bool,
}

/// Fields that belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    title: Text,
    hint: Text,
    folded: bool,
    fields: Vec<Spec>,
}

/// A field that must be filled in.
pub(crate) fn field(
    name: impl Into<String>,
    control: Control,
    ru: &'static str,
    en: &'static str,
) -> Spec {
    Spec {
        name: name.into(),
        label: Text::fixed(ru, en),
        hint: Text::default(),
        control,
        optional: false,
    }
}

/// The field of this name.
pub(crate) fn of_name<'a>(groups: &'a [Group], name: &str) -> Option<&'a Spec> {
    let mut fields = groups.iter().flat_map(|group| &group.fields);
    fields.find(|field| field.name == name)
}

impl Spec {
    /// The same with words on what to write.
    pub(crate) fn hint(self, ru: &'static str, en: &'static str) -> Spec {
        Spec {
            hint: Text::fixed(ru, en),
            ..self
        }
    }

    /// The same with words that are made.
    pub(crate) fn hint_text(self, hint: Text) -> Spec {
        Spec { hint, ..self }
    }

    /// The same, that may stay empty.
    pub(crate) fn optional(self) -> Spec {
        Spec {
            optional: true,
            ..self
        }
    }

    /// What the field is called.
    pub(crate) fn label(&self, lang: Lang) -> &str {
        self.label.get(lang)
    }

    /// A value of the field in the words of its form; none where the form has no words for it.
    pub(crate) fn said(&self, value: &Value, lang: Lang) -> Option<String> {
        let choice = |choices: &[Choice], code: &str| {
            let found = choices.iter().find(|one| one.value == code);
            found.map(|one| one.label.clone())
        };
        match (&self.control, value) {
            (Control::Either(yes, no), Value::Bool(is)) => {
                Some(if *is { yes } else { no }.get(lang).to_owned())
            }
            (Control::Select(choices), Value::String(code)) => choice(choices, code),
            (Control::Checks(choices), Value::Array(codes)) => {
                let codes = codes.iter().filter_map(Value::as_str);
                let words = codes.map(|code| choice(choices, code).unwrap_or(code.to_owned()));
                Some(words.collect::<Vec<_>>().join("\n"))
            }
            _ => None,
        }
    }

    fn view(&self, lang: Lang) -> AdminField {
        let (widget, choices) = match &self.control {
            Control::Line => (AdminWidget::Line, Vec::new()),
            Control::Area | Control::Lines | Control::Table(_) => (AdminWidget::Area, Vec::new()),
            Control::Number => (AdminWidget::Number, Vec::new()),
            Control::Date => (AdminWidget::Date, Vec::new()),
            Control::Select(choices) => (AdminWidget::Select, choices.clone()),
            Control::Checks(choices) => (AdminWidget::Checks, choices.clone()),
            Control::Either(yes, no) => {
                let choice = |value: &str, text: &Text| Choice::new(value, text.get(lang));
                let choices = vec![choice("true", yes), choice("false", no)];
                (AdminWidget::Radios, choices)
            }
        };
        AdminField {
            name: self.name.clone(),
            label: self.label.get(lang).to_owned(),
            hint: self.hint.get(lang).to_owned(),
            widget,
            choices,
            optional: self.optional,
        }
    }

    /// What the form says, as JSON.
    fn read(&self, form: &Form) -> Value {
        let typed = form.get(&self.name).unwrap_or_default().trim();
        match &self.control {
            Control::Number => match typed.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) if typed.is_empty() => Value::Null,
                // The reader of JSON says that this is no number.
                Err(_) => typed.into(),
            },
            Control::Either(..) => (typed == "true").into(),
            Control::Checks(_) => form.all(&self.name).collect(),
            Control::Lines => lines(typed).collect(),
            Control::Table(members) => lines(typed)
                .map(|line| {
                    let mut cells = line.split('|').map(str::trim);
                    let object: Map<String, Value> = members
                        .iter()
                        .map(|member| {
                            (
                                (*member).to_owned(),
                                cells.next().unwrap_or_default().into(),
                            )
                        })
                        .collect();
                    Value::Object(object)
                })
                .collect(),
            Control::Line | Control::Area | Control::Date | Control::Select(_) => typed.into(),
        }
    }

    /// What stands in the JSON, as the form shows it.
    fn show(&self, item: &Value, out: &mut Values) {
        let found = item.pointer(&format!("/{}", self.name.replace('.', "/")));
        let Some(found) = found.filter(|found| !found.is_null()) else {
            return;
        };
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let items = found.as_array().map(Vec::as_slice).unwrap_or_default();
        match &self.control {
            Control::Checks(_) => {
                for value in items {
                    out.push(&self.name, text(value));
                }
            }
            Control::Lines => {
                let all: Vec<String> = items.iter().map(text).collect();
                out.push(&self.name, all.join("\n"));
            }
            Control::Table(members) => {
                let line = |object: &Value| {
                    let cells = members.iter().map(|member| object.get(member).map(text));
                    let cells: Vec<String> = cells.map(Option::unwrap_or_default).collect();
                    cells.join(" | ")
                };
                let all: Vec<String> = items.iter().map(line).collect();
                out.push(&self.name, all.join("\n"));
            }
            _ => out.push(&self.name, text(found)),
        }
    }
}

impl Group {
    /// The first fields, which need no title.
    pub(crate) fn first(fields: Vec<Spec>) -> Group {
        Group {
            fields,
            ..Group::default()
        }
    }

    /// Fields under a title, folded until they are needed.
    pub(crate) fn folded(title: Text, hint: Text, fields: Vec<Spec>) -> Group {
        Group {
            title,
            hint,
            folded: true,
            fields,
        }
    }

    /// As a page shows it.
    pub(crate) fn view(&self, lang: Lang) -> AdminGroup {
        AdminGroup {
            title: self.title.get(lang).to_owned(),
            hint: self.hint.get(lang).to_owned(),
            folded: self.folded,
            fields: self.fields.iter().map(|spec| spec.view(lang)).collect(),
        }
    }
}

/// The item that a form describes. Rows of lists in which nothing is typed are left out.
pub(crate) fn read(groups: &[Group], form: &Form) -> Value {
    let mut out = Value::Object(Map::new());
    for spec in groups.iter().flat_map(|group| &group.fields) {
        let parts: Vec<&str> = spec.name.split('.').collect();
        put(&mut out, &parts, spec.read(form));
    }
    without_empty_rows(&mut out);
    out
}

/// The values of a form for an item.
pub(crate) fn show(groups: &[Group], item: &Value) -> Values {
    let mut out = Values::default();
    for spec in groups.iter().flat_map(|group| &group.fields) {
        spec.show(item, &mut out);
    }
    out
}

/// Faults at the controls that they belong to: one inside a line of a table is the table's.
pub(crate) fn faults(
    groups: &[Group],
    faults: &[domain::appeal::FieldError],
    lang: Lang,
) -> Vec<Fault> {
    let names: Vec<String> = groups
        .iter()
        .flat_map(|group| &group.fields)
        .map(|spec| format!("/{}", spec.name.replace('.', "/")))
        .collect();
    let place = |pointer: &str| {
        let mut pointer = pointer.to_owned();
        while !pointer.is_empty() && !names.contains(&pointer) {
            let shorter = pointer.rsplit_once('/').map(|(rest, _)| rest.to_owned());
            pointer = shorter.unwrap_or_default();
        }
        pointer
    };
    faults
        .iter()
        .map(|fault| {
            let found = place(&fault.pointer);
            let pointer = if found.is_empty() {
                fault.pointer.clone()
            } else {
                found
            };
            Fault::new(pointer, fault.message.get(lang))
        })
        .collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Puts a value at its place, making the objects and lists on the way.
fn put(into: &mut Value, parts: &[&str], value: Value) {
    let Some((part, rest)) = parts.split_first() else {
        *into = value;
        return;
    };
    if let Ok(index) = part.parse::<usize>() {
        if !into.is_array() {
            *into = Value::Array(Vec::new());
        }
        if let Some(list) = into.as_array_mut() {
            if list.len() <= index {
                list.resize(index + 1, Value::Null);
            }
            if let Some(place) = list.get_mut(index) {
                put(place, rest, value);
            }
        }
        return;
    }
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Some(object) = into.as_object_mut() {
        put(object.entry(*part).or_insert(Value::Null), rest, value);
    }
}

fn without_empty_rows(value: &mut Value) {
    match value {
        Value::Array(rows) => {
            rows.iter_mut().for_each(without_empty_rows);
            rows.retain(|row| !row.is_object() || !is_empty(row));
        }
        Value::Object(members) => members.values_mut().for_each(without_empty_rows),
        _ => {}
    }
}

/// Whether nobody typed anything; a choice that is made already is no typing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(members) => members.values().all(is_empty),
        Value::Number(_) => false,
    }
}
