use askama::Template;

use crate::account::{fill, summary};
use crate::cabinet::places;
use crate::field::{Field, Widget};
use crate::format::Format;
use crate::shell::Shell;
use crate::values::{Choice, Fault, Values};

/// `/cabinet/profile`: what the form of an appeal is filled in with.
///
/// Sent by `POST /api/v1/account` as `last_name`, `first_name`, `middle_name`, `birth_date`, `inn`, `snils`,
/// `region`, `lang`; contacts by `POST /api/v1/account/contacts` as `kind` and `value`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/profile.html", whitespace = "minimize")]
pub struct ProfileView {
    /// Language and address.
    pub shell: Shell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What is kept or was typed.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// The position of a member of staff, which administrators look after; or empty.
    pub position: String,
    /// The confirmed phone, or empty.
    pub phone: String,
    /// The confirmed e-mail, or empty.
    pub email: String,
    /// Subjects of the federation: code and name.
    pub regions: Vec<Choice>,
}

impl ProfileView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }

    fn fields(&self) -> Vec<Field> {
        let lang = self.shell.lang;
        let t = |ru, en| self.shell.t(ru, en);
        let new = |name: &'static str, label| Field::new(lang, name, label).optional();
        // Colleagues know each other by their names.
        let name = |name: &'static str, label, missing| match self.shell.is_staff() {
            true => Field::new(lang, name, label).required(missing),
            false => new(name, label),
        };
        let (no_last, no_first) = (
            t("Укажите фамилию", "Give the last name"),
            t("Укажите имя", "Give the first name"),
        );
        let fields = vec![
            name("last_name", t("Фамилия", "Last name"), no_last)
                .format(Format::Name)
                .autocomplete("family-name"),
            name("first_name", t("Имя", "First name"), no_first)
                .format(Format::Name)
                .autocomplete("given-name"),
            new("middle_name", t("Отчество", "Middle name"))
                .format(Format::Name)
                .autocomplete("additional-name"),
            new("birth_date", t("Дата рождения", "Date of birth"))
                .hint(t("Например, 31.05.1990", "For example, 31.05.1990"))
                .format(Format::Date)
                .autocomplete("bday")
                .narrow(),
            new("inn", t("ИНН", "INN (taxpayer number)"))
                .format(Format::Inn)
                .narrow(),
            new("snils", t("СНИЛС", "SNILS (insurance number)"))
                .hint(t(
                    "11 цифр, например 112-233-445 95. По нему тоже можно входить.",
                    "11 digits, for example 112-233-445 95. You can sign in by it, too.",
                ))
                .format(Format::Snils)
                .narrow(),
            new("region", t("Регион", "Region"))
                .hint(t(
                    "Подставляется в новые обращения.",
                    "Put into new appeals.",
                ))
                .widget(Widget::Select, self.regions.clone()),
            new("lang", t("Язык сообщений", "Language of messages")).widget(
                Widget::Radios,
                vec![
                    Choice::new("ru", t("Русский", "Russian")),
                    Choice::new("en", t("Английский", "English")),
                ],
            ),
        ];
        fill(fields, &self.values, &self.faults)
    }

    /// The control for a new contact of a kind.
    fn contact(&self, kind: &'static str) -> Field {
        let lang = self.shell.lang;
        let field = if kind == "phone" {
            Field::new(lang, "phone", self.shell.t("Новый телефон", "New phone"))
                .format(Format::Phone)
                .autocomplete("tel")
        } else {
            Field::new(lang, "email", self.shell.t("Новая почта", "New e-mail"))
                .format(Format::Email)
                .autocomplete("email")
        };
        field.narrow().fill(&self.values, &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let mut fields = self.fields();
        fields.push(self.contact("phone"));
        fields.push(self.contact("email"));
        summary(&fields, &self.faults)
    }
}
