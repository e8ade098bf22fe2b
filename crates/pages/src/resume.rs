use askama::Template;

use crate::shell::Shell;
use crate::values::Values;

/// Why a form could not be taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ResumeWhy {
    /// Nobody is signed in, and there is no sign of who was.
    #[default]
    Unknown,
    /// The session has lain unused for too long.
    Idle,
    /// The session was ended.
    Over,
    /// The browser has lost the access code.
    Code,
    /// Number and code were right: it can go on.
    Opened,
    /// Somebody else has signed in meanwhile.
    Other,
}

/// A form that came from somebody who is not signed in any more: how to go on, and all that was typed.
#[derive(Debug, Clone, Default)]
pub struct ResumeView {
    /// Language and address.
    pub shell: Shell,
    /// Whether it is a form of the desk.
    pub is_desk: bool,
    /// Why it was not taken.
    pub why: ResumeWhy,
    /// Whose session it was, or empty.
    pub whose: String,
    /// Where signing in leads from and back.
    pub sign_in: &'static str,
    /// The appeal whose code is asked for, or that was opened; empty where it is about none.
    pub number: String,
    /// What was wrong with number and code, or empty.
    pub error: String,
    /// The page from which it came, or empty.
    pub back: String,
    /// The form.
    pub form: ResumeForm,
}

/// What was in a form.
#[derive(Debug, Clone, Default)]
pub struct ResumeForm {
    /// Where it goes.
    pub action: String,
    /// Names and values, in order.
    pub values: Values,
    /// Controls for files, where it has some.
    pub file_controls: Vec<String>,
    /// Names of files that have to be chosen again.
    pub lost: Vec<String>,
}

/// Something that was typed.
struct Typed<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    is_long: bool,
}

/// Longer values are texts, and get a field of several lines.
const LINE_CHARS: usize = 60;

#[derive(Template)]
#[template(path = "resume.html", whitespace = "minimize")]
pub(crate) struct ResumePage<'a> {
    pub(crate) view: &'a ResumeView,
}

#[derive(Template)]
#[template(path = "desk/resume.html", whitespace = "minimize")]
pub(crate) struct DeskResumePage<'a> {
    pub(crate) view: &'a ResumeView,
}

impl ResumeView {
    fn asks_code(&self) -> bool {
        self.why == ResumeWhy::Code
    }

    /// Whether the form can be sent on as it is: the other ways lead to signing in first.
    fn is_opened(&self) -> bool {
        self.why == ResumeWhy::Opened
    }

    /// What was typed by somebody else is not for who has signed in.
    fn is_shown(&self) -> bool {
        self.why != ResumeWhy::Other
    }

    fn title(&self) -> &str {
        let t = |ru, en| self.shell.t(ru, en);
        match self.why {
            ResumeWhy::Code => t(
                "Назовите номер и код, чтобы продолжить",
                "Give the number and the code to go on",
            ),
            ResumeWhy::Opened => t("Проверьте и отправьте", "Check and send"),
            ResumeWhy::Other => t(
                "Вы вошли под другой учётной записью",
                "You are signed in with another account",
            ),
            _ => t("Войдите и продолжите", "Sign in and go on"),
        }
    }

    fn reason(&self) -> &str {
        let t = |ru, en| self.shell.t(ru, en);
        match self.why {
            ResumeWhy::Unknown => t(
                "Вы больше не в учётной записи: браузер не помнит вход.",
                "You are not signed in any more: the browser does not remember it.",
            ),
            ResumeWhy::Idle if self.is_desk => t(
                "Вход закончился: за этим рабочим местом полчаса ничего не делали.",
                "Your session is over: nothing was done here for half an hour.",
            ),
            ResumeWhy::Idle => t(
                "Вход закончился: в кабинете давно ничего не делали.",
                "Your session is over: nothing was done in the account for long.",
            ),
            ResumeWhy::Over => t(
                "Вход закончился: его завершили, истекло его время, или изменилась учётная запись.",
                "Your session is over: it was ended, its time is up, or the account has changed.",
            ),
            ResumeWhy::Code => t(
                "Этот браузер не хранит код доступа к обращению. Номер и код стоят в квитанции.",
                "This browser does not keep the access code of the appeal. Number and code are on the receipt.",
            ),
            ResumeWhy::Opened => t("Обращение открыто.", "The appeal is open."),
            ResumeWhy::Other => t(
                "Эту страницу открывали под другой учётной записью. Написанное на ней не отправлено и вам не показано.",
                "This page was opened with another account. What was written on it was not sent, and is not shown to you.",
            ),
        }
    }

