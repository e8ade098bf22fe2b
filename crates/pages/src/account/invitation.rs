use askama::Template;

use crate::account::{fill, login, new_password, summary};
use crate::field::Field;
use crate::format::Format;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// `/invitation`: somebody invited to work here makes an account. Sent by
/// `POST /api/v1/staff/invitations/accept` as `token`, `last_name`, `first_name`, `middle_name`, `position`, `login`,
/// `password`.
///
/// The token comes in the address's fragment; static/fragment.js puts it into the form, and static/invitation.js the
/// address that was invited.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/invitation.html", whitespace = "minimize")]
pub struct InvitationView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed, but never the password.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

impl InvitationView {
    fn fields(&self) -> Vec<Field> {
        let lang = self.shell.lang;
        let t = |ru, en| self.shell.t(ru, en);
        let token = Field::new(lang, "token", t("Код приглашения", "Invitation code"))
            .hint(t(
                "Подставляется из ссылки. Без скриптов скопируйте сюда часть ссылки после знака #.",
                "Taken from the link. Without scripts copy the part of the link after the # sign here.",
            ))
            .required(t("Откройте ссылку из приглашения", "Open the link of the invitation"))
            .autocomplete("off");
        let name = |name: &'static str, label, kind| {
            let field = Field::new(lang, name, label).format(Format::Name);
            field.autocomplete(kind)
        };
        let position = Field::new(lang, "position", t("Должность", "Position"))
            .hint(t(
                "Коротко, например «ведущий инженер». Её видят коллеги.",
                "In short, for example “senior engineer”. Colleagues see it.",
            ))
            .optional()
            .autocomplete("organization-title");
        let login = login(
            lang,
            t("Рабочая почта", "Work e-mail"),
            t("По ней вы будете входить.", "You will sign in by it."),
        );
        fill(
            vec![
                token,
                name("last_name", t("Фамилия", "Last name"), "family-name")
                    .required(t("Укажите фамилию", "Give the last name")),
                name("first_name", t("Имя", "First name"), "given-name")
                    .required(t("Укажите имя", "Give the first name")),
                name(
                    "middle_name",
                    t("Отчество", "Middle name"),
                    "additional-name",
                )
                .optional(),
                position,
                login,
                new_password(lang, "password"),
            ],
            &self.values,
            &self.faults,
        )
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }
}
