use askama::Template;

use crate::account::{fill, one_time_code, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// The second step of signing in, the answer to `POST /api/v1/session`.
///
/// The code goes to `POST /api/v1/session/second-factor` as `ticket`, `method`, `code`, `return_to`; another
/// method is asked for by `POST /api/v1/session/code` with `ticket`, `method`, `return_to`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/second_factor.html", whitespace = "minimize")]
pub struct SecondFactorView {
    /// Language and address; the address is `/sign-in`.
    pub shell: Shell,
    /// The right to go on.
    pub ticket: String,
    /// Methods of this account: `totp`, `passkey`, `email`, `sms`, `recovery`.
    pub methods: Vec<String>,
    /// The method that is asked for now.
    pub method: String,
    /// Where a code was sent («a***@example.ru»), or empty.
    pub masked: String,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Where to go afterwards: a local path, or empty.
    pub return_to: String,
}

impl SecondFactorView {
    fn fields(&self) -> Vec<Field> {
        let t = |ru, en| self.shell.t(ru, en);
        let lang = self.shell.lang;
        let field = match self.method.as_str() {
            "recovery" => one_time_code(lang, t("Запасной код", "Recovery code"))
                .inputmode("")
                .autocomplete("off")
                .hint(t(
                    "Один из кодов, которые вы записали. Каждый действует один раз.",
                    "One of the codes that you wrote down. Each works once.",
                )),
            "totp" => one_time_code(lang, t("Код из приложения", "Code from the app")).hint(t(
                "Шесть цифр, которые приложение показывает сейчас.",
                "The six digits that the app shows now.",
            )),
            _ => one_time_code(lang, t("Код из сообщения", "Code from the message")),
        };
        fill(vec![field], &Values::default(), &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }

    fn is_by_code(&self) -> bool {
        !self.method.is_empty() && self.method != "passkey"
    }

    fn has_passkey(&self) -> bool {
        self.methods.iter().any(|one| one == "passkey")
    }

    /// The methods that can be switched to by a button: what is sent and what is read.
    fn others(&self) -> Vec<(&str, &'static str)> {
        let others = self.methods.iter().map(String::as_str);
        others
            .filter_map(|one| Some((one, self.other(one)?)))
            .collect()
    }

    fn other(&self, method: &str) -> Option<&'static str> {
        let again = method == self.method;
        Some(match method {
            "totp" if !again => self.shell.t("Код из приложения", "Code from the app"),
            "recovery" if !again => self.shell.t("Запасной код", "Recovery code"),
            "email" if again => self.shell.t("Прислать ещё раз", "Send again"),
            "email" => self
                .shell
                .t("Прислать код на почту", "Send a code by e-mail"),
            "sms" if again => self.shell.t("Прислать ещё раз", "Send again"),
            "sms" => self.shell.t("Прислать код в SMS", "Send a code by SMS"),
            _ => return None,
        })
    }
}