    fn kept(&self) -> &str {
        let t = |ru, en| self.shell.t(ru, en);
        match self.typed().is_empty() {
            _ if !self.is_shown() => "",
            false => t(
                "Написанное не пропало, оно на этой странице. Ничего ещё не отправлено.",
                "What you wrote is not lost: it is on this page. Nothing has been sent yet.",
            ),
            true => t(
                "Ничего ещё не сделано: потом нажмите ещё раз.",
                "Nothing has been done yet: press once more afterwards.",
            ),
        }
    }

    fn send(&self) -> &str {
        let t = |ru, en| self.shell.t(ru, en);
        match self.typed().is_empty() {
            _ if self.asks_code() => t("Открыть и продолжить", "Open and go on"),
            true => t("Повторить", "Try again"),
            false => t("Отправить", "Send"),
        }
    }

    /// Where the form goes: with number and code to the question for them.
    fn action(&self) -> &str {
        match self.asks_code() {
            true => "/status",
            false => &self.form.action,
        }
    }

    fn typed(&self) -> Vec<Typed<'_>> {
        let values = self.form.values.pairs();
        let typed = values.filter_map(|(name, value)| {
            let label = self.label(name, value)?;
            Some(Typed {
                name,
                label,
                value,
                is_long: value.chars().count() > LINE_CHARS
                    || value.contains('\n')
                    || TEXTS.contains(&name),
            })
        });
        typed.collect()
    }

    fn hidden(&self) -> Vec<(&str, &str)> {
        let values = self.form.values.pairs();
        let unseen =
            values.filter(|(name, value)| !self.is_shown() || self.label(name, value).is_none());
        let mut hidden: Vec<_> = unseen.collect();
        if self.asks_code() {
            hidden.push(("resume", &self.form.action));
            let more = |name, list: &'static str| (list, name);
            let controls = self.form.file_controls.iter();
            hidden.extend(controls.map(|name| more(name.as_str(), "resume_files")));
            let lost = self.form.lost.iter();
            hidden.extend(lost.map(|name| more(name.as_str(), "resume_lost")));
        }
        hidden
    }

    /// What a value is called, if it was typed by somebody: codes, choices and keys go unseen.
    fn label(&self, name: &str, value: &str) -> Option<&str> {
        if value.trim().is_empty() || name == "opened_by" {
            return None;
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        let known = LABELS
            .iter()
            .find(|(known, ..)| *known == name || *known == last);
        match known {
            Some((_, ru, en)) => Some(self.shell.t(ru, en)),
            // Whatever is not a code of ours was written by a person.
            None if value.chars().any(|c| c.is_whitespace() || !c.is_ascii()) => {
                Some(self.shell.t("Введённое", "What was entered"))
            }
            None => None,
        }
    }
}

/// Controls that are fields of several lines in their own forms.
const TEXTS: [&str; 5] = ["comment", "explanation", "reason", "remarks", "text"];

/// What people type, and its name.
const LABELS: [(&str, &str, &str); 22] = [
    ("text", "Текст", "Text"),
    ("comment", "Комментарий", "Comment"),
    ("reason", "Причина", "Reason"),
    ("remarks", "Замечания", "Remarks"),
    ("explanation", "Обоснование", "Explanation"),
    ("title", "Тема", "Subject"),
    ("name", "Название", "Name"),
    ("last_name", "Фамилия", "Last name"),
    ("first_name", "Имя", "First name"),
    ("middle_name", "Отчество", "Middle name"),
    ("birth_date", "Дата рождения", "Date of birth"),
    ("inn", "ИНН", "INN (taxpayer number)"),
    ("snils", "СНИЛС", "SNILS (insurance number)"),
    ("email", "Электронная почта", "E-mail"),
    ("phone", "Телефон", "Telephone"),
    ("address", "Адрес", "Address"),
    ("due_on", "К какому дню", "By when"),
    ("again_at", "Когда позвонить снова", "When to call again"),
    ("days", "Дней", "Days"),
    ("url", "Адрес в сети", "Web address"),
    ("snippet", "Сокращение", "Snippet"),
    ("call_at", "Когда позвонить", "When to call"),
];
