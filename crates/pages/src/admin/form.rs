use askama::Template;
use domain::lang::Lang;

use crate::account::summary;
use crate::admin::places;
use crate::desk::DeskShell;
use crate::field::{Field, Widget};
use crate::values::{Choice, Fault, Values};

/// An entry, or a new one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "admin/form.html", whitespace = "minimize")]
pub struct AdminFormView {
    /// Around the page.
    pub desk: DeskShell,
    /// What it is.
    pub title: String,
    /// What to know before changing it.
    pub intro: String,
    /// Where the form is sent: the entry's own address, or that of new ones.
    pub action: String,
    /// The section's list.
    pub back: String,
    /// Its history, or empty for a new one.
    pub history: String,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What is shown this once: a label and a secret.
    pub secret: Option<(String, String)>,
    /// The version that is seen; none for a new one.
    pub version: Option<i64>,
    /// The groups of fields.
    pub groups: Vec<AdminGroup>,
    /// What is kept or was typed.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Whether the reader may change it.
    pub can_save: bool,
    /// How it can go, where it can.
    pub removal: Option<Removal>,
    /// Other things that can be done: a field `do` with a value, and the words of the button.
    pub others: Vec<(String, String)>,
}

/// How an entry goes.
#[derive(Debug, Clone, Default)]
pub struct Removal {
    /// The words of the button.
    pub label: String,
    /// What will follow.
    pub warning: String,
}

/// Fields that belong together.
#[derive(Debug, Clone, Default)]
pub struct AdminGroup {
    /// What they are; empty for the first ones.
    pub title: String,
    /// What to know.
    pub hint: String,
    /// Whether it stays folded until it is needed.
    pub folded: bool,
    /// The fields.
    pub fields: Vec<AdminField>,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AdminWidget {
    /// One line.
    #[default]
    Line,
    /// Many lines.
    Area,
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// One of a list.
    Select,
    /// One of few.
    Radios,
    /// Several of few.
    Checks,
}

/// A field.
#[derive(Debug, Clone, Default)]
pub struct AdminField {
    /// The name; dots stand for the slashes of the pointer.
    pub name: String,
    /// What it is.
    pub label: String,
    /// What to write.
    pub hint: String,
    /// How it is filled in.
    pub widget: AdminWidget,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Whether it may stay empty.
    pub optional: bool,
}

/// A group as it is shown.
struct Shown<'a> {
    group: &'a AdminGroup,
    fields: Vec<Field>,
    is_open: bool,
}

impl AdminFormView {
    fn places(&self) -> [(&'static str, &'static str); 14] {
        places(self.desk.shell.lang)
    }

    fn shown(&self) -> Vec<Shown<'_>> {
        let groups = self.groups.iter().map(|group| {
            let fields: Vec<Field> = group.fields.iter().map(|field| self.field(field)).collect();
            let is_wrong = |fault: &Fault| fields.iter().any(|field| field.is_meant(fault));
            Shown {
                group,
                is_open: !group.folded || self.faults.iter().any(is_wrong),
                fields,
            }
        });
        groups.collect()
    }

    fn field(&self, field: &AdminField) -> Field {
        shown_field(self.desk.shell.lang, field, &self.values, &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let fields: Vec<Field> = self.shown().into_iter().flat_map(|g| g.fields).collect();
        summary(&fields, &self.faults)
    }
}

/// A field with what was typed and what is wrong with it.
pub(crate) fn shown_field(
    lang: Lang,
    field: &AdminField,
    values: &Values,
    faults: &[Fault],
) -> Field {
    let made = Field::new(lang, &*field.name, &*field.label).hint(&*field.hint);
    let made = match field.widget {
        AdminWidget::Line => made,
        AdminWidget::Number => made.inputmode("numeric").narrow(),
        AdminWidget::Date => made.kind("date").narrow(),
        AdminWidget::Area => made.widget(Widget::Area, Vec::new()),
        AdminWidget::Select => made.widget(Widget::Select, field.choices.clone()),
        AdminWidget::Radios => made.widget(Widget::Radios, field.choices.clone()),
        AdminWidget::Checks => made.widget(Widget::Checks, field.choices.clone()),
    };
    let made = if field.optional {
        made.optional()
    } else {
        made
    };
    made.fill(values, faults)
}
