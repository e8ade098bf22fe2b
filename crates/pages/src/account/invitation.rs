use askama::Template;

use crate::account::{fill, login, new_password, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// `/invitation`: somebody invited to work here makes an account. Sent by
/// `POST /api/v1/staff/invitations/accept` as `token`, `login`, `password`.
///
/// The token comes in the address's fragment; static/approve.js puts it into the form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/invitation.html", whitespace = "minimize")]
pub struct InvitationView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed: `token`, `login`. Never the password.
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
        let login = login(
            lang,
            t("Рабочая почта или телефон", "Work e-mail or phone"),
            t("По ним вы будете входить.", "You will sign in by it."),
        );
        fill(
            vec![token, login, new_password(lang, "password")],
            &self.values,
            &self.faults,
        )
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }
}
